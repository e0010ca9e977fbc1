import type { Request } from 'express'
import { z } from 'zod'
import { audit } from '../../db/audit.ts'
import { checkCode, orderCode } from '../../db/codes.ts'
import { type Choice, decide } from '../../db/decisions.ts'
import { type Db, tenant, transact } from '../../db/knex.ts'
import { findLink, type LinkRow, readLink } from '../../db/links.ts'
import { queueMails } from '../../db/mails.ts'
import { type Closed, type Review, readReview, seatOfLink, whyClosed } from '../../db/reviewed.ts'
import { AppError } from '../../domain/errors.ts'
import { LANGUAGES, type Language, PLATFORMS, type Platform, VERDICTS } from '../../domain/words.ts'
import type { RouteDeps } from '../app.ts'
import { isSigned, sign } from '../auth/keys.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { fileAddresses, withAddresses } from '../files.ts'
import { logoAddress } from '../links.ts'
import { pageHeaders } from '../views/layout.ts'
import { askedPage, closedPage, codePage, confirmationPage, type Filled, reviewPage, SPAN_FIELDS } from '../views/reviewPage.ts'

/** 256 bits in base64url. */
const TokenParam = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
const Lang = z.object({ lang: z.enum(LANGUAGES).optional().meta({ description: 'The language of the drafts when absent.' }) })

const SPANS = Array.from({ length: SPAN_FIELDS }, (_, i) => i + 1)
const fieldsOf = (platform: Platform) => ({
  [`${platform}.verdict`]: z.enum(VERDICTS).optional(),
  [`${platform}.comment`]: z.string().optional(),
  [`${platform}.version`]: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  [`${platform}.content_hash`]: z.string().max(64).optional(),
  ...Object.fromEntries(
    SPANS.flatMap((n) => [
      [`${platform}.quote${n}`, z.string().max(2_000).optional()],
      [`${platform}.remark${n}`, z.string().max(2_000).optional()],
    ]),
  ),
})

/** A form as it came, its fields by name. */
type Form = Record<string, string | undefined>

/** One form: the nonce of the page, and verdict, comment, version and hash of each draft in it; or what is asked for in place of a decision. */
const FIELDS: Record<string, z.ZodType<string | undefined>> = Object.assign(
  {
    nonce: z.string().max(64).optional(),
    proof: z.string().max(100).optional(),
    all: z.literal('approve').optional(),
    ask: z.enum(['new_link', 'code']).optional(),
    code: z.string().max(20).optional(),
  },
  ...PLATFORMS.map(fieldsOf),
)
const Decisions = z.strictObject(FIELDS).meta({ id: 'DecisionsForm' })

const HTML = { schema: z.string(), mediaType: 'text/html' } as const
const shared = { path: '/approve/:token', tag: 'Approval', access: 'public', params: TokenParam, query: Lang } as const
/** How long a page that was opened with a code can send its form. */
const PROOF_MS = 60 * 60_000

