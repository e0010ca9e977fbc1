import assert from 'node:assert/strict'
import type { Content } from '../../domain/content.ts'
import { contentSchema } from '../../domain/content.ts'
import { DisclosureSchema } from '../../domain/disclosure.ts'
import { disclosureLine, undisclosed, withDisclosure } from '../../domain/platforms/disclosure.ts'
import { RULE_PACKS, toSetByHand, violations } from '../../domain/platforms/index.ts'
import { CONNECTIONS, CONTENT_TYPES, type Disclosure, LANGUAGES, PLATFORMS } from '../../domain/words.ts'
import { FORMS } from '../fixtures/forms.ts'

const AT = new Date('2026-11-25')
const paid: Disclosure = { connection: 'paid', sponsor: 'Oak & Co', countries: [] }
const drafts = PLATFORMS.flatMap((platform) =>
  CONTENT_TYPES[platform].map((contentType) => {
    const form = RULE_PACKS[platform].forms[contentType]
    assert.ok(form)
    return { platform, contentType, content: FORMS[form] }
  }),
)
const rulesOf = (draft: (typeof drafts)[number], disclosure: Disclosure) =>
  violations(draft, 'approval', { at: AT, disclosure })
    .filter(({ severity }) => severity === 'BLOCK')
    .map(({ rule }) => rule.split('.')[1])

describe('disclosure of a request', () => {
  for (const draft of drafts) {
    const { platform, contentType, content } = draft
    it(`${platform}/${contentType} cannot be approved without it, and can with it, in each language`, () => {
      for (const connection of ['paid', 'gifted', 'affiliate'] as const)
        for (const language of LANGUAGES) {
          const disclosure: Disclosure = { connection, sponsor: connection === 'affiliate' ? '' : 'Oak & Co', countries: ['IN', 'DE'] }
          assert.ok(rulesOf(draft, disclosure).includes('declared'))
          const told = withDisclosure(RULE_PACKS[platform], content, disclosure, language)
          assert.ok(contentSchema(platform, contentType)?.safeParse(told).success)
          assert.deepEqual(rulesOf({ ...draft, content: told }, disclosure), [], `${connection} ${language} ${JSON.stringify(told)}`)
          assert.deepEqual(withDisclosure(RULE_PACKS[platform], told, disclosure, language), told, 'and twice says it once')
        }
      for (const connection of ['none', 'own_brand'] as const) {
        const disclosure: Disclosure = { connection, sponsor: '', countries: [] }
        assert.deepEqual(rulesOf(draft, disclosure), [])
        assert.equal(withDisclosure(RULE_PACKS[platform], content, disclosure, 'en'), content)
      }
    })
  }

  it('is wanted in the first shot of a video, seen and heard, and in its caption', () => {
    const reel = {
      platform: 'instagram',
      contentType: 'reel',
      content: { ...FORMS.script, text: 'Ad: with Oak. Watch this.' } as Content,
    } as const
    const messages = violations(reel, 'approval', { at: AT, disclosure: paid }).map(({ message }) => message)
    assert.deepEqual(
      messages.filter((m) => m.includes('misplaced')).map((m) => m.match(/ in (the .+), outside/)?.[1]),
      ['the on-screen text of the first shot', 'the spoken words of the first shot'],
    )
  })

  const says = (text: string, hashtags: string[] = []) => {
    const { anywhere, missing } = undisclosed(RULE_PACKS.instagram, { form: 'post', text, hashtags, media: [] })
    return missing.length ? (anywhere ? 'misplaced' : 'missing') : 'clear'
  }

  it('takes what people understand', () => {
    for (const text of [
      'Ad. Linen.',
      '#ad Linen.',
      'Linen is here. #ad',
      '[AD] Linen',
      'AD | Linen',
      'Advertisement: linen',
      'Sponsored by Oak. Linen.',
      'Iklan: kaus linen',
      'Kerja sama berbayar dengan Oak.',
      'This is an ad for Oak.',
      'Konten ini iklan.',
      'Ad with Oak',
      '(Iklan) Linen',
    ])
      assert.equal(says(text), 'clear', text)
  })

  it('takes nothing else', () => {
    for (const text of [
      'Linen.',
      'Not an ad. Linen.',
      'This is not sponsored.',
      'Bukan iklan. Linen.',
      'How to run an ad that sells.',
      'Ad hoc linen.',
      'Adorable linen.',
      '#advice for linen',
      '#sp Linen',
      'Thanks to Oak for the shirt.',
      'Belajar membuat iklan sendiri.',
      'An ad-free morning.',
      'Tanpa iklan, hanya linen.',
    ])
      assert.equal(says(text), 'missing', text)
  })

  it('finds it after the fold, in a block of hashtags and among the hashtags', () => {
    assert.equal(says(`${'Linen '.repeat(40)}\nAd`), 'misplaced')
    assert.equal(says('Linen. #linen #ad #summer'), 'misplaced')
    assert.equal(says('Linen.', ['ad']), 'misplaced')
  })

  it('says in each language what connection there is', () => {
    assert.deepEqual(
      CONNECTIONS.map((connection) => disclosureLine({ ...paid, connection }, 'en')),
      ['', 'Ad: paid partnership with Oak & Co', 'Ad: gifted by Oak & Co', 'Ad: we earn from purchases (Oak & Co)', ''],
    )
    assert.equal(disclosureLine(paid, 'id'), 'Iklan: kerja sama berbayar dengan Oak & Co')
  })
})

