import sharp from 'sharp'
import { contrast } from '../../domain/colours.ts'
import type { Canvas } from '../../domain/images.ts'

/** An image as its file shows it, to be measured. */
export interface Pixels {
  format: string
  width: number
  height: number
  /** Red, green and blue of every pixel, row by row. */
  rgb: Buffer
}

export interface Box {
  top: number
  bottom: number
  left: number
  right: number
}

export async function pixelsOf(file: Buffer): Promise<Pixels> {
  const { format } = await sharp(file).metadata()
  const { data, info } = await sharp(file).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  if (info.channels !== 3) throw new Error(`${info.channels} channels`)
  return { format: format ?? '', width: info.width, height: info.height, rgb: data }
}

/** The page's own colour: that of its corner. */
const paperOf = ({ rgb }: Pixels) => [rgb[0] ?? 0, rgb[1] ?? 0, rgb[2] ?? 0] as const

/** Pixels outside the margins that are not the page's colour. JPEG moves a colour by a few steps. */
export function strayPixels(pixels: Pixels, { margin }: Canvas, tolerance = 6): number {
  const { rgb, width, height } = pixels
  const [r, g, b] = paperOf(pixels)
  const differs = (a = 0, b = 0) => Math.abs(a - b) > tolerance
  let strays = 0
  for (let y = 0; y < height; y++) {
    const crossesPage = y >= margin.top && y < height - margin.bottom
    for (let x = 0; x < width; x++) {
      if (crossesPage && x === margin.left) x = width - margin.right
      const i = (y * width + x) * 3
      if (differs(rgb[i], r) || differs(rgb[i + 1], g) || differs(rgb[i + 2], b)) strays++
    }
  }
  return strays
}

/** The contrast of what stands out most against the page in a box: the inside of its letters. */
export function contrastIn(pixels: Pixels, box: Box): number {
  const seen = new Set<number>()
  for (let y = box.top; y < box.bottom; y++)
    for (let x = box.left; x < box.right; x++) seen.add(pixels.rgb.readUIntBE((y * pixels.width + x) * 3, 3))
  const hex = (n: number) => `#${n.toString(16).padStart(6, '0')}`
  const paper = hex(pixels.rgb.readUIntBE(0, 3))
  return Math.max(...[...seen].map((colour) => contrast(hex(colour), paper)))
}
