import satori, { type Font } from 'satori'
import sharp from 'sharp'
import { type BrandSnapshot, type KitTemplate, kitOf } from '../../domain/brand.ts'
import type { Canvas, ImageFile, Panel } from '../../domain/images.ts'
import type { Element } from './element.ts'
import { loadFonts } from './fonts.ts'
import { lookOf } from './look.ts'
import { type Page, type Setting, suiting, TEMPLATES, type Template } from './templates.ts'
import { cleaned, halved, worded } from './text.ts'

/** Words that our fonts have no letters for, or more of them than the platform's images can hold. Trying again does not help. */
export class CannotDraw extends Error {
  override name = 'CannotDraw'
}

export interface Drawn extends ImageFile {
  data: Buffer
}

export interface Drawing {
  template: KitTemplate
  images: Drawn[]
  /** A sentence for each colour of the brand that could not be used as it is. */
  mended: string[]
}

export interface Renderer {
  /** Draws panels in the order given. The same input gives the same bytes, on one version of the renderer. */
  draw(of: { brand: BrandSnapshot; canvas: Canvas; panels: readonly Panel[]; format?: 'jpeg' | 'png' }): Promise<Drawing>
}

const ROOMIEST = 'editorial' satisfies KitTemplate
/** Steps of size, largest first. At the last one text is 30 px on a page of 1080: 11 points on a phone. */
const SCALES = [1, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6, 0.55]
/** High enough that letters have no fringes: 60 to 130 kB for a page. 4:2:0 would smear coloured letters. */
const JPEG = { quality: 90, chromaSubsampling: '4:4:4' } as const

/** Reads the fonts once and gives what draws with them. */
export async function openRenderer(): Promise<Renderer> {
  const fonts = await loadFonts()
  return {
    async draw({ brand, canvas, panels, format = 'jpeg' }) {
      const kit = kitOf(brand)
      const { look, mended } = lookOf(brand, kit)
      const { brandName, worded } = await drawable(fonts, brand, panels)
      const wanted = kit.template === 'auto' ? suiting(worded) : kit.template
      const setting: Setting = { canvas, look, font: kit.font, brandName }
      const { name, pages } = await settled(fonts, setting, worded, wanted)
      const template = TEMPLATES[name]
      // One size of text over all pages but the first, as a person would set them.
      const rest = Math.min(...pages.slice(1).map((page) => page.scale))
      const images: Drawn[] = []
      for (const [i, page] of pages.entries()) {
        const text = template.text(setting, page, i === 0 ? page.scale : rest)
        images.push(await encoded(await laidOut(fonts, template.page(setting, page, text), canvas), page, format))
      }
      return { template: name, images, mended }
    },
  }
}

type FittedPage = Page & { scale: number }

/** The pages in the template that is wanted, or in the one with the most room where that cannot hold the words. */
async function settled(
  fonts: Font[],
  setting: Setting,
  panels: readonly Panel[],
  wanted: KitTemplate,
): Promise<{ name: KitTemplate; pages: FittedPage[] }> {
  try {
    return { name: wanted, pages: await paginated(fonts, TEMPLATES[wanted], setting, panels) }
  } catch (error) {
    if (!(error instanceof CannotDraw) || wanted === ROOMIEST) throw error
    return { name: ROOMIEST, pages: await paginated(fonts, TEMPLATES[ROOMIEST], setting, panels) }
  }
}

/** The panels as numbered pages with the scale of their words, cut in two where these do not fit at the smallest. */
async function paginated(fonts: Font[], template: Template, setting: Setting, panels: readonly Panel[]): Promise<FittedPage[]> {
  const left = [...panels]
  const done: (Panel & { scale: number })[] = []
  for (let panel = left.shift(); panel; panel = left.shift()) {
    const total = done.length + 1 + left.length
    const scale = await fitting(fonts, template, setting, { ...panel, place: done.length, total })
    const halves = scale === undefined && total < setting.canvas.most ? halved(panel) : undefined
    if (halves) left.unshift(...halves)
    else if (scale !== undefined) done.push({ ...panel, scale })
    else
      throw new CannotDraw(
        `the words of ${panel.kind} ${panel.item + 1} do not fit ${setting.canvas.most > 1 ? `on ${setting.canvas.most} images together` : 'on its image'}: shorten them`,
      )
  }
  return done.map((page, place) => ({ ...page, place, total: done.length }))
}

