import type { Language } from './words.ts'

/**
 * Which of our languages a text is in, by its small words and its affixes. Undefined where it has none of either: a name is in no language.
 * Pure, and deliberately without a dictionary: what it reads is as often a list of three words as a paragraph.
 */

const SMALL: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    (
      'the a an and of to for with from our your we you they it its is are was were be by on in at that this these those how why what which who when where ' +
      'new until about mention please all every free no not will can has have or as off more'
    ).split(' '),
  ),
  id: new Set(
    (
      'yang dan di ke dari untuk dengan ini itu kami kita anda kamu adalah akan atau pada juga agar para sebuah oleh dalam karena tentang bahwa sampai hingga ' +
      'mulai tanpa gratis baru terbaru tidak bisa ada punya harga setiap semua cara bagaimana mengapa kenapa apa siapa kapan saat sudah belum hanya cuma buat bikin ' +
      'hari jam pukul buka tutup promo diskon tips kelas menu paket toko anak orang dua tiga empat lima enam tujuh delapan sembilan sepuluh kopi roti rumah lebih soal ' +
      'ulang tahun buah air kulit kayu kain makan minum bagi serta sebutkan umumkan lowongan gaji'
    ).split(' '),
  ),
}
/** Beginnings and ends that English words have not; "pecan" and "Kenya" are names for four letters before "an" or "nya". */
const AFFIXED =
  /^(?:(?:meng|meny|peng|peny|memper|diper|keter)\p{L}{3,}|\p{L}{3,}(?:nya|kanlah|kannya|kan)|(?:ber|ter|men|mem|pem|pen)\p{L}{3,}(?:an|i))$/u
const ENGLISH_ENDED = /(?:ing|tion|ness|ment|ful|able|ies|ed|ly)$/u

export function languageIn(text: string): Language | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const en = words.filter((word) => SMALL.en.has(word) || (word.length > 5 && ENGLISH_ENDED.test(word))).length
  const id = words.filter((word) => SMALL.id.has(word) || AFFIXED.test(word)).length
  return en === id ? undefined : en > id ? 'en' : 'id'
}

/** What a word may come from without its Indonesian affixes, itself first: "memesan" from "pesan" or "mesan". */
export function rootsOf(word: string): string[] {
  const bare = word.replace(/(?:lah|kah|nya)$/u, '')
  const stems = [bare, bare.replace(/(?:kan|an|i)$/u, '')].filter((stem) => stem.length > 2)
  return [...new Set([word, ...stems, ...stems.flatMap(unprefixed)])]
}

function unprefixed(word: string): string[] {
  const rest = /^(?:menye|menya|menyi|menyo|menyu|penya|penye|penyi|penyo|penyu)/.test(word)
    ? [`s${word.slice(4)}`]
    : /^[mp]em[aeiou]/.test(word)
      ? [`p${word.slice(3)}`, word.slice(2)]
      : /^[mp]en[aeiou]/.test(word)
        ? [`t${word.slice(3)}`, word.slice(2)]
        : /^[mp]eng[aeiou]/.test(word)
          ? [word.slice(4), `k${word.slice(4)}`]
          : [word.replace(/^(?:[mp]eng|[mp]en|[mp]em|[mp]e|memper|ber|ter|di|ke|se)(?=\p{L}{3})/u, '')]
  return rest.filter((root) => root.length > 2 && root !== word)
}
