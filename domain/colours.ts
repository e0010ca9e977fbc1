/** Colours as `#rrggbb`, and whether people can read one on another. Contrast as WCAG 2.2 defines it, from 1 to 21. Pure. */

/** The least contrast of text, whatever its size: WCAG 2.2, success criterion 1.4.3 (AA). */
export const READABLE = 4.5
/** The least contrast of an ornament that carries meaning: WCAG 2.2, success criterion 1.4.11. */
export const VISIBLE = 3
/** What we ask for when we choose: JPEG moves a colour by a step or two, and what is left must still be readable. */
const WITH_MARGIN = 4.8

const channels = (colour: string): [number, number, number] => {
  const n = Number.parseInt(colour.slice(1), 16)
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255]
}

const hex = (all: readonly number[]): string => `#${all.map((c) => Math.round(c).toString(16).padStart(2, '0')).join('')}`

/** Relative luminance, 0 (black) to 1 (white): WCAG 2.2, definition of relative luminance. */
export function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map((c) => {
    const s = c / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** `share` of the first colour in the second, 0 to 1. */
export function mix(colour: string, into: string, share: number): string {
  const other = channels(into)
  return hex(channels(colour).map((c, i) => c * share + (other[i] ?? 0) * (1 - share)))
}

/** The colour where it can be read on `on`; else the nearest of its shades that can, towards black or white. Black or white always can. */
export function readable(colour: string, on: string): string {
  if (contrast(colour, on) >= WITH_MARGIN) return colour
  const end = contrast('#000000', on) >= contrast('#ffffff', on) ? '#000000' : '#ffffff'
  for (let share = 0.95; share > 0; share -= 0.05) {
    const shade = mix(colour, end, share)
    if (contrast(shade, on) >= WITH_MARGIN) return shade
  }
  return end
}
