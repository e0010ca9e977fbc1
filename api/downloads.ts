import { createRequire } from 'node:module'
import type { Readable } from 'node:stream'
import { ZipArchive } from 'archiver'
import { stringify } from 'csv-stringify/sync'
import PDFDocument from 'pdfkit'
import type { FileStore } from '../adapters/files.ts'
import { RULE_PACKS } from '../domain/platforms/index.ts'
import type { Platform } from '../domain/words.ts'
import type { ExportedDraft } from './exportView.ts'

/** What is written over the downloads of a request. */
export interface About {
  id: string
  organization: string
  brand: string
  prompt: string
  /** When the strategist suggests to publish, one for each platform that has one. */
  slots: readonly { platform: string; when: string }[]
}

/** Drafts and the files of their images, in order. */
export type Downloaded = ExportedDraft & { files: { name: string; key: string }[] }

/** Texts, images, alternative texts and a table for schedulers, as one ZIP. The caller pipes it and may destroy it. */
export function zipOf(about: About, drafts: readonly Downloaded[], files: FileStore): { stream: Readable; done: Promise<void> } {
  const zip = new ZipArchive({ zlib: { level: 6 } })
  const add = async () => {
    zip.append(csvOf(about, drafts), { name: 'schedule.csv' })
    for (const draft of drafts) {
      const folder = draft.platform
      zip.append(`${draft.text}\n`, { name: `${folder}/text.txt` })
      if (draft.api_text !== null) zip.append(`${draft.api_text}\n`, { name: `${folder}/text-for-the-api.txt` })
      zip.append(`${fieldsOf(draft)}\n`, { name: `${folder}/fields.txt` })
      const alts = draft.alt_texts.map((text, i) => `${i + 1}. ${text}`).join('\n')
      if (alts) zip.append(`${alts}\n`, { name: `${folder}/alt-texts.txt` })
      const left = [
        ...draft.to_attach.map(({ what, why }) => `[ ] ${what} (${why})`),
        ...draft.to_set_by_hand.map(({ where, what }) => `[ ] ${where}: ${what}`),
      ]
      if (left.length) zip.append(`${left.join('\n')}\n`, { name: `${folder}/still-to-do.txt` })
      for (const { name, key } of draft.files) {
        const file = await files.get(key)
        if (file) zip.append(file.stream, { name: `${folder}/${name}` })
      }
    }
    await zip.finalize()
  }
  return { stream: zip, done: add() }
}

const fieldsOf = ({ fields }: ExportedDraft): string => fields.map(({ field, text }) => `== ${field} ==\n${text}`).join('\n\n')

/** One row a draft, with the columns that schedulers ask for. A cell that begins like a formula is text: spreadsheets would else run it. */
function csvOf({ slots }: About, drafts: readonly Downloaded[]): string {
  const rows = drafts.map((draft) => ({
    platform: draft.platform,
    content_type: draft.content_type,
    suggested_for: slots.find(({ platform }) => platform === draft.platform || platform === 'any')?.when ?? '',
    text: draft.text,
    hashtags: draft.hashtags.map((tag) => `#${tag}`).join(' '),
    images: draft.files.map(({ name }) => `${draft.platform}/${name}`).join('; '),
    alt_texts: draft.alt_texts.join(' | '),
    version: draft.version,
    content_hash: draft.content_hash,
  }))
  return stringify(rows, { header: true, bom: true, escape_formulas: true })
}

const require = createRequire(import.meta.url)
const FONTS = {
  text: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
}

/** The approved drafts as a PDF that a client keeps. The caller pipes it. */
export async function pdfOf(about: About, drafts: readonly Downloaded[], files: FileStore): Promise<Readable> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 56,
    bufferPages: true,
    lang: 'en',
    info: { Title: `${about.brand}: approved content`, Author: about.organization },
  })
  pdf.registerFont('text', FONTS.text).registerFont('bold', FONTS.bold)
  const heading = (text: string, size: number) => pdf.font('bold').fontSize(size).fillColor('#16181d').text(drawable(text)).moveDown(0.4)
  const body = (text: string, colour = '#16181d') =>
    pdf.font('text').fontSize(10.5).fillColor(colour).text(drawable(text), { lineGap: 2.5 }).moveDown(0.5)
  heading(`${about.brand}: approved content`, 20)
  body(`${about.organization}. Asked for: ${about.prompt}`, '#5b6270')
  for (const draft of drafts) {
    pdf.moveDown(0.6)
    heading(`${RULE_PACKS[draft.platform as Platform].name} ${draft.content_type}, version ${draft.version}`, 14)
    for (const { field, text } of draft.fields) {
      pdf.font('bold').fontSize(9).fillColor('#5b6270').text(drawable(field))
      body(text)
    }
    for (const { key } of draft.files) {
      const bytes = await bytesOf(files, key)
      if (!bytes) continue
      if (pdf.y > pdf.page.height - 320) pdf.addPage()
      pdf.image(bytes, { fit: [220, 260] }).moveDown(0.5)
    }
    body(`Approved content, SHA-256 ${draft.content_hash}`, '#5b6270')
  }
  pdf.end()
  return pdf
}

async function bytesOf(files: FileStore, key: string): Promise<Buffer | undefined> {
  const found = await files.get(key)
  if (!found) return undefined
  const parts: Buffer[] = []
  for await (const part of found.stream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** The font has no pictures of its own: a character beyond the basic plane stands as its code, so that nothing vanishes unseen. */
function drawable(text: string): string {
  return text.replace(/[\u{FE00}-\u{FE0F}\u200D]/gu, '').replace(/[\u{10000}-\u{10FFFF}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code >= 0x1f600 && code <= 0x1f640 ? character : `[U+${code.toString(16).toUpperCase()}]`
  })
}
