import { html } from './html.ts'
import { page } from './layout.ts'

export interface Field {
  name: string
  label: string
  type: 'text' | 'password'
  autocomplete: 'current-password' | 'new-password' | 'name'
}

/** A page that asks for little and says what for; `mistake` is what to mend in what was sent. */
export function accountPage(
  { title, sentences, fields, button }: { title: string; sentences: readonly string[]; fields: readonly Field[]; button: string },
  mistake?: string,
): string {
  const input = ({ name, label, type, autocomplete }: Field) => html`
<p><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required${mistake && type === 'password' ? html` aria-invalid="true" aria-describedby="mistake"` : ''}></p>`
  return page(
    title,
    html`<h1>${title}</h1>
<div class="card">${sentences.map((sentence) => html`<p>${sentence}</p>`)}
${mistake && html`<p class="bad" id="mistake" role="alert">${mistake}</p>`}
<form method="post">${fields.map(input)}<button>${button}</button></form></div>`,
  )
}
