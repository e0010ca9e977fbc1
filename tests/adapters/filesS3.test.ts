import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { fileKey } from '../../adapters/files.ts'
import { filesS3 } from '../../adapters/filesS3.ts'
import { startTestS3, type TestS3 } from '../helpers/s3Server.ts'

type Store = Awaited<ReturnType<typeof filesS3>>

describe('files in a bucket, on a real S3-compatible server', () => {
  let server: TestS3
  let store: Store
  before(async function () {
    // The first run on a machine builds the server.
    this.timeout(1_300_000)
    server = await startTestS3()
    store = await filesS3(server.settings)
  })
  after(async () => {
    store?.close()
    await server?.stop()
  })

  const keyOf = (body: Buffer, ending: 'jpg' | 'png' = 'jpg') =>
    fileKey({ organizationId: randomUUID(), requestId: randomUUID(), sha256: createHash('sha256').update(body).digest('hex'), ending })
  const addressOf = async (key: string, seconds = 60) => {
    assert.ok(store.addresses)
    return new URL(await store.addresses.sign(key, seconds))
  }
  async function stored(text = `picture ${randomUUID()}`) {
    const body = Buffer.from(text)
    const key = keyOf(body)
    await store.put(key, body)
    return { key, body }
  }
  const statusOf = async (url: URL | string) => {
    const answer = await fetch(url)
    await answer.body?.cancel()
    return answer.status
  }

  it('are put, found, measured and read back, and putting one again changes nothing', async () => {
    const { key, body } = await stored()
    await store.put(key, body)
    assert.equal(await store.size(key), body.length)
    const found = await store.get(key)
    assert.ok(found)
    assert.equal(found.bytes, body.length)
    assert.deepEqual(await buffer(found.stream), body)
  })

  it('are undefined where there is none', async () => {
    const key = keyOf(Buffer.from('never stored'))
    assert.equal(await store.size(key), undefined)
    assert.equal(await store.get(key), undefined)
  })

  it('are read at a presigned address without credentials, as the type of their name', async () => {
    const { key, body } = await stored('<script>alert(1)</script>')
    const answer = await fetch(await addressOf(key))
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('content-type'), 'image/jpeg')
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), body)
  })

  it('are refused at an address that was tampered with: another file, a longer life, another type, another method', async () => {
    const [one, other] = [await stored(), await stored()]
    const address = await addressOf(one.key)
    assert.equal(await statusOf(address), 200)
    const changed = (change: (url: URL) => void) => {
      const url = new URL(address)
      change(url)
      return url
    }
    const forged = {
      'another file': changed((url) => {
        url.pathname = url.pathname.replace(one.key, other.key)
      }),
      'a longer life': changed((url) => url.searchParams.set('X-Amz-Expires', '604800')),
      'a later moment': changed((url) => {
        const signed = url.searchParams.get('X-Amz-Date') ?? ''
        url.searchParams.set(
          'X-Amz-Date',
          signed.replace(/\d\dZ$/, (second) => (second === '00Z' ? '01Z' : '00Z')),
        )
      }),
      'another type': changed((url) => url.searchParams.set('response-content-type', 'text/html')),
      'another signature': changed((url) => url.searchParams.set('X-Amz-Signature', '0'.repeat(64))),
    }
    for (const [what, url] of Object.entries(forged)) assert.equal(await statusOf(url), 403, what)
    for (const method of ['PUT', 'DELETE']) assert.equal((await fetch(address, { method })).status, 403, method)
    assert.equal(await store.size(one.key), one.body.length)
  })

  it('are refused at an address that has ended', async () => {
    const { key } = await stored()
    const address = await addressOf(key, 1)
    await delay(2_100)
    assert.equal(await statusOf(address), 403)
  })

  it('are refused to who signs with another key, and to who does not sign', async () => {
    const { key } = await stored()
    const strangers = [
      { with: { secretAccessKey: 'another secret' }, told: 403 },
      // Amazon says 403 here as well, InvalidAccessKeyId; this server says that it knows no such account.
      { with: { accessKeyId: 'another-access' }, told: 404 },
    ]
    for (const { with: wrong, told } of strangers) {
      const stranger = await filesS3({ ...server.settings, ...wrong })
      assert.equal(await statusOf((await stranger.addresses?.sign(key, 60)) ?? ''), told)
      await assert.rejects(stranger.put(key, Buffer.from('x')))
      stranger.close()
    }
    assert.equal(await statusOf(`${server.settings.endpoint}/${server.settings.bucket}/${key}`), 403)
  })

  it('name the origin of every address, for the page that shows them', async () => {
    const { key } = await stored()
    assert.equal(store.addresses?.origin, (await addressOf(key)).origin)
    const amazon = await filesS3({ ...server.settings, endpoint: undefined, forcePathStyle: false, region: 'ap-southeast-3' })
    assert.equal(amazon.addresses?.origin, 'https://images.s3.ap-southeast-3.amazonaws.com')
    amazon.close()
  })

  it('take no name but that of a file', async () => {
    for (const key of ['', '../x.jpg', 'organizations/x/requests/y/z.jpg', `${keyOf(Buffer.from('x'))}/../../secret.jpg`]) {
      await assert.rejects(store.put(key, Buffer.from('x')), /not the name of a file/)
      await assert.rejects(store.get(key), /not the name of a file/)
      await assert.rejects(async () => store.addresses?.sign(key, 60), /not the name of a file/)
    }
  })

  it('fail loudly where the bucket is not there, so that the work is tried again', async () => {
    const elsewhere = await filesS3({ ...server.settings, bucket: 'nowhere' })
    await assert.rejects(elsewhere.put(keyOf(Buffer.from('x')), Buffer.from('x')))
    elsewhere.close()
  })
})
