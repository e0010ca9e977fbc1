import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { openChromium } from '../helpers/chromium.ts'
import { colleague, dashboardDir, looksRight, type Seat, seat, settled } from '../helpers/dashboard.ts'
import { createWorld, type World } from '../helpers/world.ts'

const OWNER = 'owner@agency.example'
const VIEWER = 'vera@agency.example'
const CLIENT = 'cleo@brand.example'
const EDITOR = 'edo@agency.example'
/** What a browser says of answers that a test provokes. */
const REFUSED = /status of (?:4\d\d|500)/

/** The pages of this file, what is asked for each first, and who may not see it. */
const PAGES = [
  { name: 'members', path: '/members', asks: /\/api\/v1\/members(\?|$)/, closedTo: CLIENT },
  { name: 'api-keys', path: '/api-keys', asks: /\/api\/v1\/api-keys(\?|$)/, closedTo: VIEWER },
  { name: 'rules', path: '/rules', asks: /\/api\/v1\/rules(\?|$)/, closedTo: CLIENT },
  { name: 'audit', path: '/audit', asks: /\/api\/v1\/audit(\?|$)/, closedTo: VIEWER },
  { name: 'organization', path: '/organization', asks: /\/api\/v1\/organization(\?|$)/, closedTo: CLIENT },
  { name: 'account', path: '/me', asks: /\/api\/v1\/auth\/sessions(\?|$)/, closedTo: undefined },
] as const

