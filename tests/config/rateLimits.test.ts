import assert from 'node:assert/strict'
import { loadConfig } from '../../config/env.ts'
import { DEFAULT_LIMITS, LIMIT_SCOPES } from '../../config/rateLimits.ts'

const limits = (text: string) => loadConfig({ RATE_LIMITS: text }).RATE_LIMITS

describe('RATE_LIMITS', () => {
  it('has a default for everything that is counted', () => {
    assert.deepEqual(loadConfig({}).RATE_LIMITS, DEFAULT_LIMITS)
    assert.deepEqual(limits(''), DEFAULT_LIMITS)
    for (const [policy, scopes] of Object.entries(LIMIT_SCOPES))
      assert.deepEqual(Object.keys(DEFAULT_LIMITS[policy as keyof typeof LIMIT_SCOPES]), [...scopes])
  })

  it('changes what it names and leaves the rest', () => {
    const table = limits('generate.user=20000/60, generate.organization=20000/60,read.organization=off,')
    assert.deepEqual(table.generate, {
      ...DEFAULT_LIMITS.generate,
      user: { points: 20_000, seconds: 60 },
      organization: { points: 20_000, seconds: 60 },
    })
    assert.deepEqual(Object.keys(table.read), ['user', 'address'])
    assert.deepEqual(table.sign_in, DEFAULT_LIMITS.sign_in)
    assert.ok(DEFAULT_LIMITS.read.organization, 'the defaults themselves stay as they are')
  })

  it('refuses by name what it does not know', () => {
    for (const [text, said] of [
      ['generte.user=1/60', /RATE_LIMITS: "generte" in "generte.user=1\/60" is not one of read, write, generate/],
      ['public.user=1/60', /"user" in "public.user=1\/60" is not one of address/],
      ['constructor.user=1/60', /"constructor" in/],
      ['generate.user=0/60', /"0\/60" of generate.user/],
      ['generate.user=1/0', /"1\/0" of generate.user/],
      ['generate.user=-1/60', /"-1\/60" of generate.user/],
      ['generate.user=1.5/60', /"1.5\/60" of generate.user/],
      ['generate.user=9999999999/60', /"9999999999\/60" of generate.user/],
      ['generate.user=60', /"60" of generate.user/],
      ['generate.user', /"generate.user" is not of the form policy.scope=points\/seconds/],
      ['read.user=1/1,read.user=2/2', /read.user is set twice/],
    ] as const)
      assert.throws(() => limits(text), said, text)
  })

  it('names every mistake at once', () => {
    assert.throws(() => limits('nonsense,read.nobody=1/60'), /nonsense[\s\S]*nobody/)
  })
})

describe('REDIS_URL', () => {
  it('is a Redis URL or absent', () => {
    assert.equal(loadConfig({ REDIS_URL: '' }).REDIS_URL, undefined)
    for (const url of ['redis://localhost', 'rediss://user:secret@cache.example:6380/1'])
      assert.equal(loadConfig({ REDIS_URL: url }).REDIS_URL, url)
    for (const url of ['localhost:6379', 'http://localhost', 'redis://', 'redis'])
      assert.throws(() => loadConfig({ REDIS_URL: url }), /REDIS_URL: is not a redis/)
  })
})
