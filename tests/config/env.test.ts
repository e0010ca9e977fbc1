import assert from 'node:assert/strict'
import { loadConfig, need } from '../../config/env.ts'

const problems = (env: NodeJS.ProcessEnv) => {
  try {
    loadConfig(env)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('the environment was accepted')
}

describe('the environment', () => {
  it('needs nothing in development', () => {
    const config = loadConfig({})
    assert.equal(config.PORT, 8000)
    assert.equal(config.MODEL, 'offline')
  })

  it('takes an empty variable for an absent one', () => {
    assert.equal(loadConfig({ DATABASE_URL: '', SENDGRID_API_KEY: '' }).DATABASE_URL, undefined)
  })

  it('names everything that is missing in production at once', () => {
    const said = problems({ NODE_ENV: 'production', MODEL: 'openai' })
    for (const name of ['JWT_SECRET', 'PUBLIC_URL', 'OPENAI_API_KEY']) assert.match(said, new RegExp(name))
  })

  it('takes a bucket with both of its keys, and nothing of one alone', () => {
    const bucket = { S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 's' }
    assert.equal(loadConfig(bucket).S3_REGION, 'us-east-1')
    assert.equal(loadConfig({ S3_REGION: '', S3_ENDPOINT: '', S3_FORCE_PATH_STYLE: '' }).S3_FORCE_PATH_STYLE, false)
    assert.match(problems({ S3_BUCKET: 'b' }), /S3_ACCESS_KEY_ID: is required[\s\S]*S3_SECRET_ACCESS_KEY: is required/)
    assert.match(problems({ S3_ENDPOINT: 'https://s3.example' }), /S3_BUCKET: is required/)
    assert.match(problems({ ...bucket, S3_ENDPOINT: 's3.example' }), /S3_ENDPOINT: is not an http/)
  })

  it('names what contradicts itself', () => {
    const said = problems({
      TEMPORAL_API_KEY: 'k',
      TEMPORAL_TLS_CERT_FILE: 'c',
      SENDGRID_API_KEY: 'SG.x',
      JWT_SECRET: 'short',
      PORT: '99999',
    })
    for (const name of ['TEMPORAL_ADDRESS', 'TEMPORAL_TLS_CERT_FILE', 'MAIL_FROM', 'JWT_SECRET', 'PORT'])
      assert.match(said, new RegExp(name))
  })

  it('wants the key of every model that is used, says why, and of no other', () => {
    const said = problems({ MODEL: 'openai', MODEL_FALLBACK: 'gemini', MODEL_AGENTS: 'strategist=anthropic/claude-opus-5-5' })
    assert.match(said, /OPENAI_API_KEY: is required when MODEL=openai/)
    assert.match(said, /GEMINI_API_KEY: is required because MODEL_FALLBACK names gemini/)
    assert.match(said, /ANTHROPIC_API_KEY: is required because MODEL_AGENTS gives strategist to anthropic/)
    assert.doesNotMatch(problems({ MODEL: 'gemini' }), /OPENAI|ANTHROPIC/)
  })

  it('reads who stands in and which agents have a model of their own', () => {
    const keys = { OPENAI_API_KEY: 'a', GEMINI_API_KEY: 'c' }
    const config = loadConfig({
      ...keys,
      MODEL: 'openai',
      MODEL_FALLBACK: ' gemini , offline',
      MODEL_AGENTS: 'brand_voice=offline, tiktok=gemini/models/x',
    })
    assert.deepEqual(config.MODEL_FALLBACK, ['gemini', 'offline'])
    assert.deepEqual(config.MODEL_AGENTS, {
      brand_voice: { provider: 'offline', model: undefined },
      tiktok: { provider: 'gemini', model: 'models/x' },
    })
  })

  it('refuses orders of models that cannot be meant', () => {
    const key = { OPENAI_API_KEY: 'a' }
    assert.match(problems({ ...key, MODEL: 'openai', MODEL_FALLBACK: 'mistral' }), /MODEL_FALLBACK: has no provider mistral/)
    assert.match(problems({ ...key, MODEL: 'openai', MODEL_FALLBACK: 'openai' }), /MODEL_FALLBACK: names openai, which MODEL names already/)
    assert.match(problems({ ...key, MODEL: 'openai', MODEL_FALLBACK: 'offline,offline' }), /MODEL_FALLBACK: names a provider twice/)
    assert.match(problems({ ...key, MODEL_FALLBACK: 'openai' }), /MODEL_FALLBACK: is of no use with MODEL=offline/)
    for (const wrong of ['strategist', 'strategist=openai', 'strategist=offline/x', 'strategist=mistral/large', 'a=offline,a=offline'])
      assert.match(problems({ ...key, MODEL_AGENTS: wrong }), /MODEL_AGENTS: (has|names)/, wrong)
    assert.match(problems({ GEMINI_BASE_URL: 'localhost:1' }), /GEMINI_BASE_URL: is not an http or https URL/)
  })

  it('says which setting a process cannot do without', () => {
    assert.throws(
      () => need(loadConfig({}), 'DATABASE_URL', 'TEMPORAL_ADDRESS'),
      /DATABASE_URL: is required[\s\S]*TEMPORAL_ADDRESS: is required/,
    )
    assert.equal(need(loadConfig({ DATABASE_URL: 'postgres://x' }), 'DATABASE_URL').DATABASE_URL, 'postgres://x')
  })
})
