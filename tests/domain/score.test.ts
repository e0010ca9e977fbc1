import assert from 'node:assert/strict'
import { passes, SCORE_WEIGHTS, type ScoreInput, scoreDraft } from '../../domain/score.ts'
import type { Finding } from '../../domain/words.ts'

const perfect: ScoreInput = {
  grammar: { score: 1, reasons: [] },
  engagement: { score: 1, reasons: [] },
  brand_voice: { score: 1, reasons: [] },
  coverage: { score: 1, reasons: [] },
  findings: [],
  opinion: 1,
  offline: false,
}
const finding = (severity: Finding['severity']): Finding => ({ rule: 'r', severity, stage: 'draft', message: 'Mend it.' })

describe('the score', () => {
  it('weighs its parts to one, the opinion at most 0.2', () => {
    assert.ok(Math.abs(Object.values(SCORE_WEIGHTS).reduce((a, b) => a + b) - 1) < 1e-9)
    assert.ok(SCORE_WEIGHTS.model_opinion <= 0.2)
    assert.equal(scoreDraft(perfect).score, 1)
    assert.equal(scoreDraft({ ...perfect, opinion: 0 }).score, 0.9)
  })

  it('leaves the opinion out for the offline model and scales the rest', () => {
    const { score, parts } = scoreDraft({ ...perfect, coverage: { score: 0.5, reasons: [] }, opinion: 1, offline: true })
    assert.equal(parts.model_opinion.score, null)
    assert.equal(parts.model_opinion.weight, 0)
    assert.equal(score, 0.89)
    assert.ok(Math.abs(Object.values(parts).reduce((sum, part) => sum + part.weight, 0) - 1) < 0.001)
  })

  it('is null when a computed part is, and null never passes', () => {
    for (const part of ['grammar', 'engagement', 'brand_voice', 'coverage'] as const) {
      const { score } = scoreDraft({ ...perfect, [part]: { score: null, reasons: [] } })
      assert.equal(score, null)
      assert.equal(passes(score), false)
    }
    assert.equal(scoreDraft({ ...perfect, findings: null }).score, null)
    assert.equal(scoreDraft({ ...perfect, grammar: { score: Number.NaN, reasons: [] } }).score, null)
  })

  it('still counts without an opinion from a model that gave none', () => {
    assert.equal(scoreDraft({ ...perfect, opinion: null }).score, 1)
  })

  it('stays below passing with a BLOCK, whatever the rest', () => {
    const { score, parts } = scoreDraft({ ...perfect, findings: [finding('BLOCK')] })
    assert.ok(score !== null && score < 0.8)
    assert.deepEqual(parts.compliance.reasons, ['Mend it.'])
    assert.ok(passes(scoreDraft({ ...perfect, findings: [finding('WARN')] }).score))
  })

  it('stays below passing with one part that is plainly bad', () => {
    assert.equal(scoreDraft({ ...perfect, grammar: { score: 0.49, reasons: [] } }).score, 0.79)
    assert.ok(passes(scoreDraft({ ...perfect, grammar: { score: 0.5, reasons: [] } }).score))
  })

  it('passes from 0.80 on', () => {
    assert.ok(passes(0.8))
    assert.ok(!passes(0.79))
  })
})
