import type { Request } from 'express'
import { z } from 'zod'
import { audit } from '../../db/audit.ts'
import { type Choice, decide, type Mistakes } from '../../db/decisions.ts'
import { tenant, transact } from '../../db/knex.ts'
import { findLink, type LinkRow, readLink } from '../../db/links.ts'
import { type Review, readReview, seatOfLink, whyClosed } from '../../db/reviewed.ts'
import { AppError } from '../../domain/errors.ts'
import { PLATFORMS, type Platform, VERDICTS } from '../../domain/words.ts'
import type { RouteDeps } from '../app.ts'
import { isSigned, sign } from '../auth/keys.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { fileAddresses, withAddresses } from '../files.ts'
import { pageHeaders } from '../views/layout.ts'
import { closedPage, confirmationPage, type Filled, reviewPage } from '../views/reviewPage.ts'

/** 256 bits in base64url. */
const TokenParam = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

const fieldsOf = (platform: Platform) => ({
  [`${platform}.verdict`]: z.enum(VERDICTS).optional(),
  [`${platform}.comment`]: z.string().optional(),
  [`${platform}.version`]: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  [`${platform}.content_hash`]: z.string().max(64).optional(),
})

/** A form as it came, its fields by name. */
type Form = Record<string, string | undefined>

/** One form: the nonce of the page, and verdict, comment, version and hash of each draft in it. */
const FIELDS: Record<string, z.ZodType<string | undefined>> = Object.assign(
  { nonce: z.string().max(64).optional() },
  ...PLATFORMS.map(fieldsOf),
)
const Decisions = z.strictObject(FIELDS).meta({ id: 'DecisionsForm' })

const HTML = { schema: z.string(), mediaType: 'text/html' } as const
const shared = { path: '/approve/:token', tag: 'Approval', access: 'public', params: TokenParam } as const

/** The page behind a mailed link. It shows, and one POST of it decides; it gives no session and no other way in. */
export function approveEndpoints({ pool, keys, publicUrl, files }: Pick<RouteDeps, 'pool' | 'keys' | 'publicUrl' | 'files'>) {
  const isHttps = publicUrl.startsWith('https:')
  const headers = pageHeaders(isHttps)
  const addresses = fileAddresses({ files, keys, publicUrl })

  /** The page with addresses of its images, and headers that let just these load. */
  async function shownPage(review: Review, nonce: string, filled?: Filled, mistakes?: Mistakes) {
    const all = await withAddresses(
      addresses,
      review.drafts.flatMap((draft) => draft.images),
    )
    const urls = new Map(all.map((image) => [image.file_key, image.url]))
    return {
      headers: all.length ? pageHeaders(isHttps, addresses.origins) : headers,
      body: reviewPage(review, urls, nonce, filled, mistakes),
    }
  }

  async function linkOf(token: string): Promise<LinkRow> {
    const link = await findLink(pool, token)
    if (!link) throw notFound()
    return link
  }

  /** Ties a form to the link and to the very drafts its page showed: no other site can know it. */
  const shownIn = ({ seat, drafts }: Review): string =>
    JSON.stringify([seat.link_id, ...drafts.map((d) => [d.platform, d.version, d.content_hash])])
  const nonceKeys = keys.of('approval nonce')
  const nonceOf = (review: Review): string => sign(nonceKeys, shownIn(review))

  return [
    endpoint({
      ...shared,
      method: 'get',
      summary: 'The review behind a mailed link; changes nothing, whoever fetches it',
      refuses: { 404: 'No such link; nothing more is said.' },
      responses: {
        200: { description: 'The drafts and the form.', ...HTML },
        410: { description: 'Used, expired, revoked or out of date; the page says which.', ...HTML },
      },
    }).handle(async ({ params, req }) => {
      const link = await linkOf(params.token)
      const db = tenant(pool, link.organization_id)
      const review = await readReview(db, seatOfLink(link))
      const why = whyClosed(review)
      if (req.method !== 'HEAD')
        await audit(db, {
          organizationId: link.organization_id,
          requestId: link.request_id,
          actor: `link/${link.id}`,
          action: 'link.opened',
          subject: `round/${link.round_id}`,
          address: req.ip ?? '',
          data: { round_id: link.round_id, state: why ?? 'open', user_agent: from(req).userAgent },
        })
      if (why) return { status: 410, headers, body: closedPage(review, why) }
      return { status: 200, ...(await shownPage(review, nonceOf(review))) }
    }),
    endpoint({
      ...shared,
      method: 'post',
      summary: 'Decide on every draft of the review; uses the link up',
      body: Decisions,
      bodyType: 'form',
      refuses: { 403: 'Not sent by the page of this link.', 404: 'No such link; nothing more is said.' },
      responses: {
        200: { description: 'Decided; the same again for the same form.', ...HTML },
        409: { description: 'A draft was edited since the page was opened: the form again, with what is there now.', ...HTML },
        410: { description: 'Used, decided by someone else, expired, revoked or out of date.', ...HTML },
        422: { description: 'The form again, with what to mend and everything that was written.', ...HTML },
      },
    }).handle(async ({ params, body, req }) => {
      const link = await linkOf(params.token)
      const site = req.get('Sec-Fetch-Site')
      if (site !== undefined && site !== 'same-origin' && site !== 'none') throw notFromPage()
      const form: Form = body
      const db = tenant(pool, link.organization_id)
      const shown = await readReview(db, seatOfLink(link))
      if (!isSigned(nonceKeys, shownIn(shown), form.nonce)) throw notFromPage()

      const choices = choicesOf(form)
      const outcome = await transact(db, (trx) => {
        const seat = async () => seatOfLink((await readLink(trx, link.id)) ?? link)
        return decide(trx, seat, link.round_id, choices, from(req))
      })
      switch (outcome.kind) {
        case 'decided':
        case 'repeated':
          return { status: 200, headers, body: confirmationPage(outcome.review) }
        case 'changed':
          return { status: 409, ...(await shownPage(outcome.review, nonceOf(outcome.review))) }
        case 'closed':
          return { status: 410, headers, body: closedPage(outcome.review, outcome.why) }
        case 'mistakes': {
          const filled: Filled = Object.fromEntries(choices.map(({ platform, verdict, comment }) => [platform, { verdict, comment }]))
          return { status: 422, ...(await shownPage(outcome.review, nonceOf(shown), filled, outcome.mistakes)) }
        }
        default:
          return outcome satisfies never
      }
    }),
  ]
}

const notFromPage = () =>
  new AppError('forbidden', 'This was not sent by the page that your link opens. Open the link from your mail and send the form there.')

const from = (req: Request) => ({ address: req.ip ?? '', userAgent: (req.get('User-Agent') ?? '').slice(0, 300) })

/** The form's fields by draft. Browsers send line breaks as CRLF. */
function choicesOf(form: Form): Choice[] {
  return PLATFORMS.flatMap((platform) => {
    const field = (name: string) => form[`${platform}.${name}`]
    const version = field('version')
    if (version === undefined) return []
    return {
      platform,
      version: Number(version),
      content_hash: field('content_hash') ?? '',
      verdict: VERDICTS.find((v) => v === field('verdict')),
      comment: (field('comment') ?? '').replaceAll('\r\n', '\n').trim(),
    }
  })
}
