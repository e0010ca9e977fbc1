import type { Closed } from '../../db/reviewed.ts'
import { momentIn, REVIEW_WORDS, type ReviewWords } from '../../domain/reviewWords.ts'
import type { Language, Verdict } from '../../domain/words.ts'

/** What the page behind an approval link says, beside the words it shares with its mail. */
export interface PageTexts extends ReviewWords {
  language: Language
  /** The other language, to change to. */
  other: { language: Language; name: string }
  moment(at: Date, timeZone: string): string
  title(brand: string): string
  check(title: string): string
  wrong(drafts: number): string
  changedMeanwhile: string
  decideBy(moment: string): string
  held: string
  once: string
  askedFor(prompt: string): string
  progress(approvals: number, needed: number): string
  youAre(name: string): string
  offline: string
  editedBy(name: string): string
  checks: string
  toAttach: string
  byHand: string
  onlyIf(condition: string): string
  earlier(rounds: number): string
  whatChanged: string
  yourDecision(draft: string): string
  settled: Readonly<Record<'approved' | 'changes' | 'rejected', string>>
  choices: Readonly<Record<Verdict, string>>
  comment: string
  commentHint(most: number): string
  onWords: string
  quote: string
  remark: string
  send: string
  approveAll: string
  draft: {
    slide: string
    post: string
    /** Where the platform hides the rest. */
    fold(lastWords: string): string
    frame: string
    of(n: number, all: number): string
    caption: string
    hashtags: string
    seconds: string
    pictureAndWords: string
    onScreen: string
    spoken: string
    cover: string
    sound: string
    image: string
    video: string
    toBeMade: string
    altText: string
    picture: string
    card: string
  }
  thanks: { title: string; changes: string; nothing: string; late(drafts: string): string; waits(needed: string): string }
  closed: Readonly<Record<Closed, string>>
  closedWhy(why: Closed, facts: { organization: string; by: string; when: string; due: string }): string[]
  askAgain: { offer: string; button: string; done(organization: string): string; title: string }
  code: {
    title: string
    offer(address: string): string
    button: string
    enter(address: string): string
    label: string
    submit: string
    wrong: string
    tooMany: string
    another: string
  }
}

