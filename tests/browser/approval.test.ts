import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import type { Language } from '../../domain/words.ts'
import { openChromium, seriousFindings } from '../helpers/chromium.ts'
import { desk, person, type Waiting } from '../helpers/desk.ts'
import { createWorld, type World } from '../helpers/world.ts'

const ANA = person('Ana')
const PHONE = { width: 390, height: 844 }
const SCREENSHOTS = process.env.SCREENSHOTS_DIR ?? path.join('.data', 'test-screenshots')

describe('approving in a browser', () => {
  let world: World
  let browser: Browser
  before(async function () {
    // Where there is no browser yet, it is installed.
    this.timeout(480_000)
    world = await createWorld()
    browser = await openChromium()
    await mkdir(SCREENSHOTS, { recursive: true })
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120"><text x="0" y="88" font-size="64" font-family="sans-serif" font-weight="700" fill="#1f3a5f">Studio Utara</text></svg>`
    const png = await sharp(Buffer.from(svg)).png().toBuffer()
    assert.equal((await world.call('PUT', '/api/v1/organization/logo', { image: png.toString('base64') })).status, 200)
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })
  const { reviewAt, linkOf, mailTo } = desk(() => world)

  /** A page whose scripts are off, as a client's may be; axe needs them, so it looks at a second page of the same address. */
  async function opened(link: string, colours: 'light' | 'dark' = 'light'): Promise<{ page: Page; close(): Promise<void> }> {
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false, colorScheme: colours })
    const page = await context.newPage()
    await page.goto(link)
    return { page, close: () => context.close() }
  }
  async function checked(link: string, colours: 'light' | 'dark' = 'light'): Promise<string[]> {
    const context = await browser.newContext({ viewport: PHONE, bypassCSP: true, colorScheme: colours })
    try {
      const page = await context.newPage()
      await page.goto(link)
      assert.ok(
        await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
        'no sideways scrolling',
      )
      return await seriousFindings(page)
    } finally {
      await context.close()
    }
  }
  async function mailChecked(html: string, name: string): Promise<string[]> {
    const context = await browser.newContext({ viewport: PHONE })
    try {
      const page = await context.newPage()
      await page.route('http://mail.example/', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
      await page.goto('http://mail.example/')
      await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) })
      return await seriousFindings(page)
    } finally {
      await context.close()
    }
  }

  const words: Record<Language, { changes: RegExp; send: RegExp; thanks: RegExp; approve: string; wish: string; comment: string }> = {
    en: {
      changes: /Ask for changes/,
      send: /Send my decisions/,
      thanks: /Thank you, your decisions are in/,
      approve: 'Approve',
      wish: 'Name the harbour of Lisbon',
      comment: 'Comment',
    },
    id: {
      changes: /Minta perubahan/,
      send: /Kirim keputusan saya/,
      thanks: /Terima kasih, keputusan Anda sudah masuk/,
      approve: 'Setujui',
      wish: 'Sebutkan pelabuhan Lisboa',
      comment: 'Komentar',
    },
  }

  for (const language of ['en', 'id'] as const)
    it(`a client with a phone and no scripts decides, sees what changed, and decides again (${language})`, async () => {
      const say = words[language]
      const id = await world.generate({
        platforms: ['instagram', 'linkedin'],
        content_types: { instagram: 'carousel' },
        approval: {
          levels: [
            { name: 'Client', approvers: [ANA, person('Ben')], needs: 'any' },
            { name: 'Legal', approvers: [person('Lea')] },
          ],
        },
      })
      const first = await reviewAt(id, 1, 'instagram', 'linkedin')
      const link = `${await linkOf(first, ANA)}?lang=${language}`
      for (const colours of ['light', 'dark'] as const) assert.deepEqual(await checked(link, colours), [])
      const { page, close } = await opened(link)
      await page.screenshot({ path: path.join(SCREENSHOTS, `approval-phone-${language}.png`) })
      const card = (platform: string) => page.locator(`section[aria-labelledby="${platform}"]`)
      await card('instagram').getByLabel(say.approve, { exact: true }).check()
      await card('linkedin').getByLabel(say.changes).check()
      await card('linkedin')
        .getByLabel(new RegExp(`^${say.comment}`))
        .fill(say.wish)
      await page.getByRole('button', { name: say.send }).click()
      await page.getByRole('heading', { name: say.thanks }).waitFor()
      await close()

      const second: Waiting = await reviewAt(id, 1, 'linkedin')
      const again = `${await linkOf(second, ANA)}?lang=${language}`
      assert.deepEqual(await checked(again), [])
      const next = await opened(again)
      assert.ok((await next.page.locator('ins, del').count()) > 0, 'what changed is marked')
      await next.page.locator('section').screenshot({ path: path.join(SCREENSHOTS, `approval-changes-${language}.png`) })
      await next.page.getByLabel(say.approve, { exact: true }).check()
      await next.page.getByRole('button', { name: say.send }).click()
      await next.page.getByRole('heading', { name: say.thanks }).waitFor()
      await next.close()
      await reviewAt(id, 2, 'linkedin')
    })

  it('mails look right in both languages', async () => {
    for (const language of ['en', 'id'] as const) {
      const id = await world.generate({ platforms: ['instagram', 'linkedin'], approval: { approvers: [ANA, person('Ben')], needs: 'all' } })
      const review = await reviewAt(id, 1)
      // The drafts of this world are English; only the mail speaks the other language.
      await world.db('content_requests').where({ id }).update({ language })
      const resent = await world.call('POST', `/api/v1/content/requests/${id}/approval-links`, { action: 'resend', email: ANA.email })
      assert.equal(resent.status, 202, JSON.stringify(resent.body))
      const mail = await mailTo({ id: `${review.id}/${ANA.email}` }, ANA)
      assert.match(mail.html, new RegExp(`<html[^>]*lang="${language}"`))
      assert.deepEqual(await mailChecked(mail.html, `mail-review-${language}`), [])
      assert.match(mail.text, language === 'id' ? /Mohon putuskan paling lambat/ : /Please decide by/)
      await world.call('POST', `/api/v1/content/requests/${id}/cancel`)
    }
  })

  it('a link that is over says so, and the code page asks for six digits', async () => {
    const id = await world.generate({ platforms: ['linkedin'], approval: { approvers: [ANA], code_by_mail: true } })
    const review = await reviewAt(id, 1)
    const link = await linkOf(review, ANA)
    assert.deepEqual(await checked(link), [])
    const { page, close } = await opened(link)
    await page.getByRole('button', { name: 'Send me the code' }).click()
    const mail = await (async () => {
      for (;;) {
        const found = world.mails.find((one) => one.key.startsWith('code/'))
        if (found) return found
        await world.request(id)
      }
    })()
    const code = /\b(\d{6})\b/.exec(mail.text)?.[1] ?? ''
    await page.getByLabel('The six digits').fill(code)
    await page.getByRole('button', { name: 'Open the drafts' }).click()
    await page.getByLabel('Approve', { exact: true }).check()
    await page.getByRole('button', { name: 'Send my decisions' }).click()
    await page.getByRole('heading', { name: 'Thank you, your decisions are in' }).waitFor()
    await close()
    await world.until(id, 'completed')
    assert.deepEqual(await checked(link), [])
  })
})
