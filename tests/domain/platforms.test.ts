import assert from 'node:assert/strict'
import type { Content } from '../../domain/content.ts'
import { contentSchema } from '../../domain/content.ts'
import { fieldsToPaste, publishedText, RULE_PACKS, rulePackVersion, toAttach, violations } from '../../domain/platforms/index.ts'
import { escapeLittle } from '../../domain/platforms/little.ts'
import { preview } from '../../domain/platforms/preview.ts'
import type { CheckOptions } from '../../domain/platforms/rules.ts'
import { CONTENT_TYPES, type ContentType, type Finding, PLATFORMS, type Platform, type Stage } from '../../domain/words.ts'

type Post = Extract<Content, { form: 'post' }>
type Script = Extract<Content, { form: 'script' }>
type Carousel = Extract<Content, { form: 'carousel' }>

const post = (over: Partial<Post> = {}): Post => ({
  form: 'post',
  text: 'A short opening. And a little more.',
  hashtags: [],
  media: [{ kind: 'image', brief: 'A shirt', alt_text: 'A shirt' }],
  ...over,
})
const script = (seconds: number[], over: Partial<Script> = {}): Script => ({
  form: 'script',
  text: 'Watch this.',
  hashtags: [],
  beats: seconds.map((s) => ({ seconds: s, visual: 'A hand', on_screen_text: '', spoken: '' })),
  sound: '',
  cover: { kind: 'image', brief: 'A hand', alt_text: '' },
  ...over,
})
const carousel = (slides: number): Carousel => ({
  form: 'carousel',
  text: 'Swipe.',
  hashtags: [],
  slides: Array.from({ length: slides }, () => ({ headline: 'h', body: 'b', visual: 'v', alt_text: 'a' })),
})
const tags = (n: number) => Array.from({ length: n }, (_, i) => `tag${i}`)
const check = (platform: Platform, contentType: ContentType, content: Content, stage: Stage = 'draft', options: CheckOptions = {}) =>
  violations({ platform, contentType, content }, stage, { at: new Date('2026-11-23'), ...options })
const rule = (findings: Finding[], id: string) => findings.find((finding) => finding.rule === id)

describe('the rule packs', () => {
  it('know every content type the product offers, in the form its schema has', () => {
    for (const platform of PLATFORMS)
      for (const type of CONTENT_TYPES[platform]) {
        assert.ok(RULE_PACKS[platform].forms[type], `${platform}/${type}`)
        assert.ok(contentSchema(platform, type))
      }
  })

  it('are dated and say where each rule comes from', () => {
    for (const platform of PLATFORMS) {
      assert.match(rulePackVersion(platform), new RegExp(`^${platform}@\\d{4}-\\d{2}-\\d{2}$`))
      for (const { id, source, effectiveFrom } of RULE_PACKS[platform].rules) {
        assert.ok(id.startsWith(`${platform}.`), id)
        assert.ok(source.length > 5, id)
        assert.match(effectiveFrom, /^\d{4}-\d{2}-\d{2}$/)
      }
    }
  })

  it('refuse a content type of another platform', () => {
    assert.match(rule(check('linkedin', 'story', post()), 'linkedin.form')?.message ?? '', /LinkedIn has no story: choose post, article\./)
    assert.equal(rule(check('instagram', 'reel', post()), 'instagram.form')?.severity, 'BLOCK')
  })
})

