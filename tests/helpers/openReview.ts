import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '../../db/knex.ts'
import { openReview as openRound } from '../../db/reviews.ts'
import { Level } from '../../domain/approvals.ts'
import type { Content } from '../../domain/content.ts'
import { contentHash } from '../../domain/hash.ts'
import { RULE_PACKS, toAttach, violations } from '../../domain/platforms/index.ts'
import { CONTENT_TYPES, PLATFORMS, type Platform } from '../../domain/words.ts'
import { FORMS } from '../fixtures/forms.ts'

const media = { kind: 'image' as const, brief: 'Linen shirts drying on a line', alt_text: 'Three linen shirts on a line in the sun' }

/** A draft that each platform takes, in the form of its first content type. */
const plain = Object.fromEntries(
  PLATFORMS.map((platform) => [platform, FORMS[RULE_PACKS[platform].forms[CONTENT_TYPES[platform][0]] ?? 'post']]),
) as Record<Platform, Content>

/** The same, of some with a mark-up character to prove that pages escape. */
export const CONTENT: Record<Platform, Content> = {
  ...plain,
  instagram: {
    form: 'post',
    text: 'Linen <3 summer.\n\nOur new shirts are here. Tap the link.',
    hashtags: ['linen', 'summer'],
    media: [media],
  },
  linkedin: { form: 'post', text: 'We made linen shirts that last & told the mill why.', hashtags: ['linen'], media: [] },
  tiktok: {
    form: 'script',
    text: 'Linen in 20 seconds',
    hashtags: ['linen'],
    beats: [
      { seconds: 8, visual: 'Hands fold a shirt', on_screen_text: 'Why linen?', spoken: 'Why linen? It breathes.' },
      { seconds: 12, visual: 'A shirt on a line', on_screen_text: 'Washes soft', spoken: 'And every wash makes it softer.' },
    ],
    sound: 'calm acoustic, commercial library',
    cover: media,
  },
}

/** Stores a draft as the quality agent would. Returns its hash. */
export async function storeDraft(
  db: Db,
  of: { organizationId: string; requestId: string; platform: Platform; version?: number; content?: Content },
): Promise<string> {
  const { platform, content = CONTENT[platform] } = of
  const contentType =
    CONTENT_TYPES[platform].find((type) => RULE_PACKS[platform].forms[type] === content.form) ?? CONTENT_TYPES[platform][0]
  const hash = contentHash(platform, contentType, content)
  await db('generated_content').insert({
    organization_id: of.organizationId,
    request_id: of.requestId,
    platform,
    content_type: contentType,
    version: of.version ?? 1,
    content_data: JSON.stringify(content),
    content_hash: hash,
    quality_score: 0.91,
    score_parts: JSON.stringify({ grammar: 1 }),
    findings: JSON.stringify(violations({ platform, contentType, content }, 'draft')),
    to_attach: JSON.stringify(toAttach(platform, contentType, content)),
    model: JSON.stringify({ provider: 'offline', name: 'composer', offline: true }),
    rule_pack: 'test',
    prompt_versions: '{}',
  })
  return hash
}

/** A request as it stands when its drafts wait for a decision: drafts, round and a sent mail with a link for each approver. */
export async function openReview(
  db: Db,
  of: {
    organizationId: string
    requestId: string
    platforms: Platform[]
    approvers: { email: string; name: string }[]
    /** Of the level besides: how many are needed, and the like. */
    level?: Partial<Level>
    /** How many levels there are; this is the first. */
    levels?: number
    round?: number
    version?: number
    contents?: Partial<Record<Platform, Content>>
  },
): Promise<{ roundId: string; tokens: string[] }> {
  const { organizationId, requestId, platforms } = of
  const items = []
  for (const platform of platforms) {
    const content = of.contents?.[platform]
    const hash = await storeDraft(db, { organizationId, requestId, platform, version: of.version ?? 1, ...(content && { content }) })
    items.push({ platform, version: of.version ?? 1, contentHash: hash })
  }
  const policy = Level.parse({ approvers: of.approvers, due_in_hours: 72, ...of.level })
  const dueAt = new Date('2026-12-01T14:00:00.000Z')
  const roundId = await openRound(db, {
    organizationId,
    requestId,
    run: 1,
    round: of.round ?? 1,
    level: 1,
    levels: of.levels ?? 1,
    policy,
    plan: [],
    dueAt,
    drafts: items,
  })
  if (!roundId) throw new Error('the review did not open')
  // The mails of this review are those below, with links that the test knows.
  await db('mails').where({ round_id: roundId }).delete()
  await db('outbox').where({ request_id: requestId, kind: 'start' }).update({ delivered_at: db.fn.now() })
  const tokens = []
  for (const { email, name } of of.approvers) {
    const [mail] = await db('mails')
      .insert({
        organization_id: organizationId,
        request_id: requestId,
        round_id: roundId,
        key: `review/${roundId}/${email}`,
        template: 'review',
        to_email: email,
        to_name: name,
        state: 'sent',
      })
      .returning('id')
    tokens.push(await mintLink(db, { organizationId, requestId, roundId, mailId: mail.id, email, name }))
  }
  return { roundId, tokens }
}

/** Makes a link as the postman does. Returns its token. */
export async function mintLink(
  db: Db,
  of: { organizationId: string; requestId: string; roundId: string; mailId: string | null; email: string; name: string },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db('approval_links').insert({
    organization_id: of.organizationId,
    request_id: of.requestId,
    round_id: of.roundId,
    mail_id: of.mailId,
    email: of.email,
    name: of.name,
    token_hash: createHash('sha256').update(token).digest(),
  })
  return token
}
