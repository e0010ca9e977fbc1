import { setTimeout as delay } from 'node:timers/promises'
import type { Renderer } from '../../activities/images/draw.ts'
import { isFinal } from '../../domain/outcome.ts'
import { type ContentType, type Finding, PLATFORMS, type Platform, type RequestStatus } from '../../domain/words.ts'
import type { RequestView, World } from '../../tests/helpers/world.ts'
import type { Brief } from './briefs.ts'

/** What became of one platform of one brief. */
export interface Made {
  brief: Brief
  platform: Platform
  contentType: ContentType
  status: string
  reason: string
  /** Null where no draft was made. */
  draft: { content: Record<string, unknown>; findings: Finding[]; voice: number | null; score: number | null } | null
}

/** How many requests are under way at once: two cores are full with it, and so is the world's pool of ten connections. */
const LANES = 5

/** A model stand-in that is down is asked again four times, with pauses up to nine seconds. */
const PATIENCE_MS = 60_000

/** In place of drawn images: what is judged here are words, and a carousel takes a second to draw. */
export const noPictures = (): Renderer => ({
  async draw() {
    return { images: [], template: 'editorial', mended: [] }
  },
})

/** Asks for every brief over HTTP and waits for its end; each has a brand of its own, so that none knows what another did. */
export async function makeDrafts(world: World, briefs: readonly Brief[], progress: (done: number) => void): Promise<Made[]> {
  const made: Made[][] = []
  let next = 0
  let done = 0
  const lane = async () => {
    for (let at = next++; at < briefs.length; at = next++) {
      made[at] = await makeOne(world, briefs[at] as Brief)
      progress(++done)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return made.flat()
}

async function makeOne(world: World, brief: Brief): Promise<Made[]> {
  const { contentTypes, disclosure, language, prompt } = brief
  const brand = await patiently(world, '/api/v1/brands', brief.brand)
  if (brand.status !== 201) throw new Error(`${brief.id}: the brand was refused: ${JSON.stringify(brand.body)}`)
  const asked = await patiently(world, '/api/v1/content/generate', {
    prompt,
    platforms: PLATFORMS,
    brand_profile_id: brand.body.id,
    content_types: contentTypes,
    language,
    disclosure,
    approval: { mode: 'none' },
  })
  if (asked.status !== 202) {
    const { title, detail } = asked.body
    return PLATFORMS.map((platform) => ({
      brief,
      platform,
      contentType: contentTypes[platform],
      status: 'refused',
      reason: `${String(title)}: ${String(detail)}`,
      draft: null,
    }))
  }
  const id = String(asked.body.id)
  const view = await untilOver(world, id)
  const rows = await world.db('generated_content').where({ request_id: id }).select()
  return view.platforms.map(({ platform, status, reason }) => {
    const row = rows.find((one) => one.platform === platform)
    return {
      brief,
      platform,
      contentType: contentTypes[platform],
      status,
      reason,
      draft: row
        ? {
            content: row.content_data,
            findings: row.findings,
            voice: row.score_parts?.brand_voice?.score ?? null,
            score: row.quality_score === null ? null : Number(row.quality_score),
          }
        : null,
    }
  })
}

/** Waits for the end of a request, looking at one row: whoever looks often should ask for little. */
export async function untilOver(world: World, id: string): Promise<RequestView> {
  const giveUp = Date.now() + PATIENCE_MS
  for (;;) {
    const row = await world
      .db('content_requests')
      .where({ id })
      .first<{ status: RequestStatus; reason: string } | undefined>('status', 'reason')
    if (row && isFinal(row.status)) return world.request(id)
    if (Date.now() > giveUp) throw new Error(`the request ${id} is ${row?.status} (${row?.reason}) after ${PATIENCE_MS / 1000} seconds`)
    await delay(50)
  }
}

/** API, worker and harness share two cores: an API that says it is busy is asked again, as it says. */
export async function patiently(world: World, path: string, body: unknown): ReturnType<World['call']> {
  for (let tries = 1; ; tries++) {
    const answer = await world.call('POST', path, body)
    if (answer.status !== 503 || tries === 30) return answer
    await delay(300)
  }
}
