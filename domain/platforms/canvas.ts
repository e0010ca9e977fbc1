import type { Canvas } from '../images.ts'

/** 4:5, the tallest that Instagram's feed takes. Its profile grid shows the middle 3:4, 34 px less at either side. */
export const PORTRAIT: Omit<Canvas, 'most'> = {
  width: 1080,
  height: 1350,
  margin: { top: 88, right: 88, bottom: 94, left: 88 },
  signed: true,
}
