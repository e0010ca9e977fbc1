import assert from 'node:assert/strict'
import { splitTo } from '../../activities/models/offlineFit.ts'
import { planThread } from '../../activities/tools/threadPlanner.ts'
import { lengthIn } from '../../domain/platforms/measures.ts'

const measure = (text: string) => lengthIn('weighted', text)

describe('a text in pieces', () => {
  it('stays whole where it fits', () => {
    assert.deepEqual(splitTo('One. Two.', 9, measure), ['One. Two.'])
    assert.deepEqual(splitTo('', 9, measure), [''])
  })

  it('is cut after a paragraph, else a line, else a sentence, else a word', () => {
    assert.deepEqual(splitTo('One. Two.\n\nThree. Four.', 15, measure), ['One. Two.', 'Three. Four.'])
    assert.deepEqual(splitTo('• one and\n• two and three', 20, measure), ['• one and', '• two and three'])
    assert.deepEqual(splitTo('One two. Three four.', 12, measure), ['One two.', 'Three four.'])
    assert.deepEqual(splitTo('one two three', 8, measure), ['one two', 'three'])
  })

  it('is cut between what people see as characters where one word is longer than a piece', () => {
    assert.deepEqual(splitTo('のののの', 5, measure), ['のの', 'のの'])
    assert.deepEqual(splitTo('👨‍👩‍👧👨‍👩‍👧', 2, measure), ['👨‍👩‍👧', '👨‍👩‍👧'])
  })

  it('loses nothing but blanks at the cuts', () => {
    const text = 'Words, and more words.\n\nのの が ばな。 Then 👍🏽 an end that is long enough to be cut twice or so.'
    for (let most = 2; most < 60; most++) {
      const pieces = splitTo(text, most, measure)
      assert.ok(
        pieces.every((piece) => measure(piece) <= most),
        `${most}`,
      )
      assert.equal(pieces.join('').replace(/\s/g, ''), text.replace(/\s/g, ''))
    }
  })
})

describe('thread_planner', () => {
  const room = { most: 280, measure }
  const PROMPT =
    'Launch our linen collection. Mention free shipping, sizes XS to 4XL, the price of 49 dollars, the shop in Porto and the repair service.'

  it('gives each point a post of its own while there is room, in the order asked', () => {
    const posts = planThread(PROMPT, 10, room)
    assert.deepEqual(
      posts.map(({ role }) => role),
      ['hook', 'points', 'points', 'points', 'points', 'points', 'call to action'],
    )
    assert.deepEqual(
      posts.slice(1, -1).flatMap(({ says }) => says),
      ['free shipping', 'sizes XS to 4XL', 'the price of 49 dollars', 'the shop in Porto', 'the repair service'],
    )
    assert.ok(posts.every(({ max_characters }) => max_characters === 280))
  })

  it('lets points share posts where fewer are wanted, and never past the limit', () => {
    const sizes = (posts: number, most: number) =>
      planThread(PROMPT, posts, { most, measure })
        .filter(({ role }) => role === 'points')
        .map(({ says }) => says.length)
    assert.deepEqual(sizes(5, 280), [2, 2, 1])
    assert.deepEqual(sizes(3, 280), [5])
    assert.deepEqual(sizes(3, 45), [2, 1, 2])
  })
})
