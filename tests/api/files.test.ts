import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { filesDisk } from '../../adapters/filesDisk.ts'
import { keyRing, sign } from '../../api/auth/keys.ts'
import { fileAddresses } from '../../api/files.ts'
import type { Content } from '../../domain/content.ts'
import { type ApiWorld, apiWorld, KEYS } from '../helpers/apiWorld.ts'
import { storeImage } from '../helpers/images.ts'
import { visitor } from '../helpers/visitor.ts'

const CAROUSEL: Content = {
  form: 'carousel',
  text: 'Three habits for a better loaf',
  hashtags: ['sourdough'],
  slides: [1, 2].map((n) => ({
    headline: `Habit ${n}`,
    body: 'In a few words',
    visual: `Photograph ${n}`,
    alt_text: `What photograph ${n} shows`,
  })),
}

describe('files by signed address', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'test-served-'))
  const files = filesDisk(path.join(folder, 'files'))
  let world: ApiWorld
  before(async () => {
    writeFileSync(path.join(folder, 'secret.jpg'), 'a secret beside the folder')
    world = await apiWorld({ files })
  })
  after(async () => {
    await world.close()
    await rm(folder, { recursive: true, force: true })
  })
  const { review, open } = visitor(() => world)

  async function reviewed(alt = 'Habit 1. In a few words') {
    const shown = await review({ platforms: ['instagram'], contents: { instagram: CAROUSEL } })
    const row = await world.db('generated_content').where({ request_id: shown.id }).first('content_hash')
    const of = {
      organizationId: shown.me.organizationId,
      requestId: shown.id,
      platform: 'instagram' as const,
      contentHash: row.content_hash,
    }
    const key = await storeImage(world, { ...of, alt_text: alt })
    const address = await fileAddresses({ files, keys: KEYS, publicUrl: world.url }).of(key)
    return { ...shown, of, key, address }
  }
  /** As it is: fetch would tidy the path up. */
  const raw = (path: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(world.url)
      const request = http.request({ hostname, port, path, method: 'GET' }, (answer) => {
        let body = ''
        answer.setEncoding('utf8').on('data', (chunk) => {
          body += chunk
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
      })
      request.on('error', reject).end()
    })

  it('are given to whoever has the address, as an image and as nothing else', async () => {
    const { address, key } = await reviewed()
    const answer = await fetch(address)
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('content-type'), 'image/jpeg')
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.equal(answer.headers.get('cache-control'), 'private, max-age=600')
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    assert.equal(answer.headers.get('cross-origin-resource-policy'), 'cross-origin')
    assert.equal((await answer.arrayBuffer()).byteLength, await files.size(key))
    const head = await fetch(address, { method: 'HEAD' })
    assert.deepEqual([head.status, Number(head.headers.get('content-length'))], [200, await files.size(key)])
    assert.equal((await fetch(address, { method: 'POST' })).status, 405)
  })

  it('are unknown to who has no address, another file’s, a changed one, or one that we did not sign', async () => {
    const { address, of, key } = await reviewed()
    const other = await storeImage(world, { ...of, position: 1 })
    const url = new URL(address)
    const changed = (change: (url: URL) => void) => {
      const copy = new URL(url)
      change(copy)
      return copy
    }
    const ends = String(Math.floor(Date.now() / 1000) + 60)
    const strange = sign(keyRing('another secret, which is long enough too').of('file address'), JSON.stringify([key, ends]))
    const misused = sign(KEYS.of('csrf token'), JSON.stringify([key, ends]))
    const wrong = [
      changed((u) => {
        u.search = ''
      }),
      changed((u) => {
        u.pathname = `/files/${other}`
      }),
      changed((u) => u.searchParams.set('ends', String(Number(u.searchParams.get('ends')) + 1))),
      changed((u) => u.searchParams.set('ends', 'Infinity')),
      changed((u) => u.searchParams.delete('ends')),
      changed((u) => u.searchParams.set('signature', 'A'.repeat(43))),
      changed((u) => u.searchParams.set('signature', '')),
      new URL(`/files/${key}?ends=${ends}&signature=${strange}`, world.url),
      new URL(`/files/${key}?ends=${ends}&signature=${misused}`, world.url),
    ]
    const told = new Set<string>()
    for (const u of wrong) {
      const answer = await fetch(u)
      assert.equal(answer.status, 404, u.href)
      told.add((await answer.text()).replace(/"request_id":"[^"]*"/, ''))
    }
    assert.equal(told.size, 1, 'and all are told the same')
    assert.equal((await fetch(address)).status, 200)
  })

  it('are gone at an address that has ended, and unknown at a good one whose file is lost', async () => {
    const { key } = await reviewed()
    const signed = (name: string, ends: number) =>
      `${world.url}/files/${name}?ends=${ends}&signature=${sign(KEYS.of('file address'), JSON.stringify([name, String(ends)]))}`
    const now = Math.floor(Date.now() / 1000)
    assert.equal((await fetch(signed(key, now + 30))).status, 200)
    assert.equal((await fetch(signed(key, now - 1))).status, 410)
    assert.equal((await fetch(signed(key.replace(/[0-9a-f]{64}/, '0'.repeat(64)), now + 30))).status, 404)
  })

  it('are all that can be reached, even with a signature of ours on a path that leads elsewhere', async () => {
    const [a, b, hash] = [randomUUID(), randomUUID(), 'a'.repeat(64)]
    const ends = String(Math.floor(Date.now() / 1000) + 60)
    const paths = [
      `../secret.jpg`,
      `organizations/${a}/requests/${b}/../../../../../secret.jpg`,
      `organizations/${a}/requests/${b}/..%2f..%2f..%2f..%2f..%2fsecret.jpg`,
      `organizations/${a}/requests/%2e%2e/secret.jpg`,
      `organizations/${a}/requests/${b}/..%5c..%5csecret.jpg`,
      `organizations/../../../secret.jpg`,
      `organizations/${a}/requests/${b}/${hash}.jpg%00.png`,
      `organizations/${a}/requests/${b}/${hash}.svg`,
      `/etc/passwd`,
      ``,
    ]
    for (const path of paths)
      for (const text of [path, decodeURIComponent(path)]) {
        const answer = await raw(`/files/${path}?ends=${ends}&signature=${sign(KEYS.of('file address'), JSON.stringify([text, ends]))}`)
        assert.ok([400, 404].includes(answer.status), `${path}: ${answer.status}`)
        assert.doesNotMatch(answer.body, /secret beside|root:/)
      }
  })

  it('are shown on the approval page with their alt texts, and its policy lets just their origin in', async () => {
    const { path, address } = await reviewed('Habit 1. "In" <few> words')
    const page = await open(path)
    const [, source = '', alt] = /<img src="([^"]+)" alt="([^"]+)" width="1080" height="1350" loading="lazy">/.exec(page.text) ?? []
    assert.equal(alt, 'Habit 1. &quot;In&quot; &lt;few&gt; words')
    const shown = new URL(source.replaceAll('&amp;', '&'))
    assert.equal(shown.pathname, new URL(address).pathname)
    assert.equal((await fetch(shown)).status, 200)
    assert.match(page.text, /Alt text: Habit 1/)
    assert.match(page.text, /What photograph 2 shows/, 'a slide without an image is described')
    assert.match(page.headers.get('content-security-policy') ?? '', new RegExp(`; img-src ${world.url}; form-action 'self'`))
    assert.equal(page.text.match(/<img/g)?.length, 1)
  })

  it('are shown only with the draft they were drawn from', async () => {
    const { path, id, me } = await reviewed()
    await world
      .db('media')
      .where({ request_id: id })
      .update({ content_hash: 'f'.repeat(64) })
    const page = await open(path)
    assert.doesNotMatch(page.text, /<img/)
    assert.doesNotMatch(page.headers.get('content-security-policy') ?? '', /img-src/)
    const view = await me.ask('GET', `/api/v1/content/requests/${id}`)
    assert.deepEqual(view.body.drafts[0].images, [])
  })

  it('have their address in a bucket where there is one, and the page lets that origin in', async () => {
    const bucket = {
      ...files,
      kind: 's3' as const,
      addresses: { origin: 'https://images.s3.example', sign: async (key: string) => `https://images.s3.example/${key}?X-Amz-Signature=x` },
    }
    const elsewhere = await apiWorld({ files: bucket })
    try {
      const there = visitor(() => elsewhere)
      const { path, id, me } = await there.review({ platforms: ['instagram'], contents: { instagram: CAROUSEL } })
      const row = await elsewhere.db('generated_content').where({ request_id: id }).first('content_hash')
      const key = await storeImage(elsewhere, {
        organizationId: me.organizationId,
        requestId: id,
        platform: 'instagram',
        contentHash: row.content_hash,
      })
      const page = await there.open(path)
      assert.ok(page.text.includes(`<img src="https://images.s3.example/${key}?X-Amz-Signature=x"`))
      assert.match(
        page.headers.get('content-security-policy') ?? '',
        new RegExp(`; img-src ${elsewhere.url} https://images\\.s3\\.example; `),
      )
    } finally {
      await elsewhere.close()
    }
  })

  it('are in a request and in an export; of one that was lost the export says so', async () => {
    const { id, me, of, key } = await reviewed()
    await storeImage(world, { ...of, position: 1, height: 600 })
    const view = await me.ask('GET', `/api/v1/content/requests/${id}`)
    assert.deepEqual(
      view.body.drafts[0].images.map((i: Record<string, unknown>) => [i.position, i.kind, i.type, i.alt_text]),
      [
        [0, 'slide', 'image/jpeg', 'Habit 1. In a few words'],
        [1, 'slide', 'image/jpeg', 'Words of image 2'],
      ],
    )
    await world.db('request_platforms').where({ request_id: id }).update({ status: 'approved' })
    const exported = async () => (await me.ask('GET', `/api/v1/content/requests/${id}/export`)).body.drafts[0]
    const rules = (draft: { findings: { rule: string }[] }) =>
      draft.findings.map((f) => f.rule).filter((r) => /media_attached|_file|_shape/.test(r))
    const whole = await exported()
    assert.deepEqual(whole.to_attach, [])
    assert.deepEqual(whole.alt_texts, ['Habit 1. In a few words', 'Words of image 2'])
    assert.deepEqual(rules(whole), ['instagram.carousel_shape'], 'the second has another shape')
    await rm(path.join(folder, 'files', key))
    const rest = await exported()
    assert.deepEqual(
      rest.to_attach.map((a: { what: string }) => a.what),
      ['Image for slide 1: Photograph 1'],
    )
    assert.deepEqual(rules(rest), ['instagram.media_attached'])
    assert.deepEqual(rest.alt_texts, ['What photograph 1 shows', 'Words of image 2'])
  })
})
