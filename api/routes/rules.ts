import { z } from 'zod'
import { transact } from '../../db/knex.ts'
import {
  type DeniedRow,
  liftOverride,
  listOverrides,
  type OverrideRow,
  readDenied,
  setDenied,
  setOverride,
} from '../../db/ruleOverrides.ts'
import { AppError } from '../../domain/errors.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import { type Rule, rulesInForce } from '../../domain/platforms/rules.ts'
import { PLATFORMS, type Platform, SEVERITIES, STAGES } from '../../domain/words.ts'
import { note } from '../audit.ts'
import { endpoint, notFound } from '../endpoint.ts'
import { Timestamp, typed } from '../schemas.ts'

const OwnSeverity = z.enum([...SEVERITIES, 'off'])
const Override = z
  .object({
    limit: z.number().int().nullable(),
    severity: OwnSeverity.nullable(),
    reason: z.string(),
    set_by: z.string(),
    set_at: Timestamp,
  })
  .meta({ id: 'RuleOverride' })

const NewOverride = z
  .strictObject({
    limit: z.number().int().min(0).max(1_000_000).optional().meta({ description: 'Another limit; only where the rule has one.' }),
    severity: OwnSeverity.optional().meta({ description: '`off` takes the rule out of use.' }),
    reason: typed(3, 500),
  })
  .refine(({ limit, severity }) => limit !== undefined || severity !== undefined, 'name a limit or a severity')
  .meta({ id: 'NewRuleOverride', anyOf: [{ required: ['limit'] }, { required: ['severity'] }] })

const RuleView = z
  .object({
    id: z.string(),
    platform: z.enum(PLATFORMS),
    severity: z.enum(SEVERITIES),
    stage: z.enum(STAGES),
    effective_from: z.iso.date(),
    source: z.string(),
    confidence: z.enum(['high', 'medium', 'low']),
    content_types: z.array(z.string()).meta({ description: 'Empty: all.' }),
    limit: z.number().nullable(),
    may_override: z.boolean().meta({ description: 'What is sure stays as it is.' }),
    override: Override.nullable(),
  })
  .meta({ id: 'Rule' })

const Packs = z.partialRecord(z.enum(PLATFORMS), z.string()).meta({ description: 'The version of the facts, by platform.' })
const RuleParam = z.object({ rule: z.string().regex(/^[a-z]+\.[a-z_]{2,60}$/) })

