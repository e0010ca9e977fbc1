import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { openChromium } from '../helpers/chromium.ts'
import { colleague, dashboardDir, looksRight, type Seat, seat, settled } from '../helpers/dashboard.ts'
import { createWorld, type World } from '../helpers/world.ts'

const PROMPT =
  'Launch our linen summer collection on 1 June. Mention that shirts cost $49 and that the shop is in Lisbon. Invite people to try them on.'
const OWNER = 'owner@agency.example'

/** The request whose page is shown. */
const requestOf = (page: Page) => /requests\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? assert.fail(`no request at ${page.url()}`)
const card = (page: Page, platform: string) => page.getByRole('region', { name: platform, exact: true })

describe("a manager's day", () => {
  let world: World
  let browser: Browser
  let me: Seat
  before(async function () {
    this.timeout(480_000)
    world = await createWorld({ dashboardDir: await dashboardDir() })
    browser = await openChromium()
    await colleague(world, { email: 'mia@agency.example', name: 'Mia Manager', role: 'editor' })
    me = await seat(browser, world.url, 'mia@agency.example')
  })
  afterEach(() => assert.deepEqual(me?.complaints() ?? [], []))
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  it('begins where the link led, after signing in, and ends signed out', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${world.url}/history?q=linen&status=failed`)
    await page.getByLabel('E-mail').fill('mia@agency.example')
    await page.getByLabel('Password').fill('wrong password')
    await page.keyboard.press('Enter')
    await page.getByText('The address or the password is wrong').waitFor()
    await page.getByLabel('Password').fill('correct horse battery')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'History' }).waitFor()
    assert.match(page.url(), /\/history\?q=linen&status=failed$/)
    await page.reload()
    await page.getByRole('heading', { name: 'History' }).waitFor()
    await page.getByRole('button', { name: 'Account: Mia Manager' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.goto(`${world.url}/history`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await context.close()
  })

  it('asks for content: sees what it takes before, and loses nothing to a reload', async () => {
    const { page } = me
    await me.go('/requests/new')
    const takes = page.getByRole('region', { name: 'What it takes' })
    await takes.getByText('3 units are reserved').waitFor()
    const usage = await world.usage()
    await page.getByLabel('What do you need?').fill(PROMPT)
    await page.getByRole('checkbox', { name: 'TikTok' }).click()
    await page.getByText('2 units are reserved').waitFor()
    await page.getByRole('radio', { name: 'Carousel' }).click()
    await page.getByRole('combobox', { name: 'Approval' }).selectOption({ label: 'People I name' })
    await page.getByLabel('E-mail addresses').fill('ana@brand.example')
    await takes.getByText('ana@brand.example').waitFor()
    assert.deepEqual(await world.usage(), usage, 'an estimate reserves nothing')
    await page.reload()
    await page.getByText('2 units are reserved').waitFor()
    assert.equal(await page.getByLabel('What do you need?').inputValue(), PROMPT)
    assert.equal(await page.getByRole('checkbox', { name: 'TikTok' }).isChecked(), false)
    assert.equal(await page.getByRole('radio', { name: 'Carousel' }).getAttribute('aria-checked'), 'true')
    assert.equal(await page.getByLabel('E-mail addresses').inputValue(), 'ana@brand.example')
    await page.getByRole('button', { name: 'Ask for it' }).click()
    await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/)
  })

  it('watches it being made, over a reload and over a connection that drops', async () => {
    const { page, context } = me
    const id = requestOf(page)
    await page.getByText('Live', { exact: true }).waitFor()
    await world.until(id, 'awaiting_approval')
    await card(page, 'Instagram').waitFor()
    await page.reload()
    await card(page, 'LinkedIn').waitFor()
    // Every agent's line is told again by the stream, not by what the page remembered.
    await page.getByText('Strategist finished', { exact: false }).waitFor()
    await context.setOffline(true)
    world.dropConnections()
    await page.getByText('Connection lost, trying again…').waitFor({ timeout: 60_000 })
    await world.decide(id, { linkedin: 'request_changes', instagram: 'approve' }, 'Name the harbour of Lisbon')
    await world.until(id, (view) => view.platforms.some(({ version }) => version === 2))
    await context.setOffline(false)
    await page.getByText('Live', { exact: true }).waitFor({ timeout: 60_000 })
    await page.getByText('“Name the harbour of Lisbon”').first().waitFor()
    await card(page, 'LinkedIn').getByText('version 2').waitFor()
    // Nothing was told twice.
    const told = await page.getByText('Review 1 opened', { exact: false }).count()
    assert.equal(told, 1)
    me.complaints()
  })

  it('turns the slides of the carousel as a client would', async () => {
    const { page } = me
    const strip = card(page, 'Instagram').getByRole('group', { name: /Slide 1 of/ })
    await strip.focus()
    await page.keyboard.press('ArrowRight')
    await card(page, 'Instagram')
      .getByRole('group', { name: /Slide 2 of/ })
      .waitFor()
    assert.ok((await card(page, 'Instagram').locator('img[alt]').count()) > 0, 'the slides are drawn')
    const drawn = card(page, 'Instagram').locator('img[alt]').first()
    await drawn.scrollIntoViewIfNeeded()
    const pixels = () => drawn.evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth)
    while ((await pixels()) < 1000) await page.waitForTimeout(50)
  })

  it('edits in place: checked as typed, mended by a click, kept as a version, asked for anew', async () => {
    const { page } = me
    const id = requestOf(page)
    await world.until(id, (view) => view.platforms.every(({ status }) => status === 'awaiting_approval' || status === 'approved'))
    await card(page, 'LinkedIn').getByRole('button', { name: 'Edit' }).click()
    assert.match(page.url(), /draft=linkedin&view=edit/)
    const text = page.getByLabel('Text', { exact: true })
    const before = await text.inputValue()
    await page.getByText('No rule is broken.').waitFor()
    await page.getByLabel('Hashtags').fill('linen linen lisbon summer shirts shop portugal')
    const save = page.getByRole('button', { name: /Save as version/ })
    const findings = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Fix' }) })
    await findings.first().waitFor()
    for (let i = 0; i < 4 && (await findings.count()); i++) await findings.first().getByRole('button', { name: 'Fix' }).click()
    assert.equal((await page.getByLabel('Hashtags').inputValue()).split(' ').filter((tag) => tag.toLowerCase() === 'linen').length, 1)
    await text.fill(`${before.split('\n')[0]}\n\n${'Long. '.repeat(700)}`)
    await page.getByText('A rule that no review can pass is broken: mend it to save.').waitFor()
    assert.ok(await save.isDisabled())
    await text.fill(`${before}\n\nSee you by the river.`)
    await page.getByText('A rule that no review can pass is broken').waitFor({ state: 'detached' })
    // A reload, or another tab of the page, does not cost what was typed.
    await page.reload()
    await page.getByLabel('Text', { exact: true }).waitFor()
    assert.match(await page.getByLabel('Text', { exact: true }).inputValue(), /See you by the river\./)
    await page.getByRole('button', { name: /Save as version/ }).click()
    await page.getByText(/Version 3 is kept/).waitFor()
    await world.until(id, (view) => view.platforms.some(({ version, status }) => version === 3 && status === 'awaiting_approval'))
    await page.getByRole('tab', { name: 'Versions' }).click()
    await page.locator('ins', { hasText: 'river' }).waitFor()
    await page.getByText('by Mia Manager', { exact: false }).first().waitFor()
    await page.goBack()
    await page.getByRole('tab', { name: 'Preview', selected: true }).waitFor()
  })

  it('keeps the text of who was slower, and says so', async () => {
    const { page } = me
    const id = requestOf(page)
    await page.getByRole('tab', { name: 'Edit' }).click()
    await page.getByLabel('Text', { exact: true }).fill('Mine. Linen shirts cost $49 in Lisbon from 1 June. Come and try them on.')
    const draft = (await world.request(id)).drafts.find(({ platform }) => platform === 'linkedin')
    const faster = await world.call('POST', `/api/v1/content/requests/${id}/drafts/linkedin/versions`, {
      base_version: draft?.version,
      content_data: { ...draft?.content_data, text: 'Theirs. Linen shirts cost $49 in Lisbon from 1 June. Come and try them on.' },
    })
    assert.equal(faster.status, 202, JSON.stringify(faster.body))
    await page.getByText('Somebody made version 4 meanwhile', { exact: false }).waitFor()
    assert.match(await page.getByLabel('Text', { exact: true }).inputValue(), /^Mine\./)
    await page.getByRole('button', { name: 'Undo all changes' }).click()
    assert.match(await page.getByLabel('Text', { exact: true }).inputValue(), /^Theirs\./)
    await world.until(id, (view) => view.platforms.some(({ version, status }) => version === 4 && status === 'awaiting_approval'))
  })

  it('asks the agents for another version, and sees who asked for it', async () => {
    const { page } = me
    const id = requestOf(page)
    await page.getByRole('button', { name: 'Ask the agents' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('What should change?').fill('Mention that the shop opens at 10 am')
    await dialog.getByRole('button', { name: 'Ask for version 5' }).click()
    await dialog.waitFor({ state: 'detached' })
    await world.until(id, (view) => view.platforms.some(({ version, status }) => version === 5 && status === 'awaiting_approval'))
    await page.getByRole('tab', { name: 'Versions' }).click()
    await page.getByText('Mia Manager asked: “Mention that the shop opens at 10 am”').waitFor()
  })

  it('sees the client decide while looking, and exports what was approved', async () => {
    const { page } = me
    const id = requestOf(page)
    const answer = await world.decide(id, { linkedin: 'approve' })
    assert.equal(answer.status, 200)
    await world.untilFinal(id)
    await page.getByText('Everything is approved: export it.').waitFor()
    await page.getByText('Finished', { exact: true }).waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: 'Export' })
        .click()
        .then(() => page.getByRole('menuitem', { name: 'ZIP with texts and images' }).click()),
    ])
    assert.match(file.suggestedFilename(), /\.zip$/)
    await page.getByText('$0.00 of at most $2.00').waitFor()
  })

  it('cancels what is not needed, only after being asked', async () => {
    const { page } = me
    const id = await world.generate({ prompt: PROMPT, platforms: ['x'] })
    await world.until(id, 'awaiting_approval')
    await me.go(`/requests/${id}`)
    await page.getByRole('button', { name: 'Cancel request' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel', exact: true }).click()
    assert.equal((await world.request(id)).status, 'awaiting_approval')
    await page.getByRole('button', { name: 'Cancel request' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel request' }).click()
    await page.getByText('It was cancelled. Ask anew if you need it after all.').waitFor()
    assert.equal((await world.request(id)).status, 'cancelled')
  })

  it('finds on the home page what waits for whom', async () => {
    const { page } = me
    const id = await world.generate({ prompt: 'Tell of our harvest of olives', approval: { approvers: [{ email: 'mia@agency.example' }] } })
    await world.until(id, 'awaiting_approval')
    await me.go('/')
    await page.getByRole('region', { name: 'Needs you' }).getByRole('link', { name: 'Tell of our harvest of olives' }).waitFor()
    await page.getByText('waits for mia@agency.example', { exact: false }).waitFor()
    const { used } = await world.usage()
    await page.getByText(`${used} of`, { exact: false }).first().waitFor()
  })

  describe('each page in each of its states', () => {
    const problem = {
      type: 'about:blank',
      title: 'Broken',
      status: 500,
      detail: 'Something broke.',
      code: 'internal',
      request_id: 'test-request',
    }
    const PAGES = [
      { name: 'home', to: '/', api: '**/api/v1/content/history?*' },
      { name: 'new request', to: '/requests/new', api: '**/api/v1/brands?*' },
      { name: 'request', to: '/requests/6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e', api: '**/api/v1/content/requests/6f1c9a52*' },
    ]
    for (const { name, to, api } of PAGES) {
      it(`${name}: being loaded, then failed, then there again`, async () => {
        const { page } = me
        let answer: (() => void) | undefined
        const asked = new Promise<void>((resolve) => {
          answer = resolve
        })
        let failing = true
        await page.route(api, async (route) => {
          await asked
          if (failing) await route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify(problem) })
          else await route.continue()
        })
        await me.go(to)
        await page.locator('main .animate-pulse').first().waitFor()
        answer?.()
        await page.getByText('This could not be loaded').first().waitFor()
        await page.getByText('Reference test-request').first().waitFor()
        failing = false
        await page.getByRole('button', { name: 'Try again' }).first().click()
        await page.getByText('This could not be loaded').first().waitFor({ state: 'detached' })
        await page.unroute(api)
        me.complaints()
      })
    }

    it('request: unknown, malformed and of another organization are the same to who asks', async () => {
      const { page } = me
      for (const id of ['6f1c9a52-5a0b-4a53-9f4e-0d6b1f3f4f0e', 'nonsense']) {
        await me.go(`/requests/${id}`)
        await page.getByText('There is nothing here').waitFor()
      }
      me.complaints()
    })

    it('a client sees what was made for them, and is offered nothing that they may not do', async () => {
      const brand = (await world.db('brand_profiles').where({ organization_id: world.organizationId }).first('id')) as { id: string }
      await colleague(world, { email: 'cleo@brand.example', name: 'Cleo Client', role: 'client', brandIds: [brand.id] })
      const cleo = await seat(browser, world.url, 'cleo@brand.example')
      await cleo.go('/')
      await cleo.page.getByRole('link', { name: 'Tell of our harvest of olives' }).waitFor()
      assert.equal(await cleo.page.getByRole('link', { name: 'New request' }).count(), 0)
      assert.equal(await cleo.page.getByRole('link', { name: 'Members' }).count(), 0)
      await cleo.page.getByRole('link', { name: 'Tell of our harvest of olives' }).click()
      await card(cleo.page, 'Instagram').waitFor()
      assert.equal(await cleo.page.getByRole('button', { name: 'Edit' }).count(), 0)
      assert.equal(await cleo.page.getByRole('button', { name: 'Cancel request' }).count(), 0)
      await cleo.go('/requests/new')
      await cleo.page.getByText('You may not see this').waitFor()
      assert.deepEqual(cleo.complaints(), [])
      await cleo.close()
    })
  })

  it('nobody has to sign in again because the access token ended', async () => {
    const { page } = me
    await me.go('/')
    let refused = 0
    await page.route('**/api/v1/content/history?*', async (route) => {
      if (refused++) await route.continue()
      else
        await route.fulfill({
          status: 401,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            title: 'x',
            status: 401,
            detail: 'Your token has ended.',
            code: 'unauthenticated',
            request_id: 'x',
            type: 'x',
          }),
        })
    })
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('heading', { name: 'History' }).waitFor()
    await page.getByRole('link', { name: 'Tell of our harvest of olives' }).first().waitFor()
    assert.ok(refused >= 2)
    await page.unroute('**/api/v1/content/history?*')
    me.complaints()
  })

  it('looks right in both languages, both themes and two widths', async function () {
    this.timeout(180_000)
    const id = (await world.db('content_requests').where({ status: 'completed' }).first('id'))?.id as string
    const waiting = await world.generate({ prompt: PROMPT })
    await world.until(waiting, 'awaiting_approval')
    await looksRight(browser, world.url, OWNER, [
      { name: 'home', path: '/' },
      {
        name: 'new-request',
        path: '/requests/new',
        arrange: (page) =>
          page
            .getByText(/units? (?:is|are) reserved|unit dipesan/)
            .first()
            .waitFor(),
      },
      { name: 'request', path: `/requests/${waiting}`, arrange: (page) => page.locator('article').first().waitFor() },
      { name: 'request-done', path: `/requests/${id}`, arrange: (page) => page.locator('article').first().waitFor() },
      { name: 'edit', path: `/requests/${waiting}?draft=tiktok&view=edit`, arrange: (page) => page.locator('textarea').first().waitFor() },
      { name: 'quality', path: `/requests/${id}?draft=linkedin&view=quality` },
      { name: 'versions', path: `/requests/${id}?draft=linkedin&view=versions`, arrange: (page) => page.locator('ins').first().waitFor() },
      { name: 'no-page', path: '/nowhere/at/all' },
    ])
  })

  it('looks right in front of the door', async () => {
    for (const language of ['en', 'id'] as const) {
      const context = await browser.newContext({ locale: language === 'id' ? 'id-ID' : 'en-GB', bypassCSP: true })
      const page = await context.newPage()
      for (const to of ['/sign-in', '/register', '/forgotten']) {
        await page.goto(`${world.url}${to}`)
        await page.locator('input[type=email]').waitFor()
        assert.equal(await page.evaluate('document.documentElement.lang'), language)
      }
      await context.close()
    }
  })

  it('takes no more script at first than 200 kB, and moves nothing once it is shown', async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    let bytes = 0
    const client = await context.newCDPSession(page)
    await client.send('Network.enable')
    const scripts = new Set<string>()
    client.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId)
    })
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength
    })
    await page.addInitScript(
      `globalThis.shifts = 0; new PerformanceObserver((list) => { for (const shift of list.getEntries()) if (!shift.hadRecentInput) globalThis.shifts += shift.value }).observe({ type: 'layout-shift', buffered: true })`,
    )
    await page.goto(`${world.url}/sign-in`)
    await page.getByLabel('E-mail').waitFor()
    await page.waitForLoadState('networkidle')
    assert.ok(bytes > 10_000 && bytes <= 200_000, `${bytes} bytes of script`)
    await page.getByLabel('E-mail').fill(OWNER)
    await page.getByLabel('Password').fill('correct horse battery')
    await page.keyboard.press('Enter')
    await page.locator('#main h1').waitFor()
    for (const to of ['/', '/history', '/calendar', '/requests/new']) {
      await page.goto(`${world.url}${to}`)
      await settled(page)
      await page.waitForLoadState('networkidle')
      const shifts = (await page.evaluate('globalThis.shifts')) as number
      assert.ok(shifts <= 0.1, `${to} shifts by ${shifts}`)
    }
    await context.close()
  })
})
