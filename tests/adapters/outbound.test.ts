import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import type http from 'node:http'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { MAX_REDIRECTS, NO_OUTBOUND, outboundClient } from '../../adapters/outbound.ts'
import { MAX_BYTES } from '../../adapters/outboundBody.ts'
import { isForbiddenAddress, OutboundFailure, type OutboundReason } from '../../adapters/outboundRules.ts'
import { type OutboundWorld, outboundWorld, PUBLIC, page } from '../helpers/outboundWorld.ts'

const GOOD = 'https://good.example/'
const failsWith = (reading: Promise<unknown>, ...reasons: OutboundReason[]) =>
  assert.rejects(reading, (error) => {
    assert.ok(error instanceof OutboundFailure, String(error))
    assert.ok(reasons.includes(error.reason), `${error.reason}: ${error.message} ${String(error.cause ?? '')}`)
    return true
  })

describe('the outbound client', () => {
  let world: OutboundWorld
  const serve = async (handle: http.RequestListener, options: Parameters<typeof outboundWorld>[1] = {}) => {
    world = await outboundWorld(handle, options)
    return world.client
  }
  afterEach(() => world?.close())

  describe('reads', () => {
    it('a page, at the address that was checked, by the certificate of its name', async () => {
      const client = await serve(page('<p>Kopi susu</p>'))
      const read = await client.read(`${GOOD}menu?x=1#part`)
      assert.deepEqual([read.text, read.contentType, read.bytes], ['<p>Kopi susu</p>', 'text/html', 16])
      assert.deepEqual([world.arrived, world.resolved, world.dialed], [['good.example/menu?x=1'], ['good.example'], [PUBLIC]])
    })

    it('without cookie, referrer or credential, under its own name, also after a redirect that set a cookie', async () => {
      const client = await serve((request, response) =>
        request.url === '/'
          ? response.writeHead(302, { location: '/next', 'set-cookie': 'a=b' }).end()
          : response.setHeader('content-type', 'text/plain').end('x'),
      )
      await client.read(GOOD)
      assert.equal(world.headers.length, 2)
      for (const headers of world.headers)
        assert.deepEqual(Object.keys(headers).sort(), ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
      assert.match(world.headers[0]?.['user-agent'] ?? '', /^ai-media-consultant\/1 /)
    })

    it('what is packed, in the charset that header or page names', async () => {
      const client = await serve(({ url }, response) => {
        response.setHeader('content-type', url === '/latin' ? 'text/html; charset=ISO-8859-1' : 'text/html')
        if (url === '/gzip') response.setHeader('content-encoding', 'gzip').end(gzipSync('gezippt'))
        else if (url === '/br') response.setHeader('content-encoding', 'br').end(brotliCompressSync('gebrotlit'))
        else if (url === '/latin') response.end(Buffer.from('café', 'latin1'))
        else response.end(Buffer.from('<meta charset="windows-1252">café', 'latin1'))
      })
      assert.equal((await client.read(`${GOOD}gzip`)).text, 'gezippt')
      assert.equal((await client.read(`${GOOD}br`)).text, 'gebrotlit')
      assert.equal((await client.read(`${GOOD}latin`)).text, 'café')
      assert.match((await client.read(`${GOOD}meta`)).text, /café/)
    })

    it('after redirects of every kind, three at most', async () => {
      const client = await serve(({ url }, response) => {
        const left = Number(url?.slice(2))
        if (left) response.writeHead([301, 302, 303, 307, 308][left % 5] ?? 302, { location: `/r${left - 1}` }).end()
        else response.setHeader('content-type', 'text/plain').end('there')
      })
      assert.equal((await client.read(`${GOOD}r${MAX_REDIRECTS}`)).url, `${GOOD}r0`)
      await failsWith(client.read(`${GOOD}r${MAX_REDIRECTS + 1}`), 'redirects')
    })

    it('from the second address when nothing answers at the first', async () => {
      const inner = await serve(page('x'), { resolve: () => [PUBLIC, '1.1.1.1'] })
      assert.equal((await inner.read(GOOD)).text, 'x')
      const closed = outboundClient({
        resolve: async () => [PUBLIC, '1.1.1.1'],
        dial: (address) => {
          world.dialed.push(address)
          return { host: '127.0.0.1', port: 1 }
        },
      })
      await failsWith(closed.read(GOOD), 'unreachable')
      assert.deepEqual(world.dialed, [PUBLIC, PUBLIC, '1.1.1.1'])
    })
  })

  describe('refuses, before it resolves or connects,', () => {
    const SPELLINGS: [string, string[]][] = [
      ['decimal', ['2130706433', '3232235521', '2852039166']],
      ['octal', ['0177.0.0.1', '0177.0.0.01', '017700000001', '0251.0376.0251.0376']],
      ['hexadecimal', ['0x7f.0.0.1', '0x7f000001', '0xa9.0xfe.0xa9.0xfe', '0xA9FEA9FE']],
      ['short forms', ['127.1', '127.0.1', '0', '10.1', '192.168.257', '169.254.43518']],
      ['loopback and unspecified', ['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3']],
      ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1']],
      ['link-local and metadata', ['169.254.169.254', '169.254.0.1', '100.100.100.200', '168.63.129.16', '192.0.0.192', '[fd00:ec2::254]']],
      ['carrier-grade NAT', ['100.64.0.1', '100.127.255.255']],
      ['multicast, broadcast and reserved', ['224.0.0.1', '239.255.255.250', '255.255.255.255', '240.0.0.1', '[ff02::1]']],
      [
        'documentation and benchmarking',
        ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '[2001:db8::1]', '[3fff::1]', '[2001:2::1]'],
      ],
      ['IPv6 loopback and unspecified', ['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[0000:0000:0000:0000:0000:0000:0000:0001]']],
      ['mapped IPv4', ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::FFFF:a9fe:a9fe]', '[::ffff:8.8.8.8]']],
      ['compatible IPv4', ['[::127.0.0.1]', '[::7f00:1]']],
      ['NAT64', ['[64:ff9b::127.0.0.1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::1]']],
      ['6to4', ['[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '192.88.99.1']],
      ['Teredo', ['[2001:0:4136:e378:8000:63bf:3fff:fdd2]', '[2001::1]']],
      ['unique local, link-local, site-local', ['[fc00::1]', '[fd12:3456::1]', '[fe80::1]', '[fec0::1]']],
      ['a trailing dot', ['127.0.0.1.', '2130706433.', 'localhost.', 'good.example.', '0x7f.1.']],
      ['unicode digits and dots', ['①②⑦.⓪.⓪.①', '１２７.０.０.１', '127。0。0。1', '127．0．0．1', '127｡0｡0｡1', 'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ']],
      ['percent-encoding', ['%31%32%37.0.0.1', '127%2e0%2e0%2e1', '%6c%6f%63%61%6c%68%6f%73%74']],
      [
        'names from inside',
        [
          'localhost',
          'LOCALHOST',
          'a.localhost',
          'localhost.localdomain',
          'printer.local',
          'metadata.google.internal',
          'metadata',
          'router.lan',
          'nas.home.arpa',
          'x.onion',
          'intranet',
        ],
      ],
    ]
    for (const [kind, hosts] of SPELLINGS)
      it(kind, async () => {
        const client = await serve(page('inside'))
        for (const host of hosts)
          for (const url of [`https://${host}/`, `http://${host}/`, `https://${host}:443/x`])
            await failsWith(client.read(url), 'forbidden_address', 'forbidden_host')
        assert.deepEqual([world.resolved, world.dialed, world.arrived], [[], [], []])
      })

    const ADDRESSES: [string, OutboundReason, string[]][] = [
      ['zone ids', 'bad_url', ['https://[fe80::1%25eth0]/', 'https://[fe80::1%eth0]/', 'https://[::1%25lo]/']],
      [
        'user names and passwords',
        'credentials',
        [
          'https://good.example@127.0.0.1/',
          'https://good.example:x@169.254.169.254/',
          'https://user@good.example/',
          'https://:p@good.example/',
          'https://good.example%2f@127.0.0.1/',
        ],
      ],
      [
        'what is no URL',
        'bad_url',
        [
          '',
          'good.example',
          '//good.example/',
          '/etc/passwd',
          'https://',
          'https:///',
          'https://exa mple.com/',
          'https://[::1',
          'https://1.2.3.4.5/',
          'https://256.256.256.256/',
          `https://good.example/${'a'.repeat(2000)}`,
        ],
      ],
      [
        'what parsers read differently',
        'bad_url',
        [
          'https:\\\\127.0.0.1\\',
          'https://good.example\\@127.0.0.1/',
          'https://127.0.0.1\t/',
          'https://good.example\n.evil.example/',
          ' https://good.example/',
          'https://good.example/\u0000',
        ],
      ],
      [
        'other schemes',
        'scheme',
        ['http://good.example/', 'ftp://good.example/', 'gopher://good.example/', 'ws://good.example/', 'HTTP://good.example/'],
      ],
      [
        'addresses without a host',
        'bad_url',
        ['file:///etc/passwd', 'data:text/html,x', 'javascript:alert(1)', 'mailto:a@b.example', 'about:blank'],
      ],
      [
        'other ports',
        'port',
        [
          'https://good.example:22/',
          'https://good.example:8443/',
          'https://good.example:6379/',
          'https://good.example:0/',
          'http://plain.example:8080/',
        ],
      ],
    ]
    for (const [kind, reason, urls] of ADDRESSES)
      it(kind, async () => {
        const client = await serve(page('inside'))
        for (const url of urls) await failsWith(client.read(url), reason)
        assert.deepEqual([world.resolved, world.dialed], [[], []])
      })

    it('an origin that is not on the list, port and scheme included', async () => {
      const client = await serve(page('x'))
      const origins = ['https://good.example']
      await client.read(GOOD, { origins })
      for (const url of [
        'https://evil.example/',
        'https://good.example.evil.example/',
        'https://www.good.example/',
        'https://good.example:80/',
        'http://plain.example/',
      ])
        await failsWith(client.read(url, { origins }), 'not_listed')
      await failsWith(client.read(GOOD, { origins: [] }), 'not_listed')
      assert.equal(world.dialed.length, 1)
    })
  })

  describe('refuses names that', () => {
    for (const bad of [
      '127.0.0.1',
      '10.0.0.5',
      '169.254.169.254',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      'fe80::1',
      'fe80::1%eth0',
      'fd00::1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '0.0.0.0',
      'not an address',
      '',
    ]) {
      it(`resolve to ${bad || 'an empty answer'}, alone or among good ones`, async () => {
        for (const answers of [[bad], [PUBLIC, bad], [bad, PUBLIC], ['2606:4700::1111', PUBLIC, '1.1.1.1', bad]]) {
          const client = await serve(page('inside'), { resolve: () => answers })
          await failsWith(client.read(GOOD), 'forbidden_address')
          assert.deepEqual(world.dialed, [])
          await world.close()
        }
      })
    }
    it('have no address', async () => {
      const client = await serve(page('x'), { resolve: (host) => (host === 'good.example' ? [] : Promise.reject(new Error('ENOTFOUND'))) })
      await failsWith(client.read(GOOD), 'unresolvable')
      await failsWith(client.read('https://none.example/'), 'unresolvable')
    })
    it('answer differently the second time: one look-up a hop, and the connection goes to what it said', async () => {
      const rebinding = (_host: string, times: number) => [times === 1 ? PUBLIC : '127.0.0.1']
      const client = await serve(
        ({ url }, response) => {
          if (url === '/again') response.writeHead(302, { location: '/' }).end()
          else response.setHeader('content-type', 'text/plain').end('x')
        },
        { resolve: rebinding },
      )
      assert.equal((await client.read(GOOD)).text, 'x')
      assert.deepEqual([world.resolved.length, world.dialed], [1, [PUBLIC]])
      // A later reading asks anew and sees what it says by then.
      await failsWith(client.read(GOOD), 'forbidden_address')
      await world.close()
      const second = await serve((_request, response) => void response.writeHead(302, { location: '/' }).end(), { resolve: rebinding })
      await failsWith(second.read(`${GOOD}again`), 'forbidden_address')
      assert.deepEqual(world.dialed, [PUBLIC])
    })
  })

  it('knows where the public net begins and ends', () => {
    const neighbours =
      '1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 168.63.129.15 2000::1 2001:200::1 2001:db7:ffff::1 2001:db9::1 2001:ffff::1 2003::1 2606:4700::1111 2a00:1450::1 3ffe::1 3fff:1000::1'
    for (const address of neighbours.split(' ')) assert.equal(isForbiddenAddress(address), false, address)
    const edges =
      '0.255.255.255 10.255.255.255 100.64.0.0 127.255.255.255 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.255 192.168.255.255 198.19.255.255 224.0.0.0 255.255.255.255 168.63.129.16 1fff::1 4000::1 2001:1ff::1 2001:db8:ffff::1 2002:ffff::1 3fff:fff::1 ffff::1'
    for (const address of edges.split(' ')) assert.equal(isForbiddenAddress(address), true, address)
  })

  describe('follows no redirect', () => {
    const FORBIDDEN: [string, OutboundReason][] = [
      ['https://127.0.0.1/', 'forbidden_address'],
      ['//127.0.0.1/', 'forbidden_address'],
      ['//2130706433/', 'forbidden_address'],
      ['https://[::ffff:127.0.0.1]/', 'forbidden_address'],
      ['//localhost/', 'forbidden_host'],
      ['https://user@good.example/', 'credentials'],
      ['https://good.example:22/', 'port'],
      ['http://169.254.169.254/latest/meta-data/', 'downgrade'],
      ['http://good.example/', 'downgrade'],
      ['http://plain.example/', 'downgrade'],
      ['file:///etc/passwd', 'bad_url'],
      ['https://inside.example/', 'forbidden_address'],
      ['https://[', 'redirects'],
    ]
    for (const status of [301, 302, 303, 307, 308])
      it(`${status} to what is forbidden`, async () => {
        for (const [location, reason] of FORBIDDEN) {
          const client = await serve((_request, response) => void response.writeHead(status, { location }).end(), {
            resolve: (host) => [host === 'inside.example' ? '10.0.0.1' : PUBLIC],
          })
          await failsWith(client.read(GOOD), reason)
          assert.equal(world.arrived.length, 1, location)
          await world.close()
        }
      })
    it('off the list', async () => {
      const client = await serve((_request, response) => void response.writeHead(302, { location: 'https://www.good.example/' }).end())
      await failsWith(client.read(GOOD, { origins: ['https://good.example'] }), 'not_listed')
      assert.equal(world.arrived.length, 1)
    })
    it('round in a circle, or to nowhere', async () => {
      const client = await serve(
        ({ url }, response) => void (url === '/none' ? response.writeHead(302).end() : response.writeHead(302, { location: GOOD }).end()),
      )
      await failsWith(client.read(GOOD), 'redirects')
      assert.equal(world.arrived.length, MAX_REDIRECTS + 1)
      await failsWith(client.read(`${GOOD}none`), 'redirects')
    })
  })

  describe('takes no answer that', () => {
    const answers =
      (reason: OutboundReason, handle: http.RequestListener, timeoutMs = 3_000) =>
      async () => {
        const client = await serve(handle, { timeoutMs })
        const startedAt = performance.now()
        await failsWith(client.read(GOOD), reason)
        assert.ok(performance.now() - startedAt < timeoutMs + 1_000)
      }
    const typed = (response: http.ServerResponse, type = 'text/html') => response.setHeader('content-type', type)
    const endless = (response: http.ServerResponse, chunk: Buffer) => {
      const write = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', write)
      }
      write()
    }

    it(
      'comes drop by drop',
      answers(
        'timeout',
        (_request, response) => {
          typed(response).write('<p>')
          const timer = setInterval(() => response.write('.'), 50)
          response.once('close', () => clearInterval(timer))
        },
        400,
      ),
    )
    it(
      'never begins',
      answers('timeout', () => undefined, 300),
    )
    it(
      'has no end',
      answers('too_large', (_request, response) => endless(typed(response), Buffer.alloc(65_536, 'a'))),
    )
    it(
      'says that it is too large',
      answers(
        'too_large',
        (_request, response) =>
          void typed(response)
            .setHeader('content-length', MAX_BYTES + 1)
            .write('a'),
      ),
    )
    it(
      'unfolds into more than 2 MB',
      answers(
        'too_large',
        (_request, response) =>
          void typed(response)
            .setHeader('content-encoding', 'gzip')
            .end(gzipSync(Buffer.alloc(50 * 1024 * 1024))),
      ),
    )
    it(
      'unfolds so by brotli',
      answers(
        'too_large',
        (_request, response) =>
          void typed(response)
            .setHeader('content-encoding', 'br')
            .end(brotliCompressSync(Buffer.alloc(8 * 1024 * 1024))),
      ),
    )
    it(
      'is packed without end and never unfolds',
      answers('too_large', (_request, response) => {
        typed(response)
          .setHeader('content-encoding', 'gzip')
          .write(Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]))
        endless(response, Buffer.alloc(65_536, 'n'))
      }),
    )
    it(
      'is packed twice or strangely',
      answers('encoding', (_request, response) => void typed(response).setHeader('content-encoding', 'gzip, gzip').end('x')),
    )
    it(
      'is not what it is packed as',
      answers('broken', (_request, response) => void typed(response).setHeader('content-encoding', 'gzip').end('no gzip')),
    )
    it(
      'promises more than it sends',
      answers('broken', (_request, response) => {
        typed(response).setHeader('content-length', 1000).write('short')
        setTimeout(() => response.destroy(), 20)
      }),
    )
    it(
      'is cut in the middle of its packing',
      answers(
        'broken',
        (_request, response) =>
          void typed(response).setHeader('content-encoding', 'gzip').end(gzipSync('some text of a page').subarray(0, 20)),
      ),
    )
    for (const type of ['application/octet-stream', 'image/svg+xml', 'application/json', 'application/pdf', 'text/javascript', ''])
      it(
        `is ${type || 'of no type'}`,
        answers('content_type', (_request, response) => void (type ? typed(response, type) : response).end('x')),
      )
    for (const status of [204, 206, 304, 400, 404, 429, 500])
      it(
        `has status ${status}`,
        answers('status', (_request, response) => void typed(response).writeHead(status).end()),
      )
    it(
      'has more head than 16 KB',
      answers('broken', (_request, response) => void typed(response).setHeader('x', 'a'.repeat(20_000)).end('x')),
    )
    it(
      'is not HTTP',
      answers('broken', (request) => void request.socket.end('SSH-2.0-OpenSSH\r\n')),
    )
  })

  it('reads no more of a page than its length says', async () => {
    const client = await serve((request) => {
      request.socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\ntrueHTTP/1.1 200 OK\r\n\r\nfalse')
    })
    assert.equal((await client.read(GOOD)).text, 'true')
  })

  it('trusts no certificate of another name, and none that nobody signed', async () => {
    const client = await serve(page('x'))
    await failsWith(client.read('https://evil.example/'), 'certificate')
    await failsWith(client.read('https://8.8.8.8/'), 'certificate')
    await world.close()
    await failsWith((await serve(page('x'), { trusted: false })).read(GOOD), 'certificate')
    assert.deepEqual(world.arrived, [])
  })

  it('counts the name server into its time', async () => {
    const client = await serve(page('x'), { timeoutMs: 200, resolve: () => new Promise(() => undefined) })
    await failsWith(client.read(GOOD), 'timeout')
  })

  it('stops when it is told to, and connects no more', async () => {
    const client = await serve(page('x'), { resolve: () => new Promise((answer) => setTimeout(() => answer([PUBLIC]), 100)) })
    await failsWith(client.read(GOOD, { signal: AbortSignal.abort() }), 'cancelled')
    await failsWith(client.read(GOOD, { signal: AbortSignal.timeout(20) }), 'cancelled')
    await new Promise((later) => setTimeout(later, 200))
    assert.deepEqual(world.dialed, [])
  })

  it('is the real one in production: no file of it names what tests put in place', () => {
    const rooms = ['activities', 'adapters', 'api', 'config', 'db', 'dev', 'domain', 'relay', 'workers', 'workflows']
    const files = rooms.flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => path.join(room, name)))
    const sources = files.filter((file) => file.endsWith('.ts')).map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    const naming = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)
    assert.deepEqual(naming(/plainHosts/).sort(), ['adapters/outbound.ts', 'adapters/outboundRules.ts'])
    assert.deepEqual(naming(/outboundClient\((?!\)|world)/), [])
    assert.deepEqual(naming(/outboundClient\(\)/), ['workers/main.ts'])
  })

  it('can be none at all', () => failsWith(NO_OUTBOUND.read(GOOD), 'unreachable'))
})
