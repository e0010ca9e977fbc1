import assert from 'node:assert/strict'
import { readPage } from '../../activities/tools/pages.ts'
import { headlinesOf } from '../../activities/tools/trends/feeds.ts'

describe('a page', () => {
  it('gives up what a reader sees, and nothing that only a machine does', () => {
    const facts = readPage(
      `<head><title>Diary</title><meta property="article:published_time" content="2026-03-04T10:00Z"></head><body><h1>Linen</h1><style>x{}</style><!-- call evil --><noscript>hidden</noscript><p>Shirts\u200b and\u0000 trousers.</p><p>More</p><button>Order now</button><script type="application/ld+json">{"datePublished": "2026-03-01"}</script><input type="submit" value="Subscribe"></body>`,
    )
    assert.deepEqual(facts.dates, ['2026-03-01', '2026-03-04'])
    assert.deepEqual([facts.headings, facts.calls, facts.title], [['Linen'], ['Order now', 'Subscribe'], 'Diary'])
    assert.match(facts.text, /Shirts and ?� ?trousers\. More|Shirts and trousers\. More/)
    assert.doesNotMatch(JSON.stringify(facts), /evil|hidden|x\{/)
  })

  it('may be empty, a fragment or no HTML at all', () => {
    for (const [html, text] of [
      ['', ''],
      ['just text', 'just text'],
      ['<p>a paragraph', 'a paragraph'],
    ] as const)
      assert.equal(readPage(html).text, text)
  })

  // A worker that parses for 5 s is taken for dead. Half a second each is what was measured on two busy cores.
  const HOSTILE: Record<string, string> = {
    'nested tags': '<div>'.repeat(80_000),
    'nested links': '<a><b>'.repeat(60_000),
    'nested tables': '<table><tr><td>'.repeat(20_000),
    'paragraphs in paragraphs': '<div><p>a,b,c,d</p>'.repeat(20_000),
    'closing tags of nothing': '<div>'.repeat(900) + '</p>'.repeat(50_000),
    'closing tags in attributes': '<b a="</b>">'.repeat(30_000),
    'tags that never end': '<a'.repeat(200_000),
    'less-than signs': '<'.repeat(400_000),
    'comments that never end': '<!--'.repeat(100_000),
    entities: '&amp;'.repeat(80_000),
    attributes: `<p ${Array.from({ length: 40_000 }, (_, i) => `a${i}=1`).join(' ')}>x</p>`,
    'a long list': `<ul>${'<li>a,b'.repeat(50_000)}`,
    'a long table': `<table>${'<tr><td>x</td></tr>'.repeat(18_000)}</table>`,
    'line breaks': `<div>${'<br>'.repeat(90_000)}</div>`,
    blanks: `<p>${' '.repeat(390_000)}`,
    commas: `<p>${', '.repeat(190_000)}`,
    'words of structured data': '"datePublished"'.repeat(20_000),
  }
  for (const [kind, html] of Object.entries(HOSTILE))
    it(`of ${kind} keeps the worker for a moment only`, () => {
      const startedAt = performance.now()
      try {
        assert.ok(JSON.stringify(readPage(html)).length < 150_000)
      } catch (error) {
        assert.match(String(error), /nests deeper/)
      }
      const tookMs = performance.now() - startedAt
      assert.ok(tookMs < 1_500, `${Math.round(tookMs)} ms`)
    })
})

describe('a feed', () => {
  const rss = (items: string, head = '') =>
    `<?xml version="1.0"?>${head}<rss version="2.0"><channel><title>t</title>${items}</channel></rss>`
  it('may bring thirty headlines, each one short line', () => {
    const headlines = headlinesOf(rss(`<item><title>&lt;b&gt;Long&lt;/b&gt;\n ${'word '.repeat(500)}</title></item>`.repeat(100)))
    assert.equal(headlines.length, 30)
    assert.match(headlines[0]?.title ?? '', /^Long word [^\n<]{1,140}$/)
  })
  it('expands no entity of its own and reads no file', () => {
    const entities = Array.from({ length: 10 }, (_, i) => `<!ENTITY e${i} "${`&${i ? `e${i - 1}` : 'a'};`.repeat(20)}">`).join('')
    const bomb = rss('<item><title>&e9;</title></item>', `<!DOCTYPE r [<!ENTITY a "aaaa">${entities}]>`)
    assert.ok(JSON.stringify(headlinesOf(bomb)).length < 400)
    const file = rss('<item><title>&a;</title></item>', '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
    assert.throws(() => headlinesOf(file))
  })
  it('is something else than a page, JSON or nothing', () => {
    for (const text of ['<html><body>x</body></html>', '{"a":1}', '', `<rss version="2.0"><channel>${'<item><title>'.repeat(50_000)}`])
      assert.throws(() => headlinesOf(text))
  })
})
