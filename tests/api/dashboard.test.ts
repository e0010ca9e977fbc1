import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'

const PAGE = '<!doctype html><title>Dashboard</title><script type="module" src="/assets/index-abc.js"></script>'
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('the API that serves the dashboard', () => {
  let world: ApiWorld
  let folder: string
  const get = (at: string, headers: Record<string, string> = HTML, method = 'GET') =>
    fetch(`${world.url}${at}`, { method, headers, redirect: 'manual' })
  before(async () => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'dashboard-')), 'dist')
    mkdirSync(path.join(folder, 'assets'), { recursive: true })
    writeFileSync(path.join(folder, 'index.html'), PAGE)
    const script = 'console.log("hello")'.repeat(50)
    writeFileSync(path.join(folder, 'assets', 'index-abc.js'), script)
    writeFileSync(path.join(folder, 'assets', 'index-abc.js.br'), brotliCompressSync(script))
    writeFileSync(path.join(path.dirname(folder), 'secret.txt'), 'not yours')
    world = await apiWorld({ dashboardDir: folder })
  })
  after(async () => {
    await world?.close()
    rmSync(path.dirname(folder), { recursive: true, force: true })
  })

  it('answers its one page for every address that a browser goes to, under a policy that lets no foreign script in', async () => {
    for (const at of ['/', '/history?q=linen', '/requests/6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e', '/brands/', '/accounting']) {
      const answer = await get(at)
      assert.equal(answer.status, 200, at)
      assert.equal(await answer.text(), PAGE)
      const policy = answer.headers.get('content-security-policy') ?? ''
      assert.match(policy, /default-src 'self';/)
      assert.doesNotMatch(policy, /script-src|unsafe-eval/)
      assert.match(policy, /frame-ancestors 'none'/)
      assert.match(policy, new RegExp(`img-src 'self' data: blob: ${world.url}`))
      assert.equal(answer.headers.get('cache-control'), 'no-cache')
      assert.match(answer.headers.get('x-robots-tag') ?? '', /noindex/)
    }
  })

  it('keeps its files for ever, compressed for who takes it', async () => {
    const answer = await get('/assets/index-abc.js', { 'accept-encoding': 'br' })
    assert.equal(answer.headers.get('content-encoding'), 'br')
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/)
    assert.match(answer.headers.get('content-type') ?? '', /javascript/)
    assert.match(answer.headers.get('vary') ?? '', /Accept-Encoding/i)
    const plain = await get('/assets/index-abc.js', { 'accept-encoding': 'identity' })
    assert.equal(plain.headers.get('content-encoding'), null)
    assert.match(await plain.text(), /hello/)
  })

  it('leaves its own addresses to the API, whatever a browser accepts', async () => {
    for (const at of ['/api/v1/nothing', '/files/nothing', '/health/nothing', '/api']) {
      const answer = await get(at)
      assert.equal(answer.status, 404, at)
      assert.match(answer.headers.get('content-type') ?? '', /problem\+json/, at)
    }
    assert.match(await (await get(`/approve/${'a'.repeat(43)}`)).text(), /<html/)
    assert.equal((await get('/metrics')).status, 200)
  })

  it('says to a program that there is nothing, and never answers another method with the page', async () => {
    const program = await get('/history', { accept: 'application/json' })
    assert.deepEqual([program.status, ((await program.json()) as { code: string }).code], [404, 'not_found'])
    assert.equal((await get('/history', HTML, 'POST')).status, 404)
    const head = await get('/history', HTML, 'HEAD')
    assert.deepEqual([head.status, await head.text()], [200, ''])
  })

  it('gives nothing that is not in its folder', async () => {
    for (const at of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/..%2f..%2fsecret.txt', '/assets/nothing.js'])
      assert.notEqual((await get(at)).status, 200, at)
  })

  it('lives on when a newer dashboard takes the place of the one it served', async () => {
    rmSync(path.join(folder, 'assets'), { recursive: true })
    writeFileSync(path.join(folder, 'index.html'), PAGE.replaceAll('abc', 'def'))
    assert.equal((await get('/assets/index-abc.js', { 'accept-encoding': 'br' })).status, 404)
    assert.match(await (await get('/')).text(), /index-def/)
  })
})