/** The page behind a mailed link. It shows, and one POST of it decides; it gives no session and no other way in. */
export function approveEndpoints({ pool, keys, publicUrl, files }: Pick<RouteDeps, 'pool' | 'keys' | 'publicUrl' | 'files'>) {
  const isHttps = publicUrl.startsWith('https:')
  const addresses = fileAddresses({ files, keys, publicUrl })
  const nonceKeys = keys.of('approval nonce')
  const proofKeys = keys.of('approval code')

  /** Ties a form to the link and to the very drafts its page showed: no other site can know it, and nobody can change what it names. */
  const bound = (linkId: string | null, drafts: readonly Pick<Choice, 'platform' | 'version' | 'content_hash'>[]): string =>
    JSON.stringify([linkId, ...drafts.map((d) => [d.platform, d.version, d.content_hash]).sort()])
  const shownIn = ({ seat, drafts }: Review): string => bound(seat.link_id, drafts)
  /** Ties a form that decides nothing to the link alone. */
  const askedBy = ({ seat }: Review): string => JSON.stringify([seat.link_id, 'ask'])

  const proofText = ({ seat }: Review, until: string) => JSON.stringify([seat.link_id, until])
  const proofOf = (review: Review): string => {
    const until = String(Date.now() + PROOF_MS)
    return `${until}.${sign(proofKeys, proofText(review, until))}`
  }
  const isProved = (review: Review, proof = ''): boolean => {
    const [until = '', signature = ''] = proof.split('.')
    return Number(until) > Date.now() && isSigned(proofKeys, proofText(review, until), signature)
  }

  const logoUrlOf = ({ seat, logo }: Review) => (logo ? logoAddress(publicUrl, seat.organization_id, logo) : undefined)
  /** Headers that let just these load: the images of the drafts, and the logo. */
  const headersFor = (review: Review, images = 0) => {
    const own = review.logo ? [new URL(publicUrl).origin] : []
    return pageHeaders(isHttps, [...new Set([...own, ...(images ? addresses.origins : [])])])
  }

  /** The page with addresses of its images. */
  async function shownPage(review: Review, language: Language, proof: string | undefined, said?: Parameters<typeof reviewPage>[3]) {
    const all = await withAddresses(
      addresses,
      review.drafts.flatMap((draft) => draft.images),
    )
    const urls = new Map(all.map((image) => [image.file_key, image.url]))
    const nonce = sign(nonceKeys, shownIn(review))
    return {
      headers: headersFor(review, all.length),
      body: reviewPage(review, urls, { language, nonce, logoUrl: logoUrlOf(review), proof }, said),
    }
  }
  const closed = (review: Review, why: Closed, language: Language) => ({
    status: 410 as const,
    headers: headersFor(review),
    body: closedPage(review, why, { language, nonce: sign(nonceKeys, askedBy(review)), logoUrl: logoUrlOf(review) }),
  })
  const codeAsked = (review: Review, language: Language, state: Parameters<typeof codePage>[2]) => ({
    headers: headersFor(review),
    body: codePage(review, { language, nonce: sign(nonceKeys, askedBy(review)), logoUrl: logoUrlOf(review) }, state),
  })

  async function linkOf(token: string): Promise<LinkRow> {
    const link = await findLink(pool, token)
    if (!link) throw notFound()
    return link
  }

  /** Somebody whose link is dead wants another: who asked for the content is told, once for each link. */
  async function askForLink(db: Db, link: LinkRow, review: Review, why: Closed, req: Request): Promise<void> {
    await transact(db, async (trx) => {
      const of = { organizationId: link.organization_id, requestId: link.request_id }
      if (review.requester)
        await queueMails(trx, [
          {
            ...of,
            roundId: link.round_id,
            key: `new_link_asked/${link.id}`,
            template: 'new_link_asked',
            to: review.requester,
            data: { by: link.name || link.email, why },
          },
        ])
      await audit(trx, {
        ...of,
        actor: `link/${link.id}`,
        action: 'link.asked',
        subject: `round/${link.round_id}`,
        address: req.ip ?? '',
        data: { round_id: link.round_id, why },
      })
    })
  }

  return [
    endpoint({
      ...shared,
      method: 'get',
      summary: 'The review behind a mailed link; changes nothing, whoever fetches it',
      refuses: { 404: 'No such link; nothing more is said.' },
      responses: {
        200: { description: 'The drafts and the form; or the way to a code, where the level wants one.', ...HTML },
        410: { description: 'Used, expired, revoked or out of date; the page says which.', ...HTML },
      },
    }).handle(async ({ params, query, req }) => {
      const link = await linkOf(params.token)
      const db = tenant(pool, link.organization_id)
      const review = await readReview(db, seatOfLink(link))
      const language = query.lang ?? review.language
      const why = whyClosed(review)
      if (req.method !== 'HEAD')
        await audit(db, {
          organizationId: link.organization_id,
          requestId: link.request_id,
          actor: `link/${link.id}`,
          action: 'link.opened',
          subject: `round/${link.round_id}`,
          address: req.ip ?? '',
          data: { round_id: link.round_id, state: why ?? 'open', hashes: hashesOf(review), user_agent: from(req).userAgent },
        })
      if (why) return closed(review, why, language)
      if (review.level.code_by_mail) return { status: 200, ...codeAsked(review, language, 'first') }
      return { status: 200, ...(await shownPage(review, language, undefined)) }
    }),
    endpoint({
      ...shared,
      method: 'post',
      summary: 'Decide on every draft of the review, which uses the link up; or ask for a code or for a new link',
      body: Decisions,
      bodyType: 'form',
      refuses: { 403: 'Not sent by the page of this link.', 404: 'No such link; nothing more is said.' },
      responses: {
        200: { description: 'Decided; the same again for the same form. Or what was asked for is on its way.', ...HTML },
        409: { description: 'A draft was edited since the page was opened: the form again, with what is there now.', ...HTML },
        410: { description: 'Used, decided by someone else, expired, revoked or out of date.', ...HTML },
        422: { description: 'The form again, with what to mend and everything that was written.', ...HTML },
      },
    }).handle(async ({ params, query, body, req }) => {
      const link = await linkOf(params.token)
      const site = req.get('Sec-Fetch-Site')
      if (site !== undefined && site !== 'same-origin' && site !== 'none') throw notFromPage()
      const form: Form = body
      const db = tenant(pool, link.organization_id)
      const review = await readReview(db, seatOfLink(link))
      const language = query.lang ?? review.language
      const why = whyClosed(review)
      const isAsking = form.ask !== undefined || form.code !== undefined
      const choices = choicesOf(form)
      // A page that is out of date by now was ours all the same: it is told so, where a form of somebody else's is refused.
      if (!isSigned(nonceKeys, isAsking ? askedBy(review) : bound(link.id, choices), form.nonce)) throw notFromPage()

      if (form.ask === 'new_link') {
        if (!why) throw new AppError('conflict', 'This link still works: open it again.')
        await askForLink(db, link, review, why, req)
        return { status: 200, headers: headersFor(review), body: askedPage(review, { language }) }
      }
      if (isAsking) {
        if (why) return closed(review, why, language)
        if (form.ask === 'code') {
          const ordered = await transact(db, (trx) => orderCode(trx, link))
          return { status: 200, ...codeAsked(review, language, ordered === 'ordered' ? 'sent' : 'too_many') }
        }
        const isRight = await transact(db, (trx) => checkCode(trx, link, (form.code ?? '').replace(/\s/g, '')))
        if (!isRight) return { status: 422, ...codeAsked(review, language, 'wrong') }
        return { status: 200, ...(await shownPage(review, language, proofOf(review))) }
      }

      if (review.level.code_by_mail && !why && !isProved(review, form.proof))
        return { status: 422, ...codeAsked(review, language, 'first') }
      const outcome = await transact(db, (trx) => {
        const seat = async () => seatOfLink((await readLink(trx, link.id)) ?? link)
        return decide(trx, seat, link.round_id, choices, from(req))
      })
      switch (outcome.kind) {
        case 'decided':
        case 'repeated': {
          const { review: after, late } = outcome
          return { status: 200, headers: headersFor(after), body: confirmationPage(after, late, { language, logoUrl: logoUrlOf(after) }) }
        }
        case 'changed':
          return { status: 409, ...(await shownPage(outcome.review, language, form.proof, { changed: true })) }
        case 'closed':
          return closed(outcome.review, outcome.why, language)
        case 'mistakes': {
          const filled: Filled = Object.fromEntries(choices.map(({ platform, ...choice }) => [platform, choice]))
          return { status: 422, ...(await shownPage(outcome.review, language, form.proof, { filled, mistakes: outcome.mistakes })) }
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

const hashesOf = ({ drafts }: Review) => Object.fromEntries(drafts.map((draft) => [draft.platform, draft.content_hash]))

/** The form's fields by draft. Browsers send line breaks as CRLF. */
function choicesOf(form: Form): Choice[] {
  return PLATFORMS.flatMap((platform) => {
    const field = (name: string) => form[`${platform}.${name}`]
    const version = field('version')
    if (version === undefined) return []
    const spans = SPANS.map((n) => ({ quote: (field(`quote${n}`) ?? '').trim(), comment: (field(`remark${n}`) ?? '').trim() }))
    return {
      platform,
      version: Number(version),
      content_hash: field('content_hash') ?? '',
      verdict: VERDICTS.find((v) => v === (form.all ?? field('verdict'))),
      comment: (field('comment') ?? '').replaceAll('\r\n', '\n').trim(),
      spans: spans.filter(({ quote, comment }) => quote || comment),
    }
  })
}
