/**
 * Expressions that law and policy object to, English and Indonesian. They are kept narrow ("treat yourself" is no health claim), because a
 * rule that cries wolf is switched off; tests/fixtures/claims.ts holds them to sentences of both kinds.
 */

const ILLNESS =
  "(?:acne|adhd|allerg(?:y|ies)|alzheimer(?:['’]s)?|an?emia|anxiety|arthritis|asthma|autism|back pain|cancer|cholesterol|covid(?:-19)?|dementia|depression|diabetes|diseases?|eczema|fever|flu|gout|hair loss|hangovers?|(?:high )?blood pressure|hypertension|illness(?:es)?|infections?|infertility|inflammation|insomnia|joint pain|migraines?|obesity|psoriasis|(?<!heat )stroke|tumou?rs?|ulcers?|varicose veins|wrinkles)"
const PENYAKIT =
  '(?:alergi|asam lambung|asam urat|asma|batuk|covid(?:-19)?|darah tinggi|demam|depresi|diabetes|eksim|flu|gerd|hipertensi|impotensi|insomnia|jerawat|kanker|kolesterol|kencing manis|maag|migrain|nyeri sendi|obesitas|penyakit|rematik|sakit (?:kepala|gigi|pinggang|punggung)|stroke|tumor|wasir)'
const MONEY = '(?:[$€£]\\s?|(?:usd|eur|sgd|rp|idr)\\.?\\s?)\\d[\\d.,]*\\s?(?:k|m|rb|ribu|jt|juta|million|miliar)?'

