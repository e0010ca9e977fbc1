/** The tree that satori lays out: React's shape without React. Text becomes outlines, so nothing in it can be markup. */
export interface Element {
  type: 'div'
  props: { style: Style; children?: Child | readonly Child[] }
}
export type Child = Element | string
export type Style = Readonly<Record<string, string | number>>

/** A flex column, which is what most boxes here are. */
export const column = (style: Style, ...children: readonly (Child | false | '')[]): Element => ({
  type: 'div',
  props: {
    style: { display: 'flex', flexDirection: 'column', ...style },
    children: children.filter((c): c is Child => c !== false && c !== ''),
  },
})

export const row = (style: Style, ...children: readonly (Child | false | '')[]): Element =>
  column({ flexDirection: 'row', ...style }, ...children)

/** Words that wrap, break inside a word that is longer than the line, and keep their line breaks. */
export const words = (style: Style, text: string): Element => ({
  type: 'div',
  props: { style: { display: 'block', width: '100%', whiteSpace: 'pre-wrap', wordBreak: 'break-word', ...style }, children: text },
})

/** A filled shape without content. */
export const shape = (style: Style): Element => ({ type: 'div', props: { style: { display: 'flex', flexShrink: 0, ...style } } })
