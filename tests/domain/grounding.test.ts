import assert from 'node:assert/strict'
import type { Content } from '../../domain/content.ts'
import { type GroundedKind, ungrounded, ungroundedIn } from '../../domain/grounding/ground.ts'

/** A source, and texts that say no more than it. */
const GIVEN: [source: string, ...texts: string[]][] = [
  ['Harga Rp18.000', 'Cuma 18 ribu!', 'Hanya Rp 18.000,-', 'Rp18,000', 'delapan belas ribu rupiah', '18rb aja'],
  ['harga 18 ribu', 'Rp18.000', 'IDR 18,000'],
  ['It costs $35', 'Only 35 dollars', '$35.00 today', 'thirty-five dollars'],
  ['from $10-15', '$10 to $15', 'from 10 to 15 dollars'],
  ['Rp1,5 juta', 'Rp1.500.000', '1,5 juta rupiah'],
  ['20% off', 'twenty percent off', 'Save 20%', 'a 20% discount'],
  ['diskon hingga 50%', 'Hemat 50%', 'Diskon lima puluh persen', 'Potongan 50 persen'],
  ['10-20% lighter', '10% to 20% lighter'],
  ['ten seats', 'Only 10 seats', 'Ten seats left'],
  ['1.000 pelanggan', '1,000 pelanggan', '1000 pelanggan', 'seribu pelanggan', 'hundreds of guests'],
  ['12.5 kg', '12,5 kg', 'a 12.5 kg bag'],
  ['open 9 am to 5 pm', 'Open 9:00 to 17:00', '9.00–17.00', 'from 9 am', 'until 5 p.m.'],
  ['buka jam 9 pagi sampai 17.00', 'Pukul 09.00 WIB sampai jam 5 sore', '09:00 - 17:00'],
  ['from 9 to 5', '9:00 to 17:00'],
  ['5 December 2026', 'December 5', '5 Desember', '5th of December, 2026', '5/12/2026', '2026-12-05', 'in December'],
  ['5-7 Mei', 'On 5 May', '7 Mei'],
  ['every Saturday', 'Saturdays', 'Setiap Sabtu'],
  ['sizes XS to 4XL', 'XS to 4XL'],
  ['', 'B2B, COVID-19 and H2O', 'one or two of three', 'You may march on.', 'Let us sun ourselves'],
  ['see www.casalino.com/book.', 'https://casalino.com/book/', 'casalino.com'],
  ['mail hi@lino.com', 'Write to hi@lino.com.', 'lino.com'],
  ['call 0812-3456-7890', '+62 812 3456 7890', 'wa.me/6281234567890'],
  ['Instagram: casa.lino', 'Follow @casa.lino.'],
  ['code LINEN20', 'Use code "LINEN20"'],
  ['our motto: wear what you love now', 'As we say, “Wear what you love, now.”'],
  ['', 'The "slow linen thing"', "it's what we're here for, isn't it", 'Say "yes please"'],
]

/** What nobody gave: a source, a text, and what is found in it. */
const NOT_GIVEN: [source: string, text: string, kind: GroundedKind, found: string][] = [
  ['$35', 'Only €35', 'price', '€35'],
  ['Rp18.000', 'Rp19.000', 'price', 'Rp19.000'],
  ['18 ribu', 'Rp18', 'price', 'Rp18'],
  ['20 guests', 'Take 20% off', 'price', '20%'],
  ['', 'Cuma 199 ribu', 'price', '199 ribu'],
  ['', 'three dollars', 'price', 'three dollars'],
  ['', 'Use code LINEN20', 'price', 'LINEN20'],
  ['', 'diskon 30%', 'price', '30%'],
  ['casalino.com', 'casalino.com/sale', 'link', 'casalino.com/sale'],
  ['', 'Shop at casa-lino.shop now', 'link', 'casa-lino.shop'],
  ['mail hi@lino.com', 'ho@lino.com', 'contact', 'ho@lino.com'],
  ['', 'Call (555) 123-4567', 'contact', '(555) 123-4567'],
  ['Casa Lino', 'Follow @casalino', 'contact', '@casalino'],
  ['', 'She said "this is the best shirt ever".', 'quotation', 'this is the best shirt ever'],
  ['', '‘It’s the best shirt ever made’', 'quotation', 'It’s the best shirt ever made'],
  ['', 'Twelve thousand people wear it', 'figure', 'Twelve thousand'],
  ['', 'Rated 4.9', 'figure', '4.9'],
  ['', 'ribuan pelanggan', 'figure', 'ribuan'],
  ['100 guests', '100% of them', 'figure', '100%'],
  ['open 9 am', 'Open at 9 pm', 'figure', '9 pm'],
  ['5 December', '6 December', 'figure', '6 December'],
  ['5 December', 'This Saturday', 'figure', 'Saturday'],
]