describe('limits, at their edge', () => {
  for (const [platform, type, limit, id] of [
    ['instagram', 'post', 2200, 'instagram.caption_length'],
    ['linkedin', 'post', 3000, 'linkedin.post_length'],
  ] as const)
    it(`${platform} takes ${limit} characters and not one more`, () => {
      assert.equal(rule(check(platform, type, post({ text: 'a'.repeat(limit) })), id), undefined)
      const over = rule(check(platform, type, post({ text: 'a'.repeat(limit + 1) })), id)
      assert.equal(over?.severity, 'BLOCK')
      assert.match(
        over?.message ?? '',
        new RegExp(`is ${(limit + 1).toLocaleString('en-US')} of ${limit.toLocaleString('en-US')} characters: cut 1\\.`),
      )
    })

  it('count what is published, hashtags and the blank line before them included', () => {
    const text = 'a'.repeat(2200 - 6)
    assert.equal(publishedText('instagram', 'post', post({ text, hashtags: ['abc'] })).length, 2200)
    assert.equal(rule(check('instagram', 'post', post({ text, hashtags: ['abc'] })), 'instagram.caption_length'), undefined)
    assert.ok(rule(check('instagram', 'post', post({ text, hashtags: ['abcd'] })), 'instagram.caption_length'))
  })

  it('count as each platform counts: TikTok in UTF-16 units, the others in characters', () => {
    const text = '😀'.repeat(1101)
    assert.match(rule(check('tiktok', 'script', script([5], { text })), 'tiktok.caption_length')?.message ?? '', /2,202 of 2,200.+cut 2/)
    assert.equal(rule(check('instagram', 'post', post({ text })), 'instagram.caption_length'), undefined)
  })

  it('take 280 weighted characters on X, hashtags of the first post included, in each post of a thread', () => {
    const thread = (text: string, replies: string[], hashtags: string[] = []): Content => ({
      form: 'thread',
      text,
      hashtags,
      media: [],
      replies: replies.map((reply) => ({ text: reply, media: [] })),
    })
    const over = (content: Content, options: CheckOptions = {}) =>
      check('x', content.form === 'thread' ? 'thread' : 'post', content, 'draft', options)
        .filter((f) => f.rule === 'x.post_length')
        .map((f) => f.message)
    assert.deepEqual(over(thread('a'.repeat(276), ['の'.repeat(140)], ['abc'])), ['Post 1 is 281 of 280 characters: cut 1.'])
    assert.deepEqual(over(thread('a'.repeat(275), ['の'.repeat(140), '😀'.repeat(141)], ['abc'])), [
      'Post 3 is 282 of 280 characters: cut 2.',
    ])
    const link = `${'a'.repeat(256)} https://example.com/${'a'.repeat(200)}`
    assert.deepEqual(over(post({ text: link })), [])
    assert.deepEqual(over(post({ text: `${link} b` })), ['Post is 282 of 280 characters: cut 2.'])
    // An account with Premium takes more: nobody else knows which account it is.
    assert.deepEqual(over(thread('a'.repeat(900), ['b']), { overrides: { 'x.post_length': { limit: 25_000 } } }), [])
  })

  it('block the sixth hashtag on Instagram and warn of it elsewhere', () => {
    assert.equal(rule(check('instagram', 'post', post({ hashtags: tags(5) })), 'instagram.hashtags'), undefined)
    assert.deepEqual(rule(check('instagram', 'post', post({ hashtags: tags(6) })), 'instagram.hashtags'), {
      rule: 'instagram.hashtags',
      severity: 'BLOCK',
      stage: 'draft',
      message: '6 hashtags, 5 allowed: remove 1.',
    })
    assert.equal(rule(check('linkedin', 'post', post({ hashtags: tags(6) })), 'linkedin.hashtags')?.severity, 'WARN')
    assert.equal(rule(check('tiktok', 'script', script([5], { hashtags: tags(6) })), 'tiktok.hashtags')?.severity, 'WARN')
  })

  it('count a hashtag typed inside the text', () => {
    assert.ok(rule(check('instagram', 'post', post({ text: 'See #one here.', hashtags: tags(5) })), 'instagram.hashtags'))
  })

  it('warn of a fourth mention and block the twenty-first', () => {
    const mentions = (n: number) => post({ text: `With ${Array.from({ length: n }, (_, i) => `@friend${i}`).join(' ')}` })
    assert.equal(check('instagram', 'post', mentions(3)).length, 0)
    assert.deepEqual(
      check('instagram', 'post', mentions(4)).map((f) => f.rule),
      ['instagram.mentions_many'],
    )
    assert.equal(rule(check('instagram', 'post', mentions(20)), 'instagram.mentions'), undefined)
    assert.equal(rule(check('instagram', 'post', mentions(21)), 'instagram.mentions')?.severity, 'BLOCK')
  })

  it('want two to ten slides, and one to thirty-five photos', () => {
    assert.match(
      rule(check('instagram', 'carousel', carousel(1)), 'instagram.slides')?.message ?? '',
      /^1 slide, at least 2 needed: add 1\.$/,
    )
    for (const n of [2, 10]) assert.equal(rule(check('instagram', 'carousel', carousel(n)), 'instagram.slides'), undefined)
    assert.match(
      rule(check('instagram', 'carousel', carousel(11)), 'instagram.slides')?.message ?? '',
      /^11 slides, 10 allowed: remove 1\.$/,
    )
    const photos = (n: number): Content => ({
      form: 'photo',
      title: 'T',
      text: 'Words.',
      hashtags: [],
      sound: '',
      media: Array.from({ length: n }, () => ({ kind: 'image', brief: 'b', alt_text: 'a' })),
    })
    assert.equal(rule(check('tiktok', 'photo', photos(35)), 'tiktok.images'), undefined)
    assert.ok(rule(check('tiktok', 'photo', photos(36)), 'tiktok.images'))
  })

  it('want a script of three seconds to ten minutes on TikTok, fifteen on Instagram', () => {
    const minutes = (n: number) => Array.from({ length: n }, () => 60)
    assert.match(
      rule(check('tiktok', 'script', script([2.5])), 'tiktok.duration')?.message ?? '',
      /runs 2\.5 s, at least 3 s needed: add 0\.5 s/,
    )
    for (const beats of [[3], minutes(10)]) assert.equal(rule(check('tiktok', 'script', script(beats)), 'tiktok.duration'), undefined)
    assert.match(
      rule(check('tiktok', 'script', script([...minutes(10), 1])), 'tiktok.duration')?.message ?? '',
      /runs 10 min 1 s, 10 min at most: cut 1 s/,
    )
    assert.equal(rule(check('instagram', 'reel', script(minutes(15))), 'instagram.reel_duration'), undefined)
    assert.ok(rule(check('instagram', 'reel', script([...minutes(15), 1])), 'instagram.reel_duration'))
  })

  it('hold a TikTok photo title to 90 units', () => {
    const photo = (title: string): Content => ({
      form: 'photo',
      title,
      text: 'Words.',
      hashtags: [],
      sound: '',
      media: [{ kind: 'image', brief: 'b', alt_text: '' }],
    })
    assert.equal(rule(check('tiktok', 'photo', photo('a'.repeat(90))), 'tiktok.title_length'), undefined)
    assert.ok(rule(check('tiktok', 'photo', photo('a'.repeat(91))), 'tiktok.title_length'))
  })

  it('refuse blanks for a text and a repeated hashtag', () => {
    assert.equal(rule(check('linkedin', 'post', post({ text: '  \n ' })), 'linkedin.post_empty')?.severity, 'BLOCK')
    assert.match(
      rule(check('linkedin', 'post', post({ hashtags: ['Linen', 'linen'] })), 'linkedin.repeated_hashtags')?.message ?? '',
      /#linen/,
    )
  })

  it('advise an opening that ends before the fold', () => {
    assert.equal(rule(check('linkedin', 'post', post({ text: `${'a'.repeat(139)}. More.` })), 'linkedin.hook'), undefined)
    assert.equal(rule(check('linkedin', 'post', post({ text: `${'a'.repeat(140)}. More.` })), 'linkedin.hook')?.severity, 'INFO')
  })
})

