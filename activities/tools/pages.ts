import { Readability } from '@mozilla/readability'
import { load } from 'cheerio/slim'
import { parseHTML } from 'linkedom'
import { ASKS } from './engagementOptimizer.ts'

/** What of a page can be compared. All of it is somebody else's text. */
export interface PageFacts {
  title: string
  /** The readable part, in one line. */
  text: string
  headings: string[]
  /** Days that the page dates something with, YYYY-MM-DD, oldest first, each once a mention. */
  dates: string[]
  /** What its links and buttons ask for. */
  calls: string[]
}

/**
 * What is parsed blocks the worker, whose heartbeat is missed after 5 s. Depth is the danger: 80,000 nested tags kept linkedom busy for over
 * ten minutes and htmlparser2, which takes every tag off the head of an array, for five seconds. So a page that nests absurdly is not
 * read, and of any other what is too deep or too much is taken out before linkedom sees it. tests/activities/pages.test.ts holds the worst
 * pages that are known to a second and a half.
 */
const MAX_HTML = 200_000
const MAX_NESTING = 1_000
const MAX_ELEMENTS = 4_000
const MAX_DEPTH = 60
const MAX_TEXT = 20_000
/** Of one run of text, and of all that linkedom is given: it keeps each entity as a node of its own. */
const MAX_RUN = 2_000
const MAX_GIVEN = 80_000
const MAX_DATES = 200
const CALL_LENGTH = 60

const UNREAD = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'object', 'embed', 'svg', 'math'])
/** Elements that hold nothing, or that the next of their kind closes. */
const SHALLOW = /^(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|dt|dd|td|th|tr|option|!.*)$/
const KEPT_ATTRIBUTES = new Set(['class', 'id', 'datetime', 'content', 'property', 'itemprop', 'type', 'value'])

/** Reads what can be compared from HTML. Scripts do not run and nothing that the page names is fetched. Throws where it is no page. */
export function readPage(whole: string): PageFacts {
  const html = whole.slice(0, MAX_HTML)
  if (nestsAbsurdly(html)) throw new Error('the page nests deeper than any page does')
  const $ = load(html)
  prune($.root()[0])
  const textsOf = (selector: string) =>
    $(selector)
      .slice(0, 500)
      .toArray()
      .map((element) => oneLine($(element).text()).slice(0, 200))
  const attributes = (selector: string, name: string) =>
    $(selector)
      .slice(0, MAX_DATES)
      .toArray()
      .map((element) => $(element).attr(name) ?? '')
  const title = textsOf('title')[0] ?? ''
  const published = attributes('meta[property="article:published_time"], meta[itemprop="datePublished"]', 'content')
  $('title, meta, link').remove()
  const article = readable(`<!doctype html><html><body>${$.html()}</body></html>`)
  return {
    title: article.title || title,
    text: article.text || oneLine($.text()).slice(0, MAX_TEXT),
    headings: textsOf('h1, h2, h3').filter(Boolean).slice(0, 40),
    calls: callsOf([...textsOf('a, button'), ...attributes('input[type=submit]', 'value')]),
    dates: [
      ...attributes('time[datetime]', 'datetime'),
      ...published,
      ...[...html.matchAll(/"datePublished"\s{0,5}:\s{0,5}"([^"]{8,40})"/g)].map(([, date]) => date ?? ''),
    ]
      .flatMap((date) => dayOf(date) ?? [])
      .slice(0, MAX_DATES)
      .sort(),
  }
}

/** A node of cheerio's tree, whose type it does not export. */
type AnyNode = Exclude<Parameters<typeof load>[0], string | Buffer | unknown[]>

/** Whether tags are open in each other by the thousand. In time proportional to the text: what closes nothing near the end closes nothing. */
function nestsAbsurdly(html: string): boolean {
  const open: string[] = []
  for (const [, slash, tag = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]{0,20})/gi)) {
    const name = tag.toLowerCase()
    if (SHALLOW.test(name)) continue
    if (!slash) open.push(name)
    else {
      const near = open.slice(-20).lastIndexOf(name)
      if (near >= 0) open.length = Math.max(0, open.length - 20) + near
    }
    if (open.length > MAX_NESTING) return true
  }
  return false
}

/** Takes out what nobody reads, what is nested too deep and what comes after the first 4,000 elements. Without recursion: depth is the page's choice. */
function prune(root: AnyNode | undefined): void {
  const open: { node: AnyNode; depth: number }[] = root ? [{ node: root, depth: 0 }] : []
  let elements = 0
  let given = 0
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next
    if (!('children' in node)) continue
    node.children = node.children.filter((child) => {
      if ('data' in child && child.type === 'text') {
        // The blank keeps the words of two neighbours apart.
        child.data = `${child.data.slice(0, Math.min(MAX_RUN, MAX_GIVEN - given))} `
        given += child.data.length
        return true
      }
      if (child.type !== 'tag' || UNREAD.has(child.name) || depth >= MAX_DEPTH || ++elements > MAX_ELEMENTS) return false
      child.attribs = Object.fromEntries(Object.entries(child.attribs).filter(([name]) => KEPT_ATTRIBUTES.has(name)))
      return true
    })
    for (const child of node.children.toReversed()) open.push({ node: child, depth: depth + 1 })
  }
}

/** The part that is for reading; empty for a page without one, such as a shop's front. */
function readable(html: string): { title: string; text: string } {
  try {
    const { document } = parseHTML(html) as unknown as { document: never }
    const article = new Readability(document, { disableJSONLD: true, charThreshold: 200 }).parse()
    return { title: oneLine(article?.title ?? '').slice(0, 200), text: oneLine(article?.textContent ?? '').slice(0, MAX_TEXT) }
  } catch {
    // It reads most pages and promises none; the page's whole text is taken then.
    return { title: '', text: '' }
  }
}

function callsOf(texts: readonly string[]): string[] {
  const calls = texts.filter((text) => text.length > 2 && text.length <= CALL_LENGTH && ASKS.test(text))
  return [...new Set(calls)].slice(0, 8)
}

/** The day of a date as a page writes it, if it is one between 2000 and tomorrow's calendar. */
function dayOf(date: string): string | undefined {
  const [day] = /^(?:20\d\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])/.exec(date) ?? []
  return day
}

/** One line, without control and invisible characters, in which instructions like to hide. */
function oneLine(text: string): string {
  return text
    .slice(0, MAX_HTML)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
}