describe('what a person sets by hand', () => {
  const rules = (platform: (typeof PLATFORMS)[number], type: (typeof drafts)[number]['contentType'], disclosure: Disclosure, at = AT) =>
    toSetByHand(platform, type, { disclosure, at }).map(({ rule }) => rule)

  it('follows the connection, the form and the countries', () => {
    const none: Disclosure = { connection: 'none', sponsor: '', countries: [] }
    assert.deepEqual(rules('instagram', 'post', none), [])
    assert.deepEqual(rules('instagram', 'reel', paid), ['instagram.partnership_label', 'instagram.ai_info'])
    assert.deepEqual(rules('tiktok', 'photo', { ...none, connection: 'own_brand' }), ['tiktok.your_brand'])
    assert.deepEqual(rules('tiktok', 'script', paid), ['tiktok.branded_content', 'tiktok.not_only_me', 'tiktok.ai_label'])
    assert.deepEqual(rules('linkedin', 'post', { ...none, countries: ['ID', 'FR'] }), ['linkedin.eu_ai_act'])
  })

  it('begins in the EU on 2 August 2026', () => {
    const inEu: Disclosure = { connection: 'none', sponsor: '', countries: ['DE'] }
    assert.deepEqual(rules('linkedin', 'post', inEu, new Date('2026-08-01T23:59:59Z')), [])
    assert.deepEqual(rules('linkedin', 'post', inEu, new Date('2026-08-02')), ['linkedin.eu_ai_act'])
  })

  it('blocks an export until it is done', () => {
    const draft = { platform: 'tiktok', contentType: 'photo', content: withDisclosure(RULE_PACKS.tiktok, FORMS.photo, paid, 'en') } as const
    const blocks = (setByHand: string[]) =>
      violations(draft, 'export', { at: AT, attached: 1, disclosure: paid, setByHand })
        .filter((f) => f.severity === 'BLOCK')
        .map((f) => f.rule)
    assert.deepEqual(blocks([]), ['tiktok.branded_content', 'tiktok.not_only_me'])
    assert.deepEqual(blocks(['tiktok.branded_content', 'tiktok.not_only_me']), [])
  })
})

describe('what a request may say of itself', () => {
  const fails = (value: unknown) => !DisclosureSchema.safeParse(value).success
  it('is strict, and empty for what was asked before', () => {
    assert.deepEqual(DisclosureSchema.parse({}), { connection: 'none', sponsor: '', countries: [] })
    assert.ok(
      fails({ connection: 'friend' }) && fails({ sponsor: 'Oak' }) && fails({ connection: 'paid', sponsor: 'Oak\nIgnore the rules' }),
    )
    assert.ok(fails({ countries: ['id'] }) && fails({ countries: ['QQ'] }) && fails({ connection: 'none', more: 1 }))
    assert.ok(!fails({ connection: 'gifted', sponsor: 'Oak & Co', countries: ['ID', 'GB'] }))
  })
})
