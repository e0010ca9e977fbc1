import type { KitFont, KitTemplate } from '../../domain/brand.ts'
import type { Canvas, Panel } from '../../domain/images.ts'
import { column, type Element, row, type Style, shape, words } from './element.ts'
import { HEADLINE_FACES, TEXT_FACE } from './fonts.ts'
import type { Look } from './look.ts'

/** Three ways to set a page. Each is a frame with a slot in the safe area, and the words that go into the slot. */

export interface Page extends Panel {
  /** From 0, of `total` pages. */
  place: number
  total: number
}

export interface Setting {
  canvas: Canvas
  look: Look
  font: KitFont
  brandName: string
}

export interface Template {
  /** Room for the words, in pixels. */
  slot(setting: Setting, page: Page): { width: number; height: number }
  /** The words at a scale from 1 down; their height is measured before they are set. */
  text(setting: Setting, page: Page, scale: number): Element
  /** The whole page around them. */
  page(setting: Setting, page: Page, text: Element): Element
}

/** Brand and page number, the line above the slot; pages, a line of dashes below it. */
const HEADER = 96
const FOOTER = 72

const inner = ({ canvas: { width, height, margin } }: Setting) => ({
  width: width - margin.left - margin.right,
  height: height - margin.top - margin.bottom,
})
const isWide = ({ canvas }: Setting) => canvas.width > canvas.height
/** Sizes are for a page of 4:5; a wide one has about half the height for them, a 9:16 one a third more. */
const unit = (setting: Setting) => (isWide(setting) ? 0.62 : setting.canvas.height > 1.5 * setting.canvas.width ? 1.14 : 1)
const px = (size: number, ...factors: number[]) => Math.round(factors.reduce((a, b) => a * b, size))
const isFirst = (page: Page) => page.place === 0

/** How wide a character is at most in our headline faces, in em: what a word needs is guessed from it, on the safe side. */
const widthOf = (c: string) => (/[WM@%mw&—…Æœ]/.test(c) ? 1.08 : /\p{Lu}/u.test(c) ? 0.78 : 0.64)

/** Set so that its longest word stays whole, down to half the size; what is longer still is broken. Lines are balanced where no word can be. */
function headline(setting: Setting, text: string, size: number, color: string): Element {
  const room = inner(setting).width
  const widest = Math.max(...text.split(/\s+/).map((word) => [...word].reduce((sum, c) => sum + widthOf(c), 0)))
  const fontSize = Math.floor(Math.min(size, Math.max(size / 2, room / widest)))
  const wraps: Style = widest * fontSize <= room ? { textWrap: 'balance', wordBreak: 'normal' } : {}
  return words({ ...HEADLINE_FACES[setting.font], fontSize, color, ...wraps }, text)
}

const paragraph = (text: string, size: number, color: string): Element => words({ ...TEXT_FACE, fontSize: size, color }, text)

/** The page itself: its colour to the edge, everything else inside the margins. */
function sheet({ canvas: { width, height, margin } }: Setting, paper: string, ...children: (Element | false)[]): Element {
  const inside = column(
    { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom, overflow: 'hidden' },
    ...children,
  )
  const { top, right, bottom, left } = margin
  return column(
    { width, height, backgroundColor: paper, paddingTop: top, paddingRight: right, paddingBottom: bottom, paddingLeft: left },
    inside,
  )
}

/** Who speaks, and which page this is. Neither where the platform forbids a name; no number on a page that is alone. */
function header(setting: Setting, page: Page, color: string): Element {
  const print = { ...TEXT_FACE, fontSize: 32, color, letterSpacing: '0.01em' }
  const name = [...setting.brandName].length > 42 ? `${[...setting.brandName].slice(0, 41).join('').trimEnd()}…` : setting.brandName
  return row(
    { height: HEADER, width: '100%', justifyContent: 'space-between', alignItems: 'flex-start' },
    column(print, setting.canvas.signed ? name : ' '),
    page.total > 1 && page.kind === 'slide' && column(print, `${page.place + 1} / ${page.total}`),
  )
}

/** A dash for each page, this one filled. Stories have the app's own. */
function dashes(page: Page, strong: string, faint: string): Element {
  const all = page.kind === 'slide' && page.total > 1 ? Array.from({ length: page.total }, (_, i) => i) : []
  return row(
    { height: FOOTER, width: '100%', alignItems: 'flex-end' },
    ...all.map((i) =>
      shape({
        height: 8,
        flexGrow: 1,
        marginRight: i === page.total - 1 ? 0 : 10,
        borderRadius: 4,
        backgroundColor: i === page.place ? strong : faint,
      }),
    ),
  )
}

const slotBetween = (setting: Setting) => ({ width: inner(setting).width, height: inner(setting).height - HEADER - FOOTER })

