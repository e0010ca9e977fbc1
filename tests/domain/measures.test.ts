import assert from 'node:assert/strict'
import { apiText } from '../../domain/platforms/index.ts'
import { escapeLittle, littleCommentary, unescapeLittle } from '../../domain/platforms/little.ts'
import { firstGraphemes, lengthIn } from '../../domain/platforms/measures.ts'

/** Pieces that texts go wrong at: joined and flagged emoji, combining marks, surrogates, escapes, both kinds of line end. */
const PIECES = [
  'a',
  'Z',
  ' ',
  '\n',
  '\r\n',
  'é',
  'e\u0301',
  '😀',
  '👩‍👩‍👧',
  '🇮🇩',
  '👍🏽',
  '한',
  'ก็',
  'नि',
  '\\',
  '\\\\',
  '|',
  '{',
  '}',
  '@',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '#',
  '*',
  '_',
  '~',
  '…',
  '\u200d',
  '️',
]

/** The same texts on each run: a failure can be repeated. */
function* texts(count: number): Generator<string> {
  let seed = 20_261_125
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((seed / 0x80000000) * below)
  }
  for (let i = 0; i < count; i++) yield Array.from({ length: next(40) }, () => PIECES[next(PIECES.length)]).join('')
}

describe('text as platforms count it', () => {
  it('agrees with slow references', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    for (const text of texts(2_000)) {
      assert.equal(lengthIn('graphemes', text), Array.from(segmenter.segment(text)).length, JSON.stringify(text))
      assert.equal(lengthIn('code_points', text), Array.from(text).length)
      assert.equal(lengthIn('utf16', text), new TextEncoder().encode(text).length - slowExtraBytes(text))
      assert.ok(lengthIn('graphemes', text) <= lengthIn('code_points', text) && lengthIn('code_points', text) <= lengthIn('utf16', text))
    }
  })

  it('counts what people see as one', () => {
    assert.deepEqual(
      ['👩‍👩‍👧', '🇮🇩', 'e\u0301', '👍🏽'].map((text) => [
        lengthIn('graphemes', text),
        lengthIn('code_points', text),
        lengthIn('utf16', text),
      ]),
      [
        [1, 5, 8],
        [1, 2, 4],
        [1, 2, 2],
        [1, 2, 4],
      ],
    )
  })

  it('counts long texts as short ones, in time and memory that grow with them', () => {
    for (const piece of ['👍🏽', '🇮🇩', '👩‍👩‍👧', 'e\u0301', 'aé'])
      for (const shift of ['', 'a', 'ab']) {
        const many = shift + piece.repeat(20_000)
        assert.equal(lengthIn('graphemes', many), shift.length + 20_000 * lengthIn('graphemes', piece), JSON.stringify(shift + piece))
      }
    assert.equal(lengthIn('graphemes', `a${'\u0301'.repeat(50_000)}b`), 2)
  })

  it('cuts between what people see as one', () => {
    for (const text of texts(500))
      for (const most of [0, 1, 7]) {
        const cut = firstGraphemes(text, most)
        assert.ok(text.startsWith(cut))
        assert.equal(lengthIn('graphemes', cut), Math.min(most, lengthIn('graphemes', text)), JSON.stringify(text))
      }
  })
})

/** UTF-8 takes more bytes than UTF-16 takes units: by how many, worked out by hand. */
function slowExtraBytes(text: string): number {
  let extra = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    extra += code < 0x80 ? 0 : code < 0x800 ? 1 : 2
  }
  return extra
}

describe("LinkedIn's little text", () => {
  it('comes back as it was, whatever it holds', () => {
    for (const text of texts(3_000)) assert.equal(unescapeLittle(escapeLittle(text)), text)
  })

  it('holds no reserved character that a backslash does not stand before', () => {
    for (const text of texts(3_000)) assert.match(escapeLittle(text), /^(?:[^\\|{}@[\]()<>#*_~]|\\[\\|{}@[\]()<>#*_~])*$/)
  })

  it('is longer by one for each reserved character', () => {
    for (const text of texts(1_000)) {
      const reserved = [...text].filter((character) => '\\|{}@[]()<>#*_~'.includes(character)).length
      assert.equal(lengthIn('code_points', escapeLittle(text)), lengthIn('code_points', text) + reserved)
    }
  })

  it('keeps the hashtags of a draft as links and a # in its text as a sign', () => {
    assert.equal(
      littleCommentary('Our #1 (so far)\n', ['Linen', 'slow_fashion']),
      'Our \\#1 \\(so far\\)\n\n{hashtag|\\#|Linen} {hashtag|\\#|slow\\_fashion}',
    )
    const content = { form: 'post', text: 'a_b', hashtags: [], media: [] } as const
    assert.equal(apiText('linkedin', { ...content, hashtags: [], media: [] }), 'a\\_b')
    assert.equal(apiText('instagram', { ...content, hashtags: [], media: [] }), null)
  })
})
