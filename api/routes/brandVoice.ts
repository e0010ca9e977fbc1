import { z } from 'zod'
import { findBrand } from '../../db/brands.ts'
import { brandHistory } from '../../db/history.ts'
import { listVoiceRules } from '../../db/voiceRules.ts'
import { BrandSnapshot, BrandVoice, withRules } from '../../domain/brand.ts'
import { judgeVoice, profileWith } from '../../domain/voice.ts'
import { profileOf, samplesOf, voiceBy } from '../../domain/voiceProfile.ts'
import { LANGUAGES } from '../../domain/words.ts'
import type { RouteDeps } from '../app.ts'
import { seesBrand } from '../auth/principal.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { IdParam, typed } from '../schemas.ts'

const count = z.number().int()
const Sign = z
  .object({ times: count, quotes: z.array(z.string()).meta({ description: 'The words around the first places, at most 3.' }) })
  .meta({ id: 'VoiceSign' })
const { person, formality, emoji } = BrandVoice.shape
/** A trait of which there is too little to tell is null. */
const trait = <T extends z.ZodType>(of: T) => of.nullable()

const VoiceProfile = z
  .object({
    texts: z.object({ samples: count, approved_drafts: count, words: count }),
    enough: z.boolean().meta({ description: 'Whether there was enough to read for any trait to have a value.' }),
    person: z.object({ value: trait(person.unwrap()), signs: z.object({ we: Sign, I: Sign }) }),
    formality: z.object({ value: trait(formality.unwrap()), signs: z.object({ casual: Sign, formal: Sign }) }),
    sentence_length: z.object({ mean_words: z.number().nullable(), longest: z.string() }),
    emoji: z.object({ value: trait(emoji.unwrap()), a_text: z.number(), favourites: z.array(z.string()) }),
    punctuation: z.object({ exclamations: Sign, questions: Sign, ellipses: Sign, dashes: Sign, sentences: count }),
    favourite_words: z.array(z.object({ word: z.string(), texts: count, quote: z.string() })),
    banned_words: z
      .array(z.object({ word: z.string(), ...Sign.shape }))
      .meta({ description: 'Words that the brand says it never says, and the texts do.' }),
    voice: BrandVoice.meta({
      description: 'What drafts are held to: what the brand stated, and what its texts show where it stated nothing.',
    }),
  })
  .meta({ id: 'VoiceProfile' })

const VoiceCheck = z
  .strictObject({
    text: typed(1, 20_000),
    language: z.enum(LANGUAGES).meta({ description: 'The language of the text: manners differ.' }),
  })
  .meta({ id: 'VoiceCheck', example: { text: 'We made linen shirts that last.', language: 'en' } })

const VoiceJudgement = z
  .object({
    score: z.number().min(0).max(1).meta({ description: '1 is the voice of the brand; the agents are told to change what lowers it.' }),
    reasons: z.array(z.string()).meta({ description: 'What to change, each as a sentence; empty where nothing is amiss.' }),
    emoji: count,
    exclamation_marks: count,
  })
  .meta({ id: 'VoiceJudgement' })

/** Up to a hundred thousand characters are read for it: an answer may be so old. */
const CACHED_SECONDS = 30

/** How a brand in fact writes, with the evidence. */
export const brandVoiceEndpoints = ({ cache }: Pick<RouteDeps, 'cache'>) => [
  endpoint({
    method: 'get',
    path: '/api/v1/brands/:id/voice',
    tag: 'Brands',
    summary: 'How a brand writes, read from its samples and approved drafts, with counts and quotations',
    access: 'brands.read',
    params: IdParam,
    responses: { 200: { description: 'The profile.', schema: VoiceProfile } },
  }).handle(async ({ params, caller, db }) => {
    const { organizationId } = caller
    const key = { scope: `brands/${organizationId}`, key: `voice/${params.id}`, ttlSeconds: CACHED_SECONDS }
    const found = seesBrand(caller, params.id)
      ? await cache.read(key, VoiceProfile.nullable(), async () => {
          const brand = await findBrand(db, organizationId, params.id)
          if (!brand) return null
          const profile = profileOf(samplesOf(brand, await brandHistory(db, organizationId, brand.id)), brand.brand_voice)
          return { ...profile, voice: voiceBy(brand.brand_voice, profile) }
        })
      : null
    if (!found) throw notFound()
    return { status: 200, body: found }
  }),
  endpoint({
    method: 'post',
    path: '/api/v1/brands/:id/voice/check',
    tag: 'Brands',
    summary: 'Whether a text sounds like a brand, judged as its drafts are; nothing is kept',
    access: 'brands.read',
    params: IdParam,
    body: VoiceCheck,
    responses: { 200: { description: 'The judgement.', schema: VoiceJudgement } },
  }).handle(async ({ params, body, caller, db }) => {
    const { organizationId } = caller
    const row = seesBrand(caller, params.id) ? await findBrand(db, organizationId, params.id) : undefined
    if (!row) throw notFound()
    const [rules, history] = await Promise.all([listVoiceRules(db, row.id, 'accepted'), brandHistory(db, organizationId, row.id)])
    const brand = withRules(BrandSnapshot.parse({ ...row, rules }))
    return { status: 200, body: judgeVoice([body.text], brand, body.language, '', profileWith(brand, history)) }
  }),
]
