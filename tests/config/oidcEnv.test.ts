import assert from 'node:assert/strict'
import { providerSettings } from '../../api/auth/oidc.ts'
import { loadConfig } from '../../config/env.ts'

const google = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' }
const production = { NODE_ENV: 'production', JWT_SECRET: 'a secret of more than thirty-two bytes', PUBLIC_URL: 'https://example.com' }

describe('the settings of sign-in elsewhere', () => {
  it('offer nobody by default', () => assert.deepEqual(providerSettings(loadConfig({})), []))

  it('offer who is configured, at their usual issuer', () => {
    assert.deepEqual(providerSettings(loadConfig({ ...google, GOOGLE_ISSUER: '' })), [
      { id: 'google', issuer: 'https://accounts.google.com', clientId: 'id', clientSecret: 'secret' },
    ])
    const both = loadConfig({ ...google, LINKEDIN_CLIENT_ID: 'id', LINKEDIN_CLIENT_SECRET: 'secret' })
    assert.deepEqual(
      providerSettings(both).map(({ id, issuer }) => [id, issuer]),
      [
        ['google', 'https://accounts.google.com'],
        ['linkedin', 'https://www.linkedin.com/oauth'],
      ],
    )
  })

  it('want an id and a secret together', () => {
    assert.throws(() => loadConfig({ GOOGLE_CLIENT_ID: 'id' }), /GOOGLE_CLIENT_ID: and GOOGLE_CLIENT_SECRET go together/)
    assert.throws(() => loadConfig({ LINKEDIN_CLIENT_SECRET: 's' }), /LINKEDIN_CLIENT_ID: and LINKEDIN_CLIENT_SECRET go together/)
  })

  it('take clear text from this machine alone, and never in production', () => {
    for (const issuer of ['http://127.0.0.1:9', 'http://localhost:9', 'http://[::1]:9'])
      assert.equal(loadConfig({ GOOGLE_ISSUER: issuer }).GOOGLE_ISSUER, issuer)
    for (const issuer of ['http://issuer.example', 'http://127.0.0.1.example', 'ftp://127.0.0.1', 'issuer'])
      assert.throws(() => loadConfig({ GOOGLE_ISSUER: issuer }), /GOOGLE_ISSUER/)
    assert.throws(
      () => loadConfig({ ...production, LINKEDIN_ISSUER: 'http://127.0.0.1:9' }),
      /LINKEDIN_ISSUER: must be https in production/,
    )
    assert.ok(loadConfig({ ...production, LINKEDIN_ISSUER: 'https://issuer.example' }))
  })
})
