import type { Content } from '../../domain/content.ts'
import { NO_DISCLOSURE, withDisclosure } from '../../domain/platforms/disclosure.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import { CONTENT_TYPES, type ContentType, type Disclosure, type Finding, PLATFORMS, type Platform } from '../../domain/words.ts'
import { answerFor } from '../../tests/helpers/modelStandIn.answers.ts'
import type { Asked, Reply } from '../../tests/helpers/modelStandIn.ts'
import type { World } from '../../tests/helpers/world.ts'
import { patiently, untilOver } from './drafts.ts'
import { FLAWS, type Flaw, type Planter } from './flaws.ts'

/** One flaw, in one form, given by one agent, by a model that mends it when told or never does. */
export interface Case {
  id: string
  flaw: Flaw
  platform: Platform
  contentType: ContentType
  planter: Planter
  repairs: boolean
}

export type Ending = 'repaired' | 'failed' | 'shown with a finding' | 'slipped through' | 'failed without a reason'

export interface Outcome {
  of: Case
  ending: Ending
  reason: string
  /** Calls of writers and editors, over all passes. */
  calls: number
}

/** What the stand-in needs to know a case by: it stands in the brand's guidelines, in letters, for a number would be a figure. */
const MARK = /case-([a-z]{3})-end/

const letters = (n: number) =>
  [Math.floor(n / 676) % 26, Math.floor(n / 26) % 26, n % 26].map((i) => 'abcdefghijklmnopqrstuvwxyz'[i]).join('')

/** Every flaw in `forms` forms each, in turn over all of them, by writer and editor in turn, in both behaviours. */
export function casesOf(forms: number): Case[] {
  const types = PLATFORMS.flatMap((platform) => CONTENT_TYPES[platform].map((contentType) => ({ platform, contentType })))
  const cases: Omit<Case, 'id'>[] = []
  for (const [at, flaw] of FLAWS.entries()) {
    const fitting = types.filter(({ platform, contentType }) => flaw.only?.(platform, contentType) ?? true)
    for (let n = 0; n < forms; n++) {
      const form = fitting[(at * 3 + n * 5) % fitting.length]
      if (!form) continue
      const planter: Planter = n % 2 === 0 ? 'writer' : 'brand_voice'
      for (const repairs of [true, false]) cases.push({ flaw, ...form, planter, repairs })
    }
  }
  return cases.map((one, i) => ({ ...one, id: letters(i) }))
}

const PAID: Disclosure = { connection: 'paid', sponsor: 'Atelier Norte', countries: ['US'] }
const disclosureOf = ({ flaw }: Case): Disclosure => (flaw.kind === 'missing disclosure' ? PAID : NO_DISCLOSURE)

/** What the stand-in answers: the flaw where the case wants it, else a good draft. A model that mends does so when it is told of a fault. */
export function answering(cases: readonly Case[]): (asked: Asked) => Reply | undefined {
  const byId = new Map(cases.map((one) => [one.id, one]))
  return ({ agent, messages, body }) => {
    const of = byId.get(MARK.exec(messages[0]?.content ?? '')?.[1] ?? '')
    if (!of || agent === 'strategist' || agent === 'quality_assurance') return undefined
    const { json_schema } = body.response_format as { json_schema: { schema: Record<string, unknown> } }
    const plain = JSON.parse(answerFor(agent, messages.map(unasked), json_schema.schema, '')) as Content
    const good = withDisclosure(RULE_PACKS[of.platform], plain, disclosureOf(of), 'en')
    const plants = (agent === 'brand_voice' ? 'brand_voice' : 'writer') === of.planter && !(of.repairs && wasTold(of, messages))
    return plants ? of.flaw.plant(good, of.platform) : { text: JSON.stringify(good) }
  }
}

/** Our stand-in writes what it was asked to mend into its draft; a model that mends does not. */
const unasked = (message: Asked['messages'][number]) => ({ ...message, content: message.content.replace(/<<<MEND[\s\S]*?MEND>>>/, '') })

const transport = new Set(['cut stream', 'refused'])
const seen = new Map<string, number>()

/** In its own turn, or by the next pass. A stream that was cut tells nobody: whoever is asked again may do better. */
function wasTold({ id, flaw }: Case, messages: Asked['messages']): boolean {
  if (transport.has(flaw.kind)) {
    seen.set(id, (seen.get(id) ?? 0) + 1)
    return (seen.get(id) ?? 0) > 1
  }
  return messages.some(
    ({ role, content }) => role === 'user' && (content.startsWith('Your answer cannot be used') || content.includes('<<<MEND')),
  )
}

const PROMPT = 'Launch our linen summer collection. Mention free shipping this week and that it is made in Portugal.'

/** Runs every case through the whole product. */
export async function runFlawed(
  world: World,
  cases: readonly Case[],
  calls: (id: string) => number,
  progress: (done: number) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let next = 0
  let done = 0
  const lane = async () => {
    for (let at = next++; at < cases.length; at = next++) {
      const of = cases[at] as Case
      outcomes[at] = { ...(await runOne(world, of)), calls: calls(of.id) }
      progress(++done)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return outcomes
}

/** Those that wait between tries should not hold up the others. */
const LANES = 8

async function runOne(world: World, of: Case): Promise<Omit<Outcome, 'calls'>> {
  const { flaw, platform, contentType } = of
  const brand = await patiently(world, '/api/v1/brands', {
    brand_name: 'Casa Lino',
    brand_guidelines: `Warm and plain. case-${of.id}-end`,
    brand_voice: { banned_words: ['cheap'] },
  })
  const asked = await patiently(world, '/api/v1/content/generate', {
    prompt: PROMPT,
    platforms: [platform],
    content_types: { [platform]: contentType },
    brand_profile_id: brand.body.id,
    approval: { mode: 'none' },
    disclosure: disclosureOf(of),
  })
  if (asked.status !== 202) throw new Error(`${flaw.kind}: the request was refused: ${JSON.stringify(asked.body)}`)
  const id = String(asked.body.id)
  const view = await untilOver(world, id)
  const [part] = view.platforms
  const reason = part?.reason || view.reason
  if (part?.status !== 'approved' && part?.status !== 'needs_attention')
    return { of, reason, ending: reason ? 'failed' : 'failed without a reason' }
  const row = await world.db('generated_content').where({ request_id: id }).first<{ content_data: Content; findings: Finding[] }>()
  return { of, reason, ending: endingOf(of, row) }
}

function endingOf({ flaw }: Case, { content_data, findings }: { content_data: Content; findings: Finding[] }): Ending {
  if (!flaw.has(content_data)) return 'repaired'
  return flaw.mayBeShown && findings.some(({ severity }) => severity === 'WARN') ? 'shown with a finding' : 'slipped through'
}
