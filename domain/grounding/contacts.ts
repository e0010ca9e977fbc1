/** Ways out of a text: links, e-mail addresses, phone numbers, handles and codes to type in. English and Indonesian. Pure. */

export type ContactKind = 'link' | 'email' | 'phone' | 'handle' | 'code'

export interface Contact {
  kind: ContactKind
  /** As it stands in the text. */
  text: string
  /** Equal for two spellings of one thing. */
  key: string
}

const TLD =
  '(?:com|net|org|id|io|co|shop|store|app|dev|me|ly|link|biz|info|eu|uk|de|fr|nl|es|it|pt|jp|sg|my|au|in|us|ca|ai|tv|gg|xyz|online|site|page|club|cafe|example)'
const END = '[^\\s<>"\'“”)\\]]*'
const EMAIL = /[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu
const LINK = new RegExp(
  `(?:https?:\\/\\/|www\\.)${END}|(?<![\\p{L}\\p{N}@._-])[A-Za-z0-9][A-Za-z0-9-]{1,62}(?:\\.[A-Za-z0-9-]{1,62}){0,3}\\.${TLD}(?![\\p{L}\\p{N}-])(?:\\/${END})?`,
  'gu',
)
const HANDLE = /(?<![\p{L}\p{N}_.])@([\p{L}\p{N}_][\p{L}\p{N}_.]*)/gu
const PHONE =
  /(?<![\p{L}\p{N}.,/])(?:\+\d|\(?0\d|1[-. ]\d{3}(?=[-. ]\d{3}[-. ]))[\d ().-]{6,18}\d(?![\p{N}%])|(?<![\p{L}\p{N}.,/])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\p{N})|(?<![\p{L}\p{N}.,/-])\d{3}-\d{4}(?![\p{N}-])/gu
const CODE =
  /(?:\b(?:[Cc]ode|CODE|[Kk]ode(?: promo)?|KODE|[Vv]oucher|[Cc]oupon|[Kk]upon)\s{0,2}[:"“'‘]?\s{0,2})([A-Z][A-Z0-9]{3,19})(?![\p{L}\p{N}])/gu

/** Every one of them, and the text with blanks in their place, so that no digit of a phone number is read as a figure. */
export function contactsIn(text: string): { contacts: Contact[]; rest: string } {
  const contacts: Contact[] = []
  const taken = (kind: ContactKind, pattern: RegExp, keyOf: (found: string) => string) => (from: string) =>
    from.replace(pattern, (found: string) => {
      const clean = kind === 'link' || kind === 'handle' ? found.replace(/[.,;:!?…]+$/u, '') : found
      const key = keyOf(clean)
      if (key) contacts.push({ kind, text: clean, key })
      return key ? ' '.repeat(found.length) : found
    })
  const steps = [
    taken('email', EMAIL, (found) => found.toLowerCase()),
    taken('link', LINK, linkKey),
    taken('handle', HANDLE, (found) => found.slice(1).toLowerCase()),
    taken('phone', PHONE, phoneKey),
  ]
  const rest = steps.reduce((left, step) => step(left), text)
  for (const [, code = ''] of rest.matchAll(CODE)) contacts.push({ kind: 'code', text: code, key: code.toLowerCase() })
  return { contacts, rest }
}

/** Host and path; a scheme, "www." and a closing slash make no other address. */
export function linkKey(link: string): string {
  const [, host = '', path = ''] = /^(?:https?:\/\/)?(?:www\.)?([^/?#]+)(.*)$/i.exec(link) ?? []
  return host.toLowerCase() + path.replace(/\/$/, '')
}

/** The last digits: +62 812 and 0812 are one phone. Empty where there are too few or too many for a phone. */
function phoneKey(found: string): string {
  const digits = found.replace(/\D/g, '')
  return digits.length >= 7 && digits.length <= 15 ? digits.slice(-8) : ''
}
