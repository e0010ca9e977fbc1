import assert from 'node:assert/strict'
import { draftView } from '../../api/views/draft.ts'
import { PAGE_TEXTS } from '../../api/views/reviewTexts.ts'
import { FORMS } from '../fixtures/forms.ts'

const SHOWN = { words: PAGE_TEXTS.en.draft, brand: 'Casa Lino' }

describe('a thread on the approval page', () => {
  const image = (item: number) => ({
    item,
    kind: 'card' as const,
    url: `https://files.example/${item}`,
    alt_text: `Words ${item}`,
    width: 8,
    height: 8,
  })

  it('is shown post by post, hashtags with the first, each image at its own post', () => {
    const { markup } = draftView('x', 'thread', FORMS.thread, { ...SHOWN, images: [image(0), image(1)] })
    const parts = markup.split('<small>Post ').slice(1)
    assert.deepEqual(
      parts.map((part) => [/^\d of \d/.exec(part)?.[0], [...part.matchAll(/<img src="([^"]+)"/g)].map(([, url]) => url).join()]),
      [
        ['1 of 3', 'https://files.example/0'],
        ['2 of 3', ''],
        ['3 of 3', 'https://files.example/1'],
      ],
    )
    assert.match(parts[0] ?? '', /Linen breathes\. #linen/)
    assert.match(parts[1] ?? '', /It dries within the hour\./)
  })

  it('cannot be broken by what it says', () => {
    const thread = { ...FORMS.thread, replies: [{ text: '</div><script>alert(1)</script>', media: [] }] } as typeof FORMS.thread
    assert.doesNotMatch(draftView('x', 'thread', thread, SHOWN).markup, /<script>/)
  })
})
