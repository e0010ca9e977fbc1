import type { Edit } from './offlineRevise.ts'

/** Indonesian instructions of clients and what they ask for; tried after the English ones, in order. */

const QUOTE = `["'“”‘’]?`
const WORD = '(?:(?:kata(?:-kata)?|kalimat|frasa|bagian|tulisan|soal|tentang|penyebutan)\\s+)*'
const NOT = '(?:tanpa|hapus(?:kan)?|hilangkan|buang|keluarkan|jangan (?:ada|pakai|gunakan|menggunakan|memakai))'
const STYLE = /^(?:nada|gaya|bahasa|tone|pembuka|judul|hook|kalimat pertama|emoji|tagar|hashtag)/i

export const PATTERNS_ID: readonly (readonly [RegExp, (match: RegExpMatchArray) => Edit | null])[] = [
  [/\b(?:pakai|gunakan|sapa dengan)\s+["'“]?anda\b|\b(?:lebih|agak) (?:formal|resmi|sopan|baku)\b/i, () => ({ do: 'address', as: 'Anda' })],
  [
    /\b(?:pakai|gunakan|sapa dengan)\s+["'“]?kamu\b|\b(?:lebih|agak) (?:santai|kasual|akrab|gaul)\b/i,
    () => ({ do: 'address', as: 'kamu' }),
  ],
  [
    new RegExp(
      `\\b(?:ganti(?:kan)?|ubah|tukar)\\s+${WORD}${QUOTE}(.+?)${QUOTE}\\s+(?:dengan|menjadi|jadi|ke)\\s+${WORD}${QUOTE}(.+?)${QUOTE}(?:[.!](?=\\s|$)|$)`,
      'i',
    ),
    (m) => (STYLE.test(m[1] ?? '') ? null : { do: 'replace', from: m[1] ?? '', to: m[2] ?? '' }),
  ],
  [
    new RegExp(
      `\\b(?:pakai|gunakan|tulis)\\s+${WORD}${QUOTE}(.+?)${QUOTE},?\\s+(?:bukan|jangan|alih-alih|daripada)\\s+${WORD}${QUOTE}(.+?)${QUOTE}(?:[.!](?=\\s|$)|$)`,
      'i',
    ),
    (m) => ({ do: 'replace', from: m[2] ?? '', to: m[1] ?? '' }),
  ],
  // "Tanggalnya seharusnya 5 Desember, bukan Sabtu."
  [
    /(?:^|\s)([\p{L}]+(?: [\p{L}]+)?)\s+(?:seharusnya|harusnya)\s+(.+?)(?:,?\s+bukan\s+(.+?))?[.!]?$/iu,
    (m) => (m[3] ? { do: 'replace', from: m[3], to: m[2] ?? '' } : { do: 'add', what: `${m[1] ?? ''} ${m[2] ?? ''}` }),
  ],
  [/\b(?:mulai|awali|buka)\s+dengan\s+(.+?)[.!?]*$/i, (m) => ({ do: 'lead with', what: m[1] ?? '' })],
  // "Harganya belum ada: Rp35.000"
  [
    /\b(?:belum (?:ada|disebut(?:kan)?|dicantumkan|tertulis)|ketinggalan|terlewat|kurang|lupa|ajakan(?: bertindak)?)\b[^:]*:\s+(.+)$/is,
    (m) => ({ do: 'add', what: m[1] ?? '' }),
  ],
  [/\b(?:terlalu sering|berulang-ulang|diulang-ulang|mengulang)\b/i, () => ({ do: 'shorten' })],
  [new RegExp(`\\b${NOT}\\s+${WORD}pertanyaan`, 'i'), () => ({ do: 'no question' })],
  [new RegExp(`\\b(?:${NOT}|kurangi)\\s+(?:semua\\s+)?emo(?:ji|tikon|ticon)`, 'i'), () => ({ do: 'no emoji' })],
  [new RegExp(`\\b${NOT}\\s+(?:semua\\s+)?(?:tagar|hashtag)`, 'i'), () => ({ do: 'no hashtags' })],
  [
    /\b(?:kurangi\s+(?:tagar|hashtag)|(?:tagar|hashtag)(?:nya)?\s+(?:terlalu banyak|kebanyakan|dikurangi))/i,
    () => ({ do: 'fewer hashtags' }),
  ],
  [new RegExp(`\\b(?:${NOT}|kurangi)\\s+(?:semua\\s+)?tanda seru`, 'i'), () => ({ do: 'no exclamation' })],
  [
    /\b(?:(?:lebih|agak) (?:singkat|pendek|ringkas|padat)|singkatkan|persingkat|dipersingkat|perpendek|ringkas(?:kan)?|padatkan|(?:terlalu|ke)\s?panjang(?:an)?)\b/i,
    () => ({ do: 'shorten' }),
  ],
  [
    /\b(?:pembuka(?:an)?|kalimat (?:pertama|pembuka)|judul|hook)(?:nya)?\b.*\b(?:lain|baru|beda|berbeda|kurang|lebih|ganti|ubah|lemah)\b|\b(?:ganti|ubah)\s+(?:kalimat\s+)?(?:pembuka|judul|hook)/i,
    () => ({ do: 'other opening' }),
  ],
  [
    /\b(?:sebut(?:kan|in)?|tambah(?:kan|in)?|cantumkan|sertakan|masukkan|tekankan|tonjolkan|tuliskan|tulis(?! ulang)|katakan|jelaskan|infokan|beri tahu(?: pelanggan| pembaca)?)\s+(?:juga\s+)?(?:bahwa\s+|kalau\s+|kata\s+)?(?!emoji|tagar|hashtag)(.+)$/is,
    (m) => (/\bjangan\s+(?:sebut|tulis|katakan|cantumkan|masukkan)/i.test(m.input ?? '') ? null : { do: 'add', what: m[1] ?? '' }),
  ],
  [
    new RegExp(
      `\\b(?:${NOT}|jangan (?:sebut(?:kan)?|tulis(?:kan)?|cantumkan|katakan|masukkan))\\s+${WORD}${QUOTE}(.+?)${QUOTE}(?:[.!](?=\\s|$)|$)`,
      'i',
    ),
    (m) => ({ do: 'remove', what: m[1] ?? '' }),
  ],
]

/** A mood rules cannot strike, and talk about the draft, as the English ones. */
export const MOOD_ID =
  /\b(?:nada(?:nya)?|gaya(?: bahasa)?|tone|lebih (?:hangat|ramah|ceria|lucu|seru|menarik|serius|profesional|lembut|berani|hidup|natural)|kurang|kaku|membosankan|ulang(?:i)?|coba lagi|tidak suka|nggak suka|kurang cocok|biasa saja|terlalu)\b/i
export const TO_THE_WRITER_ID =
  /^(?:oke?|baik|bagus|mantap|hmm|makasih|terima kasih|sip)\b|\b(?:draf|takarir|kalimat(?:nya)?|teks(?:nya)?|paragraf|versi|klien|bos|bisakah|bisa tidak|tolong (?:cek|perbaiki|revisi))\b/i

/** Where one instruction ends and the next begins inside of a sentence. */
export const NEXT_ID =
  ',?\\s+(?:dan|lalu|serta|juga)\\s+(?=(?:sebutkan|tambahkan|cantumkan|hapus|ganti|hilangkan|buat|tanpa|jangan|ubah|kurangi)\\s)|,\\s+(?=(?:tanpa|sebutkan|tambahkan|cantumkan|hapus|hilangkan|ganti|lebih|jangan|kurangi)\\s)'

const ADDRESSED =
  /(?<!\p{L})(pilihan|pertanyaan|pendapat|kenangan|kesukaan|tempat|tangan|suara|selera|perhatian|kenalan|menurut|kalender)mu(?!\p{L})/giu

/** The reader addressed as asked; "pilihanmu" and "pilihan Anda" say the same. */
export function addressed(text: string, as: 'Anda' | 'kamu'): string {
  if (as === 'Anda') return text.replace(ADDRESSED, '$1 Anda').replace(/(?<!\p{L})kamu(?!\p{L})/giu, 'Anda')
  return text.replace(/(^|[.!?\n]\s*)Anda(?!\p{L})/gu, '$1Kamu').replace(/(?<!\p{L})Anda(?!\p{L})/gu, 'kamu')
}
