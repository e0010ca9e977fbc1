import assert from 'node:assert/strict'
import { chooseModel, modelNames } from '../../activities/models/choose.ts'
import { loadConfig } from '../../config/env.ts'

const KEYS = { OPENAI_API_KEY: 'a', ANTHROPIC_API_KEY: 'b', GEMINI_API_KEY: 'c' }

describe('the choice of models', () => {
  it('spends nothing because a key is exported', () => {
    const config = loadConfig(KEYS)
    assert.equal(chooseModel(config).label.offline, true)
    assert.deepEqual(modelNames(config), [])
    assert.deepEqual(chooseModel(config).estimate(3), { expectedMicros: 0, ceilingMicros: 0 })
  })

  it('is gpt-4o, and gpt-4o-mini for the brand voice, unless told otherwise', () => {
    const config = loadConfig({ ...KEYS, MODEL: 'openai' })
    assert.deepEqual(chooseModel(config).label, { provider: 'openai', name: 'gpt-4o', offline: false })
    assert.deepEqual(modelNames(config), ['gpt-4o', 'gpt-4o-mini'])
  })

  it('takes the models of every provider that may be asked', () => {
    const config = loadConfig({
      ...KEYS,
      MODEL: 'openai',
      MODEL_FALLBACK: 'gemini',
      MODEL_AGENTS: 'strategist=anthropic/claude-opus-5-5,brand_voice=openai/gpt-5-mini',
      GEMINI_MODEL: 'gemini-4-argon',
    })
    assert.deepEqual(modelNames(config).toSorted(), ['claude-opus-5-5', 'gemini-3.5-flash-lite', 'gemini-4-argon', 'gpt-4o', 'gpt-5-mini'])
  })

  it('expects what the first to be asked costs, and at most what the dearest does', () => {
    const estimate = (settings: NodeJS.ProcessEnv) => chooseModel(loadConfig({ ...KEYS, ...settings })).estimate(2)
    const alone = estimate({ MODEL: 'openai' })
    const withOpus = estimate({ MODEL: 'openai', MODEL_FALLBACK: 'anthropic', ANTHROPIC_MODEL: 'claude-opus-5-5' })
    assert.equal(withOpus.expectedMicros, alone.expectedMicros)
    assert.ok(withOpus.ceilingMicros > alone.ceilingMicros)
    const offlineVoice = estimate({ MODEL: 'openai', MODEL_AGENTS: 'brand_voice=offline' })
    assert.ok(offlineVoice.expectedMicros < alone.expectedMicros)
    assert.equal(offlineVoice.ceilingMicros, alone.ceilingMicros)
  })

  it('knows the agents it may be told of', () => {
    const config = loadConfig({ ...KEYS, MODEL: 'openai', MODEL_AGENTS: 'poet=openai/gpt-4o' })
    assert.throws(() => chooseModel(config), /MODEL_AGENTS names poet, which is no agent: there are strategist/)
  })
})
