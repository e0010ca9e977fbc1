import { contentWords } from '../../domain/brief.ts'
import type { Intent, Kind } from './reading.ts'

/** What reading.ts knows of English, for Indonesian: intents, kinds, and where a subject's core ends. */

export const INTENTS_ID: readonly (readonly [Intent, RegExp])[] = [
  ['hiring', /\b(?:lowongan|loker|rekrut\w*|merekrut|dicari|mencari (?:staf|karyawan|rekan|tenaga|calon)|bergabung (?:dengan|di) tim)\b/i],
  [
    'question',
    /\b(?:polling|voting|pilih mana|tanya(?:kan)? (?:kepada )?(?:pengikut|pelanggan|followers)|menurut (?:kamu|anda|kalian))\b/i,
  ],
  ['story', /\b(?:di balik layar|studi kasus|cerita(?:kan)?|kisah(?:kan)?|kilas balik|perjalanan)\b/i],
  [
    'event',
    /\b(?:lokakarya|workshop|webinar|seminar|undang|hari terbuka|open house|festival|bazar|pameran|konser|pelatihan|lomba|donor darah|nobar|ajak|grand opening|kelas|story hour|bincang|temu)\b/i,
  ],
  ['milestone', /\b(?:ulang tahun|hari jadi|rayakan|merayakan|perayaan|pencapaian|penghargaan|terima kasih)\b/i],
  [
    'offer',
    /\b(?:diskon|promo|potongan|gratis ongkir|beli \d+ gratis|voucher|vocer|cashback|obral|percobaan gratis|flash sale|setengah harga)\b/i,
  ],
  [
    'notice',
    /\b(?:ingatkan|pengingat|kebijakan|jam (?:buka|operasional|layanan)|tutup|libur|pindah|daftar harga|batas|tenggat|pemberitahuan)\b/i,
  ],
  [
    'lesson',
    /\b(?:tips?|cara|bagaimana|gimana|kenapa|mengapa|jelaskan|panduan|langkah|kesalahan|mitos|perbedaan|beda|alasan|manfaat|yang perlu)\b/i,
  ],
  ['launch', /\b(?:luncurkan|meluncurkan|terbaru|baru|perkenalkan|kenalkan|rilis|hadir|koleksi|fitur|buka|membuka)\b/i],
]

export const QUESTION_ID =
  /^(?:bagaimana|gimana|mengapa|kenapa|apa|apakah|siapa|kapan|berapa|di mana|dimana|mana|yang mana|\p{L}+ mana)(?!\p{L})/iu
const IMPERATIVES =
  'ajak|ambil|baca|bagi|balas|bawa|bayar|beli|cari|catat|cek|cicil|coba|cuci|cukur|datang|ekspor|setrika|unggah|daftar(?! (?:harga|menu|isi|putih))|ganti|gosok|gunakan|hemat|hindari|hubungi|ikut|ikuti|ingat|isi(?! ulang)|jaga|jangan|jemur|kenali|klik|kunjungi|kurangi|lap|lihat|makan(?! (?:siang|malam|pagi))|masuk|minum|mulai(?! (?:dari|rp|pukul|jam|\\d))|olesi?|pakai|panaskan|pamit|perbaiki|periksa(?! gigi)|pesan|pilih|potong|rawat|rendam|sapa|selalu|siapkan|simak|simpan|siram|tabung|tambah|tanya|tonton|tulis|tunggu|tutup|ubah|unduh|ukur|usap'
const ACTION_ID = new RegExp(
  `^(?:(?:${IMPERATIVES})(?![\\p{L}-])|(?!(?:makan|ikan|bukan|akan|rekan|pekan|sekian|demikian|me|di|ter|ber|pe|ke|se))\\p{L}{3,}kan\\s)`,
  'iu',
)
/** Behind these a verb belongs to the noun: "kelas melukis", "cara merawat". */
const NO_CLAUSE =
  /(?:^|\s)(?:yang|untuk|cara|tips?|langkah|panduan|alasan|manfaat|kelas|kursus|lomba|pelatihan|jasa|hari|kegiatan|acara|lokakarya|workshop|ide|kesalahan|saat|ketika|tanpa|siap|alat)\s/i
const FINITE_ID =
  /^(?:kami|kita|kamu|anda|kalian|saya|aku|dia|mereka|ini|itu|ada)\s|\S\s(?:adalah|ialah|merupakan|akan|sudah|telah|sedang|masih|kini|sekarang|bisa|dapat|harus|boleh|tidak|wajib|perlu|penting|menjadi|punya|tersedia|berlaku|terbatas|naik|turun|buka|tutup|pindah|habis|selesai|(?:me(?:ng|m|n|l|r|w|ny)|di)(?!skon|ri\b|mana|gital|nding)\p{L}{4,})(?=\s|$)/iu
/** "jam buka", "hari terbuka": two words that are one name. */
const NAMED = /\b(?:jam|hari|waktu|surat izin) (?:buka|terbuka|tutup)\b/giu

export function kindOfIndonesian(text: string): Kind {
  if (QUESTION_ID.test(text)) return 'question'
  if (ACTION_ID.test(text)) return 'action'
  const plain = text.replace(NAMED, 'waktu')
  const at = plain.search(FINITE_ID)
  const before = at < 0 ? '' : plain.slice(0, at + 1 + (plain.slice(at).search(/\s/) + 1))
  return at >= 0 && !NO_CLAUSE.test(` ${before}`) ? 'clause' : 'thing'
}