const en: PageTexts = {
  ...REVIEW_WORDS.en,
  language: 'en',
  other: { language: 'id', name: 'Bahasa Indonesia' },
  moment: (at, timeZone) => momentIn('en', at, timeZone),
  title: (brand) => `${brand}: drafts to review`,
  check: (title) => `Please check: ${title}`,
  wrong: (drafts) =>
    `Nothing was sent yet: ${drafts === 1 ? 'one draft needs' : `${drafts} drafts need`} another look. What you wrote is kept.`,
  changedMeanwhile: 'Nothing was sent: a draft was edited since you opened this page. Please look at what is here now.',
  decideBy: (moment) => `Please decide by ${moment}.`,
  held: 'The time is over; your decision is still wanted.',
  once: 'Each draft needs a decision; you can send them once.',
  askedFor: (prompt) => `Asked for: ${prompt}`,
  progress: (approvals, needed) => `${approvals} of ${needed} approvals so far.`,
  youAre: (name) => `You review as ${name}. This link is yours: whoever has it can decide.`,
  offline: 'composed offline, without a language model',
  editedBy: (name) => `edited by ${name}`,
  checks: 'What our checks found',
  toAttach: 'Still to be added before publishing',
  byHand: 'To be set by hand when publishing',
  onlyIf: (condition) => `only if ${condition}`,
  earlier: (rounds) =>
    rounds === 1 ? 'The version before, and what was said of it' : `The ${rounds} versions before, and what was said of them`,
  whatChanged: 'What is new, word by word',
  yourDecision: (draft) => `Your decision on ${draft}`,
  settled: {
    approved: 'This draft is approved already.',
    changes: 'Changes of this draft are asked for already.',
    rejected: 'This draft is rejected already.',
  },
  choices: { approve: 'Approve', request_changes: 'Ask for changes', reject: 'Reject' },
  comment: 'Comment',
  commentHint: (most) => `(needed when you ask for changes; at most ${most} characters)`,
  onWords: 'Say something about certain words',
  quote: 'The words, copied from the draft',
  remark: 'What should change there',
  send: 'Send my decisions',
  approveAll: 'Approve everything',
  draft: {
    slide: 'Slide',
    post: 'Post',
    fold: (lastWords) => `Before “more”, readers see it up to “…${lastWords}”.`,
    frame: 'Frame',
    of: (n, all) => `${n} of ${all}`,
    caption: 'Caption',
    hashtags: 'Hashtags',
    seconds: 'Seconds',
    pictureAndWords: 'Picture and words',
    onScreen: 'On screen',
    spoken: 'Spoken',
    cover: 'Cover',
    sound: 'Sound',
    image: 'Image',
    video: 'Video',
    toBeMade: 'still to be made',
    altText: 'Alt text',
    picture: 'Picture',
    card: 'A card with the opening words, until there is a picture',
  },
  thanks: {
    title: 'Thank you, your decisions are in',
    changes: 'The agents rewrite what you want changed; a new link follows by mail.',
    nothing: 'Nothing more is needed from you. You can close this page.',
    late: (drafts) => `${drafts} had been decided before yours came: what you said is kept and changes nothing.`,
    waits: (needed) => `It is not decided yet: ${needed}`,
  },
  closed: {
    used: 'You have decided already',
    decided: 'Someone already decided',
    revoked: 'This link was replaced or withdrawn',
    expired: 'The time to decide is over',
    closed: 'This review was closed',
    out_of_date: 'These drafts have changed',
  },
  closedWhy(why, { organization, by, when, due }) {
    switch (why) {
      case 'used':
        return [`Your decisions came in on ${when}.`]
      case 'decided':
        return [when ? `${by} decided on ${when}.` : 'The drafts were decided.']
      case 'revoked':
        return ['A newer mail may hold a newer link.']
      case 'expired':
        return [`It ended on ${due}.`]
      case 'closed':
        return [`${organization} no longer needs a decision on these drafts.`]
      case 'out_of_date':
        return ['This link is out of date: what you saw is not what is there now.']
      default:
        return why satisfies never
    }
  },
  askAgain: {
    title: 'Your wish is on its way',
    offer: 'Do you still want to decide? Ask for a new link; a person looks at it.',
    button: 'Ask for a new link',
    done: (organization) => `${organization} was told that you ask for a new link. If it is still your turn, it comes by mail.`,
  },
  code: {
    title: 'One more step',
    offer: (address) => `To open these drafts you need a code of six digits. We send it to ${address}.`,
    button: 'Send me the code',
    enter: (address) => `A code is on its way to ${address}. It is good for ten minutes.`,
    label: 'The six digits',
    submit: 'Open the drafts',
    wrong: 'That is not the code, or it is no longer good.',
    tooMany: 'That was a code too many: wait an hour, or ask the agency.',
    another: 'Send me another code',
  },
}