const post = (more: Partial<Extract<Content, { form: 'post' }>> = {}): Content => ({
  form: 'post',
  text: 'Linen is here.',
  hashtags: [],
  media: [{ kind: 'image', brief: 'Two shirts, 35 mm lens', alt_text: 'Two shirts' }],
  ...more,
})

describe('whether a draft was given what it says', () => {
  for (const [source, ...texts] of GIVEN)
    for (const text of texts)
      it(`"${text}" says no more than "${source}"`, () => assert.deepEqual(ungroundedIn([text], { said: [source] }), []))

  for (const [source, text, kind, found] of NOT_GIVEN)
    it(`"${text}" says more than "${source}"`, () => assert.deepEqual(ungroundedIn([text], { said: [source] }), [{ kind, found }]))

  it('takes figures from what a model made of the request, but never a price, a link or somebody’s words', () => {
    const derived = ['On 17 August at 4 pm for 12 people, $12, see rival.com, "the best coffee in town"']
    const found = (text: string) => ungroundedIn([text], { said: [], derived })
    assert.deepEqual(found('17 August, 4 pm, 12 people'), [])
    assert.deepEqual(
      found('$12 at rival.com, "the best coffee in town"').map(({ kind }) => kind),
      ['price', 'link', 'quotation'],
    )
  })

  it('lets a draft count what it lists itself, and number it', () => {
    const lists = (text: string) => ungrounded(post({ text }), { said: [] })
    assert.deepEqual(lists('4 simple tips:\n1. Wash cold\n2. Dry flat\n3. Fold\n4. Wear'), [])
    assert.deepEqual(lists('Empat langkah mudah\n• Cuci\n• Jemur\n• Lipat\n• Pakai'), [])
    assert.deepEqual(lists('Step 1: wash\nStep 2: dry'), [])
    assert.deepEqual(lists('7 tips:\n• Wash\n• Dry'), [{ kind: 'figure', found: '7' }])
    const slide = (headline: string) => ({ headline, body: '', visual: 'A shirt', alt_text: '' })
    const slides = ['5 ways to wear it', '1', '2/6', '3', '4', 'The end'].map(slide)
    assert.deepEqual(ungrounded({ form: 'carousel', text: 'Linen.', hashtags: [], slides }, { said: [] }), [])
  })

  it('reads hashtags for figures, and pictures for prices and addresses alone', () => {
    assert.deepEqual(ungrounded(post({ hashtags: ['Linen2027'] }), { said: ['Linen'] }), [{ kind: 'figure', found: '#Linen2027' }])
    assert.deepEqual(ungrounded(post({ hashtags: ['Linen2027'] }), { said: ['In 2027'] }), [])
    const sign = { kind: 'image' as const, brief: 'A sign that reads "Linen is here" and $5', alt_text: '12 shirts' }
    assert.deepEqual(ungrounded(post({ media: [sign] }), { said: [] }), [{ kind: 'price', found: '$5' }])
  })

  it('is quick with a text that means harm', () => {
    for (const text of [
      '1.'.repeat(20_000),
      '"'.repeat(20_000),
      'a@'.repeat(20_000),
      '1 - '.repeat(10_000),
      'ten '.repeat(10_000),
      '5 '.repeat(20_000),
    ])
      ungroundedIn([text], { said: [text.slice(0, 10_000)] })
  })
})
