import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { hashPassword } from '../../api/auth/passwords.ts'
import type { Db } from '../../db/knex.ts'
import { addMember } from '../../db/organizations.ts'
import { insertUser } from '../../db/users.ts'
import { dashboardFolder } from '../../dev/dashboard.ts'
import type { Role } from '../../domain/permissions.ts'
import type { Language } from '../../domain/words.ts'
import { PASSWORD } from './account.ts'
import { seriousFindings } from './chromium.ts'

const SCREENSHOTS = process.env.SCREENSHOTS_DIR ?? path.join('.data', 'test-screenshots')

let built: Promise<string> | undefined
/** The dashboard as it is now; built at most once a run, and only where it changed. */
export function dashboardDir(): Promise<string> {
  built ??= dashboardFolder(AbortSignal.timeout(240_000))
  return built
}

/** A member of a world's organization who can sign in with PASSWORD. */
export async function colleague(
  world: { db: Db; organizationId: string },
  of: { email: string; name: string; role: Role; brandIds?: string[] },
): Promise<{ userId: string; email: string }> {
  const user = await insertUser(world.db, { email: of.email, name: of.name, passwordHash: await hashPassword(PASSWORD) })
  assert.ok(user, `${of.email} has an account already`)
  await addMember(world.db, world.organizationId, { userId: user.id, role: of.role, brandIds: of.brandIds ?? null })
  return { userId: user.id, email: of.email }
}

export interface Look {
  language?: Language
  theme?: 'light' | 'dark'
  width?: number
  /** For axe, which has to be put into the page; journeys are made under the policy that users have. */
  bypassCSP?: boolean
}

/** A browser in which somebody is signed in. */
export interface Seat {
  page: Page
  context: BrowserContext
  /** Goes to an address of the dashboard and waits for its heading. */
  go(to: string): Promise<void>
  /** What the console complained of since the last time it was asked, but for refusals that the test provoked. */
  complaints(): string[]
  close(): Promise<void>
}

/** Opens a browser and signs in through the page. `allowed` are console lines that a test provokes, such as a refused request. */
export async function seat(browser: Browser, url: string, email: string, look: Look = {}, allowed: RegExp = /^$/): Promise<Seat> {
  const { language = 'en', theme = 'light', width = 1440, bypassCSP = false } = look
  const context = await browser.newContext({
    viewport: { width, height: width < 700 ? 780 : 900 },
    colorScheme: theme,
    locale: language === 'id' ? 'id-ID' : 'en-GB',
    reducedMotion: 'reduce',
    bypassCSP,
  })
  const page = await context.newPage()
  let said: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !allowed.test(message.text())) said.push(message.text())
  })
  page.on('pageerror', (error) => void said.push(`${error.name}: ${error.message}`))
  const of: Seat = {
    page,
    context,
    async go(to) {
      await page.goto(`${url}${to}`)
      await page.waitForSelector('h1')
    },
    complaints() {
      const all = said
      said = []
      return all
    },
    close: () => context.close(),
  }
  await page.goto(`${url}/sign-in`)
  await page.fill('input[type=email]', email)
  await page.fill('input[type=password]', PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForSelector('#main')
  return of
}

/** Waits until nothing on the page is being loaded. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').waitFor()
  // Not as a function that waits in the page: that needs eval, which the policy of the page forbids.
  for (const loading of ['main .animate-pulse', 'main > [role=progressbar]', 'main [aria-busy=true]'])
    await page.locator(loading).first().waitFor({ state: 'detached' })
}

/** What sticks out on the right, innermost first. */
const WIDEST = `[...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest('[class*=overflow-x-auto], [class*=overflow-hidden]'))
  .slice(-3).map((one) => one.outerHTML.slice(0, 160)).join(' | ')`

/**
 * Looks at a page in both languages and both themes at two widths: nothing serious for axe, no sideways scrolling, no complaint in the console.
 * Writes a screenshot of two of them. `arrange` brings the page into the state to look at.
 */
export async function looksRight(
  browser: Browser,
  url: string,
  email: string,
  pages: readonly { name: string; path: string; arrange?: (page: Page) => Promise<unknown> }[],
): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true })
  const wrong: string[] = []
  // Side by side: most of it is waiting for the browser, which has processes of its own.
  const look = async (language: Language) => {
    for (const theme of ['light', 'dark'] as const) {
      const at = await seat(browser, url, email, { language, theme, bypassCSP: true })
      for (const { name, path: to, arrange } of pages) {
        const where = `${name} (${language}, ${theme})`
        await at.page.setViewportSize({ width: 1440, height: 900 })
        await at.go(to)
        await settled(at.page)
        await arrange?.(at.page)
        for (const width of [1440, 360]) {
          await at.page.setViewportSize({ width, height: width < 700 ? 780 : 900 })
          const sideways = await at.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
          if (sideways) wrong.push(`${where} scrolls sideways at ${width}: ${await at.page.evaluate(WIDEST)}`)
          for (const finding of await seriousFindings(at.page)) wrong.push(`${where} at ${width}: ${finding}`)
          if ((language === 'en' && theme === 'light' && width === 1440) || (language === 'id' && theme === 'dark' && width === 360))
            await at.page.screenshot({ path: path.join(SCREENSHOTS, `dashboard-${name}-${language}-${theme}-${width}.png`) })
        }
        for (const complaint of at.complaints()) wrong.push(`${where} in the console: ${complaint}`)
      }
      await at.close()
    }
  }
  await Promise.all([look('en'), look('id')])
  assert.deepEqual(wrong, [])
}
