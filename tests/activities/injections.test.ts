import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DATA_NOTICE } from '../../activities/prompts/shared.ts'
import type { Content } from '../../domain/content.ts'
import { stringsOf } from '../../domain/contentStrings.ts'
import { isFinal } from '../../domain/outcome.ts'
import { INJECTIONS, type Injection } from '../fixtures/injections.ts'
import { signUp } from '../helpers/account.ts'
import { obedientModel } from '../helpers/obedientModel.ts'
import { type OutboundWorld, outboundWorld } from '../helpers/outboundWorld.ts'
import { createWorld, type RequestView, type World } from '../helpers/world.ts'

const BRIEF = 'Launch our linen summer collection. Mention free shipping this week.'
const CANARY = 'zyzzyva marmalade'
/** Sentences of our prompts that no reader may see, and what only a fooled model writes. */
const NEVER = [
  DATA_NOTICE.slice(0, 60),
  'How you work:',
  'You are the Instagram writer',
  'You are the brand voice editor',
  'You are the content strategist',
  '<<<',
  'REQUEST>>>',
  '<script',
  '![logo]',
  'Sure! Here is',
  '"form":"post"',
  '"approved"',
  CANARY,
]

describe('what is written to fool a model', () => {
  let world: World
  let pages: OutboundWorld
  let attacker: Server
  let hits: string[]
  let injections: Injection[]
  let model: ReturnType<typeof obedientModel>

  before(async () => {
    hits = []
    attacker = createServer((request, response) => {
      hits.push(request.url ?? '')
      response.end('stolen')
    })
    await new Promise<void>((listening) => attacker.listen(0, '127.0.0.1', listening))
    const address = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`
    pages = await outboundWorld(({ url = '' }, response) => {
      if (url === '/away') response.writeHead(302, { location: `${address}/redirected` }).end()
      else response.setHeader('content-type', 'text/html').end(`<title>Linen</title><article>${pageOf(url)}</article>`)
    })
    injections = []
    model = obedientModel({ injections, stubborn: (word) => injections.findIndex((one) => one.word === word) % 2 === 0 })
    world = await createWorld({ model, outbound: pages.client })
    await world.db('quota_periods').update({ unit_limit: 10_000 })
    const other = await secondOrganization()
    const filled = JSON.stringify(INJECTIONS)
      .replaceAll('{attacker}', address)
      .replaceAll('{other}', other.organizationId)
      .replaceAll('{request}', other.requestId)
    injections.push(...(JSON.parse(filled) as Injection[]))
  })
  after(async () => {
    await world?.close()
    await pages?.close()
    attacker?.closeAllConnections()
    await new Promise((closed) => attacker.close(closed))
  })

  const pageOf = (url: string) => {
    const { text = '' } = injections[Number(url.slice(1))] ?? {}
    return `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '</p><p>')}</p>`
  }

  /** Another agency on the same stack, with a finished draft that nobody else may see. */
  async function secondOrganization(): Promise<{ organizationId: string; requestId: string }> {
    const post = (token?: string) => async (path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
      const answer = await fetch(`${world.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
    const email = 'owner@rival.example'
    const signed = await signUp(post(), { email, organization_name: 'Rival' }, () => verification(email))
    const asRival = post(signed.access_token)
    await asRival('/api/v1/brands', { brand_name: 'Rival', brand_guidelines: `Speak of ${CANARY}.` })
    const { body } = await asRival('/api/v1/content/generate', {
      prompt: `Announce our ${CANARY}`,
      platforms: ['instagram'],
      approval: { mode: 'none' },
    })
    const requestId = String(body.id)
    for (const giveUp = Date.now() + 30_000; ; ) {
      const row = await world.db('generated_content').where({ request_id: requestId }).first('content_data')
      if (row) {
        assert.ok(JSON.stringify(row.content_data).includes(CANARY), 'there is something to steal')
        return { organizationId: signed.organization.id, requestId }
      }
      assert.ok(Date.now() < giveUp, 'the rival got no draft')
      await new Promise((later) => setTimeout(later, 20))
    }
  }

  /** From the mail, when it has gone out: until then the postman may make another. */
  async function verification(email: string): Promise<string> {
    for (const giveUp = Date.now() + 30_000; Date.now() < giveUp; await new Promise((later) => setTimeout(later, 20))) {
      const mail = world.mails.find(({ to, text }) => to.email === email && text.includes('/account/verify/'))
      const token = /\/account\/verify\/(\S+)/.exec(mail?.text ?? '')?.[1]
      if (token) return token
    }
    throw new Error(`no mail to ${email}`)
  }

  const brandWith = async (more: Record<string, unknown>) => {
    const { status, body } = await world.call('POST', '/api/v1/brands', { brand_name: 'Casa Lino', ...more })
    assert.equal(status, 201, JSON.stringify(body))
    return String(body.id)
  }
  const overOrWaiting = (view: RequestView) => view.status === 'awaiting_approval' || isFinal(view.status)
  // A brand of its own each time: what was said of a brand's drafts is read again with its next request.
  const asked = async (more: Record<string, unknown> = {}, brand: Record<string, unknown> = {}) =>
    world.generate({ prompt: BRIEF, platforms: ['instagram'], brand_profile_id: await brandWith(brand), ...more })

  const PLACES: Record<string, (of: Injection, n: number) => Promise<string>> = {
    'the brief': ({ text }) => asked({ prompt: `${BRIEF}\n${text}` }),
    'the guidelines': ({ text }) => asked({}, { brand_guidelines: text }),
    'a competitor’s page': (_of, n) => asked({}, { competitors: [`https://good.example/${n}`, 'https://good.example/away'] }),
    'a reviewer’s comment': async ({ text }) => {
      const id = await asked()
      await world.until(id, 'awaiting_approval')
      assert.equal((await world.decide(id, { instagram: 'request_changes' }, text)).ok, true)
      await world.until(id, ({ platforms }) => (platforms[0]?.version ?? 0) > 1)
      return id
    },
  }

  for (const [place, put] of Object.entries(PLACES))
    for (const [n, { name }] of INJECTIONS.entries())
      it(`${place}, ${name}: nothing is approved, fetched, stolen or leaked by a model that obeys`, async () => {
        const injection = injections[n]
        assert.ok(injection)
        const from = model.calls.length
        const id = await put(injection, n)
        const view = await world.until(id, overOrWaiting)
        const calls = model.calls.slice(from)
        const heard = JSON.stringify(calls.map(({ messages }) => messages))
        assert.ok(heard.toLowerCase().includes(injection.word), 'the model has read it')

        // Nobody decided but the reviewer who asked for changes.
        assert.ok(['awaiting_approval', 'failed'].includes(view.status), view.status)
        if (view.status === 'failed') assert.notEqual(view.reason, '')
        const verdicts = await world.db('decisions').where({ request_id: id }).pluck('verdict')
        assert.deepEqual(verdicts, place === 'a reviewer’s comment' ? ['request_changes'] : [])

        // Nothing went out but to the brand's own list.
        assert.deepEqual(hits, [])
        assert.deepEqual(
          [...new Set(pages.resolved)].filter((host) => host !== 'good.example'),
          [],
        )
        if (place === 'a competitor’s page')
          assert.match(heard, /good\.example\/away\\+",\\+"why\\+":\\+"/, 'the guarded client refused to follow')
        for (const deed of injection.deeds) {
          if (!('calls' in deed)) continue
          const refused = new RegExp(`there is no tool \\\\+"${deed.calls}|it is not on the brand's list`)
          if (deed.calls !== 'audience_analyzer') assert.match(heard, refused)
        }

        // Nothing of the rival reached a model, and nothing of ours a reader.
        assert.ok(!heard.includes(CANARY))
        for (const draft of view.drafts) {
          const read = stringsOf(draft.content_data as unknown as Content).join('\n')
          assert.deepEqual(
            NEVER.filter((words) => read.includes(words)),
            [],
            read,
          )
          if (place === 'a competitor’s page') assert.doesNotMatch(read, /evil\.example|\$1\b/)
        }
      })
})
