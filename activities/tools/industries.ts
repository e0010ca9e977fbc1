import type { Language } from '../../domain/words.ts'

type Lists = Readonly<Record<Language, readonly string[]>>

/** A trade as its people know it. */
export interface Industry {
  id: string
  name: Readonly<Record<Language, string>>
  /** Words that hardly any other trade uses, and words that speak for it only together; lower case, English and Indonesian alike. */
  sure: readonly string[]
  hints: readonly string[]
  /** What people at work in it care about. */
  cares: Lists
  /** Words that they are tired of. */
  jargon: Lists
  /** Without #. */
  hashtags: Lists
  /** What is worth asking them. */
  questions: Lists
}

const words = (list: string) => list.split(', ')

/** The trades that are known. A further one is another entry. */
export const INDUSTRIES: readonly Industry[] = [
  {
    id: 'food_and_drink',
    name: { en: 'Food and drink', id: 'Makanan dan minuman' },
    sure: words(
      'restaurant, café, cafe, coffee shop, bakery, barista, catering, chef, roastery, kedai kopi, warung, restoran, kuliner, toko roti, katering, kopi susu',
    ),
    hints: words(
      'menu, coffee, tea, bread, recipe, dish, kitchen, lunch, brunch, dinner, tasting, homemade, sourdough, espresso, kopi, roti, menu baru, resep, dapur, makan siang, rasa',
    ),
    cares: {
      en: ['cost of ingredients', 'guests who come back', 'finding and keeping staff', 'hygiene and provenance'],
      id: ['harga bahan baku', 'pelanggan yang kembali', 'mencari dan mempertahankan karyawan', 'kebersihan dan asal bahan'],
    },
    jargon: {
      en: words('culinary journey, foodie paradise, mouth-watering, gastronomic'),
      id: words('surga kuliner, menggugah selera, cita rasa tiada dua'),
    },
    hashtags: { en: ['FoodBusiness', 'Hospitality', 'FoodAndDrink'], id: ['BisnisKuliner', 'KulinerIndonesia', 'UsahaKuliner'] },
    questions: {
      en: ['Which dish do guests ask for again?', 'What did you take off the menu, and why?'],
      id: ['Menu apa yang paling sering dipesan ulang?', 'Menu apa yang akhirnya dihapus, dan kenapa?'],
    },
  },
  {
    id: 'fashion_and_textiles',
    name: { en: 'Fashion and textiles', id: 'Mode dan tekstil' },
    sure: words(
      'fashion, apparel, clothing, garment, garments, tailor, boutique, busana, pakaian, butik, penjahit, konveksi, batik, hijab, tekstil',
    ),
    hints: words(
      'linen, cotton, wool, collection, fabric, sizes, sewing, shoes, sneakers, dress, dresses, shirt, shirts, wear, katun, koleksi, kain, baju, kemeja, sepatu, ukuran, jahitan',
    ),
    cares: {
      en: ['fit and returns', 'where fabric comes from', 'overproduction', 'price against durability'],
      id: ['ukuran yang pas dan retur', 'asal bahan', 'produksi berlebih', 'harga dan daya tahan'],
    },
    jargon: {
      en: words('must-have, timeless elegance, wardrobe essential, effortlessly chic'),
      id: words('wajib punya, kekinian banget, super stylish'),
    },
    hashtags: { en: ['FashionIndustry', 'Textiles', 'FashionBusiness'], id: ['IndustriFashion', 'FashionLokal', 'TekstilIndonesia'] },
    questions: {
      en: ['What do customers ask about a fabric before they buy?', 'How long should a garment last?'],
      id: ['Apa yang ditanyakan pelanggan soal bahan sebelum membeli?', 'Berapa lama seharusnya sebuah pakaian bertahan?'],
    },
  },
  {
    id: 'beauty_and_care',
    name: { en: 'Beauty and care', id: 'Kecantikan dan perawatan' },
    sure: words(
      'skincare, cosmetics, makeup, salon, hairdresser, barbershop, serum, sunscreen, kosmetik, perawatan kulit, kecantikan, perawatan wajah',
    ),
    hints: words(
      'skin, hair, beauty, spa, nails, cream, moisturiser, moisturizer, fragrance, perfume, kulit, rambut, wajah, krim, pelembap, parfum',
    ),
    cares: {
      en: ['what is in it', 'claims that can be proven', 'skin types', 'registration and safety'],
      id: ['kandungan produk', 'klaim yang bisa dibuktikan', 'jenis kulit', 'izin edar dan keamanan'],
    },
    jargon: {
      en: words('anti-aging miracle, flawless, chemical-free, holy grail'),
      id: words('glowing seketika, bebas bahan kimia, ajaib'),
    },
    hashtags: { en: ['BeautyIndustry', 'Skincare', 'BeautyBusiness'], id: ['IndustriKecantikan', 'PerawatanKulit', 'BisnisKecantikan'] },
    questions: {
      en: ['Which question about ingredients do you hear most?', 'What do clients unlearn first?'],
      id: ['Pertanyaan apa soal kandungan yang paling sering muncul?', 'Kebiasaan apa yang pertama kali diubah pelanggan?'],
    },
  },
  {
    id: 'health',
    name: { en: 'Health', id: 'Kesehatan' },
    sure: words(
      'clinic, dentist, dental, hospital, physiotherapy, pharmacy, nurse, doctor, klinik, dokter, dokter gigi, rumah sakit, apotek, fisioterapi, bidan',
    ),
    hints: words(
      'patients, health, check-up, treatment, therapy, appointment, vaccine, pasien, kesehatan, periksa, terapi, vaksin, janji temu',
    ),
    cares: {
      en: ['trust and privacy', 'waiting times', 'understandable advice', 'prevention'],
      id: ['kepercayaan dan privasi', 'waktu tunggu', 'saran yang mudah dipahami', 'pencegahan'],
    },
    jargon: {
      en: words('patient-centric, cutting-edge care, world-class, holistic solution'),
      id: words('pelayanan paripurna, berkelas dunia, solusi holistik'),
    },
    hashtags: {
      en: ['Healthcare', 'PublicHealth', 'HealthProfessionals'],
      id: ['LayananKesehatan', 'TenagaKesehatan', 'KesehatanMasyarakat'],
    },
    questions: {
      en: ['What do patients put off longest?', 'Which advice is heard but not followed?'],
      id: ['Apa yang paling lama ditunda pasien?', 'Saran apa yang didengar tetapi jarang dijalankan?'],
    },
  },
  {
    id: 'fitness_and_sport',
    name: { en: 'Fitness and sport', id: 'Kebugaran dan olahraga' },
    sure: words('gym, yoga, pilates, personal trainer, running club, marathon, fitness, sasana, pusat kebugaran, lari maraton, kebugaran'),
    hints: words(
      'training, workout, runners, stretch, coach, athletes, class, membership, bike, helmet, cycling, latihan, pelari, olahraga, pelatih, sepeda',
    ),
    cares: {
      en: ['staying with it after a month', 'injuries', 'beginners who feel welcome', 'time'],
      id: ['konsisten setelah bulan pertama', 'cedera', 'pemula yang merasa diterima', 'waktu'],
    },
    jargon: {
      en: words('beast mode, no pain no gain, shredded, bikini body'),
      id: words('badan impian instan, tanpa ampun, bakar lemak seketika'),
    },
    hashtags: { en: ['FitnessIndustry', 'SportsBusiness', 'ActiveLiving'], id: ['IndustriKebugaran', 'HidupAktif', 'OlahragaIndonesia'] },
    questions: {
      en: ['What made you come back the second week?', 'Which exercise is most often done wrong?'],
      id: ['Apa yang membuatmu kembali di minggu kedua?', 'Gerakan apa yang paling sering salah?'],
    },
  },
  {
    id: 'software',
    name: { en: 'Software and technology', id: 'Perangkat lunak dan teknologi' },
    sure: words(
      'saas, software, api, startup, cloud, cybersecurity, machine learning, developers, perangkat lunak, rintisan, pengembang aplikasi, keamanan siber, komputasi awan',
    ),
    hints: words(
      'app, platform, feature, dashboard, integration, integrates, data, engineers, export, users, release, aplikasi, fitur, dasbor, integrasi, pengguna, rilis',
    ),
    cares: {
      en: ['time saved', 'data protection', 'what it replaces', 'how hard the switch is'],
      id: ['waktu yang dihemat', 'perlindungan data', 'apa yang digantikan', 'sesulit apa pindahnya'],
    },
    jargon: {
      en: words('disruptive, game-changer, seamless, leverage, next-gen, synergy'),
      id: words('disruptif, revolusioner, sinergi, generasi berikutnya'),
    },
    hashtags: { en: ['SaaS', 'SoftwareIndustry', 'TechIndustry'], id: ['TeknologiIndonesia', 'StartupIndonesia', 'IndustriTeknologi'] },
    questions: {
      en: ['Which task would you hand to software tomorrow?', 'What stopped your last switch of tools?'],
      id: ['Pekerjaan apa yang ingin diserahkan ke aplikasi besok?', 'Apa yang menggagalkan pergantian alat terakhir?'],
    },
  },
  {
    id: 'finance_and_accounting',
    name: { en: 'Finance and accounting', id: 'Keuangan dan akuntansi' },
    sure: words(
      'accounting, accountant, bookkeeping, tax return, audit, insurance, mortgage, invoicing, akuntansi, akuntan, pembukuan, pajak, asuransi, koperasi simpan pinjam, kpr',
    ),
    hints: words(
      'tax, invoices, invoice, deadline, savings, budget, bank, cash flow, advisory, loan, faktur, anggaran, tabungan, arus kas, pinjaman',
    ),
    cares: {
      en: ['deadlines and penalties', 'cash flow', 'plain words', 'what changes by law'],
      id: ['tenggat dan denda', 'arus kas', 'bahasa yang sederhana', 'perubahan aturan'],
    },
    jargon: {
      en: words('value-add, financial freedom, wealth hack, holistic advisory'),
      id: words('cuan pasti, bebas finansial instan, solusi paripurna'),
    },
    hashtags: { en: ['Accounting', 'FinanceProfessionals', 'Bookkeeping'], id: ['Akuntansi', 'KeuanganBisnis', 'LiterasiKeuangan'] },
    questions: {
      en: ['Which figure do you look at first on a Monday?', 'What do you wish you had known before your first audit?'],
      id: ['Angka apa yang pertama dilihat setiap Senin?', 'Apa yang ingin diketahui sebelum audit pertama?'],
    },
  },
  {
    id: 'property_and_building',
    name: { en: 'Property and building', id: 'Properti dan konstruksi' },
    sure: words(
      'real estate, realtor, architect, architecture, construction, property developer, interior design, properti, arsitek, konstruksi, kontraktor, perumahan, desain interior, apartemen',
    ),
    hints: words('apartment, house, renovation, floor plan, rent, roof, garden, building, rumah, renovasi, sewa, atap, bangunan, denah'),
    cares: {
      en: ['what it costs in the end', 'time and delays', 'energy use', 'permits'],
      id: ['biaya akhir', 'waktu dan keterlambatan', 'pemakaian energi', 'perizinan'],
    },
    jargon: {
      en: words('dream home, luxury living, prime location, unparalleled'),
      id: words('hunian impian, lokasi premium, investasi pasti untung'),
    },
    hashtags: { en: ['RealEstate', 'Construction', 'BuiltEnvironment'], id: ['PropertiIndonesia', 'KonstruksiIndonesia', 'Arsitektur'] },
    questions: {
      en: ['What surprises buyers at the second viewing?', 'Which delay could have been planned for?'],
      id: ['Apa yang mengejutkan pembeli di kunjungan kedua?', 'Keterlambatan apa yang bisa diantisipasi?'],
    },
  },
  {
    id: 'education',
    name: { en: 'Education and training', id: 'Pendidikan dan pelatihan' },
    sure: words(
      'school, university, kindergarten, tutoring, bootcamp, e-learning, curriculum, sekolah, universitas, kampus, bimbel, kursus, kurikulum, taman kanak-kanak, pesantren',
    ),
    hints: words(
      'students, teachers, course, lessons, workshop, open day, enrolment, webinar, siswa, guru, murid, pelajaran, lokakarya, pendaftaran, belajar',
    ),
    cares: {
      en: ['whether it is finished', 'parents and time', 'what it leads to', 'fair access'],
      id: ['apakah sampai selesai', 'orang tua dan waktu', 'hasil setelah lulus', 'akses yang adil'],
    },
    jargon: {
      en: words('unlock your potential, lifelong learner journey, world-class education'),
      id: words('raih potensi tanpa batas, generasi emas, bertaraf internasional'),
    },
    hashtags: { en: ['Education', 'LearningAndDevelopment', 'Teaching'], id: ['PendidikanIndonesia', 'PelatihanKerja', 'DuniaPendidikan'] },
    questions: {
      en: ['What did a learner teach you last?', 'What would you drop from the timetable?'],
      id: ['Apa yang terakhir kamu pelajari dari murid?', 'Apa yang akan kamu hapus dari jadwal?'],
    },
  },
  {
    id: 'travel_and_hospitality',
    name: { en: 'Travel and hospitality', id: 'Wisata dan perhotelan' },
    sure: words(
      'hotel, hostel, resort, travel agency, tour guide, airline, homestay, villa, perhotelan, agen perjalanan, pemandu wisata, wisata, penginapan, maskapai',
    ),
    hints: words(
      'guests, rooms, travellers, travelers, itinerary, trip, beach, tour, check-in, tamu, kamar, perjalanan, liburan, pantai, turis',
    ),
    cares: {
      en: ['reviews', 'seasons and empty rooms', 'staff', 'what guests tell at home'],
      id: ['ulasan', 'musim sepi dan kamar kosong', 'karyawan', 'cerita tamu sepulangnya'],
    },
    jargon: {
      en: words('hidden gem, paradise on earth, unforgettable experience, bucket list'),
      id: words('surga tersembunyi, pengalaman tak terlupakan, wajib dikunjungi'),
    },
    hashtags: { en: ['TravelIndustry', 'HospitalityIndustry', 'Tourism'], id: ['PariwisataIndonesia', 'Perhotelan', 'WisataIndonesia'] },
    questions: {
      en: ['What do guests ask at breakfast?', 'Which month would you redesign?'],
      id: ['Apa yang ditanyakan tamu saat sarapan?', 'Bulan mana yang ingin kamu rancang ulang?'],
    },
  },
  {
    id: 'manufacturing_and_logistics',
    name: { en: 'Manufacturing and logistics', id: 'Manufaktur dan logistik' },
    sure: words(
      'factory, manufacturing, warehouse, logistics, freight, supply chain, pabrik, manufaktur, gudang, logistik, rantai pasok, ekspedisi, kargo',
    ),
    hints: words(
      'machines, shipment, shipping rates, pallets, production line, forecasting, inventory, trucks, mesin, pengiriman barang, produksi, stok, truk',
    ),
    cares: {
      en: ['uptime', 'delivery on the day', 'safety at work', 'cost of energy'],
      id: ['mesin yang terus jalan', 'tepat waktu kirim', 'keselamatan kerja', 'biaya energi'],
    },
    jargon: {
      en: words('end-to-end solution, best-in-class, industry 4.0, turnkey'),
      id: words('solusi menyeluruh, terbaik di kelasnya, industri 4.0'),
    },
    hashtags: { en: ['Manufacturing', 'Logistics', 'SupplyChain'], id: ['ManufakturIndonesia', 'LogistikIndonesia', 'RantaiPasok'] },
    questions: {
      en: ['Which stop costs you most?', 'What do you measure that nobody asked for?'],
      id: ['Henti produksi mana yang paling mahal?', 'Apa yang kamu ukur walau tidak diminta?'],
    },
  },
  {
    id: 'agriculture',
    name: { en: 'Agriculture', id: 'Pertanian' },
    sure: words('farm, farmers, agriculture, harvest, livestock, greenhouse, pertanian, petani, panen, peternakan, perkebunan, pupuk'),
    hints: words('soil, seeds, crops, irrigation, organic, orchard, vegetables, lahan, benih, sayuran, irigasi, sawah, organik'),
    cares: {
      en: ['weather', 'prices at the gate', 'soil', 'who takes over'],
      id: ['cuaca', 'harga di tingkat petani', 'kesuburan tanah', 'penerus'],
    },
    jargon: {
      en: words('farm-to-table revolution, nature’s finest, agri-disruption'),
      id: words('revolusi pertanian, kualitas super, alami seratus persen'),
    },
    hashtags: { en: ['Agriculture', 'Farming', 'AgriBusiness'], id: ['PertanianIndonesia', 'PetaniIndonesia', 'Agribisnis'] },
    questions: {
      en: ['What did this season teach you?', 'Which tool paid for itself?'],
      id: ['Apa pelajaran dari musim ini?', 'Alat mana yang sudah balik modal?'],
    },
  },
  {
    id: 'marketing_and_design',
    name: { en: 'Marketing and design', id: 'Pemasaran dan desain' },
    sure: words(
      'marketing agency, branding, advertising agency, graphic design, seo, copywriting, agensi pemasaran, periklanan, desain grafis, pemasaran digital',
    ),
    hints: words(
      'campaign, logo, brand identity, audience, conversion, content calendar, kampanye, identitas merek, konten, audiens, konversi',
    ),
    cares: {
      en: ['what can be measured', 'briefs', 'budgets', 'work that is approved'],
      id: ['apa yang bisa diukur', 'brief', 'anggaran', 'karya yang disetujui'],
    },
    jargon: {
      en: words('synergy, viral, growth hacking, thought leadership, storytelling'),
      id: words('viral, sinergi, growth hacking, ledakkan omzet'),
    },
    hashtags: { en: ['Marketing', 'BrandDesign', 'Advertising'], id: ['PemasaranDigital', 'DesainGrafis', 'Periklanan'] },
    questions: {
      en: ['Which brief was better than the budget?', 'What did you stop measuring?'],
      id: ['Brief mana yang lebih bagus dari anggarannya?', 'Apa yang berhenti kamu ukur?'],
    },
  },
]
