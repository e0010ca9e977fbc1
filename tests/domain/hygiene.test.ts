import assert from 'node:assert/strict'
import type { Content } from '../../domain/content.ts'
import { plainText, type UncleanKind, unclean } from '../../domain/hygiene.ts'
import type { Platform } from '../../domain/words.ts'

const post = (text: string): Content => ({ form: 'post', text, hashtags: [], media: [] })
const kinds = (text: string, platform: Platform = 'instagram', given = '') => unclean(platform, post(text), [given]).map(({ kind }) => kind)

const UNCLEAN_TEXTS: Record<UncleanKind, string[]> = {
  markup: [
    'This is **bold**.',
    'So *very* slow',
    '## A heading\nText',
    '[see it](https://example.org)',
    '![logo](/x.png)',
    '<p>Text</p>',
    'a<br/>b',
    '```\ncode\n```',
    'Press `Enter`',
    'Fish &amp; chips',
    'one\n---\ntwo',
    '| a | b |',
  ],
  leak: [
    '<<<REQUEST Launch',
    'Linen REQUEST>>>',
    'You are the LinkedIn writer of an agency.',
    'As an AI language model, I love it.',
    'I cannot help with that.',
    'Sebagai model AI saya senang',
  ],
  aloud: [
    'Sure! Here is your caption:\nLinen',
    'Certainly! Below is a draft',
    "Here's a caption for your launch:",
    'Okay, here is the draft:',
    '<think>linen</think> Linen',
    'Let me think about the hook.',
    'Option 1: Linen',
    'Linen.\nNote: I have kept it warm.',
    'Caption: Linen is here',
    'Linen.\nHashtags: linen',
    'The user wants me to write a caption.',
    'Tentu! Berikut adalah caption untuk peluncuran:',
    'Let me know if you want any changes!',
  ],
  json: ['{"form":"post"}', '{"caption": "Linen"}', 'Linen\\nfor you', 'on_screen_text is linen', "'text': 'Linen'"],
  placeholder: ['See you at [insert place].'],
  other_platform: ['Follow us on LinkedIn', 'More at our YouTube'],
  hashtag_in_text: ['Linen is here #linen'],
}

const CLEAN = [
  'Here is the thing: linen breathes.',
  "Okay, here's why we love it.",
  "Here's our story, and yours.",
  'I hope this helps!',
  'Would you like me to bring back fig?',
  'When the client asks for a discount, breathe.',
  'Vote below:\nOption 1: fig\nOption 2: cedar',
  'Note: we are closed on the first.',
  'Pack light >>> pack right',
  'Let’s start with the basics.',
  'I <3 linen',
  '5 * 3 = 15, 2*3*4',
  '* terms apply',
  '• one\n- two\n→ three',
  'snake_case_is_fine and so is __init',
  'Say "yes please" & come',
  'Linen #ad',
  'Link in bio',
  'Ini versi yang kami suka.',
  'Berikut tiga hal yang perlu kamu tahu:',
  'Rp5.000 {promo}',
]

describe('what no reader should see', () => {
  for (const [kind, texts] of Object.entries(UNCLEAN_TEXTS))
    for (const text of texts)
      it(`${kind}: ${JSON.stringify(text)}`, () => assert.ok(kinds(text).includes(kind as UncleanKind), kinds(text).join()))

  for (const text of CLEAN) it(`is not in ${JSON.stringify(text)}`, () => assert.deepEqual(kinds(text), []))

  it('depends on the platform where places differ', () => {
    assert.deepEqual(kinds('Link in bio', 'linkedin'), ['other_platform'])
    assert.deepEqual(kinds('Follow us on LinkedIn', 'linkedin'), [])
    assert.deepEqual(kinds('Follow us on LinkedIn', 'instagram', 'Say that we are on LinkedIn'), [])
  })

  it('does not hold a client’s own labels and hashtags against a draft, but thoughts and marks', () => {
    assert.deepEqual(kinds('CTA: visit us #CasaLino', 'instagram', 'CTA: visit us. Use #CasaLino in the text.'), [])
    assert.deepEqual(kinds('Sure! Here is your caption:', 'instagram', 'Begin with: Sure! Here is your caption:'), ['aloud'])
  })

  it('sees every text, also what is only briefed', () => {
    const content: Content = { ...post('Linen'), media: [{ kind: 'image', brief: '**A shirt**', alt_text: '' }] } as Content
    assert.deepEqual(
      unclean('instagram', content, []).map(({ kind }) => kind),
      ['markup'],
    )
  })

  it('can be taken out of a brief', () => {
    for (const text of UNCLEAN_TEXTS.markup)
      assert.deepEqual(
        kinds(`Linen. ${plainText(text)}`).filter((kind) => kind === 'markup'),
        [],
        plainText(text),
      )
    assert.equal(
      plainText('**Ledgerly** has [bank feeds](https://x.example) &amp; more'),
      'Ledgerly has bank feeds https://x.example & more',
    )
    assert.equal(plainText('Plain text - with a dash, 2*3 and a * star.'), 'Plain text - with a dash, 2*3 and a * star.')
  })
})