describe('an owner who looks after the organization, in a browser', () => {
  let world: World
  let browser: Browser
  let owner: Seat
  before(async function () {
    // Where there is no browser or no dashboard yet, they are made.
    this.timeout(480_000)
    world = await createWorld({ dashboardDir: await dashboardDir(), worker: false })
    browser = await openChromium()
    const brand = (await world.call('POST', '/api/v1/brands', { brand_name: 'Teras Kopi' })).body as { id: string }
    await colleague(world, { email: VIEWER, name: 'Vera', role: 'viewer' })
    await colleague(world, { email: CLIENT, name: 'Cleo', role: 'client', brandIds: [brand.id] })
    await colleague(world, { email: EDITOR, name: 'Edo', role: 'editor' })
    owner = await seat(browser, world.url, OWNER, {}, REFUSED)
    await owner.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  })
  after(async () => {
    await owner?.close()
    await browser?.close()
    await world?.close()
  })
  const row = (page: Page, has: string | RegExp) => page.getByRole('row').filter({ hasText: has })
  const told = (page: Page, text: string | RegExp) => page.locator('[data-sonner-toast]').filter({ hasText: text }).first().waitFor()
  const confirmed = (page: Page, name: string) => page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click()
  const silent = (at: Seat) => assert.deepEqual(at.complaints(), [])

  it('begins with nobody invited and no key, and says so', async () => {
    const { page } = owner
    await owner.go('/members')
    await page.getByText('No invitation is open.').waitFor()
    await owner.go('/api-keys')
    await page.getByText('No program has a key').waitFor()
    await owner.go('/audit?action=key.revoked')
    await page.getByText('Nothing of this kind was done').waitFor()
    await owner.go('/rules?q=nothing+is+called+this')
    await page.getByText('No rule matches').waitFor()
    silent(owner)
  })

  it('invites somebody for named brands, sends it again and revokes it', async () => {
    const { page } = owner
    await owner.go('/members?invite=somebody')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('E-mail').fill('rina@client.example')
    await dialog.getByLabel('Role').selectOption('client')
    const send = dialog.getByRole('button', { name: 'Send the invitation' })
    assert.ok(await send.isDisabled(), 'a client is limited to some brand')
    await dialog.getByLabel('Teras Kopi').check()
    await send.click()
    await told(page, 'The invitation of rina@client.example is on its way.')
    const invited = row(page, 'rina@client.example')
    await invited.getByText(/^open until/).waitFor()
    assert.match(await invited.innerText(), /Client\s+Teras Kopi/)

    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await dialog.getByLabel('E-mail').fill('rina@client.example')
    await send.click()
    await dialog.getByText(/has an open invitation/).waitFor()
    assert.equal(await dialog.getByLabel('E-mail').inputValue(), 'rina@client.example', 'what was typed stays')
    await page.keyboard.press('Escape')

    await invited.getByRole('button', { name: 'Send again' }).click()
    await told(page, 'The invitation is on its way again')
    await invited.getByRole('button', { name: 'Revoke' }).click()
    await confirmed(page, 'Revoke')
    await page.getByText('No invitation is open.').waitFor()
    await page.getByRole('button', { name: 'Show one that is over' }).click()
    await invited.getByText('revoked').waitFor()
    silent(owner)
  })

  it('gives a member another role and removes them; the only owner stays', async () => {
    const { page } = owner
    await owner.go('/members')
    await row(page, EDITOR).getByRole('button', { name: 'Change: Edo' }).click()
    await page.getByRole('dialog').getByLabel('Role').selectOption('reviewer')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await told(page, 'The rights of Edo are changed.')
    await row(page, EDITOR).getByRole('cell', { name: 'Reviewer', exact: true }).waitFor()

    await row(page, EDITOR).getByRole('button', { name: 'Remove: Edo' }).click()
    await confirmed(page, 'Remove')
    await told(page, 'Edo is no longer a member.')
    await row(page, EDITOR).waitFor({ state: 'detached' })

    await row(page, OWNER).getByRole('button', { name: 'Remove: Rani' }).click()
    await confirmed(page, 'Remove')
    await told(page, 'This is the only owner')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
    silent(owner)
  })

  it('makes a key that is shown once and copied, and revokes it', async () => {
    const { page } = owner
    await owner.go('/api-keys')
    await page.getByRole('button', { name: 'Make a key' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Impor CRM')
    await dialog.getByLabel('ask for content and edit drafts').check()
    await dialog.getByRole('button', { name: 'Make a key' }).click()
    const key = await dialog.locator('output').innerText()
    assert.match(key, /^amc_/)
    // A slip of the finger does not lose it.
    await page.keyboard.press('Escape')
    await dialog.getByText('You have not copied it yet.').waitFor()
    await dialog.getByRole('button', { name: 'Copy the key' }).click()
    await told(page, 'The key is in your clipboard.')
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), key)
    await dialog.getByRole('button', { name: 'Done' }).click()
    const kept = row(page, 'Impor CRM')
    assert.match(await kept.innerText(), /read requests and drafts, ask for content and edit drafts/)
    assert.ok(!(await page.content()).includes(key), 'it is nowhere on the page any more')

    const works = () => fetch(`${world.url}/api/v1/brands`, { headers: { Authorization: `Bearer ${key}` } })
    assert.equal((await works()).status, 403, 'the key is one; it may not read brands')
    await kept.getByRole('button', { name: 'Revoke: Impor CRM' }).click()
    await confirmed(page, 'Revoke')
    await kept.getByText('revoked').waitFor()
    silent(owner)
  })

  it('keeps a rule another way, takes it back, and regrets that', async () => {
    const { page } = owner
    await owner.go('/rules?platform=instagram&q=number+of+hashtags')
    const rule = row(page, 'Number of hashtags')
    await rule.getByRole('button', { name: 'Change: Number of hashtags' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Limit').fill('12')
    await dialog.getByLabel('Why').fill('Our account still takes more.')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await rule.getByText('limit 12').waitFor()
    assert.match(await rule.innerText(), /“Our account still takes more\.”\s+Rani/)
    await rule.getByRole('button', { name: 'Back to the facts: Number of hashtags' }).click()
    await rule.getByText('as it is').waitFor()
    await page.locator('[data-sonner-toast]').getByRole('button', { name: 'Undo' }).click()
    await rule.getByText('limit 12').waitFor()
    await rule.getByRole('button', { name: 'Back to the facts: Number of hashtags' }).click()
    await rule.getByText('as it is').waitFor()

    await page.getByLabel('Search').fill('caption is there')
    assert.match(await row(page, 'Caption is there').innerText(), /certain: cannot be changed/)
    assert.equal(await row(page, 'Caption is there').getByRole('button').count(), 0)
    silent(owner)
  })

  it('denies words, and says which line is none', async () => {
    const { page } = owner
    await owner.go('/rules?view=denied')
    await page.getByLabel('Words and phrases').fill('murah meriah\ngratis')
    await page.getByLabel('Hashtags').fill('viral\ntwo words')
    await page.getByRole('button', { name: 'Save the lists' }).click()
    await page.getByText('“two words”: one hashtag, with or without #').waitFor()
    await page.getByLabel('Hashtags').fill('#viral')
    await page.getByRole('button', { name: 'Save the lists' }).click()
    await told(page, 'The lists are saved')
    await page.getByText(/Last looked through on .* by Rani/).waitFor()
    assert.equal(await page.getByLabel('Hashtags').inputValue(), 'viral')
    await page.getByRole('button', { name: 'I have looked through them' }).waitFor()
    silent(owner)
  })

  it('reads what was done, checks that the log is whole, and takes it along', async () => {
    const { page } = owner
    await owner.go('/audit')
    const changed = row(page, 'Member’s rights changed').filter({ hasText: 'Rani' })
    assert.match(await changed.innerText(), /somebody who left/)
    assert.match(await changed.innerText(), /role: Editor → Reviewer/)
    assert.match(await row(page, 'Platform rule changed').first().innerText(), /Instagram: Number of hashtags[\s\S]*limit: 12/)
    await page.getByRole('button', { name: 'Check that the log is whole' }).click()
    await page.getByText(/The log is whole: \d+ rows/).waitFor()

    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    const file = await waiting
    assert.equal(file.suggestedFilename(), 'audit.ndjson')
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n')
    assert.equal((JSON.parse(lines[0] ?? '{}') as { seq: number }).seq, 1)

    await page.getByLabel('What was done').selectOption('key.created')
    await changed.waitFor({ state: 'detached' })
    await row(page, 'API key made').waitFor()
    assert.equal(await page.getByRole('row').count(), 2)
    assert.match(page.url(), /action=key\.created/)
    silent(owner)
  })

  it('goes back to the beginning of a long log, page by page', async () => {
    const { page } = owner
    await world.db.raw(
      `insert into audit_log (organization_id, actor, action, subject) select ?, 'policy', 'brand.changed', '' from generate_series(1, 60)`,
      [world.organizationId],
    )
    await owner.go('/audit')
    await settled(page)
    assert.equal(await page.getByRole('row').count(), 51)
    await page.getByRole('button', { name: 'Show earlier ones' }).click()
    await page.getByRole('row').nth(51).waitFor()
    await page.getByRole('button', { name: 'Show earlier ones' }).waitFor({ state: 'detached' })
    assert.equal(await page.getByRole('row').last().getByRole('cell').first().innerText(), '1')
    silent(owner)
  })

  it('says where a log was tampered with', async () => {
    const { page } = owner
    await page.route('**/api/v1/audit/verification', (route) =>
      route.fulfill({ json: { intact: false, rows: 9, head: null, fault: { seq: 4, fault: 'the row was changed' } } }),
    )
    await owner.go('/audit')
    await page.getByRole('button', { name: 'Check that the log is whole' }).click()
    await page.getByText('The chain is broken at row 4: the row was changed.').waitFor()
    await page.unroute('**/api/v1/audit/verification')
    silent(owner)
  })

  it('changes the settings and asks before they are left unsaved', async () => {
    const { page } = owner
    await owner.go('/organization')
    const general = page.getByRole('region', { name: 'Organization', exact: true })
    await general.getByLabel('Time zone').fill('Asia/Nowhere')
    await general.getByText('Choose one of the list').waitFor()
    assert.ok(await general.getByRole('button', { name: 'Save' }).isDisabled())
    await general.getByLabel('Time zone').fill('Asia/Makassar')
    await general.getByLabel('Name').fill('Studio Utara Baru')

    const asked = new Promise<string>((resolve) =>
      page.once('dialog', (dialog) => {
        resolve(dialog.message())
        void dialog.dismiss()
      }),
    )
    await page.getByRole('link', { name: 'Members', exact: true }).click()
    assert.match(await asked, /unsaved changes/)
    assert.equal(new URL(page.url()).pathname, '/organization')
    await general.getByRole('button', { name: 'Save' }).click()
    await told(page, 'The settings are saved.')
    await page.locator('#navigation').getByText('Studio Utara Baru').waitFor()

    const hours = page.getByRole('region', { name: 'Working hours' })
    await hours.getByLabel('Saturday').check()
    await hours.getByLabel('To', { exact: true }).first().fill('00:00')
    await hours.getByLabel('Public holidays of').selectOption('ID')
    await hours.getByLabel('Further days without work').fill('2026-12-24')
    await hours.getByRole('button', { name: 'Save' }).click()
    await page.waitForResponse((response) => response.url().endsWith('/api/v1/organization') && response.request().method() === 'GET')
    await page.getByLabel('A deadline may approve in place of a person').click()
    await page.getByText(/Rani consented on/).waitFor()
    const { body } = await world.call('GET', '/api/v1/organization')
    const { name, time_zone, work_calendar } = body as { name: string; time_zone: string; work_calendar: Record<string, unknown> }
    assert.deepEqual([name, time_zone], ['Studio Utara Baru', 'Asia/Makassar'])
    assert.deepEqual(work_calendar.business_days, [1, 2, 3, 4, 5, 6])
    assert.deepEqual([work_calendar.to, work_calendar.holidays_of, work_calendar.closed_on], ['24:00', ['ID'], ['2026-12-24']])
    silent(owner)
  })

  it('sets a logo, after one that is none and one that is too large, and removes it', async () => {
    const { page } = owner
    await owner.go('/organization')
    const file = page.locator('input[type=file]')
    await file.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') })
    await page.getByText('Choose a PNG, JPEG or WebP.').waitFor()
    await file.setInputFiles({ name: 'large.png', mimeType: 'image/png', buffer: Buffer.alloc(200_000) })
    await page.getByText('The file has 200 kB; 175 kB is the most.').waitFor()
    await file.setInputFiles({ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no image') })
    await page.getByText(/is no PNG, JPEG or WebP that can be read/).waitFor()
    const png = await sharp({ create: { width: 240, height: 60, channels: 3, background: '#1f3a5f' } })
      .png()
      .toBuffer()
    await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png })
    await told(page, 'The logo is changed.')
    const logo = page.getByAltText('Your logo')
    await logo.waitFor()
    const pixels = () => logo.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)
    // Nothing of its width is known before it is there.
    while ((await pixels()) === 0) await page.waitForTimeout(20)
    assert.equal(await pixels(), 240)
    await page.getByRole('region', { name: 'Logo' }).getByRole('button', { name: 'Remove' }).click()
    await confirmed(page, 'Remove')
    await page.getByText('The name is shown in its place.').waitFor()
    silent(owner)
  })

  it('ends a session, and the one who sat there is out', async () => {
    const { page } = owner
    const other = await seat(browser, world.url, OWNER, {}, REFUSED)
    await owner.go('/me')
    const mine = row(page, 'this one')
    assert.match(await mine.innerText(), /Chrome on Linux/)
    assert.equal(await mine.getByRole('button').count(), 0)
    const before = await page.getByRole('row').count()
    await page
      .getByRole('button', { name: /^End: / })
      .first()
      .click()
    await confirmed(page, 'End')
    await told(page, 'The session is ended.')
    await page
      .getByRole('row')
      .nth(before - 1)
      .waitFor({ state: 'detached' })
    await page.getByLabel('Current password').fill('not the password')
    await page.getByLabel('New password').fill('another long password')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('This is not your current password.').waitFor()
    await owner.go('/me?link_error=taken')
    await page.getByText('somebody else’s account here has it already').waitFor()
    await other.page.goto(`${world.url}/me`)
    await other.page.waitForURL(/\/sign-in/)
    await other.close()
    silent(owner)
  })

  it('each page keeps its place while it is loaded, and offers another try when that fails', async () => {
    const { page } = owner
    for (const { path, asks } of PAGES) {
      let answer: () => void = () => undefined
      const held = new Promise<void>((resolve) => {
        answer = resolve
      })
      await page.route(asks, async (route) => {
        await held
        await route.fulfill({
          status: 500,
          json: { type: 'about:blank', title: 'Fault', status: 500, code: 'internal', detail: 'A fault of ours.', request_id: 'abc' },
        })
      })
      await owner.go(path)
      await page.locator('main [role=status] .animate-pulse').first().waitFor()
      answer()
      await page
        .getByRole('alert')
        .getByText('A fault of ours.')
        .first()
        .waitFor({ timeout: 10_000 })
        .catch(async () => assert.fail(`${path} shows no fault: ${await page.getByRole('main').innerText()}`))
      await page.unroute(asks)
      await page.getByRole('alert').getByRole('button', { name: 'Try again' }).first().click()
      await page.getByRole('alert').first().waitFor({ state: 'detached' })
      await settled(page)
    }
    silent(owner)
  })

  it('who may not see a page is told so, and who may only look is offered nothing to change', async () => {
    for (const email of [VIEWER, CLIENT]) {
      const at = await seat(browser, world.url, email, {}, REFUSED)
      for (const { path, closedTo } of PAGES) {
        if (closedTo !== email) continue
        await at.go(path)
        await at.page.getByText('You may not see this').waitFor()
      }
      silent(at)
      await at.close()
    }
    const viewer = await seat(browser, world.url, VIEWER, {}, REFUSED)
    for (const path of ['/members', '/rules', '/rules?view=denied', '/organization']) {
      await viewer.go(path)
      await settled(viewer.page)
      const offered = await viewer.page.getByRole('main').getByRole('button').allInnerTexts()
      assert.deepEqual(
        offered.filter((text) => text !== 'Make it'),
        [],
        path,
      )
    }
    silent(viewer)
    await viewer.close()
  })

  it('looks right in both languages and themes, wide and narrow', async function () {
    this.timeout(300_000)
    await world.call('POST', '/api/v1/invitations', { email: 'rina@client.example', role: 'editor' })
    await world.call('POST', '/api/v1/api-keys', { name: 'Impor CRM', scopes: ['content.read', 'content.create', 'content.export'] })
    await world.call('PUT', '/api/v1/rules/instagram.hashtags/override', { limit: 12, reason: 'Our account still takes more.' })
    await looksRight(browser, world.url, OWNER, [
      ...PAGES.map(({ name, path }) => ({ name, path })),
      { name: 'members-invite', path: '/members?invite=somebody' },
      { name: 'rules-denied', path: '/rules?view=denied' },
      {
        name: 'api-keys-make',
        path: '/api-keys',
        arrange: async (page) => {
          await page.locator('main header button').click()
          await page.getByRole('dialog').waitFor()
        },
      },
      {
        name: 'audit-verified',
        path: '/audit',
        arrange: async (page) => {
          await page.locator('main button:has(.lucide-shield-check)').click()
          await page.locator('.text-good').first().waitFor()
        },
      },
    ])
  })
})
