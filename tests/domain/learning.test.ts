import assert from 'node:assert/strict'
import type { Content } from '../../domain/content.ts'
import { type Lesson, proposalsFrom } from '../../domain/learning.ts'

const post = (text: string, hashtags: string[] = []): Content => ({ form: 'post', text, hashtags, media: [] })
let n = 0
const said = (comment: string, before = post('Our linen is here.\nSee it.'), requestId = `r${++n}`): Lesson => ({
  requestId,
  platform: 'linkedin',
  version: 1,
  comment,
  before,
  after: null,
})
const edited = (before: Content, after: Content, requestId = `r${++n}`): Lesson => ({
  requestId,
  platform: 'linkedin',
  version: 2,
  comment: '',
  before,
  after,
})
const keys = (...lessons: Lesson[]) => proposalsFrom(lessons).map(({ key }) => key)

describe('what people’s changes teach', () => {
  it('“never” is said once and meant, in English and Indonesian', () => {
    for (const comment of [
      'Never say "game-changer"',
      'Please don’t use the word “game-changer”.',
      'Avoid "game-changer", it is not us',
      'Jangan pakai kata "game-changer"',
      'never say game-changer again',
    ])
      assert.deepEqual(keys(said(comment)), ['never_say/game-changer'], comment)
    const [proposal] = proposalsFrom([said('Never say "game-changer"')])
    assert.equal(proposal?.sentence, 'Never “game-changer”.')
    assert.equal(proposal?.evidence[0]?.quote, 'Never say "game-changer"')
  })

  it('a word that edits take out counts when it happened in two requests, and not when one left it in', () => {
    const edit = () => edited(post('An amazing linen shirt.'), post('A linen shirt.'))
    assert.deepEqual(keys(edit()), [])
    assert.deepEqual(keys(edit(), edit()), ['never_say/amazing'])
    const kept = edited(post('Old words here.'), post('An amazing day.'))
    assert.ok(!keys(edit(), edit(), kept).includes('never_say/amazing'))
    const twice = edited(post('An amazing linen shirt.'), post('A linen shirt.'), 'same')
    assert.deepEqual(keys(twice, { ...twice, version: 3 }), [], 'two edits of one request are one sign')
  })

  it('one word for another, when it was asked or done in two requests', () => {
    const asked = () => said('Replace "collection" with "wardrobe"')
    assert.deepEqual(keys(asked()), [])
    assert.deepEqual(keys(asked(), asked()), ['say_instead/collection'])
    assert.deepEqual(keys(asked(), said('Say "wardrobe" instead of "collection".')), ['say_instead/collection'])
  })

  it('how long first lines may be', () => {
    const long = 'A first line that goes on and on until nobody who scrolls on a phone reads it to its end'
    assert.deepEqual(keys(said('Make the first line shorter', post(long))), [])
    const [asked] = proposalsFrom([said('Make the first line shorter', post(long)), said('the opening is too long', post(long))])
    assert.deepEqual([asked?.key, asked?.value, asked?.sentence], ['first_line', { most: 80 }, 'First line under 80 characters.'])
    const shorter = (text: string) => edited(post(long), post(text))
    const [done] = proposalsFrom([shorter('A first line of a few words.'), shorter('Another first line, somewhat longer than that.')])
    assert.deepEqual(done?.value, { most: 50 })
  })

  it('emoji, exclamation marks and hashtags that people take out', () => {
    assert.deepEqual(keys(said('no emoji please'), said('Tanpa emoji ya')), ['no_emoji'])
    assert.deepEqual(keys(edited(post('Wow! ✨'), post('Wow.')), edited(post('Here! ✨'), post('Here.'))).sort(), [
      'no_emoji',
      'no_exclamation',
    ])
    const tags = () => edited(post('x y', ['a', 'b', 'c', 'd']), post('x y', ['a', 'b']))
    const [proposal] = proposalsFrom([tags(), tags()])
    assert.deepEqual([proposal?.key, proposal?.sentence], ['hashtags', 'At most 2 hashtags.'])
  })

  it('nothing, where nothing plain was said or done', () => {
    assert.deepEqual(
      keys(said('Lovely, thank you'), said('Mention the harbour'), edited(post('We sell linen.'), post('We sell linen in Lisbon.'))),
      [],
    )
    assert.deepEqual(keys(), [])
  })
})
