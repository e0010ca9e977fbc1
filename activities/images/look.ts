import type { BrandKit, BrandSnapshot } from '../../domain/brand.ts'
import { contrast, mix, readable, VISIBLE } from '../../domain/colours.ts'

/** The colours of an image, each readable where it is used: a brand's own where they are, the nearest shade that is where they are not. */
export interface Look {
  paper: string
  /** Text on paper. */
  ink: string
  /** Small print on paper: brand, page number. */
  soft: string
  /** The brand's colour as text on paper. */
  accent: string
  /** The brand's colour as a field or an ornament. */
  primary: string
  /** Text on the field, and a line that is only there to be seen. */
  onPrimary: string
  ruleOnPrimary: string
  /** Ornaments on paper, strong and faint. */
  mark: string
  faint: string
}

/** For a brand that names no colour, one of these by its name: paper, primary, ink. */
const PALETTES = [
  ['#f6f1e7', '#1f4d40', '#1b2220'],
  ['#f2f4f8', '#233f8f', '#161c2d'],
  ['#faf3ec', '#b0452c', '#2b1a14'],
  ['#f5f1f8', '#5b3889', '#231a30'],
  ['#edf4f3', '#0f5f66', '#10282b'],
  ['#fbf5e4', '#8a5a0b', '#2a2010'],
] as const

/** The look of a brand, and a sentence for each colour of it that could not be read where it was asked for. */
export function lookOf(brand: Pick<BrandSnapshot, 'brand_name'>, { colours }: BrandKit): { look: Look; mended: string[] } {
  const [paper0, primary0, ink0] =
    PALETTES[[...brand.brand_name].reduce((sum, c) => (sum * 31 + (c.codePointAt(0) ?? 0)) % 65_521, 7) % PALETTES.length] ?? PALETTES[0]
  const isBare = !colours.primary && !colours.background && !colours.ink
  const primary = colours.primary ?? (isBare ? primary0 : (colours.ink ?? '#26262b'))
  const paper = colours.background ?? (isBare ? paper0 : mix(primary, '#ffffff', 0.06))
  const asked = colours.ink ?? (isBare ? ink0 : mix(primary, '#0c0c0e', 0.25))
  const ink = readable(asked, paper)
  const mark = contrast(primary, paper) >= VISIBLE ? primary : ink
  const onPrimary = contrast(paper, primary) >= contrast(ink, primary) ? readable(paper, primary) : readable(ink, primary)
  const look: Look = {
    paper,
    ink,
    soft: readable(mix(ink, paper, 0.72), paper),
    accent: readable(primary, paper),
    primary,
    onPrimary,
    ruleOnPrimary: mix(onPrimary, primary, 0.4),
    mark,
    faint: mix(mark, paper, 0.22),
  }
  const said = (what: string, from: string, to: string) =>
    `The brand's ${what} ${from} cannot be read on ${paper} (contrast ${contrast(from, paper).toFixed(1)}, 4.5 needed): the images use ${to}.`
  return { look, mended: colours.ink && ink !== asked ? [said('ink', asked, ink)] : [] }
}