const BREAK_ID =
  /\s+(?:yang|untuk|di|dari|dengan|pada|mulai|sampai|hingga|oleh|ke|tentang|bagi|selama|seharga|tanpa|agar|supaya|setiap|tiap|pukul|jam|saat|ketika|dalam|hanya|karena|sebelum|setelah|khusus|hasil|pemberian|musim|minggu ini|bulan ini|besok|hari ini|sekarang|kini|dan|serta|atau)(?=\s|$)/iu
const FINITE_AT =
  /\s+(?:adalah|ialah|merupakan|akan|sudah|telah|sedang|masih|kini|sekarang|bisa|dapat|harus|boleh|tidak|wajib|perlu|penting|menjadi|punya|tersedia|berlaku|terbatas|naik|turun|buka|tutup|pindah|habis|selesai|(?:me(?:ng|m|n|l|r|w|ny)|di)(?!skon|ri\b|mana|gital|nding)\p{L}{4,})(?=\s|$)/iu
const COUNTED = '(?:\\d+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|beberapa)'
const FRAME = new RegExp(
  `^(?:${COUNTED}\\s+)?(?:tips?|cara(?:nya)?|langkah|panduan|alasan|manfaat|ide|kesalahan(?: umum)?|mitos|fakta|perbedaan|beda|cerita|kisah|rangkaian|teaser)\\s+(?:(?:untuk|soal|seputar|tentang|saat|antara|mengapa|kenapa|di balik)\\s+)?`,
  'i',
)
const OWN = /(?:^|\s)(?:kami|kita|saya)(?=\s|$)/giu
const FRESH = /\s+(?:terbaru|baru)(?=\s|$)/iu
/** Words that name nothing when they stand alone. */
const PLAIN =
  /^(?:fitur|produk|layanan|koleksi|menu|situs|aplikasi|toko|kantor|kursus|promo|rute|cabang|kelas|paket|catatan|jam|jadwal|gerai)$/i

/** The core of an Indonesian subject: its first words, up to where it says when, where, for whom or how. */
export function coreOfIndonesian(subject: string, kind: Kind): string {
  const whole = subject
    .replace(/\p{Extended_Pictographic}\uFE0F?/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  const core = kind === 'clause' ? clauseCore(whole) : kind === 'question' ? questionCore(whole) : whole
  const offered = core.match(/^(?:diskon|promo|potongan)\s.*?\s(?:untuk|semua)\s+(?:semua\s+|seluruh\s+)?(.+)$/i)?.[1]
  const framed = (offered ?? core).replace(FRAME, '')
  const [head = ''] = framed.split(BREAK_ID)
  const bare = head.replace(OWN, '').trim()
  const fresh = bare.replace(FRESH, '').trim()
  const found = PLAIN.test(fresh) ? bare : fresh
  return contentWords(found).length ? found : contentWords(framed).length ? framed.replace(OWN, '').trim() : whole
}

function clauseCore(clause: string): string {
  const rest = clause.replace(/^(?:kami|kita|saya|aku|ini|itu|ada)\s+/i, '')
  // "Kami membuka rute kapal baru": what is done is less than what it is done to.
  if (rest !== clause)
    return rest.replace(
      /^(?:(?:akan|sudah|telah|sedang|kini|sekarang|bisa|segera|resmi|baru(?: saja)?|punya|memiliki)\s+|me\p{L}{4,}\s+|buka\s+)+/iu,
      '',
    )
  const [who = ''] = clause.split(FINITE_AT)
  return who.length > 2 ? who : clause
}

function questionCore(question: string): string {
  const which = question.match(/^(\p{L}+(?: \p{L}+)?) mana(?!\p{L})/iu)?.[1]
  if (which && !/^(?:di|yang|ke|dari)$/i.test(which)) return which
  const rest = question
    .replace(/^(?:bagaimana|gimana)\s+cara(?:nya)?\s+/i, '')
    .replace(
      /^(?:apa(?:kah)?|siapa|mana|berapa|bagaimana|gimana|mengapa|kenapa|kapan|di mana|dimana|yang mana)\s+(?:saja\s+|yang\s+(?:perlu|harus|bisa)\s+\S+\s+|itu\s+|beda(?:nya)?\s+)*/i,
      '',
    )
    .replace(/^(?:saat|ketika|sebelum|setelah|untuk)\s+/i, '')
  const [who = ''] = rest.split(FINITE_AT)
  return who.length > 2 ? who : rest
}

/** First words of sentences that are no names. */
const ORDINARY = new Set(
  (
    'ada akses kluster gedung acara aplikasi anak bagaimana bahan balsem batas bawa beberapa beli bisa buka bulan cabang cara cerita coba daftar datang dengan dibuat diskon ' +
    'dua durasi empat es fitur garansi gaji gratis hadiah hanya hari harga harganya ingat jadwal jam jangan kami kapan kelas kenapa kita klinik koleksi konsultasi ' +
    'kopi krim kursi kursus layanan lima lowongan lokakarya lokasi mengapa menu minggu minum mitos mulai pakai paket panduan parkir pendaftaran penjemputan pengiriman ' +
    'pesan pilih produk program promo roti rumah rute sabun satu sarung semua sepatu servis setiap siapa situs studi tanpa tas tempat tersedia tiga tips toko ukuran ' +
    'ulang untuk warna tim tiket seminar webinar workshop bazar festival catatan perawatan perubahan kebijakan'
  ).split(' '),
)

/** Whether a word with a capital is only the first of its sentence. */
export function isOrdinaryIndonesian(word: string): boolean {
  const lower = word.toLowerCase()
  return (
    ORDINARY.has(lower) ||
    QUESTION_ID.test(lower) ||
    /^(?:(?:meng|meny|mem|men|ber|peng|pem|pen)\p{L}{4,}|\p{L}{3,}(?:nya|kan))$/u.test(lower)
  )
}
