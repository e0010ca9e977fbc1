import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { onPath } from '../../dev/executables.ts'
import { installedByApt } from './apt.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

/** A real browser: CHROMIUM_BINARY, the first on this machine, or, where that may be, installed. Throws with how to get one. */
async function chromiumBinary(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const named = env.CHROMIUM_BINARY
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_BINARY names ${named}, which is not there.`)
    return named
  }
  const found = NAMES.map((name) => onPath(name, env)).find((path) => path) ?? MAC.find((path) => existsSync(path))
  const binary = found ?? (await installedByApt('chromium', 'chromium', 'tests need a real browser'))
  if (!binary)
    throw new Error('Browser tests need Chromium or Chrome: "apt-get install chromium" on Debian, or name one as CHROMIUM_BINARY.')
  return binary
}

/** Starts it without a window, and without the calls home that a browser of one's own makes. */
export const openChromium = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await chromiumBinary(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe finds wrong with a page that is serious or worse: the rule, and where. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE })
  // What is well is not written down: that is most of it, and of the time.
  const { violations } = (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as {
    violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[]
  }
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`),
    )
}
