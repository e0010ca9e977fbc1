import { ROLES } from '../../../../domain/permissions.ts'
import type { AuditEntry } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { useFormats } from '../../words/format.ts'
import { useTradeWords } from '../../words/trade.ts'
import { type AuditField, FIELDS, KINDS, useAuditWords } from './auditWords.ts'
import { useBrandNames } from './brandNames.ts'
import { useKeyWords } from './keyWords.ts'
import { useRoleWords } from './roles.ts'
import { useRuleName } from './ruleNames.ts'
import { useWho } from './who.ts'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isField = (key: string): key is AuditField => (FIELDS as readonly string[]).includes(key)
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What a row of the log says, in words: who did it, to what, and what was changed. What has no word is in the row itself. */
export function useAuditReading() {
  const say = useAuditWords()
  const role = useRoleWords()
  const trade = useTradeWords()
  const scope = useKeyWords()
  const brands = useBrandNames()
  const ruleName = useRuleName()
  const { time, number, list } = useFormats()
  const { who, person } = useWho()

  const platform = (of: string) => PLATFORM_NAMES[of as keyof typeof PLATFORM_NAMES] ?? of
  function subject({ subject: of }: AuditEntry): string {
    const [kind = '', id = '', ...rest] = of.split('/')
    if (kind === 'organization' || !of) return ''
    if (kind === 'member' || kind === 'user') return person(id)
    if (kind === 'brand') return brands([id])
    if (kind === 'rule') return `${platform(id.split('.')[0] ?? '')}: ${ruleName(id)}`
    if (kind === 'identity') return id
    if (kind === 'draft' || kind === 'slot') return platform(rest[0] ?? '')
    const known = KINDS.find((one) => one === kind)
    return known ? `${say(`on_${known}`)} ${id.slice(0, 8)}` : of
  }

  function said(key: AuditField, value: unknown): string {
    if (value === null || value === undefined) return key === 'brand_ids' ? brands(null) : say('nothing')
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no')
    if (typeof value === 'number') return number(value)
    if (key === 'brand_ids' && Array.isArray(value)) return brands(value as string[])
    if (Array.isArray(value))
      return list(
        value.map((one) =>
          key === 'scopes'
            ? scope(one)
            : key === 'platforms'
              ? platform(String(one))
              : key === 'rules'
                ? ruleName(String(one))
                : String(one),
        ),
      )
    if (key === 'verdicts' && isObject(value))
      return list(Object.entries(value).map(([of, verdict]) => `${platform(of)}: ${trade(verdict as 'approve')}`))
    if (key === 'work_calendar' && isObject(value)) return `${String(value.from)}–${String(value.to)} …`
    if (isObject(value)) return '…'
    const text = String(value)
    if (key === 'role') return ROLES.some((one) => one === text) ? role(text as (typeof ROLES)[number]) : text
    if (key === 'platform') return platform(text)
    if (key === 'severity') return text === 'off' ? say('off') : trade(text as 'BLOCK')
    if (key === 'because') return say('lost', { name: person(/member\/(\S+)/.exec(text)?.[1] ?? '') })
    return /^\d{4}-\d\d-\d\dT/.test(text) ? time(text) : text
  }

  /** Each change or fact as a name and a value. */
  function facts({ data }: AuditEntry): [string, string][] {
    const { from, to, ...rest } = data as Record<string, unknown>
    const plain = Object.entries(rest).filter(([key, value]) => isField(key) && value !== null && value !== '')
    const told = plain.map(([key, value]): [string, string] => [say(`field_${key as AuditField}`), said(key as AuditField, value)])
    if (isObject(from) && isObject(to)) {
      const keys = Object.keys(to).filter((key) => isField(key) && !same(from[key] ?? null, to[key] ?? null)) as AuditField[]
      return [...keys.map((key): [string, string] => [say(`field_${key}`), `${said(key, from[key])} → ${said(key, to[key])}`]), ...told]
    }
    return told
  }
  return { who, subject, facts }
}
