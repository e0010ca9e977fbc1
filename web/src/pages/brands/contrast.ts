const HEX = /^#[0-9a-f]{6}$/i
export const isColour = (text: string): boolean => HEX.test(text)

/** The least contrast of text, and of an ornament that carries meaning: WCAG 2.2, 1.4.3 and 1.4.11. */
export const READABLE = 4.5
export const VISIBLE = 3

function luminance(colour: string): number {
  const of = (at: number) => {
    const s = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * of(1) + 0.7152 * of(3) + 0.0722 * of(5)
}

/** Contrast of two colours as WCAG 2.2 defines it, 1 to 21; undefined where one of them is none. */
export function contrast(one: string | null, other: string | null): number | undefined {
  if (!one || !other || !isColour(one) || !isColour(other)) return undefined
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}