describe('dates and tenants', () => {
  const ten = post({ hashtags: tags(10) })

  it('apply a rule from its first day on', () => {
    assert.equal(rule(check('instagram', 'post', ten, 'draft', { at: new Date('2025-12-17T23:59:59Z') }), 'instagram.hashtags'), undefined)
    assert.ok(rule(check('instagram', 'post', ten, 'draft', { at: new Date('2025-12-18T00:00:00Z') }), 'instagram.hashtags'))
  })

  it('judge the past by the limit of its day', () => {
    const at = new Date('2025-06-01')
    assert.match(
      rule(check('instagram', 'post', post({ hashtags: tags(31) }), 'draft', { at }), 'instagram.hashtags')?.message ?? '',
      /30 allowed/,
    )
  })

  it('let a tenant move a limit nobody is sure of, and no other', () => {
    const overrides = { 'instagram.hashtags': { limit: 30 }, 'instagram.caption_length': { limit: 9000 } }
    assert.equal(rule(check('instagram', 'post', ten, 'draft', { overrides }), 'instagram.hashtags'), undefined)
    assert.ok(rule(check('instagram', 'post', post({ text: 'a'.repeat(2201) }), 'draft', { overrides }), 'instagram.caption_length'))
  })
})

describe('stages', () => {
  it('find a draft good whose media is still a brief, and ask for the media at export', () => {
    assert.deepEqual(check('instagram', 'post', post()), [])
    assert.match(rule(check('instagram', 'post', post(), 'export'), 'instagram.media_attached')?.message ?? '', /attach 1 more/)
    assert.equal(rule(check('instagram', 'post', post(), 'export', { attached: 1 }), 'instagram.media_attached'), undefined)
    assert.equal(rule(check('linkedin', 'post', post({ media: [] }), 'export'), 'linkedin.media_attached'), undefined)
  })

  it('ask for a disclosure from approval on, before the fold and outside the hashtags', () => {
    const paid = 'Made in partnership with Oak & Co. this spring.'
    assert.equal(rule(check('instagram', 'post', post({ text: paid })), 'instagram.disclosure'), undefined)
    assert.equal(rule(check('instagram', 'post', post({ text: paid }), 'approval'), 'instagram.disclosure')?.severity, 'BLOCK')
    assert.ok(
      rule(
        check('instagram', 'post', post({ text: `${paid} ${'Words. '.repeat(30)}`, hashtags: ['ad'] }), 'approval'),
        'instagram.disclosure',
      ),
    )
    assert.equal(rule(check('instagram', 'post', post({ text: `Ad. ${paid}` }), 'approval'), 'instagram.disclosure'), undefined)
  })

  it('do not take #spon for a disclosure, and doubt #collab', () => {
    const found = check('tiktok', 'script', script([5], { hashtags: ['spon', 'collab'] }), 'approval')
    assert.equal(rule(found, 'tiktok.weak_disclosure')?.severity, 'BLOCK')
    assert.equal(rule(found, 'tiktok.unclear_disclosure')?.severity, 'WARN')
  })
})

