import assert from 'node:assert/strict'
import { RULE_PACKS, violations } from '../../domain/platforms/index.ts'
import { rulesInForce } from '../../domain/platforms/rules.ts'
import { PLATFORMS, STAGES } from '../../domain/words.ts'
import { type Case, FACTS, type Fact } from '../fixtures/facts.ts'

const AT = new Date('2026-11-25T12:00:00Z')
const day = ({ breaks }: Fact) => breaks.options?.at ?? AT
const idOf = ({ platform, rule }: Fact) => `${platform}.${rule}`
const ruleOf = (fact: Fact) => rulesInForce(RULE_PACKS[fact.platform], day(fact)).find(({ id }) => id === idOf(fact))

const found = (fact: Fact, { contentType, content, options, stage = fact.stage }: Case, at: (typeof STAGES)[number] = stage) =>
  violations({ platform: fact.platform, contentType, content }, at, { at: AT, ...options }).filter(({ rule }) => rule === idOf(fact))

describe('every fact about platforms and law', () => {
  for (const fact of FACTS)
    it(`${idOf(fact)}: ${fact.row}`, () => {
      const rule = ruleOf(fact)
      assert.ok(rule, 'it is in the pack and in force')
      assert.deepEqual([rule.stage, rule.severity], [fact.stage, fact.severity])
      assert.match(rule.effectiveFrom, /^20\d\d-\d\d-\d\d$/)
      assert.ok(rule.source.length > 5)
      assert.ok(['high', 'medium', 'low'].includes(rule.confidence))

      const [finding] = found(fact, fact.breaks)
      assert.deepEqual([finding?.severity, finding?.stage], [fact.severity, fact.stage], 'the bad draft is found')
      assert.match(finding?.message ?? '', /^\S+( \S+){2,}.*\.$/s)
      assert.deepEqual(found(fact, fact.nearMiss), [], 'the near miss is not')
      const earlier = STAGES[STAGES.indexOf(fact.stage) - 1]
      if (earlier) assert.deepEqual(found(fact, fact.breaks, earlier), [], `not yet at ${earlier}`)
    })

  it('and no rule without one', () => {
    const known = new Set(FACTS.map(idOf))
    const unknown = PLATFORMS.flatMap((platform) => RULE_PACKS[platform].rules.map(({ id }) => id)).filter((id) => !known.has(id))
    assert.deepEqual(unknown, [])
  })

  it('can be switched off, raised and lowered by an organization exactly where nobody is sure of it', () => {
    for (const fact of FACTS) {
      const rule = ruleOf(fact)
      assert.ok(rule)
      const severity = (own: 'off' | 'INFO' | 'BLOCK') =>
        found(fact, { ...fact.breaks, options: { ...fact.breaks.options, overrides: { [rule.id]: { severity: own } } } })[0]?.severity
      const sure = rule.confidence === 'high'
      assert.equal(severity('off'), sure ? fact.severity : undefined, rule.id)
      assert.equal(severity('INFO'), sure ? fact.severity : 'INFO', rule.id)
      assert.equal(severity('BLOCK'), sure ? fact.severity : 'BLOCK', rule.id)
    }
  })
})
