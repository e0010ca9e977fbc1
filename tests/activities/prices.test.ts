import assert from 'node:assert/strict'
import { costMicros, priceOf, unknownPrices } from '../../activities/models/prices.ts'

describe('the prices', () => {
  it('know a snapshot and a router’s name for what they are', () => {
    assert.deepEqual(priceOf('gpt-4o-2024-08-06'), priceOf('gpt-4o'))
    assert.deepEqual(priceOf('openai/gpt-4o-mini'), priceOf('gpt-4o-mini'))
  })

  it('take an unknown model for the dearest one, and say so', () => {
    assert.ok(costMicros('llama-9', { inputTokens: 1000, cachedInputTokens: 0, outputTokens: 1000 }) >= 35_000)
    assert.match(unknownPrices(['gpt-4o', 'llama-9']) ?? '', /llama-9 is not known.*dearest/)
    assert.equal(unknownPrices(['gpt-4o', 'gpt-4o-mini']), undefined)
  })

  it('never call a paid answer free', () => {
    assert.equal(costMicros('gpt-4o-mini', { inputTokens: 1, cachedInputTokens: 0, outputTokens: 0 }), 1)
  })

  it('know Claude by its alias and by its date', () => {
    assert.deepEqual(priceOf('claude-haiku-4-5-20251001'), priceOf('claude-haiku-4-5'))
    assert.deepEqual(priceOf('models/gemini-2.5-pro'), priceOf('gemini-2.5-pro'))
  })

  it('change on their day', () => {
    const million = { inputTokens: 1_000_000, cachedInputTokens: 0, outputTokens: 1_000_000 }
    assert.equal(costMicros('gemini-3.8-flash', million, new Date('2026-12-31T23:59:59Z')), 4_500_000)
    assert.equal(costMicros('gemini-3.8-flash', million, new Date('2027-01-01T00:00:00Z')), 9_000_000)
    const cached = { inputTokens: 1_000_000, cachedInputTokens: 1_000_000, outputTokens: 0 }
    assert.equal(costMicros('claude-sonnet-5-5', cached, new Date('2026-10-06')), 200_000)
    assert.equal(costMicros('claude-sonnet-5-5', cached, new Date('2026-10-07')), 100_000)
  })

  it('count what is written to a cache apart, and long prompts at theirs', () => {
    const written = { inputTokens: 1_000, cachedInputTokens: 200, cacheWriteTokens: 300, outputTokens: 10 }
    assert.equal(costMicros('claude-sonnet-4-6', written), 500 * 3 + 200 * 0.3 + 300 * 3.75 + 10 * 15)
    assert.equal(costMicros('gpt-4o', { ...written, cacheWriteTokens: 0 }), costMicros('gpt-4o', written))
    assert.equal(costMicros('claude-haiku-5-5', { inputTokens: 100_000, cachedInputTokens: 0, outputTokens: 1_000 }), 10_500)
    assert.equal(costMicros('claude-haiku-5-5', { inputTokens: 100_001, cachedInputTokens: 0, outputTokens: 1_000 }), 52_501)
  })

  it('make no micro of the dust of doubles', () => {
    assert.equal(costMicros('claude-opus-5-5', { inputTokens: 35, cachedInputTokens: 35, outputTokens: 0 }), 7)
    assert.equal(costMicros('gpt-4o-mini', { inputTokens: 20, cachedInputTokens: 0, outputTokens: 5 }), 6)
  })
})