describe('claims', () => {
  const says = (text: string) => check('linkedin', 'post', post({ text })).map((f) => f.rule.replace('linkedin.', ''))

  it('block testimonials nobody gave', () => {
    for (const text of [
      '"It changed my whole life" — Sarah M.',
      'Maria, 34, says it works.',
      'Our customers say it is the best.',
      'Testimoni dari pelanggan: luar biasa.',
      '⭐⭐⭐⭐⭐',
    ])
      assert.deepEqual(says(text), ['fake_testimonial'], text)
  })

  it('flag health and income claims in English and Indonesian', () => {
    for (const text of [
      'It cures acne.',
      'Prevents the common flu.',
      'Lose 10 kg by June.',
      'Teh ini menyembuhkan diabetes.',
      'Turun 5 kg dalam sebulan.',
    ])
      assert.deepEqual(says(text), ['health_claim'], text)
    for (const text of ['Guaranteed monthly income for you.', 'Earn $500 a day from home.', 'Dijamin untung.', 'Get rich quick.'])
      assert.deepEqual(says(text), ['income_claim'], text)
  })

  it('leave ordinary words alone', () => {
    for (const text of [
      'Treat yourself to a slow morning.',
      'Cured ham and a little fig.',
      'A seat is guaranteed for all who register.',
      'What do our customers ask most? Where the wool comes from.',
      'Healing light in the late afternoon.',
      'Our story in three chapters — Anna tells it on Friday.',
    ])
      assert.deepEqual(says(text), [], text)
  })

  it('find what was never filled in', () => {
    for (const text of ['Meet [product name] today.', 'Hello {{name}}.', 'Lorem ipsum dolor.'])
      assert.deepEqual(says(text), ['placeholder'], text)
  })
})