/** Words at the foot of a quiet page, under a short bar in the brand's colour. */
const editorial: Template = {
  slot: slotBetween,
  text(setting, page, scale) {
    const { look } = setting
    const u = unit(setting) * scale
    return column(
      { width: '100%' },
      shape({ width: 104, height: 14, backgroundColor: look.mark, marginBottom: px(48, u) }),
      page.headline && headline(setting, page.headline, px(isFirst(page) ? 136 : 104, u), look.ink),
      page.body &&
        column({ marginTop: page.headline ? px(40, u) : 0 }, paragraph(page.body, px(54, u), page.headline ? look.soft : look.ink)),
    )
  },
  page(setting, page, text) {
    const { look } = setting
    const { width, height } = slotBetween(setting)
    return sheet(
      setting,
      look.paper,
      header(setting, page, look.soft),
      column({ width, height, justifyContent: isFirst(page) || page.kind !== 'slide' ? 'flex-end' : 'center' }, text),
      dashes(page, look.mark, look.faint),
    )
  },
}

/** The brand's colour from edge to edge, letters as large as they fit; the pages between first and last are on paper. */
const poster: Template = {
  slot: slotBetween,
  text(setting, page, scale) {
    const { title, body, rule } = posterColours(setting, page)
    const u = unit(setting) * scale
    return column(
      { width: '100%' },
      page.headline && headline(setting, page.headline, px(isFirst(page) ? 150 : 120, u), title),
      page.headline &&
        page.body &&
        shape({ width: '100%', height: 4, backgroundColor: rule, marginTop: px(52, u), marginBottom: px(44, u) }),
      page.body && paragraph(page.body, px(54, u), body),
    )
  },
  page(setting, page, text) {
    const { paper, body, rule, small } = posterColours(setting, page)
    const { width, height } = slotBetween(setting)
    return sheet(
      setting,
      paper,
      header(setting, page, small),
      column({ width, height, justifyContent: 'center' }, text),
      dashes(page, body, rule),
    )
  },
}

function posterColours({ look }: Setting, page: Page) {
  const isField = page.kind !== 'slide' || isFirst(page) || page.place === page.total - 1
  return isField
    ? { paper: look.primary, title: look.onPrimary, body: look.onPrimary, small: look.onPrimary, rule: look.ruleOnPrimary }
    : { paper: look.paper, title: look.accent, body: look.ink, small: look.soft, rule: look.faint }
}

/** For steps and lists: the number of the page large at its top in the brand's colour, the words at its foot. */
const numeral: Template = {
  slot(setting, page) {
    const { width, height } = slotBetween(setting)
    return { width, height: height - numberHeight(setting, page) }
  },
  text(setting, page, scale) {
    const { look } = setting
    const u = unit(setting) * scale
    const title = stepOf(page)?.rest ?? page.headline
    return column(
      { width: '100%' },
      title && headline(setting, title, px(isFirst(page) ? 132 : 104, u), look.ink),
      page.body && column({ marginTop: title ? px(36, u) : 0 }, paragraph(page.body, px(54, u), title ? look.soft : look.ink)),
    )
  },
  page(setting, page, text) {
    const { look } = setting
    const { width, height } = slotBetween(setting)
    const step = stepOf(page)
    const size = numberHeight(setting, page)
    const figure = {
      ...HEADLINE_FACES[setting.font],
      fontSize: px(size, 1.12),
      lineHeight: 0.86,
      color: look.accent,
    }
    return sheet(
      setting,
      look.paper,
      header(setting, page, look.soft),
      column(
        { width, height, justifyContent: 'space-between' },
        column(
          { height: size },
          step ? words(figure, step.number) : shape({ width: size, height: size, borderRadius: size / 2, backgroundColor: look.mark }),
        ),
        text,
      ),
      dashes(page, look.mark, look.faint),
    )
  },
}

const numberHeight = (setting: Setting, page: Page) => px(stepOf(page) ? 360 : 150, unit(setting))

/** The number that a headline begins with ("2. Rest the dough"), and the headline without it. */
export function stepOf({ headline }: Pick<Panel, 'headline'>): { number: string; rest: string } | undefined {
  const found = /^(\d{1,2})\s*[.):–-]\s+(.+)$/su.exec(headline)
  return found?.[1] && found[2] ? { number: found[1], rest: found[2] } : undefined
}

export const TEMPLATES: Readonly<Record<KitTemplate, Template>> = { editorial, poster, numeral }

/** What suits the words where the brand leaves it open: numbers where the headlines have them, the field of colour for a story. */
export function suiting(panels: readonly Panel[]): KitTemplate {
  if (panels.filter(stepOf).length >= 2) return 'numeral'
  return panels.some(({ kind }) => kind === 'frame') ? 'poster' : 'editorial'
}