export const HEALTH = [
  new RegExp(
    `\\b(?:cur(?:e|es|ed|ing)|treat(?:s|ed|ing)?|prevent(?:s|ed|ing)?|heal(?:s|ed|ing)?|revers(?:e|es|ed|ing)|eliminat(?:e|es|ed|ing)|combat(?:s|ing)?|lower(?:s|ing)?|shrink(?:s|ing)?|get(?:s|ting)? rid of|say goodbye to|goodbye,?|no more|remed(?:y|ies) (?:for|against)|cure for)(?!\\s+(?:patients|people|children|guests|customers)\\b)\\s+(?:\\S+\\s+){0,3}?${ILLNESS}\\b`,
    'i',
  ),
  /\b(?:anti-?cancer|cancer-fighting|kills? (?:cancer|tumou?r) cells)\b/i,
  /\bmiracle (?:cure|pill|weight.loss|drink|tea|supplement)\b/i,
  /\b(?:lose|lost|drop|dropped|shed)\s+(?:up to\s+|at least\s+)?(?:\d+|five|ten|twenty)\s{0,3}(?:kg|kilos?|lbs?|pounds|inches|dress sizes)\b/i,
  /\b(?:los(?:e|ing) weight (?:fast|quickly|instantly|overnight|without)|(?:fast|quick|rapid|instant|effortless) weight loss|never (?:get|be) sick again)\b/i,
  /\bdown\s+\d+\s{0,3}(?:kg|kilos?|lbs?|pounds)\s+in\b/i,
  /\b(?:burns?|melts?|melt away|burn away)\s+(?:off\s+|away\s+)?(?:your\s+)?(?:stubborn\s+|belly\s+|body\s+)*fat\b/i,
  /\bdetox(?:es|ify|ifies)?\s+(?:your\s+|the\s+)?(?:body|liver|blood|kidneys|colon)\b/i,
  /\b(?:clinically|scientifically|medically) proven to\b/i,
  /\b(?:replaces?|instead of|stop taking|throw away)\s+(?:your\s+|the\s+)?(?:medication|medicines?|insulin|chemo(?:therapy)?|pills|antidepressants)\b/i,
  /\b(?:boosts?|strengthens?)\s+(?:your\s+|the\s+)?(?:immune system|immunity)\b/i,
  /\bdoctors? (?:hate|don['’]t want you)\b/i,
  new RegExp(
    `\\b(?:menyembuhkan|mengobati|mencegah|mengatasi|meredakan|menghilangkan|membasmi|melawan|obat (?:alami|herbal|tradisional|ampuh|mujarab)|bebas dari|sembuh dari|ampuh untuk|selamat tinggal)\\s+(?:\\S+\\s+){0,3}?${PENYAKIT}\\b`,
    'i',
  ),
  /\bobat (?:ajaib|mujarab|segala penyakit)\b/i,
  /\bsembuh (?:total|permanen|seketika)\b/i,
  /\b(?:turun(?:kan)?|hilang(?:kan)?|pangkas)\s+(?:berat badan\s+)?(?:hingga\s+|sampai\s+)?\d+\s{0,3}(?:kg|kilo)\b/i,
  /\bturunkan berat badan\b/i,
  /\b(?:langsing|kurus)\s+(?:dalam|hanya|cuma)\s+\d+\s+(?:hari|minggu)\b/i,
  /\b(?:membakar|meluruhkan|melunturkan|menghancurkan)\s+lemak\b/i,
  /\bdetoks?\s+(?:tubuh|hati|darah|ginjal|usus)\b/i,
  /\bterbukti (?:secara )?(?:klinis|medis)\b/i,
  /\b(?:pengganti|tanpa perlu|stop minum|berhenti minum)\s+(?:insulin|obat(?: dokter)?|kemoterapi)\b/i,
  /\b(?:meningkatkan|memperkuat)\s+(?:sistem\s+|daya\s+)?(?:imun(?:itas)?|kekebalan|tahan tubuh)\b/i,
]

const BODY =
  '(?:weight|fat|body|\\d+\\s?kg|bodies|skin|face|belly|waist|thighs|wrinkles?|acne|slimming|diet|kg|kilos?|lbs?|pounds|hair loss|teeth|treatment|serum|cream)'
const TUBUH = '(?:berat|badan|tubuh|perut|kulit|wajah|jerawat|lemak|diet|kg|keriput|flek|gigi|rambut rontok|perawatan|serum|krim|langsing)'
const BEFORE_AFTER_EN =
  '\\bbefore\\s{0,3}(?:-|\\s)?(?:and|&|\\/|vs\\.?|\\||-)\\s{0,3}-?\\s{0,3}after\\b(?!\\s+(?:the\\s+|your\\s+)?(?:summer|winter|season|sun|swim|shower|shav|sports?|gym|work|lunch|dinner))'
const BEFORE_AFTER_ID = '\\bsebelum\\s{0,3}(?:dan|&|\\/|vs\\.?|\\||-)\\s{0,3}(?:sesudah|setelah)\\b'

export const BEFORE_AFTER = [
  new RegExp(`${BEFORE_AFTER_EN}[^\\n]{0,50}\\b${BODY}\\b`, 'i'),
  new RegExp(`\\b${BODY}\\b[^\\n]{0,50}${BEFORE_AFTER_EN}`, 'i'),
  new RegExp(`${BEFORE_AFTER_ID}[^\\n]{0,50}\\b${TUBUH}\\b`, 'i'),
  new RegExp(`\\b${TUBUH}\\b[^\\n]{0,50}${BEFORE_AFTER_ID}`, 'i'),
  /\b(?:before|sebelum)\b[^\n]{0,15}\d{2,3}\s{0,3}(?:kg|kilos?|lbs?|pounds)\b[^\n]{0,20}\b(?:after|sesudah|setelah)\b/i,
  /\b(?:from|dari)\s+\d{2,3}\s{0,3}(?:kg|kilos?|lbs?|pounds)?\s+(?:down\s+)?(?:to|menjadi|jadi|ke)\s+\d{2,3}\s{0,3}(?:kg|kilos?|lbs?|pounds)\b/i,
  /\b(?:from\s+)?(?:a\s+)?size\s+\d+\s+(?:down\s+)?to\s+(?:a\s+)?size\s+\d+\b/i,
  /\b(?:body|weight.loss|skin|fat.loss)\s+transformations?\b/i,
  /\btransformasi\s+(?:tubuh|berat badan|kulit|wajah)\b/i,
]

export const INCOME = [
  /\bguaranteed?\s+(?:\S+\s+){0,2}?(?:income|returns?|profits?|earnings)\b/i,
  /\b(?:income|returns?|profits?|earnings)\s+(?:is|are)?\s{0,3}guaranteed\b/i,
  /\b(?:double|triple|multiply)\s+your\s+(?:money|income|savings|investment)\b/i,
  new RegExp(
    `\\b(?:make|earn|pocket)\\s+(?:up to\\s+|over\\s+)?${MONEY}(?:\\s+(?:a|per|every|each)\\s+|\\s?\\/\\s?)(?:day|week|month)\\b`,
    'i',
  ),
  new RegExp(`\\bturn\\s+${MONEY}\\s+into\\s+${MONEY}`, 'i'),
  /\brisk.free\s+(?:investment|returns?|profits?)\b/i,
  /\b(?:zero|no|without any?) risk,?\s+(?:all|only|just|pure)\s+(?:profit|reward)s?\b/i,
  /\bget rich (?:quick|fast)\b/i,
  /\b(?:make|earn)\s+(?:easy\s+|fast\s+|quick\s+|real\s+|passive\s+)*(?:money|income)\s+(?:online|from home|while you sleep|fast|overnight)\b/i,
  /\b(?:earn|make|build|enjoy|create)\s+(?:\S+\s+)?passive income\b/i,
  /\b(?:become a millionaire|never lose money|uang (?:kembali |anda |kamu )?berlipat(?: ganda)?)\b/i,
  /\b(?:unlimited|six.figure|seven.figure)\s+(?:income|earnings?)\b/i,
  /\bquit your (?:day |boring )?job\b/i,
  /\bfinancial(?:ly)? (?:freedom|free) (?:in|within|by)\s+(?:just\s+|only\s+)?(?:\d+|a|one|two|three|six)\b/i,
  /\b\d+\s?(?:%|percent|persen)\s+(?:returns?|profit|keuntungan|untung|imbal hasil)?\s{0,3}(?:every|each|a|per|setiap|tiap)\s+(?:day|week|month|hari|minggu|bulan)\b/i,
  /\b(?:dijamin|pasti)\s+(?:untung|kaya|cuan|profit)\b/i,
  /\b(?:untung|cuan|profit)\s+(?:pasti|dijamin|terjamin)\b/i,
  /\b(?:penghasilan|keuntungan|pendapatan)\s+(?:pasti|dijamin|terjamin|tanpa batas|tak terbatas)\b/i,
  /\b(?:cepat kaya|kaya mendadak|tanpa risiko rugi|modal kecil,? untung besar)\b/i,
  new RegExp(
    `\\b(?:hasilkan|dapatkan|raih|kantongi|penghasilan)\\s+(?:hingga\\s+|sampai\\s+)?${MONEY}\\s+(?:per|setiap|tiap|se)\\s?(?:hari|minggu|bulan)\\b`,
    'i',
  ),
  /\b(?:jutaan|puluhan juta|ratusan juta) rupiah\s+(?:per|setiap|tiap|dalam se)\s?(?:hari|minggu|bulan)\b/i,
  /\b(?:gandakan|lipatgandakan|melipatgandakan)\s+(?:uang|modal|tabungan|penghasilan)\b/i,
  /\bbebas finansial\s+(?:dalam|hanya)\b/i,
  /\b(?:uang|duit|cuan)\s+mengalir\s+(?:sambil|saat|ketika)\s+(?:\S+\s+)?tidur\b/i,
]

const OURS = '(?!,?\\s{0,3}(?:our|my|the|head|founder|co-?founder|owner|ceo|chef|kami|pendiri|pemilik|kepala)\\b)'

export const TESTIMONIAL = [
  new RegExp(
    `["“](?=[^"“”\\n]{0,300}\\b[a-z]{3,}\\s[a-z]{4,})[^"“”\\n]{12,300}["”]\\s{0,3}(?:[-–—~]|,?\\s{0,3}(?:says|said|writes|wrote|kata|ujar)\\s)\\s{0,3}(?:[A-Z][a-z]+)(?:\\s+[A-Z][a-z]*\\.?|,\\s{0,3}\\d{2})?${OURS}(?![a-z])`,
    'u',
  ),
  /\b[A-Z][a-z]+\s{0,3}(?:,\s{0,3}|\()\d{2}(?:\s{0,3}tahun)?\)?,?\s+(?:says|said|swears|loves|told us|mengaku|bilang|berkata|mengatakan)\b/u,
  /\b(?:our|one|a|another)\s+(?:very\s+)?(?:happy\s+|real\s+|loyal\s+|satisfied\s+)?(?:customer|client|buyer|user)s?\s+(?:told us|raves?|swears?|(?:says?|said|wrote|writes?)\s{0,3}(?:[:,]|["“']|(?:that|it|this|she|he|they|we|so)\b))/i,
  /\b(?:customers|clients) (?:love|adore) (?:it|us|this)\s{0,3}:/i,
  /\b[A-Z][a-z]+ from [A-Z][a-z]+ (?:says|said)\b/u,
  /\bI swear by (?:this|it|these)\b/i,
  /(?:⭐|★)\uFE0F?\s?(?:⭐|★)\uFE0F?\s?(?:⭐|★)/u,
  /\b(?:thousands|hundreds|millions) of (?:five|5).star reviews\b/i,
  /\b(?:what (?:our )?(?:happy )?(?:customers|clients) (?:say|are saying)|real (?:customer )?reviews?|customer testimonials?)\s{0,3}:/i,
  /\b(?:testimoni|kata|ulasan|review)\s+(?:jujur\s+)?(?:dari\s+)?(?:para\s+)?(?:pelanggan|pembeli|konsumen|klien)(?:\s+(?:kami|setia))?\s{0,3}:/i,
  /\b(?:pelanggan|pembeli|konsumen|klien)\s+(?:setia\s+)?(?:kami\s+)?(?:bilang|berkata|mengatakan|mengaku|bercerita)\b/i,
  /\b(?:[Kk]ata|[Uu]jar|[Cc]erita)\s+(?:Ibu|Bu|Bapak|Pak|Mbak|Mas|Kak)\s+[A-Z][a-z]+\b/u,
  /["“][^"“”\n]{12,300}["”]\s{0,3}[-–—,~]\s{0,3}(?:Ibu|Bu|Bapak|Pak|Mbak|Mas|Kak)\s+[A-Z]/u,
  /\b(?:ribuan|ratusan|jutaan)\s+(?:ulasan|review|testimoni)\s+bintang\s+(?:lima|5)\b/i,
]

export const CONNECTION = [
  /\b(?:in (?:paid )?partnership with|sponsored by|thanks to our sponsor|gifted by|paid by|ambassador for)\b/i,
  /\b(?:disponsori oleh|kerja sama berbayar|produk pemberian dari|duta merek)\b/i,
]

/** May be money and may be a village market: people who know have to say. */
export const COLLABORATION = [
  /\b(?:in collaboration with|(?:a )?collab with)\b/i,
  /\b(?:bekerja sama dengan|berkolaborasi dengan|kolaborasi bersama)\b/i,
]

export const PLACEHOLDER = [
  /\[(?:insert|your|brand|name|link|date|product|company|add)\b[^\]\n]{0,80}\]/i,
  /\{\{[^{}\n]{0,80}\}\}/,
  /\blorem ipsum\b/i,
  /\bas an ai(?: language)? model\b/i,
  /\b(?:TODO|TBD|XXX)\b/,
]

/** Goods that may not be advertised as branded content; what is alcohol-free, or gives something up, is none. */
export const BANNED_GOODS = [
  /(?<!\b(?:quit|stop|without|no|anti-?)\s?)\b(?:cigarettes?|cigars?|cigarillos|tobacco(?!-free)|vapes?|vaping|e-?cig(?:arette)?s?|nicotine(?!-free)|shisha|hookahs?)\b(?!\s?-?free)/i,
  /\b(?:firearms?|handguns?|rifles?|shotguns?|ammunition|ammo|switchblades?|stun guns?|brass knuckles)\b/i,
  /\b(?:online casinos?|casino bonus(?:es)?|sports? betting|betting (?:app|odds|bonus|site)s?|online slots?|slot machines?|poker (?:room|site|app)s?|lottery tickets?)\b/i,
  /\b(?:anabolic|steroids?|sarms|hgh|human growth hormone|ephedra|ephedrine|slimming pills?|diet pills?|fat.burner pills?|appetite suppressants?|waist trainers?)\b/i,
  /\b(?:cannabis|marijuana|weed gummies|thc|cocaine|magic mushrooms|kratom|party drugs?)\b/i,
  /\b(?:multi-?level marketing|mlm|downlines?|network marketing opportunity|join my (?:team|downline) and earn|recruit (?:your )?(?:friends|people) and earn)\b/i,
  /\b(?:initial coin offering|ico presale|token presale|binary options?|payday loans?)\b/i,
  /\b(?:porn|onlyfans|escort services?|adult (?:content|videos?|toys?))\b/i,
  /(?<!\b(?:berhenti|stop|tanpa|anti|bebas)\s)\b(?:rokok(?: elektrik)?|cerutu|tembakau|liquid vape|vape)\b/i,
  /\b(?:senjata (?:api|tajam)|pistol|senapan|amunisi|peluru)\b/i,
  /\b(?:judi(?: online)?|judol|slot gacor|togel|kasino|taruhan (?:bola|online)|situs poker)\b/i,
  /\b(?:obat kuat|pil pelangsing|obat pelangsing|obat diet|suplemen pelangsing|steroid|hormon pertumbuhan)\b/i,
  /\b(?:ganja|narkoba|sabu-sabu|pil ekstasi)\b/i,
  /\b(?:bisnis mlm|cari downline|rekrut (?:teman|orang|anggota)|pinjol|pinjaman online (?:cepat|instan)|opsi biner)\b/i,
]

export const ALCOHOL = [
  /(?<!\b(?:alcohol-free|non-alcoholic|zero-alcohol|root|ginger)\s)\b(?:beers?|craft beer|wines?|vodka|whisk(?:e)?y|bourbon|tequila|mezcal|champagne|prosecco|liquors?|gin and tonic|negroni|cocktails?|rum)\b(?!\s+(?:vinegar|leaves|glass storage))/i,
  /\b(?:minuman (?:keras|beralkohol)|miras|bir(?! (?:pletok|tanpa alkohol))|wiski|arak|soju|anggur merah botol|koktail)\b/i,
]

export const POLITICS = [
  /\b(?:[Vv]ote for|[Rr]e-?elect|[Ee]lect)\s+(?:[A-Z][a-z]+|me|our candidate)\b/u,
  /\b(?:candidate for (?:mayor|president|governor|parliament|senate|congress)|election campaign)\b/i,
  /\b(?:pilih (?:nomor|no\.?) urut|coblos nomor|calon (?:presiden|gubernur|bupati|wali ?kota|legislatif)|caleg|capres|cawapres|kampanye pemilu)\b/i,
]

/** Begging for likes, comments, shares, tags or votes; an honest question or "share this with somebody who needs it" is none. */
export const ENGAGEMENT_BAIT = [
  /\b(?:like|love|heart)\s+(?:this(?:\s+(?:post|page|photo))?|our page)\s+(?:if|when|to)\b/i,
  /\b(?:smash|hit|double.tap|tap)\s+(?:that\s+|the\s+)?(?:like|love)\b/i,
  /\b(?:comment|type|write|drop|reply with)\s+(?:the word\s+)?["“‘'](?:[^"”’'\n]{1,25})["”’']/i,
  /\b(?:[Cc]omment|[Tt]ype|[Rr]eply)\s+(?:YES|AMEN|ME|WOW|\d+)\b/u,
  /\btag\s+(?:a|one|two|three|five|\d+|your|someone|somebody)\s+(?:\p{L}+\s+)?(?:friends?|bestie|mum|mom|partner|someone|who|that)\b/iu,
  /\btag\s+(?:someone|somebody)\b/i,
  /\bshare\s+(?:this\s+|it\s+)?(?:post\s+)?with\s+(?:\d+|five|ten)\s+(?:friends|people)\b/i,
  /\b(?:like|share|comment|tag)(?:\s*(?:,|&|and|\+)\s*(?:like|share|comment|tag|follow))*\s+(?:this\s+)?(?:to|for (?:a|your) chance to)\s+win\b/i,
  /\bshare\s+(?:this\s+)?if\s+you\b/i,
  /(?:❤️?|👍|😂|😮)\s*(?:=|for|if you)\s+\S.{0,60}(?:❤️?|👍|😂|😮)\s*(?:=|for|if you)\b/iu,
  /\b(?:like|klik suka)\s+(?:postingan ini|kalau|jika|bila)\b/i,
  /\b(?:tag|mention|sebut)\s+(?:\d+\s+)?(?:teman|sahabat|temanmu|seseorang|bestie)/i,
  /\b(?:ketik|komen(?:tar)?)\s+["“‘'](?:[^"”’'\n]{1,25})["”’']/i,
  /\b(?:bagikan|share)\s+ke\s+(?:\d+|lima|sepuluh)\s+teman\b/i,
]

/** Headlines that withhold what it is about, or exaggerate it. */
export const CLICKBAIT = [
  /\byou (?:won['’]t|will never|will not) believe\b/i,
  /\b(?:what happen(?:s|ed) next|will (?:shock|blow) (?:you|your mind)|(?:left|leaves) (?:me|us|everyone) speechless)\b/i,
  /\b(?:one|this) (?:weird|strange|secret|simple) trick\b/i,
  /\b(?:anda|kamu|kalian) (?:tidak|nggak|gak|tak) (?:akan|bakal) (?:percaya|menyangka)\b/i,
  /\b(?:bikin|membuat) (?:geger|heboh|syok|melongo)\b/i,
]