describe('what leaves the product', () => {
  it('is plain where a person pastes it and escaped where LinkedIn reads it', () => {
    const text = 'Ask @ana (or #ben) about a_b {now} 50% | [x] <y> *z* ~ \\'
    assert.equal(publishedText('linkedin', 'post', post({ text })), text)
    assert.equal(escapeLittle(text), 'Ask \\@ana \\(or \\#ben\\) about a\\_b \\{now\\} 50% \\| \\[x\\] \\<y\\> \\*z\\* \\~ \\\\')
  })

  it('lists what a person still has to attach', () => {
    assert.deepEqual(
      toAttach('instagram', 'post', post()).map((a) => a.what),
      ['Image 1: A shirt'],
    )
    assert.deepEqual(
      toAttach('tiktok', 'script', script([5, 7.5], { sound: 'calm' })).map((a) => a.what),
      ['Video of 13 s, shot as the script says', 'Cover: A hand', 'Sound: calm'],
    )
    assert.deepEqual(toAttach('linkedin', 'post', post({ media: [] })), [])
  })

  it('gives every text its own field', () => {
    assert.deepEqual(
      fieldsToPaste('instagram', carousel(2)).map((f) => f.field),
      ['Caption', 'Slide 1', 'Slide 2', 'Alt text 1', 'Alt text 2'],
    )
    assert.deepEqual(
      fieldsToPaste('tiktok', script([3])).map((f) => f.field),
      ['Caption', 'On screen', 'Spoken'],
    )
  })

  it('takes a thread for what it is: posts in order, each with its own media, the images numbered over all of it', () => {
    const media = (brief: string, kind: 'image' | 'video' = 'image') => [{ kind, brief, alt_text: `Alt ${brief}` }]
    const thread: Content = {
      form: 'thread',
      text: 'Linen is here.',
      hashtags: ['linen'],
      media: media('one'),
      replies: [
        { text: 'It breathes. #heat', media: [] },
        { text: 'Come @casa and see.', media: media('two', 'video') },
      ],
    }
    assert.equal(publishedText('x', 'thread', thread), 'Linen is here. #linen')
    assert.deepEqual(fieldsToPaste('x', thread), [
      { field: 'Post 1', text: 'Linen is here. #linen' },
      { field: 'Post 2', text: 'It breathes. #heat' },
      { field: 'Post 3', text: 'Come @casa and see.' },
      { field: 'Alt text 1', text: 'Alt one' },
      { field: 'Alt text 2', text: 'Alt two' },
    ])
    assert.deepEqual(
      toAttach('x', 'thread', thread, [{ item: 0, kind: 'card' }]).map(({ what, why }) => [
        what,
        /stands in|takes it without/.exec(why)?.[0],
      ]),
      [
        ['Image 1 of post 1: one', 'stands in'],
        ['Video 2 of post 3: two', 'takes it without'],
      ],
    )
    const lines = preview('x', 'thread', thread, { width: 60 })
    assert.deepEqual(
      lines.flatMap((line) => /^── (post \d of \d) /.exec(line)?.[1] ?? []),
      ['post 1 of 3', 'post 2 of 3', 'post 3 of 3'],
    )
    assert.ok(lines.indexOf('[to make] two') > lines.indexOf('Come @casa and see.'))
    const counted = check('x', 'thread', { ...thread, hashtags: ['linen', 'summer'] }).map((f) => f.message)
    assert.deepEqual(counted, ['3 hashtags, 2 allowed: remove 1.'])
  })

  it('shows a draft as its platform would, no line wider than asked', () => {
    const long = post({ text: `${'word '.repeat(40).trim()}.`, hashtags: ['linen'] })
    const lines = preview('instagram', 'post', long, { width: 60 })
    assert.ok(lines.every((line) => [...line].length <= 60))
    assert.ok(lines.some((line) => line.endsWith('… more')))
    assert.ok(preview('instagram', 'carousel', carousel(2)).some((line) => line.includes('slide 2 of 2')))
    const table = preview('tiktok', 'script', script([3, 4.5]), { width: 80 })
    assert.ok(table.some((line) => line.startsWith('0:00-0:03')))
    assert.ok(table.some((line) => line.startsWith('0:03-0:08')))
  })
})
