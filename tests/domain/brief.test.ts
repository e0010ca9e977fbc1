import assert from 'node:assert/strict'
import { coversPoint, demandedPoints } from '../../domain/brief.ts'

describe('the points a prompt demands', () => {
  for (const [prompt, points] of [
    ['Launch our linen summer collection', ['our linen summer collection']],
    [
      'Announce our new Saturday pottery workshop for beginners. Mention the free glazing session and the 12-seat limit.',
      ['our new Saturday pottery workshop for beginners', 'the free glazing session', 'the 12-seat limit'],
    ],
    [
      'Share three tips for repotting a monstera: pick a pot 5 cm wider, use chunky soil, water only after a week.',
      ['three tips for repotting a monstera', 'pick a pot 5 cm wider', 'use chunky soil', 'water only after a week'],
    ],
    [
      'Remind clients that tax returns are due on 30 April and that we offer evening appointments',
      ['tax returns are due on 30 April', 'we offer evening appointments'],
    ],
    [
      'Write a post about our zero-waste refill station, include the price list, the opening hours and the bring-your-own-jar discount',
      ['our zero-waste refill station', 'the price list', 'the opening hours', 'the bring-your-own-jar discount'],
    ],
    ['Explain our returns policy.\n- 60 days\n- free pickup', ['our returns policy', '60 days', 'free pickup']],
    [
      'Buat konten tentang kopi susu, sebutkan harga Rp18.000 dan promo beli 2 gratis 1',
      ['kopi susu', 'harga Rp18.000', 'promo beli 2 gratis 1'],
    ],
  ] as const)
    it(`are read from "${prompt.slice(0, 60)}"`, () => assert.deepEqual(demandedPoints(prompt), points))

  it('leave out where it shall appear', () => {
    for (const where of ['', ' for Facebook', ' for X', ' for Twitter', ' for Instagram, LinkedIn and X', ' for social media'])
      assert.deepEqual(demandedPoints(`Write a post${where} about our refill station`), ['our refill station'], where)
    assert.deepEqual(demandedPoints('Write a post for X-ray technicians'), ['X-ray technicians'])
    assert.deepEqual(demandedPoints('Write a post for xylophone players'), ['xylophone players'])
  })

  it('leave out how it should sound', () => {
    assert.deepEqual(demandedPoints('Introduce our vegan croissant. Keep the tone friendly, no emojis. Use short sentences.'), [
      'our vegan croissant',
    ])
  })

  it('do not tear one thought apart at its commas', () => {
    assert.deepEqual(demandedPoints('Explain how we sample, roast and pack each Tuesday'), ['how we sample, roast and pack each Tuesday'])
  })

  it('are at least one, whatever the prompt, and at most twelve', () => {
    for (const prompt of ['x', '???', '🎉', 'Keep it short.', ' \n ']) assert.equal(demandedPoints(prompt).length, 1, prompt)
    assert.equal(demandedPoints(Array.from({ length: 40 }, (_, i) => `Mention fact ${i}.`).join(' ')).length, 12)
    assert.ok(demandedPoints('word '.repeat(2000)).every((point) => point.length <= 160))
  })
})

describe('covering a point', () => {
  it('forgives endings and order', () => {
    assert.ok(coversPoint('We are launching summer shoes made of linen.', 'launch our linen summer shoe'))
  })
  it('forgives no number', () => {
    assert.ok(!coversPoint('Twenty days of paid leave.', '20 days of leave'))
    assert.ok(coversPoint('Leave: 20 days.', '20 days of leave'))
    assert.ok(coversPoint('Kini Rp18.000 saja.', 'harga Rp18.000'))
  })
  it('wants more than half of the words', () => {
    assert.ok(!coversPoint('A free lunch.', 'the free glazing session'))
  })
})
