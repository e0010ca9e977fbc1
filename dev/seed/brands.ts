import type { BrandVoice } from '../../domain/brand.ts'
import type { Language } from '../../domain/words.ts'

/** The three brands of the demonstration agency, and what they could want to say. */

export interface Subject {
  /** As a prompt and a draft name it. */
  name: string
  benefit: string
  detail: string
}

export interface DemoBrand {
  name: string
  guidelines: string
  voice: Partial<BrandVoice>
  audience: string
  hashtags: string[]
  subjects: Record<Language, Subject[]>
}

const subject = (name: string, benefit: string, detail: string): Subject => ({ name, benefit, detail })

export const DEMO_BRANDS: readonly DemoBrand[] = [
  {
    name: 'Casa Lino',
    guidelines: 'Warm and plain. We speak to people who like to travel light.',
    voice: { tone: ['warm', 'plain'], hashtags: ['CasaLino'], tagline: 'Made to be worn' },
    audience: 'People who travel in summer',
    hashtags: ['CasaLino', 'linen'],
    subjects: {
      en: [
        subject('our linen summer collection', 'It stays cool from morning to evening.', 'Sizes run from XS to 4XL'),
        subject('the travel shirt', 'It folds small and needs no iron.', 'One pocket holds a passport'),
        subject('wide trousers in raw linen', 'They move when you do.', 'The waist is elastic at the back'),
        subject('our repair service', 'A loose seam is no reason to part.', 'Bring it to the shop any Thursday'),
        subject('the undyed range', 'The colour is that of the plant.', 'Nothing is bleached'),
        subject('linen bed sheets', 'They grow softer with each wash.', 'They dry on the line in an afternoon'),
      ],
      id: [
        subject('koleksi linen musim kemarau', 'Tetap sejuk dari pagi sampai sore.', 'Ukuran dari XS sampai 4XL'),
        subject('kemeja perjalanan', 'Mudah dilipat dan tidak perlu disetrika.', 'Satu saku muat untuk paspor'),
        subject('celana lebar dari linen mentah', 'Ikut bergerak ke mana pun.', 'Pinggang belakangnya elastis'),
        subject('layanan perbaikan kami', 'Jahitan lepas bukan alasan untuk berpisah.', 'Bawa ke toko setiap Kamis'),
        subject('rangkaian tanpa pewarna', 'Warnanya warna tanaman itu sendiri.', 'Tidak ada yang diputihkan'),
        subject('seprai linen', 'Makin lembut setiap kali dicuci.', 'Kering dijemur dalam satu sore'),
      ],
    },
  },
  {
    name: 'Kopi Senja',
    guidelines: 'Friendly, never in a hurry. We name the farm before the flavour.',
    voice: { tone: ['friendly'], formality: 'casual', hashtags: ['KopiSenja'], tagline: 'Until the light goes' },
    audience: 'People who brew at home in Bandung and Jakarta',
    hashtags: ['KopiSenja', 'kopi'],
    subjects: {
      en: [
        subject('the new harvest from Gayo', 'It tastes of cocoa and of dried fruit.', 'Roasted on Tuesdays'),
        subject('cold brew in glass bottles', 'It waits for you in the fridge.', 'The bottle comes back to us'),
        subject('a tasting on Saturday', 'Three farms, side by side.', 'Twelve seats at one table'),
        subject('our roasting room', 'You can watch from the bar.', 'The drum holds five kilos'),
        subject('the house blend', 'It is the one we drink ourselves.', 'Beans from Toraja and Kerinci'),
        subject('brewing for beginners', 'A kettle and a paper filter will do.', 'It takes four minutes'),
      ],
      id: [
        subject('panen baru dari Gayo', 'Rasanya kakao dan buah kering.', 'Disangrai setiap Selasa'),
        subject('kopi seduh dingin dalam botol kaca', 'Menunggumu di kulkas.', 'Botolnya kembali ke kami'),
        subject('cicip kopi hari Sabtu', 'Tiga kebun, berdampingan.', 'Dua belas kursi di satu meja'),
        subject('ruang sangrai kami', 'Bisa dilihat dari bar.', 'Drumnya muat lima kilo'),
        subject('racikan rumah', 'Ini yang kami minum sendiri.', 'Biji dari Toraja dan Kerinci'),
        subject('seduh untuk pemula', 'Cukup teko dan kertas saring.', 'Perlu empat menit saja'),
      ],
    },
  },
  {
    name: 'Bumi Dapur',
    guidelines: 'Practical and calm. Show the hands that cook.',
    voice: { tone: ['practical'], formality: 'neutral', emoji: 'none', hashtags: ['BumiDapur'] },
    audience: 'Families who cook every day',
    hashtags: ['BumiDapur', 'dapur'],
    subjects: {
      en: [
        subject('the clay pot', 'It keeps rice warm until everybody is home.', 'It is fired twice'),
        subject('knives from Ciwidey', 'They are forged by one family.', 'The handle is tamarind wood'),
        subject('a pantry in glass jars', 'You see what is left.', 'The lids are beech'),
        subject('aprons for children', 'They tie at the front.', 'Two sizes, one pattern'),
        subject('the cast iron pan', 'It browns and does not stick.', 'We season it before it ships'),
        subject('bowls from Plered', 'No two are alike.', 'They go into the oven'),
      ],
      id: [
        subject('periuk tanah liat', 'Nasi tetap hangat sampai semua pulang.', 'Dibakar dua kali'),
        subject('pisau dari Ciwidey', 'Ditempa oleh satu keluarga.', 'Gagangnya kayu asam'),
        subject('lemari bahan dalam stoples kaca', 'Sisa bahan langsung terlihat.', 'Tutupnya kayu beech'),
        subject('celemek untuk anak', 'Diikat di depan.', 'Dua ukuran, satu pola'),
        subject('wajan besi tuang', 'Mencokelatkan tanpa lengket.', 'Sudah kami lapisi sebelum dikirim'),
        subject('mangkuk dari Plered', 'Tidak ada dua yang sama.', 'Boleh masuk oven'),
      ],
    },
  },
]

