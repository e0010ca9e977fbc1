import { contrast as contrastOf } from '../../../../domain/colours.ts'

const HEX = /^#[0-9a-f]{6}$/i
export const isColour = (text: string): boolean => HEX.test(text)

/** Contrast of two colours, 1 to 21; undefined where one of them is none (yet). */
export const contrast = (one: string | null, other: string | null): number | undefined =>
  one && other && isColour(one) && isColour(other) ? contrastOf(one, other) : undefined
