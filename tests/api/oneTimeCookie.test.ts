import assert from 'node:assert/strict'
import { parseSetCookie } from 'cookie'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { oneTimeCookie } from '../../api/auth/oneTimeCookie.ts'

const key = Buffer.alloc(32, 1)
const schema = z.strictObject({ for: z.string() })
const shape = { name: 'trip', key, https: true, lifetimeMs: 60_000, schema }

/** The Set-Cookie line of an answer. */
function lineOf(write: (res: Response) => void): string {
  const lines: string[] = []
  write({ append: (_name: string, line: string) => lines.push(line) } as unknown as Response)
  return lines.join('\n')
}
const carrying = (cookie: string) => ({ headers: { cookie } }) as Request
const sealed = (of: Partial<typeof shape> = {}) => {
  const { name, value } = parseSetCookie(lineOf((res) => oneTimeCookie({ ...shape, ...of }).put(res, { for: 'Ada' })))
  return `${name}=${value}`
}
const taken = (cookie: string, of: Partial<typeof shape> = {}) => {
  let value: unknown
  const line = lineOf((res) => {
    value = oneTimeCookie({ ...shape, ...of }).take(carrying(cookie), res)
  })
  return { value, line }
}

describe('a one-time cookie', () => {
  it('is of this host, over TLS, out of the reach of scripts', () => {
    const line = lineOf((res) => oneTimeCookie(shape).put(res, { for: 'Ada' }))
    assert.match(line, /^__Host-trip=[\w-]+; Max-Age=60; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    assert.equal(line.includes('Ada'), false)
  })

  it('gives back what was put in, and is cleared with it', () => {
    const { value, line } = taken(`other=1; ${sealed()}`)
    assert.deepEqual(value, { for: 'Ada' })
    assert.equal(line, '__Host-trip=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax')
  })

  it('is never sealed twice alike', () => assert.notEqual(sealed(), sealed()))

  it('is worth nothing too late, under another key, as another cookie, or after its content changed its form', () => {
    assert.equal(taken(sealed({ lifetimeMs: -1 })).value, undefined)
    assert.equal(taken(sealed({ key: Buffer.alloc(32, 2) })).value, undefined)
    assert.equal(taken(sealed({ name: 'journey' }).replace('journey', 'trip')).value, undefined)
    assert.equal(taken(sealed({ https: false }).replace('trip', '__Host-trip')).value, undefined)
    assert.equal(taken(sealed(), { schema: z.strictObject({ to: z.string() }) as unknown as typeof schema }).value, undefined)
  })

  it('is cleared even when it is worth nothing, and not when it is absent', () => {
    assert.match(taken('__Host-trip=nonsense').line, /Max-Age=0/)
    assert.equal(taken('other=1').line, '')
  })

  it('needs a whole key', () => assert.throws(() => oneTimeCookie({ ...shape, key: Buffer.alloc(16) }), /32 bytes/))
})
