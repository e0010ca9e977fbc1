import type { Platform } from '../words.ts'
import { COLLABORATION, CONNECTION } from './claimPhrases.ts'
import { EU, OWED } from './disclosure.ts'
import type { Rule } from './rules.ts'

const FTC = { effectiveFrom: '2023-07-26', confidence: 'high', limit: null } as const
const LABEL = 'write "Ad" or "Sponsored" (Indonesian "Iklan")'

/** Disclosure of money and gifts, and labels of what AI made: what the law asks on every platform, under that platform's name. */
export function disclosureRules(platform: Platform): Rule[] {
  return [
    {
      id: `${platform}.disclosure`,
      severity: 'BLOCK',
      stage: 'approval',
      ...FTC,
      source: 'FTC 16 CFR 255; ftc.gov BUS71 FAQ; Disclosures 101',
      connections: ['none', 'own_brand'],
      check: {
        kind: 'disclosed',
        when: CONNECTION,
        advice:
          '"{found}" tells of a paid or gifted connection: say "Ad" or "Sponsored" in the first line (of a video in its first shot), outside the hashtags.',
      },
    },
    {
      id: `${platform}.collaboration`,
      severity: 'WARN',
      stage: 'approval',
      effectiveFrom: '2023-07-26',
      source: 'FTC 16 CFR 255: whether there is a material connection, a text alone does not say',
      confidence: 'medium',
      limit: null,
      connections: ['none', 'own_brand'],
      check: {
        kind: 'disclosed',
        when: COLLABORATION,
        advice: 'If money or gifts stand behind "{found}", the disclosure is missing: ask again as paid or gifted, or write "Ad" first.',
      },
    },
    {
      id: `${platform}.declared`,
      severity: 'BLOCK',
      stage: 'approval',
      ...FTC,
      source: 'FTC 16 CFR 255: any material connection, per post; ftc.gov BUS71 FAQ',
      connections: OWED,
      check: {
        kind: 'declared',
        advice: `The disclosure is missing: the request is paid, gifted or affiliate, so ${LABEL} in the first line.`,
      },
    },
    {
      id: `${platform}.declared_first`,
      severity: 'BLOCK',
      stage: 'approval',
      ...FTC,
      source: 'FTC Disclosures 101 (money.com; mondaq 401672): not after "more", not in a hashtag block, video seen and heard at its start',
      connections: OWED,
      check: { kind: 'declared_first', advice: `The disclosure is misplaced: ${LABEL} in {where}, outside the hashtags.` },
    },
    {
      id: `${platform}.india_label`,
      severity: 'BLOCK',
      stage: 'approval',
      effectiveFrom: '2021-06-14',
      source: 'ASCI and CCPA of India (oolanews; theentrepreneurstory): label upfront, not hidden in hashtags or links',
      confidence: 'medium',
      connections: OWED,
      countries: ['IN'],
      limit: 40,
      check: {
        kind: 'declared_first',
        advice: 'India wants the disclosure upfront: begin with "Ad" or "Sponsored", before anything else.',
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
    {
      id: `${platform}.eu_ai_act`,
      severity: 'WARN',
      stage: 'export',
      effectiveFrom: '2026-08-02',
      source: 'EU AI Act art. 50(4) (lokalaise.de; compliancehub.wiki; aiact50.com); have it checked by a lawyer',
      confidence: 'medium',
      countries: EU,
      limit: null,
      check: {
        kind: 'toggle',
        where: 'the post and its media',
        what: 'say that the picture, sound or video was made or changed by AI',
        onlyIf: 'it shows people, places or events that look real and are not',
      },
    },
    {
      id: `${platform}.eu_ai_marking`,
      severity: 'INFO',
      stage: 'export',
      effectiveFrom: '2026-12-02',
      source: 'EU AI Act art. 50(2), with the time that systems on the market before August 2026 have (theleveragedyears.com)',
      confidence: 'medium',
      countries: EU,
      limit: null,
      check: {
        kind: 'reminder',
        advice: 'Keep the machine-readable mark (C2PA, IPTC) in files that an AI made: do not strip metadata before the upload.',
      },
    },
  ]
}
