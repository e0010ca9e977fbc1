import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { decodeTrie } from 'cspell-trie-lib'

/**
 * Indonesian spelling, by the word list of @cspell/dict-id-id (LGPL-3.0, used as the package it is) and by affixes that the list leaves out.
 */
const LIST = path.join(path.dirname(createRequire(import.meta.url).resolve('@cspell/dict-id-id')), 'dict', 'id-id.trie')
let list: { has(word: string): boolean } | undefined

/** Read on first use, in 0.4 s, and kept: 37 MB. */
function dictionary() {
  list ??= decodeTrie(readFileSync(LIST))
  return list
}

/** Particles, possessives and suffixes behind a word; the word itself has to be known. EYD V (2022), II.A and II.G. */
const SUFFIX = /(?:lah|kah|pun|nya|ku|mu|kan|i|an)$/
const PREFIX = /^(?:di|se|ter|ber|per|ke|nge|me(?:m|n|ng|ny)?|pe(?:m|n|ng|ny)?)(?=\p{L}{3})/u

/** Whether a word is spelt as the list has it, with affixes. */
export function isIndonesianWord(word: string): boolean {
  const has = (one: string) => one.length > 1 && dictionary().has(one)
  const lower = word.toLowerCase()
  if (has(lower)) return true
  if (lower.includes('-')) return lower.split('-').every((part) => part === '' || isIndonesianWord(part))
  const bare = lower.replace(SUFFIX, '')
  const rooted = lower.replace(PREFIX, '')
  if (bare !== lower && bare.length > 2 && (has(bare) || has(bare.replace(SUFFIX, '')))) return true
  return rooted !== lower && rooted.length > 2 && (has(rooted) || has(rooted.replace(SUFFIX, '')))
}

/**
 * Spellings that many write and the standard does not have. Source: Kamus Besar Bahasa Indonesia, edition VI (kbbi.kemdikdasmen.go.id), which
 * marks each as "bentuk tidak baku" of the other.
 */
const NONSTANDARD: Readonly<Record<string, string>> = {
  aktifitas: 'aktivitas',
  aktifis: 'aktivis',
  analisa: 'analisis',
  antri: 'antre',
  apotik: 'apotek',
  atlit: 'atlet',
  azas: 'asas',
  cidera: 'cedera',
  detil: 'detail',
  diskripsi: 'deskripsi',
  dollar: 'dolar',
  efektifitas: 'efektivitas',
  ekstrim: 'ekstrem',
  frekwensi: 'frekuensi',
  hadist: 'hadis',
  hakekat: 'hakikat',
  himbau: 'imbau',
  himbauan: 'imbauan',
  hipotesa: 'hipotesis',
  hutang: 'utang',
  ijin: 'izin',
  jadual: 'jadwal',
  jaman: 'zaman',
  karir: 'karier',
  kreatifitas: 'kreativitas',
  kwalitas: 'kualitas',
  kwitansi: 'kuitansi',
  lobang: 'lubang',
  managemen: 'manajemen',
  merubah: 'mengubah',
  metoda: 'metode',
  nasehat: 'nasihat',
  negri: 'negeri',
  nopember: 'November',
  obyek: 'objek',
  obyektif: 'objektif',
  pebruari: 'Februari',
  praktek: 'praktik',
  prosentase: 'persentase',
  propinsi: 'provinsi',
  produktifitas: 'produktivitas',
  resiko: 'risiko',
  respon: 'respons',
  sekedar: 'sekadar',
  silahkan: 'silakan',
  sistim: 'sistem',
  subyek: 'subjek',
  tauladan: 'teladan',
  tehnik: 'teknik',
  tehnologi: 'teknologi',
  trampil: 'terampil',
  trotoir: 'trotoar',
  varitas: 'varietas',
}

/** Places and times after "di" and "ke", which are prepositions there and stand apart. EYD V, I.G. */
const PLACES =
  'rumah|sini|sana|situ|mana|atas|bawah|dalam|luar|depan|belakang|samping|antara|kantor|kota|jalan|toko|gerai|kafe|sekolah|kampus|pasar|taman|pantai|hotel|bali|bandung|jakarta|yogyakarta|surabaya|indonesia|bio|kolom|instagram|tiktok|website|aplikasi'
const JOINED = new RegExp(`(?<![\\p{L}\\p{N}])(di|ke)(${PLACES})(?![\\p{L}])`, 'giu')
const RIGHT_JOINED = new Set(['kemana', 'keluar', 'kedalam', 'diatas'])
/** Passive verbs, whose "di-" is a prefix and stands with them. */
const SPLIT =
  /(?<![\p{L}\p{N}])di (jual|beli|buka|buat|tulis|pakai|gunakan|pesan|kirim|proses|tutup|adakan|mulai|lakukan|sediakan|cari|hubungi|dapatkan|rancang|desain|panggang|seduh|tenun|jahit)(?![\p{L}])/giu

/** What is spelt wrong in a text, with what to write; words of `isKnown` are names and trade words that are not judged. */
export function indonesianMistakes(text: string, isKnown: (word: string) => boolean): string[] {
  const found: string[] = []
  for (const [whole, particle = '', place = ''] of text.matchAll(JOINED))
    if (!RIGHT_JOINED.has(whole.toLowerCase()) && !isKnown(whole)) found.push(`"${whole}" is written apart: write "${particle} ${place}".`)
  for (const [whole, verb = ''] of text.matchAll(SPLIT)) found.push(`"${whole}" is one word: write "di${verb}".`)
  for (const [word] of text.matchAll(/\p{L}[\p{L}’'-]*/gu)) {
    const lower = word.toLowerCase()
    const standard = NONSTANDARD[lower]
    if (standard && standard !== lower && !isKnown(word)) found.push(`"${word}" is not standard: write "${standard}".`)
    else if (!standard && isMisspelt(word, isKnown)) found.push(`"${word}" may be misspelt: check it.`)
  }
  return found
}

/** Everyday words of Indonesian captions that the list lacks. */
const TRADE = new Set(
  'aja banget bestie bikin caption carousel cashback checkout cuma followers giveaway gercep hashtag highlight kamu konten kuy link lho linktree nih ngopi nongkrong ongkir outfit photobooth podcast postingan preorder promo reel reels repost reservasi review sih story staycation stok storytelling swipe tagar takeaway thread tiktok instagram linkedin facebook unboxing video webinar whatsapp workshop yuk'.split(
    ' ',
  ),
)

function isMisspelt(word: string, isKnown: (word: string) => boolean): boolean {
  const lower = word.toLowerCase()
  // A capital letter means a name or a beginning; names are not ours to judge, and a beginning that is wrong is wrong elsewhere too.
  if (lower.length < 4 || /^\p{Lu}/u.test(word) || !/^[a-z-]+$/.test(lower)) return false
  return !isKnown(word) && !TRADE.has(lower) && !isIndonesianWord(lower)
}
