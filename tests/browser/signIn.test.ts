import assert from 'node:assert/strict'
import { pino } from 'pino'
import type { Browser, Page } from 'playwright-core'
import { callbackUrl, oidcProviders, providerSettings } from '../../api/auth/oidc.ts'
import { loadConfig } from '../../config/env.ts'
import { openChromium } from '../helpers/chromium.ts'
import { dashboardDir } from '../helpers/dashboard.ts'
import { PERSON, type RunningProvider, startOidcProvider } from '../helpers/oidcProvider.ts'
import { createWorld, type World } from '../helpers/world.ts'

const PASSWORD = 'a long enough password'

describe('the door of the dashboard', () => {
  let world: World
  let browser: Browser
  let google: RunningProvider
  before(async function () {
    this.timeout(480_000)
    world = await createWorld({
      dashboardDir: await dashboardDir(),
      worker: false,
      providers: async (url) => {
        google = await startOidcProvider({
          clientId: 'google-client',
          clientSecret: 'google-secret',
          redirectUri: callbackUrl(url, 'google'),
        })
        const config = loadConfig({
          GOOGLE_CLIENT_ID: 'google-client',
          GOOGLE_CLIENT_SECRET: 'google-secret',
          GOOGLE_ISSUER: google.issuer,
        })
        return oidcProviders({ settings: providerSettings(config), publicUrl: url, log: pino({ level: 'silent' }) })
      },
    })
    browser = await openChromium()
  })
  after(async () => {
    await browser?.close()
    await google?.close()
    await world?.close()
  })

  async function opened(person?: string): Promise<{ page: Page; close(): Promise<void> }> {
    const context = await browser.newContext({ locale: 'en-GB', ...(person && { extraHTTPHeaders: { [PERSON]: person } }) })
    return { page: await context.newPage(), close: () => context.close() }
  }
  async function mailedLink(email: string, kind: 'verify' | 'reset'): Promise<string> {
    for (;;) {
      const mail = world.mails.findLast(({ to, text }) => to.email === email && text.includes(`/account/${kind}/`))
      const link = /http\S+\/account\/\S+/.exec(mail?.text ?? '')?.[0]
      if (link) return link
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  it('makes an account: form, mail, password, and in', async () => {
    const { page, close } = await opened()
    await page.goto(`${world.url}/brands`)
    await page.getByRole('link', { name: 'Make an account' }).click()
    await page.getByLabel('Your name').fill('Nia New')
    await page.getByLabel('Your organization').fill('Studio Baru')
    await page.getByLabel('E-mail').fill('nia@studio.example')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Make an account' }).click()
    await page.getByText('We have sent a link to nia@studio.example').waitFor()
    await page.goto(await mailedLink('nia@studio.example', 'verify'))
    await page.locator('input[type=password]').fill(PASSWORD)
    await page.locator('button').click()
    await page.goto(`${world.url}/sign-in?return_to=%2Fbrands`)
    await page.getByLabel('E-mail').fill('nia@studio.example')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Brands' }).waitFor()
    assert.match(page.url(), /\/brands$/)
    await close()
  })

  it('tells a newcomer on every empty page what it is for, and where to begin', async () => {
    const { page, close } = await opened()
    await page.goto(`${world.url}/sign-in`)
    await page.getByLabel('E-mail').fill('nia@studio.example')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.locator('#main').waitFor()
    for (const [to, said] of [
      ['/', 'Nothing was asked for yet'],
      ['/history', 'Nothing was asked for yet'],
      ['/calendar', 'Nothing is approved yet'],
      ['/usage', 'Nothing was asked for in these months'],
      ['/requests/new', 'There is no brand yet'],
      ['/api-keys', 'No program has a key'],
    ] as const) {
      await page.goto(`${world.url}${to}`)
      await page.getByText(said).first().waitFor()
    }
    await page.goto(`${world.url}/requests/new`)
    await page.getByRole('link', { name: 'Add a brand' }).click()
    await page.getByRole('heading', { name: 'Brands' }).waitFor()
    await close()
  })

  it('lets who forgot a password choose another, and says nothing of whether an address has an account', async () => {
    const { page, close } = await opened()
    for (const email of ['nobody@nowhere.example', 'nia@studio.example']) {
      await page.goto(`${world.url}/forgotten`)
      await page.getByLabel('E-mail').fill(email)
      await page.getByRole('button', { name: 'Send the link' }).click()
      await page.getByText(`If ${email} has an account, a mail is on its way.`).waitFor()
    }
    assert.ok(await mailedLink('nia@studio.example', 'reset'))
    await close()
  })

  it('goes to Google and back to where one was going', async () => {
    google.accounts.set('gina', { email: 'gina@gmail.example', email_verified: true, name: 'Gina' })
    const { page, close } = await opened('gina')
    await page.goto(`${world.url}/calendar?view=week`)
    await page.getByRole('link', { name: 'Continue with Google' }).click()
    await page.getByRole('button', { name: /Account: Gina/ }).waitFor()
    await page.waitForURL(/\/calendar\?view=week$/)
    await page.reload()
    await page.getByRole('button', { name: /Account: Gina/ }).waitFor()
    await close()
  })

  it('says what to do when Google answers for an address that has a password here', async () => {
    google.accounts.set('rani', { email: 'owner@agency.example', email_verified: true, name: 'Rani' })
    const { page, close } = await opened('rani')
    await page.goto(`${world.url}/sign-in`)
    await page.getByRole('link', { name: 'Continue with Google' }).click()
    await page.getByText('This address has an account here already', { exact: false }).waitFor()
    await close()
  })

  it('never leads anywhere else than here', async () => {
    const { page, close } = await opened()
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
      await page.goto(`${world.url}/sign-in?return_to=${encodeURIComponent(to)}`)
      await page.getByLabel('E-mail').fill('nia@studio.example')
      await page.getByLabel('Password').fill(PASSWORD)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Home' }).waitFor()
      assert.equal(new URL(page.url()).origin, world.url)
      await page.context().clearCookies()
    }
    await close()
  })

  it('stays open, and says so, while the server does not answer', async () => {
    const { page, close } = await opened()
    await page.goto(`${world.url}/sign-in`)
    await page.getByLabel('E-mail').fill('nia@studio.example')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.route('**/api/v1/auth/login', (route) => route.abort())
    await page.keyboard.press('Enter')
    await page.getByText('The server did not answer. Try again.').waitFor()
    assert.equal(await page.getByLabel('Password').inputValue(), PASSWORD)
    await page.unroute('**/api/v1/auth/login')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    await page.route('**/api/v1/auth/refresh', (route) => route.abort())
    await page.reload()
    await page.getByText('You are still signed in. Check your connection, then try again.').waitFor()
    await page.unroute('**/api/v1/auth/refresh')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    await close()
  })
})
