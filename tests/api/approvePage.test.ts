import assert from 'node:assert/strict'
import sharp from 'sharp'
import type { Content } from '../../domain/content.ts'
import { type ApiWorld, apiWorld } from '../helpers/apiWorld.ts'
import { CONTENT, openReview } from '../helpers/openReview.ts'
import { CLIENT, visitor } from '../helpers/visitor.ts'

const post = CONTENT.instagram as Extract<Content, { form: 'post' }>

describe('the page behind an approval link', () => {
  let world: ApiWorld
  before(async () => {
    world = await apiWorld()
  })
  after(() => world.close())
  const { review, open, post: send, hidden, approveAll, rows } = visitor(() => world)

  it('speaks the language of the drafts, and the other when it is asked to', async () => {
    const { path } = await review({ request: { language: 'id' } })
    const page = await open(path)
    assert.match(page.text, /<html lang="id">/)
    for (const words of ['draf untuk ditinjau', 'Mohon putuskan paling lambat', 'Setujui', 'Minta perubahan', 'Tolak', 'href="?lang=en"'])
      assert.ok(page.text.includes(words), words)
    assert.doesNotMatch(page.text, /Send my decisions|Please decide/)
    const english = await open(`${path}?lang=en`)
    assert.match(english.text, /<html lang="en">/)
    assert.match(english.text, /Send my decisions/)
    const done = await send(`${path}?lang=en`, approveAll(english))
    assert.match(done.text, /Thank you, your decisions are in/)
    assert.match((await open(path)).text, /Anda sudah memutuskan/)
    assert.equal((await open(`${path}?lang=fr`)).status, 400)
  })

  it('approves everything with one button', async () => {
    const { path, roundId } = await review()
    assert.equal((await send(path, { ...hidden(await open(path)), all: 'approve' })).status, 200)
    assert.deepEqual(
      (await rows('decisions', roundId)).map((d) => d.verdict),
      ['approve', 'approve', 'approve'],
    )
  })

  it('takes remarks on words that are there, as they stand, and no others', async () => {
    const { path, roundId } = await review({ platforms: ['instagram'] })
    const form = (quote: string, remark: string) => async () => ({
      ...hidden(await open(path)),
      'instagram.verdict': 'request_changes',
      'instagram.quote1': quote,
      'instagram.remark1': remark,
    })
    const strange = await send(path, await form('Wool <3 winter', 'no hearts')())
    assert.equal(strange.status, 422)
    assert.match(strange.text, /is not in this draft/)
    assert.match(strange.text, /value="Wool &lt;3 winter"/, 'what was written is kept')
    assert.equal((await send(path, await form('Linen <3 summer.', '')())).status, 422)
    // Copied from a phone, the blank line between paragraphs may have become anything.
    const taken = await send(path, await form('summer.  Our new', 'no hearts')())
    assert.equal(taken.status, 200)
    assert.match(taken.text, /<q>summer\. {2}Our new<\/q> no hearts/)
    const [row] = await rows('decisions', roundId)
    assert.deepEqual(row.spans, [{ quote: 'summer.  Our new', comment: 'no hearts' }])
  })

  it('shows word by word what a new version changed, and what was said of the one before', async () => {
    const me = await world.agency()
    const { id } = (await me.generate({ platforms: ['instagram'], approval: { approvers: [CLIENT] } })).body
    const of = { organizationId: me.organizationId, requestId: id, platforms: ['instagram' as const], approvers: [CLIENT] }
    const first = await openReview(world.db, of)
    const firstPath = `/approve/${first.tokens[0]}`
    await send(firstPath, {
      ...hidden(await open(firstPath)),
      'instagram.verdict': 'request_changes',
      'instagram.comment': 'Say that they are <new>',
    })
    const second = await openReview(world.db, {
      ...of,
      round: 2,
      version: 2,
      contents: { instagram: { ...post, text: post.text.replace('Our new shirts are here.', 'Our brand-new linen shirts are here.') } },
    })
    const page = await open(`/approve/${second.tokens[0]}`)
    assert.equal(page.status, 200)
    assert.match(page.text, /<ins>[^<]*brand-new[^<]*<\/ins>|<ins>brand<\/ins>|<ins>brand-<\/ins>/)
    assert.match(page.text, /Carla Client: asked for changes/)
    assert.match(page.text, /“Say that they are &lt;new&gt;”/)
  })

  describe('with a code by mail', () => {
    const protectedReview = async () => {
      const it = await review({ platforms: ['instagram'] })
      await world
        .db('approval_rounds')
        .where({ id: it.roundId })
        .update({ policy: world.db.raw(`policy || '{"code_by_mail": true}'`) })
      return it
    }
    /** What the postman does: makes the digits of the newest order. */
    const digits = async (roundId: string, code: string) => {
      const { createHash } = await import('node:crypto')
      const mail = await world.db('mails').where({ round_id: roundId, template: 'code' }).orderBy('created_at', 'desc').first()
      const { code_id: id } = mail.data
      const code_hash = createHash('sha256').update(`${id}/${code}`).digest()
      await world
        .db('approval_codes')
        .where({ id })
        .update({ code_hash, expires_at: world.db.raw(`now() + interval '10 minutes'`) })
      return { mail, id }
    }

    it('shows no draft before the code that was mailed is typed, and takes no decision without it', async () => {
      const { path, roundId } = await protectedReview()
      const first = await open(path)
      assert.equal(first.status, 200)
      assert.doesNotMatch(first.text, /Linen|radio/)
      assert.match(first.text, /c•••••@example\.com/)
      assert.equal((await rows('mails', roundId).where({ template: 'code' })).length, 0, 'a fetch sends nothing')

      const sent = await send(path, { ...hidden(first), ask: 'code' })
      assert.equal(sent.status, 200)
      const { mail } = await digits(roundId, '123456')
      assert.equal(mail.to_email, CLIENT.email)
      const wrong = await send(path, { ...hidden(sent), code: '654321' })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /That is not the code/)
      const page = await send(path, { ...hidden(wrong), code: ' 123456' })
      assert.equal(page.status, 200)
      assert.match(page.text, /Linen/)
      assert.equal((await send(path, { ...hidden(wrong), code: '123456' })).status, 422, 'a code works once')

      const { proof, ...without } = hidden(page)
      assert.equal((await send(path, { ...without, 'instagram.verdict': 'approve' })).status, 422)
      assert.equal((await send(path, { ...without, proof: `${proof}x`, 'instagram.verdict': 'approve' })).status, 422)
      assert.equal((await rows('decisions', roundId)).length, 0)
      assert.equal((await send(path, { ...hidden(page), 'instagram.verdict': 'approve' })).status, 200)
    })

    it('lets nobody guess: five wrong digits end a code, five codes an hour end the asking', async () => {
      const { path, roundId } = await protectedReview()
      const asked = await send(path, { ...hidden(await open(path)), ask: 'code' })
      await digits(roundId, '123456')
      for (let i = 0; i < 5; i++) assert.equal((await send(path, { ...hidden(asked), code: `00000${i}` })).status, 422)
      assert.equal((await send(path, { ...hidden(asked), code: '123456' })).status, 422)
      for (let i = 0; i < 4; i++) await send(path, { ...hidden(asked), ask: 'code' })
      const refused = await send(path, { ...hidden(asked), ask: 'code' })
      assert.match(refused.text, /a code too many/)
      assert.equal((await rows('mails', roundId).where({ template: 'code' })).length, 5)
    })
  })

  it('offers the holder of a dead link to ask for another: who asked for the content is told once, and a stranger can do nothing', async () => {
    const { me, path, roundId, token } = await review()
    await rows('approval_links', roundId).update({ revoked_at: new Date() })
    const page = await open(path)
    assert.equal(page.status, 410)
    assert.match(page.text, /Ask for a new link/)
    for (let i = 0; i < 2; i++) {
      const asked = await send(path, { ...hidden(page), ask: 'new_link' })
      assert.equal(asked.status, 200)
      assert.match(asked.text, /was told that you ask/)
    }
    const mails = await rows('mails', roundId).where({ template: 'new_link_asked' })
    assert.deepEqual(
      mails.map((m) => [m.to_email, m.data.why]),
      [[me.email, 'revoked']],
    )
    assert.equal((await send(path, { ask: 'new_link' })).status, 403, 'not without the page')
    const stranger = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`
    assert.equal((await send(`/approve/${stranger}`, { ...hidden(page), ask: 'new_link' })).status, 404)
  })

  it('shows the agency’s logo, redrawn, and lets nothing else load', async () => {
    const { me, path } = await review()
    const png = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#1a4fd6' } })
      .png()
      .toBuffer()
    const set = await me.ask('PUT', '/api/v1/organization/logo', { body: { image: png.toString('base64') } })
    assert.equal(set.status, 200)
    assert.deepEqual([set.body.width, set.body.height], [360, 120])
    const page = await open(path)
    assert.ok(page.text.includes(`<img class="logo" src="${set.body.url}" alt="Studio North">`))
    assert.match(page.headers.get('content-security-policy') ?? '', new RegExp(`img-src ${world.url};`))
    const image = await fetch(set.body.url)
    assert.equal(image.headers.get('content-type'), 'image/png')
    assert.equal((await sharp(Buffer.from(await image.arrayBuffer())).metadata()).width, 360)
    const other = await me.ask('PUT', '/api/v1/organization/logo', { body: { image: Buffer.from('<svg/>').toString('base64') } })
    assert.equal(other.status, 422)
    assert.equal((await me.ask('DELETE', '/api/v1/organization/logo')).status, 204)
    assert.doesNotMatch((await open(path)).text, /<img class="logo"/)
    assert.equal((await fetch(set.body.url)).status, 404)
  })

  it('shows several levels and how many approvals there are', async () => {
    const me = await world.agency()
    const { id } = (await me.generate({ platforms: ['instagram'], approval: { approvers: [CLIENT] } })).body
    const approvers = [CLIENT, { email: 'b@example.com', name: 'B' }, { email: 'c@example.com', name: 'C' }]
    const { tokens } = await openReview(world.db, {
      organizationId: me.organizationId,
      requestId: id,
      platforms: ['instagram'],
      approvers,
      level: { needs: 2, name: 'Management' },
      levels: 3,
    })
    const first = `/approve/${tokens[0]}`
    assert.match((await open(first)).text, /Level 1 of 3: Management\. 2 of 3 approvers have to approve\./)
    const done = await send(first, { ...hidden(await open(first)), 'instagram.verdict': 'approve' })
    assert.match(done.text, /It is not decided yet: 2 of 3/)
    assert.match((await open(`/approve/${tokens[1]}`)).text, /1 of 2 approvals so far/)
  })
})
