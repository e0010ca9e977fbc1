import type { Platform } from '../words.ts'
import { BEFORE_AFTER, HEALTH, INCOME, PLACEHOLDER, TESTIMONIAL } from './claimPhrases.ts'
import { disclosureRules } from './disclosureRules.ts'
import type { Rule } from './rules.ts'

/** The rules about words that hold on every platform, under that platform's name: claims, an organization's own list, disclosure. */
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
      id: `${platform}.before_after`,
      severity: 'WARN',
      stage: 'draft',
      effectiveFrom: '2024-01-01',
      source: 'complikit.ai; get-notch.com: before and after of bodies',
      confidence: 'medium',
      limit: null,
      check: {
        kind: 'phrases',
        patterns: BEFORE_AFTER,
        pictures: true,
        advice: '"{found}" is a before-and-after claim about a body, which platforms remove: show the product in use instead.',
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
      id: `${platform}.denied_terms`,
      severity: 'WARN',
      stage: 'draft',
      effectiveFrom: '2024-01-01',
      source: "the organization's own list",
      confidence: 'medium',
      limit: null,
      check: { kind: 'denied', of: 'terms', advice: 'Leave out "{found}": it is on your list of denied words.' },
    },
    {
      id: `${platform}.denied_hashtags`,
      severity: 'WARN',
      stage: 'draft',
      effectiveFrom: '2024-01-01',
      source: "the organization's own list; platforms publish none (tinygrab; businesstoday)",
      confidence: 'medium',
      limit: null,
      check: { kind: 'denied', of: 'hashtags', advice: 'Leave out "{found}": it is on your list of denied hashtags.' },
    },
    {
      id: `${platform}.denied_list_age`,
      severity: 'INFO',
      stage: 'export',
      effectiveFrom: '2024-01-01',
      source: 'house rule: banned hashtags change without notice',
      confidence: 'low',
      limit: 90,
      check: {
        kind: 'denied_fresh',
        advice: 'Your lists of denied words and hashtags were last checked {days} days ago: look through them.',
      },
    },
    ...disclosureRules(platform),
  ]
}
