import assert from 'node:assert/strict'
import type { Content } from '../../domain/content.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { CONTENT, openReview } from '../helpers/openReview.ts'
import { CLIENT, visitor } from '../helpers/visitor.ts'

describe('approval by link', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())

  const { review, open, post, hidden, approveAll, rows } = visitor(() => world)

  it('shows the agency, the deadline and every draft of the round, escaped, with nothing to run or load', async () => {
    const { path } = await review()
    const page = await open(path)
    assert.equal(page.status, 200)
    assert.match(page.headers.get('content-type') ?? '', /^text\/html; charset=utf-8/)
    for (const words of [
      'Studio North',
      'Marlow Linen',
      'Linen &lt;3 summer.',
      '#linen',
      'last &amp; told',
      'Linen in 20 seconds',
      'And every wash makes it softer.',
      'Three linen shirts on a line in the sun',
      'composed offline, without a language model',
      'Still to be added before publishing',
      'name="viewport"',
    ])
      assert.ok(page.text.includes(words), words)
    assert.match(page.text, /Tuesday,? 1 December 2026 at 14:00 \(UTC\)/)
    assert.doesNotMatch(page.text, /<script|<img|<link|src=|javascript:|Linen <3/i)
    assert.deepEqual(page.text.match(/href="[^"]*"/g), ['href="?lang=id"'], 'nothing leads elsewhere')
    assert.equal(page.text.match(/type="radio"/g)?.length, 9)
  })

  it('keeps nothing, passes nothing on, is in no index and lets nothing else in', async () => {
    const { path } = await review()
    for (const answer of [await open(path), await open('/approve/unknown'), await post(path, {})]) {
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
      assert.match(answer.headers.get('x-robots-tag') ?? '', /noindex/)
      const policy = answer.headers.get('content-security-policy') ?? ''
      assert.match(
        policy,
        /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      )
    }
  })

  it('asks browsers to upgrade only where the public address is https', async () => {
    const secure = await apiWorld({ publicUrl: 'https://media.example.com' })
    try {
      const answer = await secure.ask('GET', '/approve/unknown')
      assert.match(answer.headers.get('content-security-policy') ?? '', /upgrade-insecure-requests/)
      assert.ok(answer.headers.get('strict-transport-security'))
    } finally {
      await secure.close()
    }
  })

  it('changes nothing when a scanner fetches it, but for an audit row; HEAD leaves not even that', async () => {
    const { path, id, roundId } = await review()
    const state = async () => [
      await rows('approval_links', roundId).orderBy('id'),
      await rows('approval_items', roundId),
      await world.db('approval_rounds').where({ id: roundId }),
      await rows('decisions', roundId),
      await world.db('outbox').where({ request_id: id }),
      await world.db('request_events').where({ request_id: id }).orderBy('seq'),
    ]
    const audits = () => world.db('audit_log').where({ request_id: id, action: 'link.opened' })
    const before = await state()
    const head = await world.ask('HEAD', path)
    assert.equal(head.status, 200)
    assert.equal((await audits()).length, 0)
    for (let i = 0; i < 5; i++) assert.equal((await open(path)).status, 200)
    assert.deepEqual(await state(), before)
    const seen = await audits()
    assert.equal(seen.length, 5)
    assert.match(seen[0].actor, /^link\//)
    assert.equal(seen[0].address, '127.0.0.1')
  })

  it('believes a forwarded address only as many proxies deep as it was told', async () => {
    const opened = async (on: ApiWorld) => {
      const me = await on.agency()
      const { id } = (await me.generate({ approval: { approvers: [CLIENT] } })).body
      const { tokens } = await openReview(on.db, {
        organizationId: me.organizationId,
        requestId: id,
        platforms: ['instagram'],
        approvers: [CLIENT],
      })
      await on.ask('GET', `/approve/${tokens[0]}`, { headers: { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' } })
      return (await on.db('audit_log').where({ request_id: id, action: 'link.opened' }).first()).address
    }
    const behindOne = await apiWorld({ trustProxyHops: 1 })
    try {
      assert.equal(await opened(behindOne), '198.51.100.7')
      assert.equal(await opened(world), '127.0.0.1')
    } finally {
      await behindOne.close()
    }
  })

  it('takes one decision per draft, tells the workflow, the events and who asked, and confirms', async () => {
    const { me, id, path, roundId } = await review()
    const form = {
      ...approveAll(await open(path)),
      'linkedin.verdict': 'request_changes',
      'linkedin.comment': 'Name the mill.\r\nAnd the town.',
      'tiktok.verdict': 'reject',
    }
    const done = await post(path, form, { 'sec-fetch-site': 'same-origin', 'user-agent': 'A phone' })
    assert.equal(done.status, 200)
    assert.match(done.text, /Thank you, your decisions are in/)
    assert.match(done.text, /Name the mill\.\nAnd the town\./)

    const decisions = await rows('decisions', roundId).orderBy('platform')
    assert.deepEqual(
      decisions.map((d) => [d.platform, d.version, d.verdict, d.comment, d.approver_email, d.remote_address, d.user_agent]),
      [
        ['instagram', 1, 'approve', '', CLIENT.email, '127.0.0.1', 'A phone'],
        ['linkedin', 1, 'request_changes', 'Name the mill.\nAnd the town.', CLIENT.email, '127.0.0.1', 'A phone'],
        ['tiktok', 1, 'reject', '', CLIENT.email, '127.0.0.1', 'A phone'],
      ],
    )
    const round = await world.db('approval_rounds').where({ id: roundId }).first()
    assert.equal(round.state, 'decided')
    const message = await world
      .db('outbox')
      .where({ key: `decision/${roundId}` })
      .first()
    assert.equal(message.kind, 'decision')
    assert.equal(message.payload.roundId, roundId)
    assert.equal(message.payload.run, 1)
    assert.deepEqual(
      message.payload.decisions.map((d: { platform: string; contentHash: string }) => [d.platform, d.contentHash]),
      decisions.map((d) => [d.platform, d.content_hash]),
    )
    const event = await world.db('request_events').where({ request_id: id, type: 'review.decided' }).first()
    assert.deepEqual(event.data, {
      round: 1,
      by: CLIENT.name,
      verdicts: { instagram: 'approve', linkedin: 'request_changes', tiktok: 'reject' },
    })
    const mail = await world
      .db('mails')
      .where({ key: `decided/${roundId}` })
      .first()
    assert.deepEqual([mail.template, mail.to_email, mail.state], ['decided', me.email, 'queued'])
    const seen = (await me.ask('GET', `/api/v1/content/requests/${id}`)).body
    assert.deepEqual(seen.decisions[1].by, CLIENT)
    assert.equal(seen.decisions[1].comment, 'Name the mill.\nAnd the town.')
    assert.equal(seen.approval.state, 'decided')
    assert.deepEqual(
      seen.approval.links.map((l: { state: string }) => l.state),
      ['used', 'decided'],
    )
  })

  it('answers a second tap with the same confirmation, and another form by a used link with 410', async () => {
    const { path, roundId } = await review()
    const form = approveAll(await open(path))
    const first = await post(path, form)
    const second = await post(path, form)
    assert.equal(second.status, 200)
    assert.equal(second.text, first.text)
    assert.equal((await rows('decisions', roundId)).length, 3)
    const other = await post(path, { ...form, 'tiktok.verdict': 'reject' })
    assert.equal(other.status, 410)
    assert.match(other.text, /You have decided already/)
    assert.match((await open(path)).text, /You have decided already/)
    assert.equal((await rows('decisions', roundId)).length, 3)
  })

  it('tells the second approver who decided', async () => {
    const { path, second } = await review()
    const theirs = approveAll(await open(`/approve/${second}`))
    await post(path, approveAll(await open(path)))
    for (const late of [await open(`/approve/${second}`), await post(`/approve/${second}`, theirs)]) {
      assert.equal(late.status, 410)
      assert.match(late.text, /Someone already decided/)
      assert.match(late.text, /Carla Client decided on/)
    }
  })

  it('lets exactly one of 50 at once decide, through two links and three opinions', async () => {
    const { path, second, roundId, id } = await review()
    const [mine, theirs] = [approveAll(await open(path)), approveAll(await open(`/approve/${second}`))]
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        i % 2
          ? post(path, { ...mine, 'tiktok.verdict': i % 3 ? 'approve' : 'reject' })
          : post(`/approve/${second}`, { ...theirs, 'tiktok.verdict': 'request_changes', 'tiktok.comment': 'Shorter' }),
      ),
    )
    assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([200, 410]))
    const decisions = await rows('decisions', roundId)
    assert.equal(decisions.length, 3)
    assert.equal(new Set(decisions.map((d) => d.link_id)).size, 1)
    assert.equal((await world.db('outbox').where({ request_id: id, kind: 'decision' })).length, 1)
    assert.equal((await world.db('request_events').where({ request_id: id, type: 'review.decided' })).length, 1)
    assert.equal((await rows('mails', roundId).where({ template: 'decided' })).length, 1)
    assert.equal((await rows('approval_links', roundId).whereNotNull('used_at')).length, 1)
  })

  it('keeps what was written after a mistake, and says what is missing', async () => {
    const { path, roundId } = await review()
    const page = await open(path)
    const answer = await post(path, {
      ...hidden(page),
      'instagram.verdict': 'request_changes',
      'instagram.comment': '   ',
      'tiktok.verdict': 'reject',
      'tiktok.comment': 'Not <our> tone',
    })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /2 drafts need another look/)
    assert.match(answer.text, /Say what should change/)
    assert.match(answer.text, /Choose what should happen to this draft/)
    assert.match(answer.text, /name="tiktok\.verdict" value="reject" checked/)
    assert.match(answer.text, /<textarea id="tiktok\.comment"[^>]*>\s*Not &lt;our&gt; tone<\/textarea>/)
    assert.equal((await rows('decisions', roundId)).length, 0)
    const mended = await post(path, { ...approveAll(answer), 'tiktok.verdict': 'reject', 'tiktok.comment': 'Not <our> tone' })
    assert.equal(mended.status, 200)
  })

  it('refuses a comment that is too long, with its length', async () => {
    const { path } = await review()
    const answer = await post(path, { ...approveAll(await open(path)), 'linkedin.comment': 'é'.repeat(2_001) })
    assert.equal(answer.status, 422)
    assert.match(answer.text, /it has 2001 characters/)
  })

  it('lets nobody approve what the platform would refuse, and shows the sentence', async () => {
    const long: Content = { ...(CONTENT.instagram as Extract<Content, { form: 'post' }>), text: 'Linen. '.repeat(400) }
    const { path, roundId } = await review({ platforms: ['instagram'], contents: { instagram: long } })
    const form = { ...hidden(await open(path)), 'instagram.verdict': 'approve' }
    const refused = await post(path, form)
    assert.equal(refused.status, 422)
    assert.match(refused.text, /This cannot be approved as it is: .*2,?200/)
    assert.equal((await rows('decisions', roundId)).length, 0)
    assert.equal((await post(path, { ...form, 'instagram.verdict': 'reject' })).status, 200)
  })

  it('lets no clock but the workflow’s end a review', async () => {
    const { path, roundId } = await review()
    await world
      .db('approval_rounds')
      .where({ id: roundId })
      .update({ due_at: new Date('2020-01-01') })
    assert.equal((await open(path)).status, 200)
  })
})