const id: PageTexts = {
  ...REVIEW_WORDS.id,
  language: 'id',
  other: { language: 'en', name: 'English' },
  moment: (at, timeZone) => momentIn('id', at, timeZone),
  title: (brand) => `${brand}: draf untuk ditinjau`,
  check: (title) => `Mohon diperiksa: ${title}`,
  wrong: (drafts) => `Belum ada yang terkirim: ${drafts} draf perlu dilihat lagi. Tulisan Anda tetap tersimpan.`,
  changedMeanwhile: 'Belum ada yang terkirim: salah satu draf diubah sejak Anda membuka halaman ini. Mohon lihat isinya yang sekarang.',
  decideBy: (moment) => `Mohon putuskan paling lambat ${moment}.`,
  held: 'Tenggatnya sudah lewat; keputusan Anda tetap dinantikan.',
  once: 'Setiap draf memerlukan keputusan, dan keputusan dikirim satu kali.',
  askedFor: (prompt) => `Yang diminta: ${prompt}`,
  progress: (approvals, needed) => `${approvals} dari ${needed} persetujuan sejauh ini.`,
  youAre: (name) => `Anda meninjau sebagai ${name}. Tautan ini milik Anda: siapa pun yang memilikinya dapat memutuskan.`,
  offline: 'disusun luring, tanpa model bahasa',
  editedBy: (name) => `disunting oleh ${name}`,
  checks: 'Temuan pemeriksaan kami',
  toAttach: 'Masih harus ditambahkan sebelum terbit',
  byHand: 'Harus diatur sendiri saat menerbitkan',
  onlyIf: (condition) => `hanya bila ${condition}`,
  earlier: (rounds) => (rounds === 1 ? 'Versi sebelumnya dan tanggapan atasnya' : `${rounds} versi sebelumnya dan tanggapan atasnya`),
  whatChanged: 'Apa yang baru, kata demi kata',
  yourDecision: (draft) => `Keputusan Anda atas ${draft}`,
  settled: { approved: 'Draf ini sudah disetujui.', changes: 'Perubahan draf ini sudah diminta.', rejected: 'Draf ini sudah ditolak.' },
  choices: { approve: 'Setujui', request_changes: 'Minta perubahan', reject: 'Tolak' },
  comment: 'Komentar',
  commentHint: (most) => `(wajib bila Anda meminta perubahan; paling banyak ${most} karakter)`,
  onWords: 'Tanggapi kata-kata tertentu',
  quote: 'Kata-katanya, disalin dari draf',
  remark: 'Apa yang perlu diubah di sana',
  send: 'Kirim keputusan saya',
  approveAll: 'Setujui semuanya',
  draft: {
    slide: 'Slide',
    post: 'Unggahan',
    fold: (lastWords) => `Sebelum “selengkapnya”, pembaca melihatnya sampai “…${lastWords}”.`,
    frame: 'Bingkai',
    of: (n, all) => `${n} dari ${all}`,
    caption: 'Teks',
    hashtags: 'Tagar',
    seconds: 'Detik',
    pictureAndWords: 'Gambar dan kata-kata',
    onScreen: 'Di layar',
    spoken: 'Diucapkan',
    cover: 'Sampul',
    sound: 'Suara',
    image: 'Gambar',
    video: 'Video',
    toBeMade: 'belum dibuat',
    altText: 'Teks alternatif',
    picture: 'Gambar',
    card: 'Kartu dengan kata-kata pembuka, sampai ada gambarnya',
  },
  thanks: {
    title: 'Terima kasih, keputusan Anda sudah masuk',
    changes: 'Bagian yang Anda minta diubah sedang ditulis ulang; tautan baru menyusul lewat email.',
    nothing: 'Tidak ada lagi yang perlu Anda lakukan. Halaman ini boleh ditutup.',
    late: (drafts) => `${drafts} sudah diputuskan sebelum keputusan Anda masuk: yang Anda tulis disimpan dan tidak mengubah apa pun.`,
    waits: (needed) => `Belum diputuskan: ${needed}`,
  },
  closed: {
    used: 'Anda sudah memutuskan',
    decided: 'Sudah ada yang memutuskan',
    revoked: 'Tautan ini sudah diganti atau ditarik',
    expired: 'Waktu untuk memutuskan sudah habis',
    closed: 'Peninjauan ini sudah ditutup',
    out_of_date: 'Draf-draf ini sudah berubah',
  },
  closedWhy(why, { organization, by, when, due }) {
    switch (why) {
      case 'used':
        return [`Keputusan Anda masuk pada ${when}.`]
      case 'decided':
        return [when ? `${by} memutuskan pada ${when}.` : 'Draf-draf ini sudah diputuskan.']
      case 'revoked':
        return ['Email yang lebih baru mungkin berisi tautan yang lebih baru.']
      case 'expired':
        return [`Berakhir pada ${due}.`]
      case 'closed':
        return [`${organization} tidak lagi memerlukan keputusan atas draf-draf ini.`]
      case 'out_of_date':
        return ['Tautan ini tidak terbaru: yang Anda lihat bukan lagi isinya sekarang.']
      default:
        return why satisfies never
    }
  },
  askAgain: {
    title: 'Permintaan Anda sudah disampaikan',
    offer: 'Masih ingin memutuskan? Mintalah tautan baru; permintaan itu ditangani oleh seseorang.',
    button: 'Minta tautan baru',
    done: (organization) =>
      `${organization} sudah diberi tahu bahwa Anda meminta tautan baru. Bila masih giliran Anda, tautannya dikirim lewat email.`,
  },
  code: {
    title: 'Satu langkah lagi',
    offer: (address) => `Untuk membuka draf ini Anda memerlukan kode enam angka. Kami mengirimkannya ke ${address}.`,
    button: 'Kirimkan kodenya',
    enter: (address) => `Kode sedang dikirim ke ${address}. Kode berlaku sepuluh menit.`,
    label: 'Keenam angkanya',
    submit: 'Buka draf',
    wrong: 'Bukan itu kodenya, atau kodenya tidak berlaku lagi.',
    tooMany: 'Terlalu banyak kode diminta: tunggu satu jam, atau tanyakan kepada agensi.',
    another: 'Kirimkan kode lain',
  },
}

export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = { en, id }
