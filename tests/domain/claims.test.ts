import assert from 'node:assert/strict'
import type { Content } from '../../domain/content.ts'
import { violations } from '../../domain/platforms/index.ts'
import { PLATFORMS } from '../../domain/words.ts'
import { BAD_BAIT, BAD_CLAIMS, BAD_GOODS, GOOD_BAIT, GOOD_CLAIMS, GOOD_GOODS } from '../fixtures/claims.ts'

const JUDGED = [...Object.keys(BAD_CLAIMS), 'banned_goods', 'alcohol', 'politics']
const post = (text: string): Content => ({
  form: 'post',
  text: `Ad: paid partnership\n\n${text}`,
  hashtags: [],
  media: [{ kind: 'image', brief: 'A table', alt_text: 'A table' }],
})
const paid = { disclosure: { connection: 'paid', sponsor: '', countries: [] }, at: new Date('2026-11-25') } as const

/** The claims that a platform finds in a sentence of a paid post. */
const found = (text: string, platform: (typeof PLATFORMS)[number] = 'instagram') =>
  violations({ platform, contentType: platform === 'tiktok' ? 'photo' : 'post', content: post(text) }, 'approval', paid)
    .map(({ rule }) => rule.slice(platform.length + 1))
    .filter((rule) => JUDGED.includes(rule))

describe('claims, in English and Indonesian', () => {
  const bad = Object.entries(BAD_CLAIMS).flatMap(([rule, texts]) => texts.map((text) => ({ rule, text })))

  for (const platform of PLATFORMS)
    it(`${platform} finds each of ${bad.length} bad sentences, wherever it stands`, () => {
      assert.ok(bad.length >= 60)
      const missed = bad.filter(({ rule, text }) => !found(`Good morning. ${text} See you.`, platform).includes(rule))
      assert.deepEqual(missed, [])
    })

  it('finds no claim in good sentences', () => {
    assert.ok(GOOD_CLAIMS.length >= 60)
    const alarms = [...GOOD_CLAIMS, ...GOOD_GOODS].map((text) => ({ text, rules: found(text) })).filter(({ rules }) => rules.length)
    assert.deepEqual(alarms, [])
  })

  it('finds goods that may not be branded content, on Instagram and TikTok, and only there', () => {
    const missed = BAD_GOODS.filter((text) => !found(text).includes('banned_goods') || !found(text, 'tiktok').includes('banned_goods'))
    assert.deepEqual(missed, [])
    assert.ok(BAD_GOODS.every((text) => !found(text, 'linkedin').includes('banned_goods')))
  })

  it('finds on Facebook what begs or withholds, there alone, and lets honest questions be', () => {
    const bait = (text: string, platform: (typeof PLATFORMS)[number] = 'facebook') =>
      violations({ platform, contentType: 'post', content: post(text) }, 'draft')
        .map(({ rule }) => rule.slice(platform.length + 1))
        .filter((rule) => rule in BAD_BAIT)
    for (const [rule, texts] of Object.entries(BAD_BAIT))
      for (const text of texts) {
        assert.deepEqual(bait(`Good morning. ${text} See you.`), [rule], text)
        assert.deepEqual(bait(text, 'linkedin'), [])
      }
    for (const text of [...GOOD_BAIT, ...GOOD_CLAIMS, ...GOOD_GOODS]) assert.deepEqual(bait(text), [], text)
  })

  it('is not deceived by invisible characters or by capitals', () => {
    assert.deepEqual(found('Our tea CURES dia\u200bbetes.'), ['health_claim'])
    assert.deepEqual(found('GUARAN\u00adTEED MONTHLY INCOME'), ['income_claim'])
  })

  it('looks at what is to be shown for before and after, and at nothing else there', () => {
    const content: Content = {
      ...post('Our cream.'),
      media: [{ kind: 'image', brief: 'Before and after of a belly', alt_text: '' }],
    } as Content
    const rules = violations({ platform: 'instagram', contentType: 'post', content }, 'draft').map((f) => f.rule)
    assert.ok(rules.includes('instagram.before_after'))
  })

  it('is done with hostile texts of the greatest length in a time that grows with them', () => {
    for (const piece of [
      'before and after ',
      'cures a b ',
      '"',
      '“',
      'sebelum dan ',
      '\n',
      ' ',
      '"abcd efgh ijkl" ',
      '👩‍👩‍👧',
      '⭐ ',
      'not an ',
    ])
      for (const before of ['', '"abcd efgh ijkl"', 'before and', 'cure ']) {
        const text = before + piece.repeat(Math.ceil(110_000 / piece.length))
        const startedAt = performance.now()
        found(text)
        const tookMs = performance.now() - startedAt
        assert.ok(tookMs < 5_000, `${JSON.stringify(before + piece)} took ${Math.round(tookMs)} ms`)
      }
  })
})
