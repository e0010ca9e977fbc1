import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Font } from 'satori'
import type { KitFont } from '../../domain/brand.ts'

/**
 * The fonts in assets/fonts, under the SIL Open Font License 1.1: Figtree and Fraunces as Fontsource 5.3 cuts them (@fontsource/figtree,
 * @fontsource/fraunces), Latin and extended Latin: enough for English, Indonesian and the languages of Europe that are written in it.
 */
const FILES = [
  { name: 'Figtree', file: 'figtree-latin-500', weight: 500 },
  { name: 'Figtree Extended', file: 'figtree-latin-ext-500', weight: 500 },
  { name: 'Figtree', file: 'figtree-latin-800', weight: 800 },
  { name: 'Figtree Extended', file: 'figtree-latin-ext-800', weight: 800 },
  { name: 'Fraunces', file: 'fraunces-latin-600', weight: 600 },
  { name: 'Fraunces Extended', file: 'fraunces-latin-ext-600', weight: 600 },
] as const

export interface Face {
  fontFamily: string
  fontWeight: number
  /** Between letters, in em: large sans letters are set a little tighter. */
  letterSpacing: string
  lineHeight: number
}

const FIGTREE = 'Figtree, Figtree Extended'
export const TEXT_FACE: Face = { fontFamily: FIGTREE, fontWeight: 500, letterSpacing: '0em', lineHeight: 1.38 }
/** How headlines are set, by the font that a brand chose. */
export const HEADLINE_FACES: Readonly<Record<KitFont, Face>> = {
  sans: { fontFamily: FIGTREE, fontWeight: 800, letterSpacing: '-0.025em', lineHeight: 1.06 },
  serif: { fontFamily: `Fraunces, Fraunces Extended, ${FIGTREE}`, fontWeight: 600, letterSpacing: '-0.015em', lineHeight: 1.1 },
}

/** Reads them, 92 kB. satori parses an array of fonts once, so the same one is used for every image. */
export async function loadFonts(): Promise<Font[]> {
  // From the sources two rooms up; from what the compiler emits into dist, three.
  const folder = ['../../assets/fonts/', '../../../assets/fonts/'].map((to) => new URL(to, import.meta.url)).find((url) => existsSync(url))
  if (!folder) throw new Error('assets/fonts is missing beside the program: images cannot be drawn without their fonts')
  return Promise.all(
    FILES.map(async ({ name, file, weight }) => ({
      name,
      weight,
      style: 'normal',
      data: await readFile(fileURLToPath(new URL(`${file}.woff`, folder))),
    })),
  )
}
