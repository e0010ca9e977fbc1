import type { Platform } from '../words.ts'
import type { Rule } from './rules.ts'

/**
 * What law and policy ask on every platform: claims, testimonials, disclosure. English and Indonesian expressions, kept narrow
 * ("treat yourself" is no health claim), because a rule that cries wolf is switched off.
 */

const ILLNESS =
  '(?:acne|adhd|allerg(?:y|ies)|anxiety|arthritis|asthma|autism|back pain|cancer|covid(?:-19)?|dementia|depression|diabetes|diseases?|eczema|flu|hypertension|illness(?:es)?|infections?|insomnia|migraines?|obesity|psoriasis|wrinkles)'
const PENYAKIT = '(?:asam lambung|asma|covid(?:-19)?|darah tinggi|depresi|diabetes|flu|jerawat|kanker|kolesterol|obesitas|penyakit|stroke)'

const HEALTH = [
  new RegExp(
    `\\b(?:cur(?:e|es|ed|ing)|treat(?:s|ed|ing)?|prevent(?:s|ed|ing)?|heal(?:s|ed|ing)?|revers(?:e|es|ed|ing))\\s+(?:\\S+\\s+){0,3}?${ILLNESS}\\b`,
    'i',
  ),
  /\bmiracle (?:cure|pill|weight.loss)\b/i,
  /\b(?:lose|drop|shed)\s+(?:up to\s+)?\d+\s*(?:kg|kilos?|lbs?|pounds)\b/i,
  /\bbefore.and.after (?:weight|fat|body)\b/i,
  /\bdoctors? (?:hate|don't want you)\b/i,
  new RegExp(`\\b(?:menyembuhkan|mengobati|mencegah)\\s+(?:\\S+\\s+){0,3}?${PENYAKIT}\\b`, 'i'),
  /\bobat ajaib\b/i,
  /\bturun(?:kan)?\s+(?:berat badan\s+)?\d+\s*(?:kg|kilo)\b/i,
]

const INCOME = [
  /\bguaranteed?\s+(?:\S+\s+){0,2}?(?:income|returns?|profits?|earnings|passive income)\b/i,
  /\b(?:income|returns?|profits?|earnings)\s+(?:is|are)?\s*guaranteed\b/i,
  /\b(?:double|triple)\s+your\s+(?:money|income|savings)\b/i,
  /\b(?:make|earn)\s+(?:up to\s+)?[$€£]\s?[\d.,]+k?\s+(?:a|per|every|each)\s+(?:day|week|month)\b/i,
  /\brisk.free\s+(?:investment|returns?|profits?)\b/i,
  /\bget rich (?:quick|fast)\b/i,
  /\b(?:dijamin|pasti)\s+(?:untung|kaya|cuan|profit)\b/i,
  /\b(?:penghasilan|keuntungan|pendapatan)\s+(?:pasti|dijamin|terjamin)\b/i,
  /\b(?:cepat kaya|kaya mendadak|tanpa risiko rugi)\b/i,
]

const TESTIMONIAL = [
  /["“][^"”\n]{12,}["”]\s*(?:[-–—]|,?\s*(?:says|said|writes|wrote)\s)\s*(?:[A-Z][a-z]+)(?:\s+[A-Z]\.?|,\s*\d{2})?/u,
  /\b[A-Z][a-z]+,\s*\d{2},?\s+(?:says|said|swears|loves|told us)\b/u,
  /\b(?:our|one|a|another)\s+(?:happy\s+|real\s+|loyal\s+)?(?:customer|client|buyer|user)s?\s+(?:says?|said|wrote|writes?|told us|raves?)\b/i,
  /(?:⭐|★)\s?(?:⭐|★)\s?(?:⭐|★)/u,
  /\b(?:thousands|hundreds|millions) of (?:five|5).star reviews\b/i,
  /\b(?:testimoni|kata|ulasan)\s+(?:dari\s+)?(?:pelanggan|pembeli|konsumen)(?:\s+kami)?\s*:/i,
]

const CONNECTION = [
  /\b(?:in (?:paid )?partnership with|sponsored by|thanks to our sponsor|gifted by|paid by|ambassador for|in collaboration with)\b/i,
  /\b(?:disponsori oleh|bekerja sama dengan|kerja sama berbayar)\b/i,
]
const CLEAR = [
  /(?:^|[\s(#])ad\b/i,
  /\badvert(?:isement|ising)?\b/i,
  /\bsponsored\b/i,
  /\bpaid partnership\b/i,
  /\biklan\b/i,
  /\bkerja sama berbayar\b/i,
]

const PLACEHOLDER = [
  /\[(?:insert|your|brand|name|link|date|product|company|add)\b[^\]\n]{0,80}\]/i,
  /\{\{[^{}\n]{0,80}\}\}/,
  /\blorem ipsum\b/i,
  /\bas an ai(?: language)? model\b/i,
  /\b(?:TODO|TBD|XXX)\b/,
]

/** The rules about words that hold on every platform, under that platform's name. */
export function claimRules(platform: Platform): Rule[] {
  return [
    {
      id: `${platform}.fake_testimonial`,
      severity: 'BLOCK',
      stage: 'draft',
      effectiveFrom: '2024-10-21',
      source: 'FTC 16 CFR 465 (huntonak.com, sidley.com)',
      confidence: 'high',
      limit: null,
      check: {
        kind: 'phrases',
        patterns: TESTIMONIAL,
        advice: '"{found}" reads as a customer\'s testimonial, and nobody gave it: take it out, reviews may only come from real people.',
      },
    },
    {
      id: `${platform}.health_claim`,
      severity: 'WARN',
      stage: 'draft',
      effectiveFrom: '2024-01-01',
      source: 'complikit.ai; get-notch.com',
      confidence: 'medium',
      limit: null,
      check: {
        kind: 'phrases',
        patterns: HEALTH,
        advice: '"{found}" is a health claim that platforms remove and regulators fine: say what the product is, not what it heals.',
      },
    },
    {
      id: `${platform}.income_claim`,
      severity: 'WARN',
      stage: 'draft',
      effectiveFrom: '2024-01-01',
      source: 'complikit.ai; get-notch.com',
      confidence: 'medium',
      limit: null,
      check: { kind: 'phrases', patterns: INCOME, advice: '"{found}" promises money that nobody can promise: take it out.' },
    },
    {
      id: `${platform}.placeholder`,
      severity: 'WARN',
      stage: 'draft',
      effectiveFrom: '2024-01-01',
      source: 'house rule',
      confidence: 'high',
      limit: null,
      check: { kind: 'phrases', patterns: PLACEHOLDER, advice: '"{found}" is a placeholder: write what belongs there or take it out.' },
    },
    {
      id: `${platform}.disclosure`,
      severity: 'BLOCK',
      stage: 'approval',
      effectiveFrom: '2023-07-26',
      source: 'FTC 16 CFR 255; ftc.gov BUS71 FAQ; Disclosures 101',
      confidence: 'high',
      limit: null,
      check: {
        kind: 'disclosed',
        when: CONNECTION,
        by: CLEAR,
        advice: '"{found}" tells of a paid or gifted connection: say "Ad" or "Sponsored" in the first line, outside the hashtags.',
      },
    },
    {
      id: `${platform}.weak_disclosure`,
      severity: 'BLOCK',
      stage: 'approval',
      effectiveFrom: '2023-07-26',
      source: 'Loeb deck (docslib 8210506)',
      confidence: 'medium',
      limit: null,
      check: {
        kind: 'hashtags_among',
        tags: ['sp', 'spon', 'partner', 'ee'],
        advice: '{found} is no clear disclosure: write "Ad" or "Sponsored" in the first line instead.',
      },
    },
    {
      id: `${platform}.unclear_disclosure`,
      severity: 'WARN',
      stage: 'approval',
      effectiveFrom: '2023-07-26',
      source: 'Loeb deck (docslib 8210506), unverified for #collab',
      confidence: 'low',
      limit: null,
      check: {
        kind: 'hashtags_among',
        tags: ['collab'],
        advice: '{found} may not count as a disclosure: if money or gifts were involved, write "Ad" first.',
      },
    },
  ]
}
