import { parseArgs } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { openChromium } from '../tests/helpers/chromium.ts'

/**
 * Measures the dashboard of a running stack in Chromium, as somebody who is signed in: script of the first page, largest paint and layout shift
 * of pages (the median and the most of five visits, cache cold at each), and the frames while the history is scrolled as fast as a wheel goes.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8000' },
    email: { type: 'string', default: 'owner@demo-agency.example' },
    password: { type: 'string' },
    visits: { type: 'string', default: '5' },
  },
})
const { url, email } = values
const password = values.password ?? stop('Say --password: "npm run seed" printed it.')
const PAGES = ['/sign-in', '/', '/history', '/calendar', '/usage', '/brands', '/requests/new']
const SCROLL_MS = 10_000

function stop(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(2)
}

/** Notes paints and shifts from the first moment on. */
const WATCH = `
globalThis.largest = 0; globalThis.shifts = 0
new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.largest = entry.startTime }).observe({ type: 'largest-contentful-paint', buffered: true })
new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifts += entry.value }).observe({ type: 'layout-shift', buffered: true })`

const SCROLL = `new Promise((resolve) => {
  const frames = []; let last = performance.now(); const until = last + ${SCROLL_MS}
  const step = (now) => { frames.push(now - last); last = now; scrollBy(0, 400); now < until ? requestAnimationFrame(step) : resolve({ frames, y: scrollY, rows: document.querySelectorAll('main ol > li').length }) }
  requestAnimationFrame(step)
})`

const at = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
const ascending = (all: readonly number[]) => [...all].sort((a, b) => a - b)

async function signIn(page: Page): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.fill('input[type=email]', email)
  await page.fill('input[type=password]', password)
  await page.keyboard.press('Enter')
  await page.locator('#main').waitFor()
}

async function visit(context: BrowserContext, to: string): Promise<{ paintMs: number; shift: number; scriptBytes: number }> {
  const page = await context.newPage()
  const client = await context.newCDPSession(page)
  await client.send('Network.enable')
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  const scripts = new Set<string>()
  let scriptBytes = 0
  client.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scriptBytes += encodedDataLength
  })
  await page.addInitScript(WATCH)
  await page.goto(`${url}${to}`)
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  const [paintMs, shift] = (await page.evaluate('[globalThis.largest, globalThis.shifts]')) as [number, number]
  await page.close()
  return { paintMs, shift, scriptBytes }
}

const browser = await openChromium()
try {
  const out = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await signIn(page)
  process.stdout.write(`${url}, ${values.visits} visits of each page, cache cold\n\n`)
  process.stdout.write('page            script kB  largest paint ms, median (most)  layout shift, most\n')
  for (const to of PAGES) {
    const all = []
    for (let i = 0; i < Number(values.visits); i++) all.push(await visit(to === '/sign-in' ? out : context, to))
    const paints = ascending(all.map(({ paintMs }) => paintMs))
    const kB = (all[0]?.scriptBytes ?? 0) / 1000
    const shift = Math.max(...all.map(({ shift: one }) => one))
    process.stdout.write(
      `${to.padEnd(16)}${kB.toFixed(0).padStart(9)}  ${`${at(paints, 0.5).toFixed(0)} (${at(paints, 1).toFixed(0)})`.padStart(32)}  ${shift.toFixed(3).padStart(18)}\n`,
    )
  }
  await page.goto(`${url}/history`)
  await page.locator('main ol > li').first().waitFor()
  const { frames, y, rows } = (await page.evaluate(SCROLL)) as { frames: number[]; y: number; rows: number }
  const sorted = ascending(frames)
  const loaded = await page.locator('main [role=status]').first().innerText()
  process.stdout.write(
    `\nhistory scrolled ${Math.round(y)} px in ${SCROLL_MS / 1000} s (${loaded}): ${frames.length} frames, ` +
      `p50 ${at(sorted, 0.5).toFixed(1)}, p95 ${at(sorted, 0.95).toFixed(1)}, p99 ${at(sorted, 0.99).toFixed(1)} ms; ${rows} rows in the page\n`,
  )
} finally {
  await browser.close()
}
