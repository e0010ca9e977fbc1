import { readdirSync, readFileSync } from 'node:fs'
import { openChromium, seriousFindings } from './tests/helpers/chromium.ts'
const API = 'http://127.0.0.1:8000'
const email = `mia-${Date.now()}@studio.example`, password = 'correct horse battery'
const j = async (m: string, p: string, b?: unknown, t?: string) => { const r = await fetch(API + p, { method: m, headers: { 'content-type': 'application/json', ...(t && { authorization: `Bearer ${t}` }) }, ...(b !== undefined && { body: JSON.stringify(b) }) }); const text = await r.text(); if (!r.ok) throw new Error(`${m} ${p} ${r.status} ${text}`); return text ? JSON.parse(text) : undefined }
await j('POST', '/api/v1/auth/register', { email, password, name: 'Mia Manager', organization_name: 'Studio Utara' })
let token = ''
for (let i = 0; i < 50 && !token; i++) { await new Promise((r) => setTimeout(r, 300)); try { for (const f of readdirSync('.data/mailbox')) { const s = readFileSync('.data/mailbox/' + f, 'utf8'); if (s.includes(email)) token = /account\/verify\/([A-Za-z0-9_-]{43})/.exec(s)?.[1] ?? '' } } catch {} }
const s = await j('POST', '/api/v1/auth/verify-email', { token, password })
const at = s.access_token
await j('POST', '/api/v1/brands', { brand_name: 'Solène', brand_guidelines: 'Calm, warm, precise.', brand_voice: { tone: ['warm', 'calm'], emoji: 'some', favourite_words: ['linen'], hashtags: ['solene'] } }, at)
const browser = await openChromium()
const theme = (process.argv[2] ?? 'light') as 'light' | 'dark', lang = process.argv[3] ?? 'en', width = Number(process.argv[4] ?? 1440)
const ctx = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme, locale: lang === 'id' ? 'id-ID' : 'en-GB' })
const page = await ctx.newPage()
page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') console.log('console:', m.type(), m.text().slice(0, 400)) })
page.on('pageerror', (e) => console.log('pageerror', e.message.slice(0, 400)))
const shot = async (n: string, full = true) => { await page.screenshot({ path: `/tmp/shots/${n}-${theme}-${lang}-${width}.png`, fullPage: full }); const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'); if (wide) console.log(n, 'SCROLLS SIDEWAYS') }
const axe = async (n: string) => { const c = await browser.newContext(); await c.close(); try { const f = await seriousFindings(page); if (f.length) console.log('axe', n, f.slice(0, 6)) } catch (e) { console.log('axe failed', String(e).slice(0, 200)) } }
await page.goto(API + '/history')
await page.waitForSelector('input[type=email]'); await shot('signin')
await page.fill('input[type=email]', email); await page.fill('input[type=password]', password); await page.keyboard.press('Enter')
await page.waitForURL(API + '/history'); await page.goto(API + '/'); await page.waitForSelector('h1'); await page.waitForTimeout(1500); await shot('home-empty')
await page.goto(API + '/requests/new'); await page.waitForSelector('textarea'); await page.fill('textarea', 'Launch our linen summer collection on 1 June: 12 pieces from 49 EUR, made in Portugal. Invite people to the shop in Lisbon.'); await page.waitForTimeout(1500); await shot('new')
await page.click('button[type=submit]'); await page.waitForURL(/requests\/[0-9a-f]{8}/); await page.waitForTimeout(700); await shot('request-early')
await page.waitForFunction(() => document.body.innerText.match(/Awaiting approval|Menunggu persetujuan/g)?.length! >= 3, undefined, { timeout: 60000 }); await page.waitForTimeout(1500); await shot('request')
console.log(page.url())
await page.goto(page.url() + '?draft=instagram&view=edit'); await page.waitForTimeout(2000); await shot('edit')
await page.goto(page.url().replace('edit', 'quality')); await page.waitForTimeout(1500); await shot('quality')
await page.goto(API + '/'); await page.waitForTimeout(1500); await shot('home')
await browser.close()