/** How people ask, around a subject. */
export const ASKING: Record<Language, { begin: string[]; occasion: string[]; wish: string[] }> = {
  en: {
    begin: [
      'Launch',
      'Announce',
      'Tell people about',
      'Show',
      'Remind everybody of',
      'Write about',
      'Introduce',
      'Make people curious about',
    ],
    occasion: [
      'for the holidays',
      'before the long weekend',
      'for new followers',
      'for our regulars',
      'this week',
      'for the shop opening',
      'at the start of the season',
      'after the fair',
      'for the newsletter crowd',
      'on Friday',
    ],
    wish: [
      'keep it short',
      'end with a question',
      'no emoji please',
      'mention the workshop',
      'make it personal',
      'speak to families',
      'invite them to the shop',
      'say what is new',
    ],
  },
  id: {
    begin: [
      'Luncurkan',
      'Umumkan',
      'Ceritakan',
      'Tunjukkan',
      'Ingatkan semua tentang',
      'Tulis tentang',
      'Perkenalkan',
      'Buat orang penasaran pada',
    ],
    occasion: [
      'untuk liburan',
      'sebelum libur panjang',
      'untuk pengikut baru',
      'untuk pelanggan setia',
      'minggu ini',
      'untuk pembukaan toko',
      'di awal musim',
      'setelah pameran',
      'untuk pembaca buletin',
      'hari Jumat',
    ],
    wish: [
      'singkat saja',
      'tutup dengan pertanyaan',
      'tanpa emoji',
      'sebutkan bengkelnya',
      'buat lebih pribadi',
      'sapa keluarga',
      'undang mereka ke toko',
      'sebutkan yang baru',
    ],
  },
}
