/** What the planning tools know of the demanded points besides their words. */

const PROOF = new RegExp(
  [
    // A share, a span, a count of people or years: figures that somebody can check. Dates, hours and prices are no proof.
    '\\d\\s?%(?!\\s?(?:off|diskon))',
    '\\b(?:since|sejak)\\s+(?:19|20)\\d\\d\\b',
    '\\b\\d[\\d.,]*\\+?\\s+(?:\\p{L}+\\s+)?(?:customers?|clients?|guests?|families|members?|users?|students?|companies|businesses|teams?|reviews?|years?|pelanggan|klien|tamu|keluarga|anggota|pengguna|siswa|perusahaan|usaha|ulasan|tahun)\\b',
    '\\b(?:certif\\w+|award\\w*|tested|licensed|accredited|patented|rated|warranty|guarantee\\w*|as seen in)\\b',
    '\\b(?:bersertifi\\p{L}+|sertifikat|sertifikasi|penghargaan|teruji|berizin|terakreditasi|halal|bpom|bergaransi|garansi)\\b',
  ].join('|'),
  'iu',
)
/** A discount is an offer, whatever its figure. */
const OFFER = /\b(?:off|discount|diskon|potongan|sale|promo)\b/i

/** Whether a point is one that a doubting reader could check. */
export const isProof = (point: string): boolean => PROOF.test(point) && !OFFER.test(point)
