import assert from 'node:assert/strict'
import type { Content } from '../../domain/content.ts'
import { violations } from '../../domain/platforms/index.ts'
import type { CheckOptions } from '../../domain/platforms/rules.ts'
import { countersOf } from '../../web/src/pages/request/counters.ts'
import { fixOf } from '../../web/src/pages/request/fixes.ts'

const post = (over: Partial<Extract<Content, { form: 'post' }>> = {}): Content => ({
  form: 'post',
  text: 'Linen for summer. Come and see it in Lisbon.',
  hashtags: ['linen', 'lisbon'],
  media: [{ kind: 'image', brief: 'Shirts on a line', alt_text: 'Three shirts on a line' }],
  ...over,
})

/** Applies every fix there is, as somebody does who presses each button, and answers what is left to say. */
function mended(content: Content, options: CheckOptions, platform: 'instagram' | 'linkedin' = 'instagram') {
  const of = (now: Content) => violations({ platform, contentType: 'post', content: now }, 'approval', options)
  let now = content
  const pressed: string[] = []
  for (let i = 0; i < 10; i++) {
    const draft = { platform, contentType: 'post' as const, content: now }
    const found = of(now).find((finding) => fixOf(draft, finding, options, 'en'))
    if (!found) break
    now = fixOf(draft, found, options, 'en') ?? now
    pressed.push(found.rule)
  }
  return { content: now, pressed, left: of(now).map(({ rule }) => rule) }
}

describe('fixes of one click', () => {
  it('takes hashtags away that are too many or said twice', () => {
    const { content, pressed, left } = mended(post({ hashtags: ['linen', 'Linen', 'a1', 'b2', 'c3', 'd4', 'e5'] }), {})
    assert.ok(pressed.length >= 2, pressed.join())
    assert.ok(content.hashtags.length <= 5)
    assert.equal(new Set(content.hashtags.map((tag) => tag.toLowerCase())).size, content.hashtags.length)
    assert.ok(!left.some((rule) => rule.includes('hashtag')), left.join())
  })

  it('puts the disclosure where the law wants it, and only once', () => {
    const options = { disclosure: { connection: 'paid', sponsor: 'Casa Lino', countries: ['DE'] } } as const
    const before = violations({ platform: 'instagram', contentType: 'post', content: post() }, 'approval', options)
    assert.ok(before.some(({ severity }) => severity === 'BLOCK'))
    const { content, left } = mended(post(), options)
    assert.ok(content.form === 'post' && /^(?:#?ad|paid|anzeige)/i.test(content.text), JSON.stringify(content))
    const after = violations({ platform: 'instagram', contentType: 'post', content }, 'approval', options)
    assert.deepEqual(
      after.filter(({ severity, stage }) => severity === 'BLOCK' && stage === 'draft'),
      [],
      left.join(),
    )
  })

  it('cuts whole sentences from the end of what is too long, and keeps the hashtags', () => {
    const long = Array.from({ length: 120 }, (_, i) => `Sentence number ${i} tells of linen.`).join(' ')
    const { content, left } = mended(post({ text: long }), {})
    assert.ok(content.form === 'post')
    assert.ok(long.startsWith(content.text) && content.text.endsWith('.'))
    assert.deepEqual(content.hashtags, ['linen', 'lisbon'])
    assert.ok(!left.includes('instagram.caption_length'), left.join())
  })

  it('takes denied hashtags out, and offers nothing for denied words, which only a writer can replace', () => {
    const denied = { terms: ['cheap'], hashtags: ['sale'], checkedOn: new Date().toISOString().slice(0, 10) }
    const content = post({ text: 'Cheap linen. Come and see it.', hashtags: ['linen', 'Sale'] })
    const done = mended(content, { denied })
    assert.deepEqual(done.content.hashtags, ['linen'])
    assert.ok(done.content.form === 'post' && done.content.text.startsWith('Cheap'))
  })

  it('offers nothing where nothing is wrong', () => {
    assert.deepEqual(mended(post(), {}).pressed, [])
  })
})

describe('counters', () => {
  it("count as the platform counts, beside the organization's own limit where it has one", () => {
    const [caption] = countersOf('instagram', 'post', post(), {})
    assert.deepEqual([caption?.label, caption?.most], ['Caption', 2200])
    assert.equal(caption?.now, 'Linen for summer. Come and see it in Lisbon.\n\n#linen #lisbon'.length)
    const escaped = countersOf('linkedin', 'post', post({ text: 'a(b)', hashtags: [] }), {})[0]
    assert.equal(escaped?.now, 'a\\(b\\)'.length, 'LinkedIn counts the escapes that its API wants')
    const emoji = countersOf('x', 'post', post({ text: '👩‍👩‍👧', hashtags: [] }), {})[0]
    assert.equal(emoji?.now, 2)
  })
})
