import { escapeHtml } from '../../domain/html.ts'

/** Markup that is safe to send: made by `html` only, so whatever a person or a model wrote is escaped on its way in. */
export interface Html {
  readonly markup: string
}

type Value = Html | string | number | null | undefined | false | readonly Value[]

/** Escapes every value that is not markup itself. Nothing else makes markup. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return { markup: parts.reduce((text, part, i) => text + (i ? render(values[i - 1]) : '') + part, '') }
}

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (Array.isArray(value)) return value.map(render).join('')
  return typeof value === 'object' ? (value as Html).markup : escapeHtml(String(value))
}
