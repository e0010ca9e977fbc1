import assert from 'node:assert/strict'
import { languageFindings, languageProblems } from '../../activities/language.ts'
import type { Content } from '../../domain/content.ts'
import type { Language } from '../../domain/words.ts'
import { BRANDS } from '../fixtures/brands.ts'
import { GOOD } from '../fixtures/drafts.ts'

const [brand] = BRANDS
if (!brand) throw new Error('no brand')
const told = (language: Language, prompt = 'x') => ({ prompt, brand, language })
const post = (text: string): Content => ({ form: 'post', text, hashtags: ['LinenSummer'], media: [] })
const isWrong = (text: string, language: Language, prompt = 'x') => languageProblems(post(text), told(language, prompt)).length > 0

const ENGLISH = 'Our linen summer collection is here, and every order ships for free until Sunday.'
const INDONESIAN = 'Koleksi linen musim panas kami sudah hadir, dan semua pesanan gratis ongkir sampai hari Minggu.'

describe('the language of a draft', () => {
  it('is English or Indonesian as it was asked for', () => {
    assert.equal(isWrong(ENGLISH, 'en'), false)
    assert.equal(isWrong(INDONESIAN, 'id'), false)
    assert.equal(isWrong(ENGLISH, 'id'), true)
    assert.equal(isWrong(INDONESIAN, 'en'), true)
  })

  it('is none of the others', () => {
    for (const text of [
      'Nuestra nueva colección de lino ya está aquí, con envío gratis en todos los pedidos.',
      'Notre nouvelle collection de lin est arrivée, avec livraison gratuite pour tous.',
      'Onze nieuwe linnen collectie is er, met gratis verzending voor alle bestellingen.',
      '我们的亚麻夏季系列来了，全场包邮，欢迎光临我们的店铺。',
    ])
      for (const language of ['en', 'id'] as const) assert.equal(isWrong(text, language), true, `${language}: ${text}`)
  })

  it('may hold names, English of the trade and what was given in another language', () => {
    for (const text of [
      'Launching koleksi baru kami weekend ini, jangan sampai kehabisan ya!',
      'Webinar gratis tentang cash flow untuk UMKM: daftar lewat link di bio kami sekarang.',
      'Free shipping!',
      'Sizes XS to 4XL',
    ])
      assert.equal(isWrong(text, 'id'), false, text)
    assert.equal(isWrong(`Kabar baik untuk Anda: ${ENGLISH}`, 'id', `Sampaikan: ${ENGLISH}`), false, 'the brief said it in English')
  })

  it('is looked for in each part: one slide in another language is found, and quoted', () => {
    const slide = (headline: string, body: string) => ({ headline, body, visual: 'x', alt_text: 'x' })
    const carousel: Content = {
      form: 'carousel',
      text: INDONESIAN,
      hashtags: [],
      slides: [slide('Koleksi baru', INDONESIAN), slide('What is new', ENGLISH), slide('Pesan sekarang', 'Kunjungi toko kami.')],
    }
    const [found] = languageFindings(carousel, told('id'))
    assert.deepEqual([found?.rule, found?.severity, found?.stage], ['quality.language', 'BLOCK', 'draft'])
    assert.match(found?.message ?? '', /^"Our linen summer collection/)
  })

  it('is right in every good draft there is', () => {
    for (const draft of GOOD) assert.deepEqual(languageProblems(draft.content, { ...draft, language: 'en' }), [], draft.about)
  })
})