const words = (most: number) => typed(1, most)
const Denied = z
  .strictObject({
    terms: z.array(words(80)).max(500).meta({ description: 'Words and phrases that no draft may hold, whatever their case.' }),
    hashtags: z
      .array(
        z
          .string()
          .trim()
          .regex(/^#?[\p{L}\p{N}_]{1,100}$/u, 'one hashtag, with or without #'),
      )
      .max(500),
    checked_on: z.iso.date().optional().meta({ description: 'When somebody last looked through them; today when absent.' }),
  })
  .meta({ id: 'NewDenied' })
const DeniedView = z
  .object({
    terms: z.array(z.string()),
    hashtags: z.array(z.string()),
    checked_on: z.iso.date().nullable(),
    set_by: z.string().nullable(),
    set_at: Timestamp.nullable(),
  })
  .meta({ id: 'Denied' })

const shared = { tag: 'Rules' } as const

/** The platforms' rules as an organization keeps them, and what it never says. */
export function ruleEndpoints() {
  return [
    endpoint({
      ...shared,
      method: 'get',
      path: '/api/v1/rules',
      summary: 'The rules in force today, their sources, and what the organization decided about them',
      access: 'rules.read',
      query: z.strictObject({ platform: z.enum(PLATFORMS).optional() }),
      responses: { 200: { description: 'All of them.', schema: z.object({ packs: Packs, items: z.array(RuleView) }) } },
    }).handle(async ({ query, caller, db }) => {
      const own = await listOverrides(db, caller.organizationId)
      const platforms = query.platform ? [query.platform] : PLATFORMS
      const items = platforms.flatMap((platform) => inForce(platform).map((rule) => ruleView(platform, rule, own)))
      const packs = Object.fromEntries(platforms.map((platform) => [platform, RULE_PACKS[platform].version]))
      return { status: 200, body: { packs, items } }
    }),
    endpoint({
      ...shared,
      method: 'put',
      path: '/api/v1/rules/:rule/override',
      summary: 'Keep a rule that nobody is sure of with another limit or severity, or not at all',
      access: 'rules.write',
      params: RuleParam,
      body: NewOverride,
      refuses: { 404: 'No such rule.', 422: 'The rule is sure, or has no limit.' },
      responses: { 200: { description: 'The rule as it is kept now.', schema: RuleView } },
    }).handle(async ({ params, body, caller, db, req }) => {
      const { platform, rule } = ruleOf(params.rule)
      if (rule.confidence === 'high')
        throw new AppError('unprocessable', `${rule.id} is certain (${rule.source}): it cannot be overridden.`)
      if (body.limit !== undefined && rule.limit === null)
        throw new AppError('unprocessable', `${rule.id} counts nothing: it has no limit.`)
      const { limit = null, severity = null, reason } = body
      const row = await transact(db, async (trx) => {
        const set = await setOverride(trx, caller.organizationId, { rule: rule.id, limit, severity, reason, setBy: caller.actor })
        await note(trx, { caller, req }, { action: 'rule.overridden', subject: `rule/${rule.id}`, data: { limit, severity, reason } })
        return set
      })
      return { status: 200, body: ruleView(platform, rule, [row]) }
    }),
    endpoint({
      ...shared,
      method: 'delete',
      path: '/api/v1/rules/:rule/override',
      summary: 'Keep a rule as the facts have it again',
      access: 'rules.write',
      params: RuleParam,
      refuses: { 404: 'No such rule, or it is not overridden.' },
      responses: { 204: { description: 'Lifted.' } },
    }).handle(async ({ params, caller, db, req }) => {
      const lifted = await transact(db, async (trx) => {
        const done = await liftOverride(trx, caller.organizationId, { rule: params.rule, setBy: caller.actor })
        if (done) await note(trx, { caller, req }, { action: 'rule.override_lifted', subject: `rule/${params.rule}` })
        return done
      })
      if (!lifted) throw notFound()
      return { status: 204 }
    }),
    endpoint({
      ...shared,
      method: 'get',
      path: '/api/v1/denied',
      summary: 'Words and hashtags that no draft of the organization may hold',
      access: 'rules.read',
      responses: { 200: { description: 'The lists; empty before there were any.', schema: DeniedView } },
    }).handle(async ({ caller, db }) => ({ status: 200, body: deniedView(await readDenied(db, caller.organizationId)) })),
    endpoint({
      ...shared,
      method: 'put',
      path: '/api/v1/denied',
      summary: 'Replace the lists of denied words and hashtags',
      access: 'rules.write',
      body: Denied,
      responses: { 200: { description: 'As they are now.', schema: DeniedView } },
    }).handle(async ({ body, caller, db, req }) => {
      const today = new Date().toISOString().slice(0, 10)
      const checkedOn = body.checked_on ?? today
      if (checkedOn > today) throw new AppError('invalid', 'checked_on: nobody has looked at a list on a day to come.')
      const terms = distinct(body.terms)
      const hashtags = distinct(body.hashtags.map((tag) => tag.replace(/^#/, '')))
      const row = await transact(db, async (trx) => {
        const data = { terms: terms.length, hashtags: hashtags.length, checked_on: checkedOn }
        const set = await setDenied(trx, caller.organizationId, { terms, hashtags, checkedOn, setBy: caller.actor })
        await note(trx, { caller, req }, { action: 'denied.changed', subject: `organization/${caller.organizationId}`, data })
        return set
      })
      return { status: 200, body: deniedView(row) }
    }),
  ]
}

const inForce = (platform: Platform): Rule[] => rulesInForce(RULE_PACKS[platform], new Date())

function ruleOf(id: string): { platform: Platform; rule: Rule } {
  for (const platform of PLATFORMS) {
    const rule = inForce(platform).find((one) => one.id === id)
    if (rule) return { platform, rule }
  }
  throw notFound()
}

function ruleView(platform: Platform, rule: Rule, own: readonly OverrideRow[]): z.input<typeof RuleView> {
  const override = own.find((row) => row.rule === rule.id)
  const { id, severity, stage, effectiveFrom, source, confidence, contentTypes = [], limit } = rule
  return {
    id,
    platform,
    severity,
    stage,
    effective_from: effectiveFrom,
    source,
    confidence,
    content_types: [...contentTypes],
    limit,
    may_override: confidence !== 'high',
    override: override
      ? {
          limit: override.limit_value,
          severity: override.severity,
          reason: override.reason,
          set_by: override.set_by,
          set_at: override.created_at.toISOString(),
        }
      : null,
  }
}

const deniedView = (row: DeniedRow | undefined): z.input<typeof DeniedView> => ({
  terms: row?.terms ?? [],
  hashtags: row?.hashtags ?? [],
  checked_on: row?.checked_on ?? null,
  set_by: row?.set_by ?? null,
  set_at: row?.created_at.toISOString() ?? null,
})

/** Each once, whatever its case. */
const distinct = (all: readonly string[]): string[] => [...new Map(all.map((one) => [one.toLowerCase(), one])).values()]
