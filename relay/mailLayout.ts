import { Body, Button, Container, Head, Heading, Hr, Html, Img, Link, Preview, Section, Text } from '@react-email/components'
import { render } from '@react-email/render'
import { createElement as h, type ReactNode } from 'react'
import type { Mail } from '../adapters/port.ts'
import type { Language } from '../domain/words.ts'

/** Words of a mail, from which the text and the HTML part are both made. Every word in it may be somebody else's: React escapes them. */
export interface MailWords {
  language: Language
  subject: string
  /** Who writes; the agency, mostly. */
  from: string
  /** Paragraphs before the button; a line break in one stays. */
  before: string[]
  /** What the mail is about, one entry each, with lines under it. */
  list?: { title: string; lines: string[] }[]
  button?: { words: string; link: string }
  /** A code to type, set large. */
  code?: string
  after: string[]
  /** Why it came. */
  footer: string
  /** Where the agency's logo is, https only. */
  logoUrl?: string | undefined
}

type Written = Pick<Mail, 'subject' | 'text' | 'html'>

/** Both parts of a mail. Tables and inline styles are the library's affair: they are what mail programs understand. */
export async function composeMail(words: MailWords): Promise<Written> {
  // A subject is one line, whatever a name in it holds.
  return { subject: words.subject.replaceAll(/\p{Cc}+/gu, ' '), text: textOf(words), html: await render(layout(words)) }
}

function textOf({ before, list = [], button, code, after, from, footer }: MailWords): string {
  const entries = list.map(({ title, lines }) => [`* ${title}`, ...lines.map((line) => `  ${line}`)].join('\n'))
  return [
    ...before,
    ...(entries.length ? [entries.join('\n')] : []),
    ...(button ? [`${button.words}:\n${button.link}`] : []),
    ...(code ? [code] : []),
    ...after,
    from,
    `-- \n${footer}`,
  ]
    .filter((part) => part.trim())
    .join('\n\n')
}

const FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif'
const INK = '#16181d'
const SOFT = '#5b6270'
const ACCENT = '#1a4fd6'
const paragraph = { fontFamily: FONT, fontSize: '16px', lineHeight: '24px', color: INK, margin: '0 0 14px' }
const small = { fontFamily: FONT, fontSize: '13px', lineHeight: '19px', color: SOFT, margin: '0 0 10px' }

function layout({ language, subject, from, before, list = [], button, code, after, footer, logoUrl }: MailWords): ReactNode {
  const entry = ({ title, lines }: { title: string; lines: string[] }, i: number) =>
    h(
      Section,
      { key: `entry ${i}`, style: { borderLeft: '3px solid #d9dde4', paddingLeft: '12px', margin: '0 0 14px' } },
      h(Text, { style: { ...paragraph, fontWeight: 600, margin: '0 0 2px' } }, title),
      ...lines.map((line, n) => h(Text, { key: n, style: { ...small, margin: '0 0 2px' } }, ...broken(line))),
    )
  return h(
    Html,
    { lang: language },
    h(Head, null, h('title', null, subject), h('meta', { name: 'color-scheme', content: 'light dark' })),
    h(Preview, null, before[0] ?? subject),
    h(
      Body,
      { style: { backgroundColor: '#f4f5f7', margin: 0, padding: '24px 8px' } },
      h(
        Container,
        { role: 'presentation', style: { backgroundColor: '#ffffff', borderRadius: '12px', maxWidth: '600px', padding: '28px 24px' } },
        logoUrl
          ? h(Img, { src: logoUrl, alt: from, height: 40, style: { margin: '0 0 18px' } })
          : h(Text, { style: { ...small, fontWeight: 600 } }, from),
        h(Heading, { as: 'h1', style: { ...paragraph, fontSize: '20px', lineHeight: '28px', fontWeight: 700 } }, subject),
        ...before.map((text, i) => h(Text, { key: `before ${i}`, style: paragraph }, ...broken(text))),
        ...list.map(entry),
        button &&
          h(
            Section,
            { style: { margin: '22px 0 8px' } },
            h(
              Button,
              {
                href: button.link,
                style: {
                  fontFamily: FONT,
                  fontSize: '16px',
                  fontWeight: 600,
                  color: '#ffffff',
                  backgroundColor: ACCENT,
                  borderRadius: '8px',
                  padding: '14px 22px',
                },
              },
              button.words,
            ),
          ),
        button &&
          h(Text, { style: { ...small, wordBreak: 'break-all' } }, h(Link, { href: button.link, style: { color: ACCENT } }, button.link)),
        code && h(Text, { style: { ...paragraph, fontSize: '32px', lineHeight: '44px', fontWeight: 700, letterSpacing: '6px' } }, code),
        ...after.map((text, i) => h(Text, { key: `after ${i}`, style: paragraph }, ...broken(text))),
        h(Hr, { style: { borderColor: '#d9dde4', margin: '20px 0 14px' } }),
        h(Text, { style: small }, footer),
      ),
    ),
  )
}

/** A text with its line breaks as such. */
const broken = (text: string): ReactNode[] => text.split('\n').flatMap((line, i) => (i ? [h('br', { key: i }), line] : [line]))
