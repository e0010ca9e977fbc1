import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Browser, Page, Request, Route } from 'playwright-core'
import { type Seeded, seed } from '../../dev/seed/seed.ts'
import { PASSWORD } from '../helpers/account.ts'
import { openChromium } from '../helpers/chromium.ts'
import { colleague, dashboardDir, looksRight, type Seat, seat, settled } from '../helpers/dashboard.ts'
import { until } from '../helpers/until.ts'
import { createWorld, type World } from '../helpers/world.ts'

const REQUESTS = 420
const EDITOR = 'edo@demo.example'
const CLIENT = 'cleo@demo.example'
/** Of the world's own organization, in which nothing was asked for yet. */
const NEWCOMER = 'owner@agency.example'
/** What the browser says of an answer that a test makes the API give. */
const PROVOKED = /status of (?:409|500)/

interface Item {
  request_id: string
  platform: string
  title: string
  planned_at: string | null
  local_time: string | null
  source: string | null
}
interface Plan {
  items: Item[]
  unplanned: Item[]
  time_zone: string
}
interface Found {
  items: { id: string; prompt: string }[]
  next_cursor: string | null
}

describe('history, usage and calendar in a browser', () => {
  let world: World
  let browser: Browser
  let seeded: Seeded
  let editor: Seat
  let token: string

  before(async function () {
    this.timeout(480_000)
    world = await createWorld({ dashboardDir: await dashboardDir(), worker: false })
    seeded = await seed(world.pool, { email: 'owner@demo.example', requests: REQUESTS, more: false })
    const agency = { db: world.db, organizationId: seeded.agency.organizationId }
    await colleague(agency, { email: EDITOR, name: 'Edo', role: 'editor' })
    const row = await world.db('brand_profiles').where({ organization_id: agency.organizationId }).first('id')
    await colleague(agency, { email: CLIENT, name: 'Cleo', role: 'client', brandIds: [String(row?.id)] })
    const { body } = await world.call('POST', '/api/v1/auth/login', { email: EDITOR, password: PASSWORD })
    token = String(body.access_token)
    browser = await openChromium()
    editor = await seat(browser, world.url, EDITOR, {}, PROVOKED)
  })
  afterEach(() => assert.deepEqual(editor?.complaints() ?? [], []))
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  async function api<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
    const response = await fetch(`${world.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.text()
    assert.ok(response.ok, `${method} ${path}: ${text}`)
    return JSON.parse(text) as T
  }
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
  const search = (page: Page) => page.getByRole('searchbox')
  const address = (page: Page) => new URL(page.url()).searchParams
  const inAddress = (page: Page, name: string, value: string) => page.waitForURL((url) => url.searchParams.getAll(name).join() === value)
  const rows = (page: Page) => page.locator('main ol > li')
  const toast = (page: Page, text: string | RegExp) => page.locator('[data-sonner-toast]', { hasText: text }).first()
  /** The list has come to an end with exactly so many. */
  const ended = (page: Page, count: number) => page.getByText(`That is all: ${count} request${count === 1 ? '' : 's'}.`).waitFor()

  describe('the history', () => {
    it('finds what the API finds, as it is typed, and keeps every filter in the address', async () => {
      const { page, go } = editor
      const found = await api<Found>('/content/history?limit=100&q=trousers&status=completed')
      assert.ok(found.items.length > 0 && found.next_cursor === null, 'the words are of some requests')
      await go('/history')
      await rows(page).first().waitFor()
      const asked: string[] = []
      const listen = (request: Request) => void (request.url().includes('/content/history') && asked.push(new URL(request.url()).search))
      page.on('request', listen)
      await search(page).pressSequentially('trousers')
      await inAddress(page, 'q', 'trousers')
      await until('it is asked for', async () => asked.length > 0 || undefined)
      page.off('request', listen)
      assert.deepEqual(new Set(asked), new Set(['?q=trousers&limit=100']), 'no word is asked for while it is being typed')

      await button(page, 'Status: Any').click()
      await page.getByRole('checkbox', { name: 'Approved', exact: true }).click()
      await page.keyboard.press('Escape')
      await inAddress(page, 'status', 'completed')
      await ended(page, found.items.length)
      assert.deepEqual(await rows(page).first().getByRole('link').innerText(), found.items[0]?.prompt)

      await page.reload()
      await ended(page, found.items.length)
      assert.equal(await search(page).inputValue(), 'trousers')
      await button(page, 'Status: Approved').waitFor()
      await page.goBack()
      await button(page, 'Status: Any').waitFor()
      assert.deepEqual(address(page).getAll('status'), [])
      await page.goForward()
      await ended(page, found.items.length)

      await page.getByRole('combobox', { name: 'Brand' }).selectOption({ label: 'Kopi Senja' })
      await page.getByText('Nothing was found').last().waitFor()
      await button(page, 'Clear filters').first().click()
      await page.getByText('100 requests loaded').waitFor()
      assert.equal(await search(page).inputValue(), '')
    })

    it('searches at once by Enter, and by platform, brand and days', async () => {
      const { page, go } = editor
      const { items } = await api<{ items: { id: string; brand_name: string }[] }>('/brands')
      const brand = items.find(({ brand_name }) => brand_name === 'Kopi Senja')?.id ?? ''
      const days = { from: new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10), to: new Date().toISOString().slice(0, 10) }
      await go('/history')
      await button(page, 'Platform: Any').click()
      await page.getByRole('checkbox', { name: 'TikTok' }).click()
      await page.getByRole('checkbox', { name: 'X', exact: true }).click()
      await page.keyboard.press('Escape')
      await button(page, 'Platform: 2 chosen').waitFor()
      await page.getByRole('combobox', { name: 'Brand' }).selectOption(brand)
      await page.getByLabel('From').fill(days.from)
      await page.getByLabel('Until').fill(days.to)
      await search(page).fill('beans')
      await search(page).press('Enter')
      assert.equal(address(page).get('q'), 'beans', 'Enter does not wait')
      const query = `platform=tiktok&platform=x&brand_id=${brand}&from=${days.from}&to=${days.to}`
      const found = await api<Found>(`/content/history?limit=100&q=beans&${query}`)
      assert.ok(found.items.length > 0)
      await ended(page, found.items.length)
      // A brand that the list does not have is shown as chosen nevertheless.
      await page.goto(`${world.url}/history?brand_id=00000000-0000-4000-8000-000000000000`)
      await page.getByText('Nothing was found').last().waitFor()
      assert.equal(await page.getByRole('combobox', { name: 'Brand' }).inputValue(), '00000000-0000-4000-8000-000000000000')
      assert.match(editor.complaints().join(), /^(?:Failed to load resource: the server responded with a status of 404 \(Not Found\))?$/)
    })

    it('keeps filters as views of one’s own: named, chosen, renamed, deleted and brought back', async () => {
      const { page, go } = editor
      await go('/history?status=failed&status=expired')
      await button(page, 'Save this view').click()
      await page.getByRole('dialog').getByLabel('Name').fill('To look at')
      await page.getByRole('dialog').getByRole('button', { name: 'Save this view' }).click()
      await toast(page, 'The view is saved.').waitFor()
      await go('/history')
      await button(page, 'To look at').click()
      await inAddress(page, 'status', 'expired,failed')
      assert.equal(await button(page, 'To look at').getAttribute('aria-pressed'), 'true')
      await button(page, 'Rename: To look at').click()
      await page.getByRole('dialog').getByLabel('Name').fill('Went wrong')
      await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
      await button(page, 'Went wrong').waitFor()
      await button(page, 'Delete: Went wrong').click()
      await button(page, 'Went wrong').waitFor({ state: 'detached' })
      await toast(page, 'is deleted').getByRole('button', { name: 'Undo' }).click()
      await button(page, 'Went wrong').waitFor()
      await page.goBack()
      await page.getByText('100 requests loaded').waitFor()
    })

    it('scrolls through all of it with few rows in the page, and finds the place again', async () => {
      const { page, go, context } = editor
      await go('/history')
      await rows(page).first().waitFor()
      const seen = new Set<string>()
      let most = 0
      const look = async () => {
        const shown = await page.evaluate<string[]>(
          `[...document.querySelectorAll('main ol > li')].map((row) => row.getAttribute('aria-posinset') + ' ' + row.querySelector('a').getAttribute('href'))`,
        )
        most = Math.max(most, shown.length)
        for (const row of shown) seen.add(row)
      }
      while (!(await page.getByText(`That is all: ${REQUESTS} requests.`).count())) {
        await look()
        await page.evaluate('scrollBy(0, 500)')
        await page.waitForTimeout(15)
      }
      while (await page.evaluate('scrollY + innerHeight < document.documentElement.scrollHeight - 1')) {
        await look()
        await page.evaluate('scrollBy(0, 500)')
        await page.waitForTimeout(15)
      }
      await look()
      assert.equal(seen.size, REQUESTS)
      assert.ok(most <= 45, `${most} rows in the page`)
      assert.equal(await rows(page).last().getAttribute('aria-setsize'), String(REQUESTS))

      await page.evaluate('scrollTo(0, 12000)')
      await page.waitForTimeout(200)
      const row = rows(page).nth(15)
      const [place, position] = [await page.evaluate<number>('scrollY'), await row.getAttribute('aria-posinset')]
      const top = (await row.boundingBox())?.y ?? 0
      // Slowly, so that the window moves before the list has gone.
      const client = await context.newCDPSession(page)
      await client.send('Emulation.setCPUThrottlingRate', { rate: 8 })
      await row.getByRole('link').click()
      await page.waitForURL(/\/requests\//)
      await page.goBack()
      const again = page.locator(`main ol > li[aria-posinset="${position}"]`)
      await again.waitFor()
      await settled(page)
      await page.waitForTimeout(300)
      assert.equal(await page.evaluate('scrollY'), place)
      assert.ok(Math.abs(((await again.boundingBox())?.y ?? 0) - top) < 2, 'the row is where it was')
      await client.send('Emulation.setCPUThrottlingRate', { rate: 1 })

      // Looked at again, the window has its rows read anew and throws none away.
      const read = page.waitForResponse((response) => response.url().includes('/content/history') && response.url().includes('cursor'))
      await page.evaluate(`window.dispatchEvent(new Event('focus'))`)
      await read
      await settled(page)
      assert.equal(await page.evaluate('scrollY'), place)
      await ended(page, REQUESTS)

      // By the link, not back: the newest, from the top.
      await page.getByRole('link', { name: 'Calendar' }).click()
      await page.getByRole('heading', { level: 1, name: 'Calendar' }).waitFor()
      await page.getByRole('link', { name: 'History' }).click()
      await page.getByText('100 requests loaded').waitFor()
      assert.equal(await page.evaluate('scrollY'), 0)
    })

    it('says when the next page does not come, and goes on when it is asked to', async () => {
      const { page, go } = editor
      const api = '**/content/history?*cursor=*'
      await page.route(api, broken)
      await go('/history')
      await rows(page).first().waitFor()
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)')
      await page.getByText('The next ones could not be loaded.').waitFor()
      await page.unroute(api)
      await button(page, 'Try again').click()
      await page.getByText('200 requests loaded').waitFor()
    })
  })

  describe('usage and cost', () => {
    interface Costs {
      total: { cost_usd: number; units: number; requests: number; model_calls: number }
      months: {
        month: string
        cost_usd: number
        units: number
        requests: number
        model_calls: number
        input_tokens: number
        output_tokens: number
      }[]
      by_brand: { brand: { name: string }; cost_usd: number }[]
    }
    const usd = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' })

    it('shows the numbers of the API, for the months in the address', async () => {
      const { page, go } = editor
      const usage = await api<{ used: number; reserved: number; left: number; limit: number }>('/billing/usage')
      const costs = await api<Costs>('/billing/costs')
      await go('/usage')
      const units = page.getByRole('region', { name: 'This month’s units' })
      await units.waitFor()
      const shown = await units.locator('dd').allInnerTexts()
      assert.deepEqual(
        shown,
        [usage.used, usage.reserved, usage.left, usage.limit].map((of) => of.toLocaleString('en-GB')),
      )
      const total = page.getByRole('region', { name: 'In these months' })
      await total.waitFor()
      assert.deepEqual((await total.locator('dd').allInnerTexts()).slice(0, 4), [
        usd.format(costs.total.cost_usd),
        ...[costs.total.units, costs.total.requests, costs.total.model_calls].map((of) => of.toLocaleString('en-GB')),
      ])
      await page.getByText('As a table').first().click()
      const table = page.getByRole('region', { name: 'Cost per month' }).getByRole('row')
      assert.equal(await table.count(), 13)
      assert.match(await table.last().innerText(), new RegExp(usd.format(costs.months.at(-1)?.cost_usd ?? 0).replace(/[$.]/g, '\\$&')))
      const brands = page.getByRole('region', { name: 'By brand' }).getByRole('row')
      assert.equal(await brands.count(), costs.by_brand.length + 1)
      assert.match(await brands.nth(1).innerText(), new RegExp(costs.by_brand[0]?.brand.name ?? '-'))
      await page.locator('.recharts-bar-rectangle').first().waitFor()

      await page.getByRole('radio', { name: '3', exact: true }).click()
      await inAddress(page, 'months', '3')
      const quarter = costs.months.slice(-3)
      const sum = quarter.reduce((all, { requests }) => all + requests, 0)
      await total.locator('dd', { hasText: new RegExp(`^${sum.toLocaleString('en-GB')}$`) }).waitFor()
      await page.reload()
      await page.getByRole('radio', { name: '3', exact: true, checked: true }).waitFor()
    })

    it('hands out the table, which adds up', async () => {
      const { page, go } = editor
      const costs = await api<Costs>('/billing/costs')
      await go('/usage')
      const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Download as CSV').click()])
      const [head, ...lines] = (await readFile(await file.path(), 'utf8')).replace(/^\uFEFF/, '').split('\r\n')
      assert.equal(head, 'Month,Cost (USD),Units,Requests,Model calls,Tokens in,Tokens out')
      assert.deepEqual(
        lines,
        costs.months.map((m) => [m.month, m.cost_usd, m.units, m.requests, m.model_calls, m.input_tokens, m.output_tokens].join()),
      )
    })

    it('does not show other months’ numbers where these do not come', async () => {
      const { page, go } = editor
      await go('/usage')
      await page.getByRole('region', { name: 'In these months' }).waitFor()
      await page.route('**/billing/costs?*', broken)
      await page.getByRole('radio', { name: '6', exact: true }).click()
      await page.getByText('This could not be loaded').waitFor()
      assert.equal(await page.getByRole('region', { name: 'In these months' }).count(), 0)
      await page.unroute('**/billing/costs?*')
      await button(page, 'Try again').click()
      await page.getByRole('region', { name: 'In these months' }).waitFor()
    })
  })

  describe('the calendar', () => {
    /** A month in which only this test has something. */
    const month = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 2, 1)).toISOString().slice(0, 7)
    const on = (day: number) => `${month}-${String(day).padStart(2, '0')}`
    const there = `/calendar?day=${on(15)}`
    const plan = () => api<Plan>(`/content/calendar?from=${on(1)}&to=${on(28)}`)
    const planned = async (title: string) => (await plan()).items.find((item) => item.title === title)?.local_time
    const names: string[] = []

    before(async () => {
      // Half past nine in Jakarta, on the 10th to the 13th; and one without a time.
      const slots = await world
        .db('planned_slots')
        .where({ organization_id: seeded.agency.organizationId, platform: 'linkedin' })
        .orderBy('request_id')
        .limit(5)
      for (const [i, slot] of slots.entries()) {
        const at =
          i < 4 ? { planned_at: `${on(10 + i)}T02:30:00Z`, suggested_at: null } : { planned_at: null, moved_by: null, moved_by_name: '' }
        await world.db('planned_slots').where({ request_id: slot.request_id, platform: slot.platform }).update(at)
      }
      const { items, unplanned } = await plan()
      names.push(...items.map(({ title }) => title), ...unplanned.map(({ title }) => title))
      assert.deepEqual([items.length, unplanned.length], [4, 1])
    })

    const cell = (page: Page, day: number) =>
      page.getByRole('listitem').filter({ has: page.locator(`:scope > p > span:text-is("${day}")`) })
    const entry = (page: Page, day: number) => cell(page, day).getByRole('button', { name: /LinkedIn/ })
    const live = (page: Page) => page.locator('[id^=DndLiveRegion]')
    const long = (day: number) =>
      new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
        new Date(`${on(day)}T12:00Z`),
      )

    it('shows the organization’s times, wherever the reader is', async () => {
      const { page, go, context } = editor
      const client = await context.newCDPSession(page)
      await client.send('Emulation.setTimezoneOverride', { timezoneId: 'America/Los_Angeles' })
      await go(there)
      await page.getByText('Times are those of Asia/Jakarta.').waitFor()
      for (const day of [10, 11, 12, 13]) await entry(page, day).getByText('09:30').waitFor()
      await entry(page, 10).click()
      const form = page.getByRole('dialog')
      assert.equal(await form.getByLabel('Time', { exact: true }).inputValue(), '09:30')
      assert.equal(await form.getByLabel('Day').inputValue(), on(10))
      await form.getByLabel('Time', { exact: true }).fill('23:45')
      await form.getByRole('button', { name: 'Plan' }).click()
      await toast(page, '23:45').waitFor()
      assert.equal(await planned(names[0] ?? ''), `${on(10)}T23:45`)
      await toast(page, '23:45').getByRole('button', { name: 'Undo' }).click()
      await entry(page, 10).getByText('09:30').waitFor()
      await until('the API has it back', async () => (await planned(names[0] ?? '')) === `${on(10)}T09:30` || undefined)
      await client.send('Emulation.setTimezoneOverride', { timezoneId: '' })
    })

    it('moves a draft by the keyboard, and says where it is', async () => {
      const { page, go } = editor
      await go(there)
      await entry(page, 10).focus()
      assert.equal(await entry(page, 10).getAttribute('aria-roledescription'), 'draggable')
      await page.keyboard.press('Space')
      await live(page).getByText('Picked up').waitFor()
      // The first arrow is heard once the sensor listens.
      await page.waitForTimeout(100)
      await page.keyboard.press('ArrowDown')
      await live(page)
        .getByText(`Over ${long(17)}.`)
        .waitFor()
      await page.keyboard.press('ArrowRight')
      await live(page)
        .getByText(`Over ${long(18)}.`)
        .waitFor()
      await page.keyboard.press('Space')
      await toast(page, 'planned for').waitFor()
      await entry(page, 18).getByText('09:30').waitFor()
      assert.equal(await planned(names[0] ?? ''), `${on(18)}T09:30`)
      await page.locator('[data-entry]:focus').getByText('09:30').waitFor()

      await page.keyboard.press('Space')
      await live(page).getByText('Picked up').waitFor()
      await page.waitForTimeout(100)
      await page.keyboard.press('ArrowLeft')
      await live(page)
        .getByText(`Over ${long(17)}.`)
        .waitFor()
      await page.keyboard.press('Escape')
      await live(page).getByText('Left where it was.').waitFor()
      assert.equal(await planned(names[0] ?? ''), `${on(18)}T09:30`)
    })

    async function drag(page: Page, from: ReturnType<Page['locator']>, to: ReturnType<Page['locator']>): Promise<void> {
      const [a, b] = [await from.boundingBox(), await to.boundingBox()]
      assert.ok(a && b)
      await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2)
      await page.mouse.down()
      await page.mouse.move(a.x + a.width / 2 + 10, a.y + a.height / 2 + 10, { steps: 3 })
      await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 12 })
      await page.mouse.up()
    }

    it('moves a draft by the mouse, takes it back, and drags one in that has no time', async () => {
      const { page, go } = editor
      await go(there)
      await entry(page, 11).waitFor()
      await drag(page, entry(page, 11), cell(page, 19))
      await entry(page, 19).waitFor()
      assert.equal(await page.getByRole('dialog').count(), 0, 'what was dragged was not pressed')
      await toast(page, 'planned for').getByRole('button', { name: 'Undo' }).click()
      await entry(page, 11).waitFor()
      await until('the API has it back', async () => (await planned(names[1] ?? '')) === `${on(11)}T09:30` || undefined)

      const loose = page.getByRole('region', { name: 'Without a time' })
      await drag(page, loose.getByRole('button', { name: /LinkedIn/ }), cell(page, 20))
      await entry(page, 20).getByText('09:00').waitFor()
      await loose.getByText('Every approved draft has a time.').waitFor()
      await until('the API has it', async () => (await planned(names[4] ?? '')) === `${on(20)}T09:00` || undefined)
      await entry(page, 20).press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Back to the suggestion' }).click()
      // Nothing is suggested for it: it is where it came from.
      await loose.getByRole('button', { name: /LinkedIn/ }).waitFor()
      assert.equal((await plan()).unplanned.length, 1)
    })

    it('puts a draft back where somebody moved it meanwhile, and where the API fails', async () => {
      const { page, go } = editor
      await go(there)
      await entry(page, 12).waitFor()
      const item = (await plan()).items.find(({ title }) => title === names[2])
      await api(`/content/requests/${item?.request_id}/drafts/linkedin/slot`, 'PUT', { planned_at: `${on(25)}T02:30:00Z` })
      await drag(page, entry(page, 12), cell(page, 21))
      await toast(page, 'Somebody moved it meanwhile').waitFor()
      await entry(page, 25).waitFor()
      assert.equal(await entry(page, 21).count(), 0)
      assert.equal(await planned(names[2] ?? ''), `${on(25)}T09:30`)

      let refuse: () => void = () => undefined
      const held = new Promise<void>((resolve) => {
        refuse = resolve
      })
      await page.route('**/slot', async (route) => {
        await held
        await broken(route)
      })
      await drag(page, entry(page, 13), cell(page, 21))
      await entry(page, 21).waitFor()
      assert.equal(await entry(page, 13).count(), 0, 'it is there at once')
      refuse()
      await toast(page, 'Something broke.').waitFor()
      await entry(page, 13).waitFor()
      assert.equal(await entry(page, 21).count(), 0)
      await page.unroute('**/slot')
      assert.equal(await planned(names[3] ?? ''), `${on(13)}T09:30`)
    })

    it('shows a week, one brand or platform, and what lies outside; all of it in the address', async () => {
      const { page, go } = editor
      await go(there)
      await page.getByRole('radio', { name: 'Week' }).click()
      await inAddress(page, 'view', 'week')
      await rows(page).nth(6).waitFor()
      await rows(page).nth(7).waitFor({ state: 'detached' })
      assert.equal(await rows(page).count(), 7)
      await page.getByRole('combobox', { name: 'Platform' }).selectOption('tiktok')
      await inAddress(page, 'platform', 'tiktok')
      await page.reload()
      await page.getByRole('radio', { name: 'Week', checked: true }).waitFor()
      assert.equal(await page.getByRole('combobox', { name: 'Platform' }).inputValue(), 'tiktok')
      await button(page, /earlier$/).click()
      await page
        .getByRole('button', { name: /^TikTok/ })
        .first()
        .waitFor()
      await page.goBack()
      await button(page, /earlier$/).waitFor()
      await page.goto(`${world.url}/calendar?brand=00000000-0000-4000-8000-000000000000`)
      await page.getByText('Nothing approved fits these filters').waitFor()
      await button(page, 'Clear filters').click()
      await page.waitForURL((url) => !url.searchParams.has('brand'))
      await page.locator('main ol > li').first().waitFor()
      editor.complaints()
    })

    it('hands out its days as iCalendar and as a table', async () => {
      const { page, go } = editor
      await go(there)
      await entry(page, 13).waitFor()
      const { items } = await plan()
      for (const [name, ending] of [
        ['Calendar file (ICS)', 'ics'],
        ['Table (CSV)', 'csv'],
      ] as const) {
        await button(page, 'Export').click()
        const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()])
        assert.equal(file.suggestedFilename(), `content-calendar.${ending}`)
        const text = await readFile(await file.path(), 'utf8')
        const count = ending === 'ics' ? text.match(/BEGIN:VEVENT/g)?.length : text.trim().split('\n').length - 1
        assert.equal(count, items.length, ending)
      }
    })
  })

  describe('each page in each of its states', () => {
    const PAGES = [
      { name: 'history', to: '/history', api: '**/content/history?*', there: (page: Page) => rows(page).first() },
      {
        name: 'usage',
        to: '/usage',
        api: '**/billing/costs?*',
        there: (page: Page) => page.getByRole('region', { name: 'In these months' }),
      },
      { name: 'calendar', to: '/calendar', api: '**/content/calendar?*', there: (page: Page) => rows(page).first() },
    ]
    for (const { name, to, api, there } of PAGES)
      it(`${name}: being loaded, then failed, then there again`, async () => {
        const { page, go } = editor
        let answer: () => void = () => undefined
        const asked = new Promise<void>((resolve) => {
          answer = resolve
        })
        await page.route(api, async (route) => {
          await asked
          await broken(route)
        })
        await go(to)
        await page.locator('main .animate-pulse').first().waitFor()
        await page.getByText('Loading…').first().waitFor({ state: 'attached' })
        answer()
        await page.getByText('This could not be loaded').first().waitFor()
        await page.getByText('Reference test-request').first().waitFor()
        await page.unroute(api)
        await button(page, 'Try again').first().click()
        await there(page).waitFor()
      })

    it('nothing was asked for yet: each says so, and what to do', async () => {
      const newcomer = await seat(browser, world.url, NEWCOMER)
      const { page, go } = newcomer
      await go('/history')
      await page.getByText('Nothing was asked for yet').waitFor()
      await page.getByRole('main').getByRole('link', { name: 'New request' }).waitFor()
      await go('/usage')
      await page.getByText('Nothing was asked for in these months').waitFor()
      await go('/calendar')
      await page.getByText('Nothing is approved yet').waitFor()
      assert.deepEqual(newcomer.complaints(), [])
      await newcomer.close()
    })

    it('a client sees what is theirs, moves nothing, and no costs', async () => {
      const cleo = await seat(browser, world.url, CLIENT, {}, /status of 403/)
      const { page, go } = cleo
      await go('/history')
      await rows(page).first().waitFor()
      assert.equal(await page.getByRole('combobox', { name: 'Brand' }).locator('option').count(), 2)
      await go('/calendar')
      await button(page, /earlier$/)
        .or(rows(page).getByRole('button'))
        .first()
        .waitFor()
      assert.equal(await page.locator('main [aria-roledescription]').count(), 0, 'nothing can be dragged')
      const one = rows(page)
        .getByRole('button', { name: /^(?:Instagram|LinkedIn|TikTok|Facebook|X) / })
        .first()
      if (!(await one.count())) await button(page, /earlier$/).click()
      await one.click()
      await page.getByRole('dialog').getByRole('link', { name: 'Open the request' }).waitFor()
      assert.equal(await page.getByRole('dialog').getByLabel('Day').count(), 0)
      await go('/usage')
      await page.getByText('You may not see this').waitFor()
      assert.deepEqual(cleo.complaints(), [])
      await cleo.close()
    })
  })

  it('looks right in both languages, both themes and two widths', async function () {
    this.timeout(240_000)
    const open = (page: Page) =>
      page
        .getByRole('button', { name: /^Status: |^Status / })
        .first()
        .click()
    await looksRight(browser, world.url, EDITOR, [
      { name: 'history', path: '/history', arrange: (page) => rows(page).first().waitFor() },
      { name: 'history-none', path: '/history?q=nothinglikeit' },
      { name: 'history-filter', path: '/history?status=failed', arrange: open },
      { name: 'usage', path: '/usage', arrange: (page) => page.locator('.recharts-bar-rectangle').first().waitFor() },
      { name: 'calendar', path: '/calendar', arrange: (page) => rows(page).first().waitFor() },
      { name: 'calendar-week', path: '/calendar?view=week', arrange: (page) => rows(page).first().waitFor() },
    ])
    await looksRight(browser, world.url, NEWCOMER, [
      { name: 'history-empty', path: '/history' },
      { name: 'usage-empty', path: '/usage' },
      { name: 'calendar-empty', path: '/calendar' },
    ])
  })
})

const broken = (route: Route) =>
  route.fulfill({
    status: 500,
    contentType: 'application/problem+json',
    body: JSON.stringify({
      type: 'about:blank',
      title: 'Broken',
      status: 500,
      detail: 'Something broke.',
      code: 'internal',
      request_id: 'test-request',
    }),
  })
