import assert from 'node:assert/strict'
import { lengthIn } from '../../domain/platforms/measures.ts'

const POEM =
  '故人西辞黄鹤楼，烟花三月下扬州。孤帆远影碧空尽，唯见长江天际流。朱雀桥边野草花，乌衣巷口夕阳斜。旧时王谢堂前燕，飞入寻常百姓家。' +
  '朝辞白帝彩云间，千里江陵一日还。两岸猿声啼不住，轻舟已过万重山。泪湿罗巾梦不成，夜深前殿按歌声。红颜未老恩先断，斜倚薰笼坐到明。' +
  '独在异乡为异客，每逢佳节倍思亲。遥知兄弟登高处，遍插茱萸少一人。'
const HOST = 'randomurl'.repeat(6)

/** Of twitter-text's conformance/tests/validate.yml (WeightedTweets...CounterTest), then of docs.x.com, counting characters. */
const CASES: readonly [about: string, text: string, weight: number][] = [
  ['a text with a link', 'Hi http://test.co', 26],
  ['a link alone', 'http://test.co', 23],
  ['plain characters', `285 chars${'-xxxxxxxxxx'.repeat(25)}-`, 285],
  ['a link in the middle', `285 chars- http://www.twitter.com/jack xxxxxxxxxx${'-xxxxxxxxxx'.repeat(23)}-`, 299],
  ['ten links', 'https://www.twitter.com/aloha '.repeat(10), 240],
  ['Chinese', POEM, 320],
  ['Chinese after Latin', `the${POEM}`, 323],
  ['emoji', '😷'.repeat(160), 320],
  ['an accent that is composed first', 'A\u0301B', 2],
  ['Hebrew that is decomposed first', 'A\ufb2c', 4],
  [
    'punctuation of all widths',
    'This is a tweet with general punctuation characters: \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C\u200D ‐ ‑ ‒ – — ― ‖  ‗ ‘ ’ ‚ ‛ “ ” „ ‟ ′ ″ ‴ ‵ ‶ ‷',
    112,
  ],
  ['a host of 63 characters without protocol', `${HOST}randomurl.com`, 23],
  ['one of 64, which is no host', `${HOST}randomurls.com`, 68],
  ['emoji outside the first plane', '😷👾😡🔥💩', 10],
  ['an emoji with a skin tone', '🙋🏽', 2],
  ['a joined emoji', '👨‍🎤', 2],
  ['a family', '👨‍👩‍👧‍👦', 2],
  ['café, composed or not', 'cafe\u0301', 4],
  ['a long path', 'https://example.com/very/long/path', 23],
]

describe('text as X counts it', () => {
  for (const [about, text, weight] of CASES) it(`${about}: ${weight}`, () => assert.equal(lengthIn('weighted', text), weight))

  it('takes what ends a sentence for no part of a link', () => {
    for (const text of ['See example.com.', 'See (https://example.com/a).', 'See toko.co.id!', 'See https://example.com/a, too'])
      assert.equal(
        lengthIn('weighted', text),
        text.replace(/(?:https:\/\/)?(?:example\.com(?:\/a)?|toko\.co\.id)/, '_'.repeat(23)).length,
        text,
      )
  })

  it('takes figures, abbreviations, addresses and hashtags for no link', () => {
    for (const text of [
      'It costs 3.50 dollars.',
      'Open 9 a.m. to 5 p.m., e.g. today.',
      'Write to mail@example.com.',
      'Up 12.5% since 1.2.',
      '#tag.com',
    ])
      assert.equal(lengthIn('weighted', text), text.length, text)
  })

  it('counts the longer of both where it is unsure whether X sees a link', () => {
    assert.equal(lengthIn('weighted', 'https://example.unheardof/a-path-that-is-long'), 45)
    assert.equal(lengthIn('weighted', 'an end.Without a blank'), 'an '.length + 23 + ' a blank'.length)
  })

  it('counts long texts in time that grows with them', () => {
    for (const piece of ['a', 'a.', 'a-', 'の', '👍🏽', 'https://', '(', 'https://a.co/('])
      assert.ok(lengthIn('weighted', piece.repeat(20_000)) > 0, piece)
  })
})