/** The largest scale at which the words are no higher than their room; undefined when none is small enough. */
async function fitting(fonts: Font[], template: Template, setting: Setting, page: Page): Promise<number | undefined> {
  const room = template.slot(setting, page)
  const fits = async (scale: number) => {
    const svg = await laidOut(fonts, template.text(setting, page, scale), { width: room.width })
    return Number(/ height="([\d.]+)"/.exec(svg)?.[1] ?? Number.POSITIVE_INFINITY) <= room.height
  }
  // Most words fit as they are; each measurement costs some 10 ms.
  if (await fits(1)) return 1
  let [low, high] = [1, SCALES.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (await fits(SCALES[middle] ?? 1)) high = middle
    else low = middle + 1
  }
  return SCALES[low]
}

/** Panels in words that the fonts have: marks they lack are left out, letters they lack cannot be. */
async function drawable(
  fonts: Font[],
  { brand_name }: BrandSnapshot,
  panels: readonly Panel[],
): Promise<{ brandName: string; worded: Panel[] }> {
  const name = cleaned(brand_name).replaceAll('\n', ' ')
  const all = panels.map(worded)
  const lacking = new Set(await lackingIn(fonts, [name, ...all.flatMap(({ headline, body }) => [headline, body])].join('\n')))
  // A mark that did not compose with its letter has no place to stand.
  const letters = (text: string) => [...text].filter((c) => /\p{M}/u.test(c) || (lacking.has(c) && /[\p{L}\p{N}]/u.test(c)))
  const without = (text: string) =>
    lacking.size
      ? [...text]
          .filter((c) => !lacking.has(c))
          .join('')
          .replace(/ {2,}/g, ' ')
          .trim()
      : text
  return {
    // The page does without a name that cannot be written on it.
    brandName: letters(name).length ? '' : without(name),
    worded: all.map(({ headline, body, ...panel }) => {
      const strange = letters(headline + body)
      if (strange.length)
        throw new CannotDraw(
          `the fonts have no letters for "${strange.slice(0, 12).join('')}" of ${panel.kind} ${panel.item + 1}: images are drawn in Latin script only`,
        )
      const said = { headline: without(headline), body: without(body) }
      if (!said.headline && !said.body) throw new CannotDraw(`${panel.kind} ${panel.item + 1} has no words that can be drawn`)
      return { ...panel, ...said }
    }),
  }
}

/** Every character of a text that none of the fonts has. */
async function lackingIn(fonts: Font[], text: string): Promise<string> {
  const lacking: string[] = []
  await satori(asNode({ type: 'div', props: { style: { display: 'block', fontFamily: 'Figtree, Figtree Extended' }, children: text } }), {
    width: 4_000,
    fonts,
    async loadAdditionalAsset(_language, segment) {
      lacking.push(segment)
      return []
    },
  })
  return lacking.join('')
}

const laidOut = (fonts: Font[], element: Element, size: { width: number; height?: number }): Promise<string> =>
  satori(asNode(element), { fonts, width: size.width, ...(size.height !== undefined && { height: size.height }) } as Parameters<
    typeof satori
  >[1])

const asNode = (element: Element) => element as unknown as Parameters<typeof satori>[0]

/** libvips draws the outlines and encodes in its own threads; what the file is, is read back from it. */
async function encoded(svg: string, page: Page, format: 'jpeg' | 'png'): Promise<Drawn> {
  const picture = sharp(Buffer.from(svg)).flatten({ background: '#ffffff' })
  const encoder = format === 'jpeg' ? picture.jpeg(JPEG) : picture.png({ palette: true, colours: 64, compressionLevel: 9 })
  const { data, info } = await encoder.toBuffer({ resolveWithObject: true })
  const { item, kind } = page
  return { item, kind, format, width: info.width, height: info.height, bytes: data.length, alt_text: altOf(page), data }
}

/** An image of words is read out as those words. */
const altOf = ({ headline, body }: Page): string =>
  [headline, body.replaceAll('\n', ' ')]
    .filter(Boolean)
    .join('. ')
    .replace(/([.!?…:])\./g, '$1')
    .slice(0, 1_000)
