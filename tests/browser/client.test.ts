import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { openChromium, seriousFindings } from '../helpers/chromium.ts'
import { colleague, dashboardDir, looksRight, seat } from '../helpers/dashboard.ts'
import { desk, person } from '../helpers/desk.ts'
import { createWorld, type World } from '../helpers/world.ts'

const PHONE = { width: 390, height: 844 }
const CLEO = 'cleo@brand.example'
const ANA = person('Ana')
const SCREENSHOTS = process.env.SCREENSHOTS_DIR ?? path.join('.data', 'test-screenshots')

describe("a client's day", () => {
  let world: World
  let browser: Browser
  let id: string
  before(async function () {
    this.timeout(480_000)
    world = await createWorld({ dashboardDir: await dashboardDir() })
    browser = await openChromium()
    await mkdir(SCREENSHOTS, { recursive: true })
    const brand = (await world.db('brand_profiles').where({ organization_id: world.organizationId }).first('id')) as { id: string }
    await colleague(world, { email: CLEO, name: 'Cleo Client', role: 'client', brandIds: [brand.id] })
    id = await world.generate({
      prompt: 'Launch our linen summer collection on 1 June. Mention that shirts cost $49.',
      platforms: ['instagram', 'linkedin'],
      approval: { levels: [{ approvers: [ANA] }, { approvers: [{ email: CLEO, name: 'Cleo Client' }] }] },
    })
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })
  const { reviewAt, linkOf } = desk(() => world)

  it('a link on a phone, no account and no script: one approved, one sent back with words', async () => {
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(await linkOf(await reviewAt(id, 1), ANA))
    const drafts = page.locator('fieldset')
    assert.equal(await drafts.count(), 2)
    await drafts.nth(0).getByLabel('Approve', { exact: true }).check()
    await drafts
      .nth(1)
      .getByLabel(/Ask for changes/)
      .check()
    await drafts.nth(1).getByLabel('Comment').fill('Name the harbour of Lisbon')
    await page.getByRole('button', { name: /Send my decisions/ }).click()
    await page.getByText(/Thank you, your decisions are in/).waitFor()
    await page.goto(await linkOf({ id: (await reviewAt(id, 1, 'linkedin')).id }, ANA))
    await page
      .getByText(/harbour/i)
      .first()
      .waitFor()
    await page.locator('fieldset').first().getByLabel('Approve', { exact: true }).check()
    await page.getByRole('button', { name: /Send my decisions/ }).click()
    await page.getByText(/Thank you, your decisions are in/).waitFor()
    await context.close()
  })

  it('an account on a phone: decides at the last level on what they see, and nothing else is offered', async () => {
    await world.call('POST', `/api/v1/content/requests/${id}/drafts/linkedin/regenerate`, {
      base_version: 2,
      instruction: 'The client is picky about commas',
    })
    await world.until(id, (view) =>
      view.platforms.some(({ platform, version, status }) => platform === 'linkedin' && version === 3 && status === 'awaiting_approval'),
    )
    await world.decide(id, { linkedin: 'approve' })
    const review = await reviewAt(id, 2, 'linkedin')
    const cleo = await seat(browser, world.url, CLEO, { width: 390 })
    const { page } = cleo
    await cleo.go('/')
    await page.getByRole('region', { name: 'Needs you' }).getByRole('link').first().waitFor()
    await cleo.go(`/approvals/${review.id}`)
    await page.getByRole('radio', { name: 'Approve' }).first().waitFor()
    for (const choice of await page.getByRole('radio', { name: 'Approve' }).all()) await choice.click()
    await page
      .getByRole('button', { name: /decision/i })
      .last()
      .click()
    await world.until(id, (view) => view.platforms.some(({ platform, status }) => platform === 'linkedin' && status === 'approved'))
    assert.deepEqual(cleo.complaints(), [])
    await cleo.close()
  })

  it('sees every version and word that changed, and not what the agency told its agents', async () => {
    const cleo = await seat(browser, world.url, CLEO)
    const { page } = cleo
    await cleo.go(`/requests/${id}?draft=linkedin&view=versions`)
    await page.getByText('Version 3', { exact: true }).waitFor()
    await page.locator('ins').first().waitFor()
    assert.equal(await page.getByText('picky').count(), 0)
    assert.equal(await page.getByRole('button', { name: /Ask the agents|Edit|Cancel request/ }).count(), 0)
    assert.deepEqual(cleo.complaints(), [])
    await cleo.close()
  })

  it('has the calendar, and can move nothing in it', async () => {
    const cleo = await seat(browser, world.url, CLEO)
    // Whatever day the suggestion falls on, also in the next month.
    const [from, to] = [0, 60].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10))
    const { body } = await world.call('GET', `/api/v1/content/calendar?from=${from}&to=${to}&platform=linkedin`)
    const [item] = body.items as { local_time: string }[]
    assert.ok(item, JSON.stringify(body))
    await cleo.go(`/calendar?day=${item.local_time.slice(0, 10)}`)
    const drafts = cleo.page.getByRole('button', { name: /LinkedIn.*Casa Lino/ })
    await drafts.first().click()
    const dialog = cleo.page.getByRole('dialog')
    await dialog.getByRole('link', { name: 'Open the request' }).waitFor()
    assert.equal(await dialog.getByRole('button', { name: 'Plan' }).count(), 0)
    await cleo.close()
  })

  it('is refused the pages of the agency, in words', async () => {
    const cleo = await seat(browser, world.url, CLEO, {}, /status of 403/)
    for (const to of ['/members', '/usage', '/api-keys', '/audit', '/rules', '/policies', '/organization', '/requests/new']) {
      await cleo.go(to)
      await cleo.page.getByText('You may not see this').waitFor()
    }
    assert.deepEqual(cleo.complaints(), [])
    await cleo.close()
  })

  it('finds it all readable in both languages, both themes and two widths', async function () {
    this.timeout(120_000)
    await looksRight(browser, world.url, CLEO, [
      { name: 'client-home', path: '/' },
      { name: 'client-request', path: `/requests/${id}`, arrange: (page) => page.locator('article').first().waitFor() },
    ])
    const context = await browser.newContext({ viewport: PHONE, bypassCSP: true, colorScheme: 'dark' })
    const page = await context.newPage()
    await page.goto(`${world.url}/sign-in`)
    await page.locator('input[type=email]').waitFor()
    assert.deepEqual(await seriousFindings(page), [])
    await page.screenshot({ path: path.join(SCREENSHOTS, 'dashboard-sign-in-en-dark-390.png') })
    await context.close()
  })
})
