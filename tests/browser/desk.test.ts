import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { openChromium } from '../helpers/chromium.ts'
import { colleague, dashboardDir, looksRight, type Seat, seat } from '../helpers/dashboard.ts'
import { desk, person, type Waiting } from '../helpers/desk.ts'
import { until } from '../helpers/until.ts'
import { createWorld, type World } from '../helpers/world.ts'

const MANAGER = 'mira@agency.example'
const VIEWER = 'vera@agency.example'
const CLIENT = 'cleo@client.example'
const ANA = person('Ana')
const BEN = person('Ben')
const SAMPLES = [
  'We made our first shirt for a friend who packs light. She wore it for three weeks in Lisbon and asked for a second one.',
  'Our linen comes from a mill that we can walk to. We know who weaves it, and we say so.',
  'We do not sell cheap shirts. We mend the ones you have, and we are happy about each that lasts.',
]

describe('brands, approvals and policies in a browser', () => {
  let world: World
  let browser: Browser
  let brandId: string
  let manager: Seat
  let waiting: Waiting

  before(async function () {
    this.timeout(480_000)
    world = await createWorld({ dashboardDir: await dashboardDir() })
    browser = await openChromium()
    const { body } = await world.call('GET', '/api/v1/brands')
    brandId = (body.items as { id: string }[])[0]?.id ?? ''
    await colleague(world, { email: MANAGER, name: 'Mira', role: 'admin' })
    await colleague(world, { email: VIEWER, name: 'Vera', role: 'viewer' })
    await colleague(world, { email: CLIENT, name: 'Cleo', role: 'client', brandIds: [brandId] })
    manager = await seat(browser, world.url, MANAGER)
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })
  const { reviewAt } = desk(() => world)
  const stored = async (id: string) => (await world.call('GET', `/api/v1/brands/${id}`)).body
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
  const said = (page: Page, text: string | RegExp) => page.locator('[data-sonner-toast]', { hasText: text }).first().waitFor()

  it('a manager adds a brand, writes its guidelines, and leaves no change by accident', async () => {
    const { page, go } = manager
    await go('/brands')
    await button(page, 'Add a brand').click()
    await page.getByLabel('Name').fill('Kopi Utara')
    await button(page, 'Add it').click()
    await page.getByRole('heading', { level: 1, name: 'Kopi Utara' }).waitFor()
    const id = page.url().match(/brands\/([0-9a-f-]+)/)?.[1] ?? ''

    await page.getByLabel('Guidelines', { exact: true }).fill('Short sentences. We roast on Mondays.')
    await page.getByRole('textbox', { name: 'Words it never says' }).fill('cheap, insane,')
    await page.getByRole('textbox', { name: 'Hashtags' }).fill('#KopiUtara')
    await page.keyboard.press('Enter')
    await page.getByLabel('Formality').selectOption('formal')
    page.once('dialog', (dialog) => void dialog.dismiss())
    await page.getByRole('tab', { name: 'Audience' }).click()
    await page.getByRole('tab', { name: 'Guidelines and terms', selected: true }).waitFor()
    await button(page, 'Save').click()
    await said(page, 'Saved')
    const brand = await stored(id)
    assert.equal(brand.brand_guidelines, 'Short sentences. We roast on Mondays.')
    assert.deepEqual(
      { ...(brand.brand_voice as object), tone: [] },
      {
        tone: [],
        formality: 'formal',
        person: 'we',
        emoji: 'some',
        favourite_words: [],
        banned_words: ['cheap', 'insane'],
        hashtags: ['KopiUtara'],
        tagline: '',
      },
    )

    // What the API refuses is said at its field, and nothing typed is lost.
    await page.getByRole('textbox', { name: 'Hashtags' }).fill('slow coffee')
    await page.keyboard.press('Enter')
    await button(page, 'Save').click()
    await page.getByText('letters, digits and _ only, without #', { exact: true }).waitFor()
    await button(page, 'Remove slow coffee').click()
    await page.getByText('Everything is saved').waitFor()

    await page.goto(`${world.url}/brands/${id}?tab=sources`)
    await button(page, 'Add an address').first().click()
    await page.getByRole('textbox', { name: 'Address 1' }).fill('http://coffee.example/blog')
    await button(page, 'Save').click()
    await page.locator('[role=alert][id$=fault]').waitFor()
    await page.getByRole('textbox', { name: 'Address 1' }).fill('https://coffee.example/blog')
    await button(page, 'Save').click()
    await said(page, 'Saved')
    assert.deepEqual((await stored(id)).competitors, ['https://coffee.example/blog'])

    await page.goto(`${world.url}/brands/${id}?tab=kit`)
    for (const name of ['Main colour', 'Background', 'Text']) await button(page, `Set a colour: ${name}`).click()
    await page.getByText('readable', { exact: true }).first().waitFor()
    await page.getByLabel('Text: code').fill('#e0e0e0')
    await page.getByText(/too little/).waitFor()
    await button(page, 'Discard changes').click()

    await go('/brands')
    await button(page, 'Make default: Kopi Utara').click()
    await said(page, 'Kopi Utara is the default now.')
    await button(page, 'Make default: Casa Lino').click()
    await said(page, 'Casa Lino is the default now.')
    await button(page, 'Take out of use: Kopi Utara').click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take out of use' }).click()
    await said(page, 'Kopi Utara is out of use.')
    await page.getByRole('link', { name: 'Kopi Utara' }).waitFor({ state: 'detached' })
    // The address and the hashtag that the API refused.
    assert.deepEqual(
      manager.complaints().filter((line) => !/status of 400/.test(line)),
      [],
    )
  })

  it('a manager reads the voice from texts, and tries one', async () => {
    const { page, go } = manager
    await go(`/brands/${brandId}?tab=samples`)
    for (const sample of SAMPLES) {
      await page.getByLabel('Another text').fill(sample)
      await button(page, 'Add this text').click()
      await page.getByText(sample.slice(0, 30)).first().waitFor()
    }
    await button(page, 'Remove text 2').click()
    await said(page, 'The text is removed.')
    await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click()
    await until('the text is back', async () => (((await stored(brandId)).samples as string[])[1] === SAMPLES[1] ? true : undefined))

    await page.getByRole('tab', { name: 'Voice' }).click()
    const banned = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Words it never says' }) })
    await banned.getByText('used nevertheless').waitFor()
    await banned.getByText('Evidence').click()
    await banned.getByText(/We do not sell cheap shirts/).waitFor()

    // The first answer comes late; what is shown is the last that was asked.
    let asked = 0
    let release = () => {}
    const late = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/voice/check', async (route) => {
      asked += 1
      if (asked === 1) await late
      await route.continue().catch(() => undefined)
    })
    const box = page.getByLabel('Text to check')
    await box.fill('CHEAP SHIRTS FOREVER!!! Buy cheap!!!')
    await page.waitForRequest('**/voice/check')
    await box.fill('We made a shirt from our linen, and we are happy with it.')
    await page.getByText(/It sounds like the brand|Nearly/).waitFor()
    const first = page.waitForResponse('**/voice/check')
    release()
    await first
    await page.getByText(/It sounds like the brand|Nearly/).waitFor()
    await box.fill('CHEAP SHIRTS FOREVER!!! Buy cheap!!!')
    await page.getByText('It does not sound like the brand.').waitFor()
    await page.getByText(/Leave out "cheap"/).waitFor()
    assert.equal(asked, 2, 'once a pause, and what is known is not asked again')
    await page.unroute('**/voice/check')
    assert.deepEqual(manager.complaints(), [])
  })

  it('a manager accepts a rule, thinks again, and sees one refused taken back', async () => {
    const { page, go } = manager
    const rule = {
      organization_id: world.organizationId,
      brand_id: brandId,
      key: 'never_say/cupboard',
      kind: 'never_say',
      value: JSON.stringify({ word: 'cupboard' }),
      sentence: 'Never say “cupboard”.',
      evidence: JSON.stringify([{ request_id: brandId, platform: 'linkedin', version: 1, quote: 'not a cupboard' }]),
    }
    await world.db('voice_rules').insert(rule)
    await go(`/brands/${brandId}?tab=rules`)
    const section = (name: string) => page.getByRole('region', { name, exact: true })
    await page.getByText('from 1 change').click()
    await page.getByText('“not a cupboard”').waitFor()
    await page.route('**/voice-rules/*', (route) => route.fulfill({ status: 500, body: '' }))
    await button(page, /^Accept/).click()
    await said(page, /did not answer/)
    await section('Proposed').getByText(rule.sentence).first().waitFor()
    await page.unroute('**/voice-rules/*')
    await button(page, /^Accept/).click()
    await section('Accepted').getByText(rule.sentence).first().waitFor()
    await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Dismiss instead' }).click()
    await section('Dismissed').getByText(rule.sentence).first().waitFor()
    await until('the rule is dismissed', async () =>
      (await world.db('voice_rules').where({ key: rule.key }).first('state')).state === 'dismissed' ? true : undefined,
    )
    assert.deepEqual(
      manager.complaints().filter((line) => !/status of 500/.test(line)),
      [],
    )
  })

  it('a manager makes a policy and reads what it means while making it', async () => {
    const { page, go } = manager
    await go('/policies')
    await page.getByText('No policy yet').waitFor()
    await button(page, 'Make a policy').click()
    await page.getByLabel('Name', { exact: true }).fill('Client and legal')
    await page.getByLabel('Applies by itself').click()
    await page.getByLabel('For content').selectOption('paid')
    const who = page.getByRole('group', { name: 'Who is asked' })
    for (const { email, name } of [ANA, BEN]) {
      await who.getByLabel('Address').fill(email)
      await who.getByLabel('Name (may stay empty)').fill(name)
      await who.getByRole('button', { name: 'Add to: Who is asked' }).click()
    }
    await who.getByLabel('Add a member').selectOption({ label: 'Mira' })
    await page.getByText('Ana, Ben and Mira: whoever decides first decides for all.').waitFor()
    await page.getByLabel('How many approve').selectOption('some')
    await page.getByText('2 of 3 have to approve: Ana, Ben and Mira.').waitFor()
    await page.getByLabel('Hours to decide').fill('16')
    await page.getByLabel('Which hours count').selectOption('business')
    await button(page, 'Save policy').click()
    await page.getByText('must be less than due_in_hours (16)', { exact: true }).waitFor()
    await page.getByLabel('Reminders, hours before the end').fill('4')
    await button(page, 'Add a level').click()
    const second = page.getByRole('group', { name: 'Who is asked' }).nth(1)
    await second.getByLabel('Address').fill('law@client.example')
    await page.keyboard.press('Enter')
    await page.getByText('law@client.example decides.').waitFor()
    await button(page, 'Save policy').click()
    await said(page, 'Client and legal is saved.')
    await page.getByText('It applies by itself to “Paid, gifted or affiliate” of every brand.').waitFor()
    const { body } = await world.call('GET', '/api/v1/approval-policies')
    const [policy] = body.items as { levels: { needs: unknown; hours: string; approvers: object[] }[] }[]
    assert.deepEqual(
      policy?.levels.map(({ needs, hours, approvers }) => [needs, hours, approvers.length]),
      [
        [2, 'business', 3],
        ['any', 'calendar', 1],
      ],
    )

    await button(page, 'Edit Client and legal').click()
    await button(page, 'Move level 2 up').click()
    await button(page, 'Save policy').click()
    await said(page, 'Client and legal is saved.')
    await button(page, 'Delete Client and legal').click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No policy yet').waitFor()
    assert.deepEqual(
      manager.complaints().filter((line) => !/status of 400/.test(line)),
      [],
    )
  })

  it('a manager resends and revokes links, gives more time, and changes who is asked', async () => {
    const { page, go } = manager
    const mira = (await world.db('users').where({ email: MANAGER }).first('id')).id
    const id = await world.generate({
      platforms: ['instagram', 'linkedin'],
      approval: { levels: [{ approvers: [ANA, BEN, { user_id: mira }], needs: 2 }] },
    })
    waiting = await reviewAt(id, 1, 'instagram', 'linkedin')
    await go('/approvals')
    await page.getByRole('radio', { name: 'Me' }).click()
    await page.getByRole('link', { name: /Launch our linen/ }).click()
    const row = (name: string) => page.getByRole('list', { name: 'Who is asked' }).getByRole('listitem').filter({ hasText: name })
    await row('Ana').getByText('sent', { exact: true }).waitFor()
    await button(page, 'Revoke the link of Ana').click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
    await row('Ana').getByText('revoked', { exact: true }).waitFor()
    await button(page, 'Resend to Ana').click()
    await row('Ana').getByText('sent', { exact: true }).waitFor()

    await page.getByLabel('Hours from now').fill('200')
    await button(page, 'Set it').click()
    await page
      .getByText(/in 8 days|in 1 week|next week/)
      .first()
      .waitFor()

    await button(page, 'Change who is asked').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Remove Ben' }).click()
    await dialog.getByRole('group', { name: 'Who is asked' }).getByLabel('Address').fill('cici@brand.example')
    await page.keyboard.press('Enter')
    await dialog.getByLabel('How many approve').selectOption('any')
    await dialog.getByRole('button', { name: 'Save the change' }).click()
    await said(page, 'The review is changed.')
    await row('cici@brand.example').getByText('sent', { exact: true }).waitFor()
    await row(BEN.email).getByText('not asked any more').waitFor()
    assert.deepEqual(manager.complaints(), [])
  })

  it('a member who is asked decides once, on the versions that are shown', async () => {
    const { page } = manager
    const card = (platform: string) => page.getByRole('region', { name: platform, exact: true })
    await button(page, 'Send my decisions').click()
    await page.getByText('Choose what should happen to this draft.').first().waitFor()
    await card('Instagram').getByLabel('Approve').check()
    await card('LinkedIn').getByLabel('Ask for changes').check()
    await button(page, 'Send my decisions').click()
    await page.getByText('Say what should change: the agents work from your words.').waitFor()
    await card('LinkedIn').getByLabel('What should change').fill('Name the harbour of Lisbon')
    const [sent] = await Promise.all([page.waitForRequest('**/decisions'), button(page, 'Send my decisions').click()])
    await said(page, 'Your decisions are in.')
    assert.deepEqual(
      (sent.postDataJSON() as { decisions: object[] }).decisions,
      waiting.drafts.map(({ platform, version, content_hash }) => ({
        platform,
        version,
        content_hash,
        verdict: platform === 'instagram' ? 'approve' : 'request_changes',
        comment: platform === 'instagram' ? '' : 'Name the harbour of Lisbon',
      })),
    )
    await page.getByText('This review is decided.').waitFor()
    await card('LinkedIn').getByText('changes asked for').waitFor()
    assert.deepEqual(manager.complaints(), [])
  })

  it('each page says that it is empty, that it loads, that it failed, and that it may not be seen', async () => {
    const { page, go } = manager
    const PAGES = [
      { path: '/brands', api: /\/api\/v1\/brands\?/, empty: { items: [], next_cursor: null }, none: 'There is no brand yet' },
      { path: `/brands/${brandId}`, api: /\/api\/v1\/brands\/[0-9a-f-]+$/ },
      {
        path: `/brands/${brandId}?tab=rules`,
        api: /\/voice-rules/,
        empty: { items: [] },
        none: 'No rule is proposed',
      },
      { path: '/approvals', api: /\/api\/v1\/approvals\?/, empty: { items: [], next_cursor: null }, none: 'Nothing waits for anybody' },
      { path: `/approvals/${waiting.id}`, api: /\/api\/v1\/approvals\/[0-9a-f-]+$/ },
      { path: '/policies', api: /\/api\/v1\/approval-policies/, empty: { items: [], next_cursor: null }, none: 'No policy yet' },
    ]
    for (const { path, api, empty, none } of PAGES) {
      if (empty) {
        await page.route(api, (route) => route.fulfill({ json: empty }))
        await go(path)
        await page.getByText(none).waitFor()
        await page.unroute(api)
      }
      let open = () => {}
      const held = new Promise<void>((resolve) => {
        open = resolve
      })
      await page.route(api, async (route) => {
        await held
        await route.fulfill({ status: 500, json: { code: 'internal', detail: 'Something broke here.', request_id: 'r1', status: 500 } })
      })
      await go(path)
      await page.locator('main [role=status] .animate-pulse').first().waitFor()
      open()
      await page.getByText('Something broke here.').first().waitFor()
      await page.unroute(api)
      await button(page, 'Try again').first().click()
      await page.getByText('Something broke here.').first().waitFor({ state: 'detached' })
    }
    await go(`/brands/${waiting.id}`)
    await page.getByText('There is nothing here').waitFor()
    manager.complaints()

    const viewer = await seat(browser, world.url, VIEWER)
    await viewer.go('/brands')
    await viewer.page.getByRole('link', { name: 'Casa Lino' }).waitFor()
    assert.equal(await button(viewer.page, 'Add a brand').count(), 0)
    await viewer.go(`/brands/${brandId}?tab=guidelines`)
    await viewer.page.getByText('Your role may look at this, not change it.').waitFor()
    assert.equal(await button(viewer.page, 'Save').count(), 0)
    await viewer.go('/policies?policy=new')
    await viewer.page.getByText('No policy yet').waitFor()
    assert.deepEqual(viewer.complaints(), [])
    await viewer.close()
    const client = await seat(browser, world.url, CLIENT)
    await client.go('/policies')
    await client.page.getByText('You may not see this').waitFor()
    await client.go(`/approvals/${waiting.id}`)
    await client.page.getByRole('list', { name: 'Who is asked' }).waitFor()
    assert.equal(await button(client.page, /Resend|Revoke|Change who/).count(), 0)
    assert.deepEqual(client.complaints(), [])
    await client.close()
  })

  it('every page looks right in both languages and themes, wide and narrow', async function () {
    this.timeout(300_000)
    const mira = (await world.db('users').where({ email: MANAGER }).first('id')).id
    const levels = [
      { name: 'Copy', approvers: [ANA, BEN, { user_id: mira }], needs: 2, backup: [person('Head')], escalate_before_hours: 4 },
      {
        name: 'Legal',
        approvers: [{ email: 'law@client.example' }],
        on_deadline: 'hold',
        due_in_hours: 16,
        hours: 'business',
        remind_before_hours: [4],
      },
    ]
    const made = await world.call('POST', '/api/v1/approval-policies', { name: 'Client and legal', levels, applies: true })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const kit = { colours: { primary: '#b1662b', background: '#fbf7f0', ink: '#2b2320' }, font: 'serif' }
    await world.call('PATCH', `/api/v1/brands/${brandId}`, { kit, competitors: ['https://linen.example/blog'], countries: ['ID', 'PT'] })
    const id = await world.generate({ platforms: ['instagram', 'linkedin'], approval: { levels } })
    const review = await reviewAt(id, 1, 'instagram', 'linkedin')
    const policy = String(made.body.id)
    const openAll = (page: Page) => page.evaluate('document.querySelectorAll("main details").forEach((one) => { one.open = true })')
    await looksRight(browser, world.url, MANAGER, [
      { name: 'brands', path: '/brands' },
      { name: 'brands-add', path: '/brands?add=brand' },
      {
        name: 'brand-voice',
        path: `/brands/${brandId}`,
        async arrange(page) {
          await page.locator('main textarea').fill('CHEAP SHIRTS FOREVER!!! Buy cheap!!!')
          await page.getByText(/Leave out "cheap"/).waitFor()
          await openAll(page)
        },
      },
      ...['guidelines', 'audience', 'samples', 'sources', 'kit', 'rules'].map((tab) => ({
        name: `brand-${tab}`,
        path: `/brands/${brandId}?tab=${tab}`,
        arrange: openAll,
      })),
      { name: 'approvals', path: '/approvals' },
      { name: 'approval', path: `/approvals/${review.id}` },
      { name: 'approval-change', path: `/approvals/${review.id}?change=review` },
      { name: 'policies', path: '/policies' },
      { name: 'policy', path: `/policies?policy=${policy}` },
    ])
  })
})
