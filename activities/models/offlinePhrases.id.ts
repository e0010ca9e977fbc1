import type { PhraseBook } from './offlinePhraseBook.ts'

/**
 * The composer's Indonesian. A noun phrase needs no article, so a subject and a point stand as the request gives them. No sentence counts
 * anything, "satu" included, and none promises.
 */
export const INDONESIAN: PhraseBook = {
  hooks: {
    launch: {
      question: ['Sudah lihat {t}?', 'Siapa yang mau lebih dulu mengenal {t}?', 'Penasaran dengan {t}?'],
      plain: ['Kenalkan, {t}.', 'Perkenalkan: {t}.', 'Saatnya berkenalan dengan {t}.'],
      scene: ['Baru hadir: {t}.', 'Intip lebih dekat: {t}.', 'Hadir untuk {you}: {t}.'],
    },
    offer: {
      question: ['Sudah dengar soal {t}?', 'Siap menyambut {t}?'],
      plain: ['{T}.', 'Sudah resmi: {t}.'],
      scene: ['Catat di kalender: {t}.', 'Untuk {you} yang sudah lama melirik {s}: {t}.'],
    },
    event: {
      question: ['Mau ikut {t}?', 'Siapa yang akan {you} ajak ke {t}?'],
      plain: ['{You} diundang ke {t}.', 'Luangkan waktu untuk {t}.'],
      scene: ['Bayangkan suasana {t}.', 'Catat di kalender: {t}.'],
    },
    lesson: {
      question: ['Sedang mencari {t}?', 'Perlu {t}?'],
      plain: ['{T}, singkat dan praktis.', '{T}, dengan bahasa sederhana.'],
      scene: ['Simpan dulu yang ini: {t}.', 'Layak disimak sebentar: {t}.'],
    },
    hiring: {
      question: ['Siapa yang terlintas saat mendengar lowongan {t}?', 'Sedang mencari lowongan {t}?'],
      plain: ['{Us} membuka lowongan {t}.', 'Dibuka: lowongan {t}.'],
      scene: ['Ada kursi kosong di tim: {us} mencari {t}.', 'Tim ini menunggu rekan baru: {us} mencari {t}.'],
    },
    milestone: {
      question: ['Mau merayakan {t} bersama {us}?', 'Siapa yang ikut merayakan {t}?'],
      plain: ['Hari ini tentang {t}.', 'Akhirnya tiba juga: {t}.'],
      scene: ['Waktunya berhenti sejenak: {t}.', 'Siapkan lilinnya: {t}.'],
    },
    question: {
      question: ['Apa pendapat{your} tentang {t}?', 'Bisa bantu {us} soal {t}?'],
      plain: ['{You} yang menentukan {t}.', 'Pilihan ada di tangan{your}: {t}.'],
      scene: ['Suara{your} ikut dihitung: {t}.', 'Kotak suara sudah dibuka: {t}.'],
    },
    story: {
      question: ['Seperti apa cerita di balik {t}?', 'Sudah tahu cerita di balik {t}?'],
      plain: ['Ini cerita tentang {t}.', 'Lebih dekat dengan {t}.'],
      scene: ['Mari melihat {t} dari dekat.', 'Coba tengok {t} lebih dekat.'],
    },
    notice: {
      question: ['Sudah tahu tentang {t}?', 'Sudah dengar soal {t}?'],
      plain: ['Ada kabar tentang {t}.', 'Perlu diketahui: {t}.'],
      scene: ['Sebelum lanjut menggulir, simak dulu soal {t}.', 'Ada baiknya tahu sejak awal: {t}.'],
    },
  },
  otherHooks: {
    question: {
      question: ['Pernah bertanya-tanya {t}?', 'Bisa menjawab {t}?'],
      plain: ['{T}: jawaban apa adanya.', '{T}, dengan bahasa sederhana.'],
      scene: ['Layak disimak sebentar: {t}.', 'Pertanyaan untuk hari ini: {t}.'],
    },
    clause: {
      question: ['Sudah tahu bahwa {t}?', 'Sudah dengar bahwa {t}?'],
      plain: ['{T}.', 'Singkatnya: {t}.'],
      scene: ['Perlu diketahui: {t}.', 'Ada kabar untuk {you}: {t}.'],
    },
    action: {
      question: ['Siap {t}?', 'Siapa yang siap {t}?'],
      plain: ['Hari ini waktunya {t}.', '{T}.'],
      scene: ['Agenda hari ini: {t}.', 'Yang bisa dilakukan hari ini: {t}.'],
    },
  },
  thankHooks: {
    question: ['Mau ikut berterima kasih kepada {t}?', 'Siapa lagi yang ingin berterima kasih kepada {t}?'],
    plain: ['Terima kasih kepada {t}.', 'Terima kasih yang hangat untuk {t}.'],
    scene: ['Tepuk tangan untuk {t}.', 'Mari berdiri dan bertepuk tangan untuk {t}.'],
  },
  ballotHooks: {
    question: ['Menurut{your}, {t}?', 'Bisa bantu {us} menentukan {t}?'],
    plain: ['{You} yang memutuskan {t}.', 'Keputusan ada di tangan{your}: {t}.'],
    scene: ['Suara{your} ikut dihitung: {t}.', 'Kotak suara sudah dibuka: {t}.'],
  },
  bodies: {
    launch: [
      'Gambar bercerita lebih banyak tentang {c} daripada pidato panjang, jadi lihat baik-baik.',
      '>Ada banyak yang bisa diceritakan tentang {c}; intinya dulu.',
      'Kalau {you} baru mendengar tentang {c}, salam kenal.',
      'Ada hal yang lebih enak dilihat daripada dijelaskan: {c}.',
    ],
    offer: [
      'Kalau {you} memang sudah memikirkan {c}, inilah saatnya.',
      'Penawaran untuk {c} tidak perlu banyak kata.',
      'Kabar baik tentang {c} sebaiknya cepat dibagikan.',
      '>Tidak perlu membaca yang tersirat: yang penting soal {c} tertulis di sini.',
    ],
    event: [
      'Bawa pertanyaan{your} soal {c}, juga teman yang enak diajak bicara.',
      '>Beberapa baris ini bercerita tentang isi {c}.',
      'Yang selama ini masih menimbang {c} boleh berhenti menimbang dan datang.',
    ],
    lesson: [
      'Dalam urusan {c}, hal kecil sering menentukan hasil.',
      'Siapa pun pernah menjadi pemula soal {c}, dan punya pertanyaan.',
      '>Soal {c} tidak muat dalam judul, jadi pelan-pelan saja.',
      'Pertanyaan tentang {c} biasanya punya jawaban singkat dan jawaban panjang.',
    ],
    hiring: [
      'Seorang {b} yang cocok mengubah cara kerja seluruh tim.',
      'Calon {b} yang tepat mungkin sedang tidak mencari kerja, jadi tolong teruskan kabar ini.',
      '{You} mungkin lebih tahu siapa {b} yang tepat daripada papan lowongan mana pun.',
      '>Yang menanti calon {b} tertulis di sini dengan jelas.',
    ],
    milestone: [
      'Ada banyak hal di balik {c}, dan kebanyakan tentang orang-orangnya.',
      '{C} tidak datang dengan sendirinya.',
      'Siapa pun yang ikut dalam perjalanan ini punya bagian dalam {c}.',
    ],
    question: [
      'Soal {c}, selera{your} yang menentukan.',
      'Tidak ada jawaban yang salah tentang {c}.',
      'Jawaban singkat soal {c} pun sudah cukup.',
    ],
    story: [
      'Di balik {c} ada lebih banyak hal daripada yang terlihat di gambar.',
      'Cerita tentang {c} paling enak disampaikan apa adanya.',
      'Hal-hal kecil tentang {c} layak disimak sebentar.',
    ],
    notice: [
      '>Supaya tidak ada yang kaget soal {c}, ini faktanya.',
      'Meluangkan waktu untuk {c} sekarang menghemat pertanyaan nanti.',
      'Lebih baik tahu soal {c} hari ini daripada terlambat.',
      '>Yang perlu {you} tahu tentang {c} muat dalam beberapa baris.',
    ],
  },
  thankBodies: ['Yang dilakukan {s} pantas mendapat lebih dari sekadar tanda suka.', 'Tanpa {s}, ceritanya akan berbeda.'],
  leads: {
    launch: ['Yang perlu diketahui tentang {c}:', 'Sekilas {c}:'],
    offer: ['Yang penting soal {c}:', '{C}, faktanya:'],
    event: ['Yang menanti di {c}:', 'Sekilas {c}:'],
    lesson: ['Yang penting soal {c}:', '{C}, poin demi poin:'],
    hiring: ['Yang didapat di posisi {b}:', 'Yang menanti calon {b}:'],
    milestone: ['Yang menjadi bagian dari {c}:', '{C}, dalam beberapa kata:'],
    question: ['Calon untuk {c}:', 'Pilihan{your} soal {c}:'],
    story: ['{C}, langkah demi langkah:', 'Yang menjadi bagian cerita {c}:'],
    notice: ['Yang perlu diketahui tentang {c}:', 'Sekilas {c}:'],
  },
  actionLeads: ['Yang bisa {you} lakukan dengan {s}:', 'Soal {s}, {you} bisa:'],
  stepLeads: ['Langkah untuk {s}:', '{S}, langkah demi langkah:'],
  pointNotes: {
    thing: ['Yang perlu dicatat soal {s}: {p}.', 'Bagian dari {s} juga: {p}.', 'Masih tentang {s}: {p}.', 'Supaya jelas, soal {s}: {p}.'],
    clause: ['Tentang {s}: {p}.', 'Harap diperhatikan untuk {s}: {p}.', 'Ada lagi soal {s}: {p}.'],
    action: ['Untuk {s}, ingat yang ini: {p}.', 'Jangan dilewatkan untuk {s}: {p}.', 'Kalau soal {s}: {p}.'],
    question: ['Mari lihat lebih dekat: {p}.', 'Bagian dari cerita {s}: {p}.', 'Ini tentang {s}, juga tentang {p}.'],
  },
  told: {
    first: ['Pertama-tama: {p}.', 'Mulai dari sini: {p}.', 'Yang paling awal: {p}.'],
    middle: ['Lalu: {p}.', 'Berikutnya: {p}.', 'Setelah itu: {p}.'],
    last: ['Dan akhirnya: {p}.', 'Dan yang terakhir: {p}.', 'Tidak kalah penting: {p}.'],
  },
  thanks: ['Terima kasih kepada {p} yang menjadi bagian dari {s}.', '{S} adalah saat yang baik untuk berterima kasih kepada {p}.'],
  calls: {
    launch: ['Lihat {s} lebih dekat hari ini.', 'Datang dan lihat sendiri {s}.', 'Kenali {s} dan beri tahu {us} pendapat{your}.'],
    offer: ['Kunjungi {us} selama penawaran {s} berlaku.', 'Pilih kesukaan{your} selama penawaran {s} masih ada.'],
    event: ['Amankan tempat{your} untuk {s} sejak sekarang.', 'Tulis di komentar kalau {you} ikut {s}.'],
    lesson: ['Simpan ini untuk saat {you} kembali memikirkan {s}.', 'Tanyakan kepada {us} apa pun soal {s}.'],
    hiring: ['Lamar posisi {b} hari ini.', 'Kirim ini kepada calon {b} yang ingin {you} ajak bekerja bersama.'],
    milestone: ['Rayakan {s} bersama {us} di komentar.', 'Bagikan kenangan{your} kepada {us} untuk {s}.'],
    question: ['Tulis pilihan{your} soal {b} di komentar.', 'Pilih {b} kesukaan{your} di komentar.'],
    story: ['Tanyakan kepada {us} apa pun tentang {s}.', 'Bagikan cerita {s} kepada orang yang akan menyukainya.'],
    notice: ['Simpan kabar soal {s} ini.', 'Hubungi {us} kalau ada yang belum jelas soal {s}.'],
  },
  plainCalls: ['Tanyakan kepada {us} soal {s}.', 'Hubungi {us} soal {s}.'],
  questions: {
    launch: [
      'Apa yang paling dulu menarik perhatian{your} dari {c}?',
      'Siapa yang perlu tahu lebih dulu tentang {c}?',
      'Bagaimana kesan pertama{your} tentang {c}?',
      'Apa lagi yang ingin {you} tahu tentang {c}?',
      'Kepada siapa {c} akan {you} ceritakan?',
    ],
    offer: [
      'Siapa kenalan{your} yang sudah lama menunggu {c}?',
      'Siapa yang akan {you} beri tahu lebih dulu soal {c}?',
      'Kapan {you} mau mencoba {c}?',
      'Mau ajak siapa menikmati {c}?',
      'Apa yang masih menahan {you} dari {c}?',
    ],
    event: [
      'Siapa yang ingin {you} ajak ke {c}?',
      'Apa yang ingin {you} tanyakan di {c}?',
      'Apa yang paling {you} nantikan dari {c}?',
      'Datang ke {c} sendiri atau beramai-ramai?',
      'Sudah menandai waktu untuk {c}?',
    ],
    lesson: [
      'Apa yang berhasil untuk {you} soal {c}?',
      'Apa yang ingin {you} tambahkan tentang {c}?',
      'Bagian mana dari {c} yang paling sulit?',
      'Siapa yang perlu membaca tentang {c}?',
      'Bagaimana biasanya {you} menangani {c}?',
    ],
    hiring: ['Siapa {b} paling andal yang {you} kenal?', 'Apa yang membuat {you} mau menjadi {b}?'],
    milestone: ['Apa yang terlintas saat {you} memikirkan {c}?', 'Siapa yang pantas ada dalam foto {c}?'],
    question: ['Apa pilihan{your} soal {b}, dan mengapa?', 'Apa alasan di balik pilihan{your} soal {b}?'],
    story: [
      'Apa yang ingin {you} ketahui tentang {c}?',
      'Bagian mana dari {c} yang ingin {you} lihat berikutnya?',
      'Apa yang paling membekas dari {c}?',
      'Kepada siapa cerita {c} akan {you} teruskan?',
      'Pernah mengalami hal serupa dengan {c}?',
    ],
    notice: [
      'Apakah masih ada yang belum jelas soal {c}?',
      'Apa lagi yang ingin {you} ketahui tentang {c}?',
      'Siapa lagi yang perlu tahu soal {c}?',
      'Apa yang paling penting buat {you} soal {c}?',
      'Ada pertanyaan tentang {c}?',
    ],
  },
  audienceLines: ['{Aud}, ini untuk {you}: {s}.', 'Ditulis untuk {aud}: {s}.', 'Panggilan untuk {aud}: {s}.'],
  sounds: {
    launch: 'Ringan dan bersemangat, dari pustaka komersial',
    offer: 'Cepat dan cerah, dari pustaka komersial',
    event: 'Hangat dan mengundang, dari pustaka komersial',
    lesson: 'Tenang, di bawah suara, dari pustaka komersial',
    hiring: 'Kalem dan yakin, dari pustaka komersial',
    milestone: 'Hangat dan meriah, dari pustaka komersial',
    question: 'Jenaka, dari pustaka komersial',
    story: 'Akustik lembut, dari pustaka komersial',
    notice: 'Tenang, di bawah suara, dari pustaka komersial',
  },
  thankItem: 'terima kasih kepada {p}',
  also: 'Tambahan: {p}',
  card: 'Kartu bertuliskan: {p}',
  about: '{p}. Ini tentang {s}.',
  stickers: {
    poll: 'ruang untuk stiker polling yang dipasang orang: {p}',
    question: 'ruang untuk stiker pertanyaan yang dipasang orang: {p}',
    link: 'ruang untuk stiker tautan yang dipasang orang: {p}',
  },
  pictures: {
    words: [
      { brief: 'Kartu polos dengan tulisan "{T}" dalam huruf merek', alt: 'Kartu bertuliskan: {T}' },
      { brief: 'Gambar tenang yang mengingatkan orang pada {s}, cahaya alami, tanpa tulisan', alt: 'Gambar tentang {s}' },
    ],
    people: [
      { brief: 'Foto spontan tentang {s}: orang hanya dengan izin mereka, cahaya alami', alt: 'Suasana seputar {s}' },
      {
        brief: 'Gambar lebar dengan ruang untuk tulisan tentang {s}, tanpa orang',
        alt: 'Suasana tenang dengan tulisan tentang {s}',
      },
    ],
    thing: [
      { brief: '{S} di bawah cahaya siang, subjeknya jelas, tanpa tulisan di gambar', alt: '{S} di bawah cahaya siang' },
      { brief: 'Gambar dekat yang langsung menunjukkan {s}, latar polos', alt: '{S} dari dekat di depan latar polos' },
    ],
  },
  slides: {
    opening: '{S}, besar dalam bingkai, sisakan ruang untuk judul',
    closeUp: '{S} dari dekat di bawah cahaya siang',
    invitation: '{S}, dengan ruang tenang untuk ajakan',
  },
  framing: 'Menghadap kamera',
  strategy: {
    audience: 'orang yang mengikuti {brand}',
    and: ' dan ',
    pillars: ['Apa itu {s}', 'Yang menyertai {s}', 'Cara menghubungi {us} soal {s}'],
    angles: {
      question: 'Buka dengan pertanyaan tentang {s}.',
      plain: 'Katakan apa adanya tentang {s}.',
      scene: 'Mulai dengan suasana: {s}.',
    },
    frequency: 'sekali, dan sekali lagi seminggu kemudian',
    pace: '; pesaing tersibuk tercatat mengunggah sekitar {p} kali seminggu',
  },
}
