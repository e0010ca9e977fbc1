import { z } from 'zod'
import { findBrand } from '../../db/brands.ts'
import { type Db, transact } from '../../db/knex.ts'
import { decideVoiceRule, listVoiceRules, VOICE_RULE_STATES, type VoiceRuleRow } from '../../db/voiceRules.ts'
import { RULE_KINDS } from '../../domain/brand.ts'
import { PLATFORMS } from '../../domain/words.ts'
import type { RouteDeps } from '../app.ts'
import { note } from '../audit.ts'
import { type Caller, seesBrand } from '../auth/principal.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { Id, IdParam, Timestamp } from '../schemas.ts'

const VoiceRule = z
  .object({
    id: Id,
    kind: z.enum(RULE_KINDS),
    value: z.record(z.string(), z.unknown()),
    sentence: z.string().meta({ description: 'The rule as agents and people read it.' }),
    evidence: z.array(z.object({ request_id: Id, platform: z.enum(PLATFORMS), version: z.number().int(), quote: z.string() })),
    state: z.enum(VOICE_RULE_STATES),
    decided_at: Timestamp.nullable(),
    created_at: Timestamp,
  })
  .meta({ id: 'VoiceRule' })

const view = ({ created_at, decided_at, updated_at: _, ...row }: VoiceRuleRow): z.input<typeof VoiceRule> => ({
  ...row,
  created_at: created_at.toISOString(),
  decided_at: decided_at?.toISOString() ?? null,
})

/** Rules of voice that what people change suggests. Agents hear of one when somebody accepted it, and of none by itself. */
export function voiceRuleEndpoints({ cache }: Pick<RouteDeps, 'cache'>) {
  async function brandOf(db: Db, caller: Caller, id: string): Promise<void> {
    const found = seesBrand(caller, id) && (await findBrand(db, caller.organizationId, id))
    if (!found) throw notFound()
  }

  return [
    endpoint({
      method: 'get',
      path: '/api/v1/brands/:id/voice-rules',
      tag: 'Brands',
      summary: 'What people’s changes teach about a brand’s voice, each with its evidence',
      access: 'brands.read',
      params: IdParam,
      query: z.strictObject({ state: z.enum(VOICE_RULE_STATES).optional() }),
      responses: { 200: { description: 'The rules, oldest first.', schema: z.object({ items: z.array(VoiceRule) }) } },
    }).handle(async ({ params, query, caller, db }) => {
      await brandOf(db, caller, params.id)
      return { status: 200, body: { items: (await listVoiceRules(db, params.id, query.state)).map(view) } }
    }),
    endpoint({
      method: 'patch',
      path: '/api/v1/brands/:id/voice-rules/:rule',
      tag: 'Brands',
      summary: 'Accept or dismiss a rule; requests that are accepted later follow it',
      access: 'brands.write',
      params: IdParam.extend({ rule: Id }),
      body: z.strictObject({ state: z.enum(['accepted', 'dismissed']) }).meta({ id: 'VoiceRuleDecision' }),
      responses: { 200: { description: 'As it is now.', schema: VoiceRule } },
    }).handle(async ({ params, body, caller, db, after, req }) => {
      await brandOf(db, caller, params.id)
      after(() => cache.invalidate(`brands/${caller.organizationId}`))
      const row = await transact(db, async (trx) => {
        const of = { organizationId: caller.organizationId, brandId: params.id, id: params.rule, state: body.state, by: caller.actor }
        const decided = await decideVoiceRule(trx, of)
        if (!decided) throw notFound()
        const data = { kind: decided.row.kind, sentence: decided.row.sentence }
        if (decided.changed) await note(trx, { caller, req }, { action: `voice_rule.${body.state}`, subject: `brand/${params.id}`, data })
        return decided.row
      })
      return { status: 200, body: view(row) }
    }),
  ]
}
