import type { Content } from '../../domain/content.ts'
import type { Platform } from '../../domain/words.ts'
import type { Answer, ApiWorld } from './apiWorld.ts'
import { openReview } from './openReview.ts'

export const CLIENT = { email: 'client@example.com', name: 'Carla Client' }
const PARTNER = { email: 'partner@example.com', name: 'Pat Partner' }

/** What somebody with a mailed link can do, and what their review left in the tables. */
export function visitor(world: () => ApiWorld) {
  async function review(
    options: { platforms?: Platform[]; contents?: Partial<Record<Platform, Content>>; request?: Record<string, unknown> } = {},
  ) {
    const me = await world().agency()
    const platforms = options.platforms ?? ['instagram', 'linkedin', 'tiktok']
    const { id } = (await me.generate({ platforms, approval: { approvers: [CLIENT, PARTNER] }, ...options.request })).body
    const { roundId, tokens } = await openReview(world().db, {
      organizationId: me.organizationId,
      requestId: id,
      platforms,
      approvers: [CLIENT, PARTNER],
      ...(options.contents && { contents: options.contents }),
    })
    const [token = '', second = ''] = tokens
    return { me, id, roundId, token, second, path: `/approve/${token}` }
  }

  /** The hidden fields of a page, as a browser would send them back. */
  const hidden = (page: Answer) =>
    Object.fromEntries(
      [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
    )
  const open = (path: string) => world().ask('GET', path)
  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    world().ask('POST', path, {
      raw: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  const approveAll = (page: Answer) => ({
    ...hidden(page),
    'instagram.verdict': 'approve',
    'linkedin.verdict': 'approve',
    'tiktok.verdict': 'approve',
  })
  const rows = (table: string, roundId: string) => world().db(table).where({ round_id: roundId })
  return { review, open, post, hidden, approveAll, rows }
}
