import { MAX_COMMENT, type Mistakes } from '../../db/decisions.ts'
import { type Closed, decidedBy, type Review, type ReviewedDraft } from '../../db/reviewed.ts'
import type { EarlierVersion } from '../../db/reviewPast.ts'
import { approvalsNeeded } from '../../domain/approvals.ts'
import { changesBetween, type FieldChange } from '../../domain/diff.ts'
import { RULE_PACKS, toSetByHand } from '../../domain/platforms/index.ts'
import { draftName } from '../../domain/reviewWords.ts'
import { type Language, type Platform, VERDICTS, type Verdict } from '../../domain/words.ts'
import { draftView } from './draft.ts'
import { type Html, html } from './html.ts'
import { messagePage, page } from './layout.ts'
import { PAGE_TEXTS, type PageTexts } from './reviewTexts.ts'

/** Remarks on words that the page has room for; who has more to say has the comment. */
export const SPAN_FIELDS = 3

/** What was filled in, to show it again after a mistake. */
export type Filled = Partial<
  Record<Platform, { verdict?: Verdict | undefined; comment: string; spans?: readonly { quote: string; comment: string }[] }>
>

/** What every page of a review is shown with. */
export interface Shown {
  language: Language
  nonce: string
  /** Where the logo is; absent where there is none. */
  logoUrl?: string | undefined
}

const named = (language: Language, { platform, content_type }: Pick<ReviewedDraft, 'platform' | 'content_type'>) =>
  draftName(language, RULE_PACKS[platform].name, content_type)

/** The agency at the head of a page, and the way to the other language. */
function head(review: Pick<Review, 'organization'>, texts: PageTexts, logoUrl: string | undefined): Html {
  const { other } = texts
  const agency = logoUrl
    ? html`<img class="logo" src="${logoUrl}" alt="${review.organization}">`
    : html`<strong>${review.organization}</strong>`
  return html`<header><span>${agency}</span><a href="?lang=${other.language}" lang="${other.language}" hreflang="${other.language}">${other.name}</a></header>`
}

/** The review: every draft of the round, one form, one decision each. `urls` are the addresses of its images, by their keys. */
export function reviewPage(
  review: Review,
  urls: ReadonlyMap<string, string>,
  { language, nonce, logoUrl, proof }: Shown & { proof?: string | undefined },
  said: { filled?: Filled; mistakes?: Mistakes; changed?: boolean } = {},
): string {
  const texts = PAGE_TEXTS[language]
  const { filled = {}, mistakes = {}, changed = false } = said
  const wrong = Object.keys(mistakes).length
  const title = texts.title(review.brand)
  const { round, level } = review
  const approvers = review.voters.filter(({ role }) => role === 'approver').length
  const open = review.drafts.filter(({ outcome }) => outcome === 'open').length
  return page(
    wrong || changed ? texts.check(title) : title,
    html`${head(review, texts, logoUrl)}
<h1>${title}</h1>
${wrong > 0 && html`<p class="bad" role="alert">${texts.wrong(wrong)}</p>`}
${changed && html`<p class="bad" role="alert">${texts.changedMeanwhile}</p>`}
<p><strong>${texts.decideBy(texts.moment(round.due_at, review.time_zone))}</strong> ${round.held_at && texts.held} ${texts.once}</p>
<p class="soft">${round.levels > 1 && `${texts.level(round.level, round.levels, level.name)}. `}${texts.needs(level.needs, approvers)}</p>
<p class="soft said">${texts.askedFor(review.prompt)}</p>
<form method="post" action="?lang=${language}" autocomplete="off">
<input type="hidden" name="nonce" value="${nonce}">
${proof && html`<input type="hidden" name="proof" value="${proof}">`}
${review.drafts.map((draft) => card(draft, review, urls, texts, filled[draft.platform], mistakes[draft.platform]))}
<button type="submit">${texts.send}</button>
${open > 1 && html`<button type="submit" class="second" name="all" value="approve">${texts.approveAll}</button>`}
</form>
<p class="soft">${texts.youAre(review.seat.name || review.seat.email)}</p>`,
    language,
  )
}

function card(
  draft: ReviewedDraft,
  review: Review,
  urls: ReadonlyMap<string, string>,
  texts: PageTexts,
  filled: Filled[Platform],
  wrong: string[] | undefined,
): Html {
  const { platform, outcome } = draft
  const byHand = toSetByHand(platform, draft.content_type, review.bounds)
  const earlier = review.earlier.filter((version) => version.platform === platform)
  const name = named(texts.language, draft)
  return html`<section class="${wrong ? 'card wrong' : 'card'}" aria-labelledby="${platform}">
<h2 id="${platform}">${capital(name)}</h2>
<p><span class="tag">${texts.version(draft.version)}</span> ${draft.model.offline && html`<span class="tag">${texts.offline}</span>`}${draft.model.provider === 'person' && html`<span class="tag">${texts.editedBy(draft.model.name)}</span>`}</p>
<div lang="${review.language}">${draftView(platform, draft.content_type, draft.content_data, { words: texts.draft, brand: review.brand, images: shown(draft, urls) })}</div>
${past(draft, earlier, texts)}
${draft.findings.length > 0 && html`<h3>${texts.checks}</h3><ul lang="en">${draft.findings.map((f) => html`<li>${f.message} <span class="tag">${f.severity}</span></li>`)}</ul>`}
${draft.to_attach.length > 0 && html`<h3>${texts.toAttach}</h3><ul lang="en">${draft.to_attach.map((a) => html`<li>${a.what} <small>${a.why}</small></li>`)}</ul>`}
${byHand.length > 0 && html`<h3>${texts.byHand}</h3><ul lang="en">${byHand.map((s) => html`<li>${s.where}: ${s.what} ${s.only_if && html`<small>${PAGE_TEXTS.en.onlyIf(s.only_if)}</small>`}</li>`)}</ul>`}
<input type="hidden" name="${platform}.version" value="${draft.version}">
<input type="hidden" name="${platform}.content_hash" value="${draft.content_hash}">
${outcome === 'approved' || outcome === 'changes' || outcome === 'rejected' ? html`<p class="settled">${texts.settled[outcome]}</p>` : question(draft, review, texts, filled, wrong)}
</section>`
}

function question(draft: ReviewedDraft, review: Review, texts: PageTexts, filled: Filled[Platform], wrong: string[] | undefined): Html {
  const { platform } = draft
  const name = (field: string) => `${platform}.${field}`
  const described = wrong && html` aria-describedby="${name('wrong')}"`
  const approvers = review.voters.filter(({ role }) => role === 'approver').length
  const needed = approvalsNeeded(review.level.needs, approvers)
  const approvals = review.decided.filter((d) => d.platform === platform && d.counted && d.verdict === 'approve').length
  const spans = filled?.spans ?? []
  return html`<fieldset>
<legend>${texts.yourDecision(named(texts.language, draft))}</legend>
${needed > 1 && html`<p class="soft">${texts.progress(approvals, needed)}</p>`}
${wrong && html`<ul class="bad" id="${name('wrong')}" lang="en">${wrong.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
${VERDICTS.map((v) => html`<label class="choice"><input type="radio" name="${name('verdict')}" value="${v}"${filled?.verdict === v && html` checked`}> ${texts.choices[v]}</label>`)}
<label for="${name('comment')}">${texts.comment} <small>${texts.commentHint(MAX_COMMENT)}</small></label>
<textarea id="${name('comment')}" name="${name('comment')}"${described}>
${filled?.comment ?? ''}</textarea>
<details${spans.length > 0 && html` open`}><summary>${texts.onWords}</summary>
${Array.from({ length: SPAN_FIELDS }, (_, i) => {
  const [quote, remark] = [name(`quote${i + 1}`), name(`remark${i + 1}`)]
  return html`<div class="part"><label for="${quote}">${texts.quote}</label><input type="text" id="${quote}" name="${quote}" maxlength="500" value="${spans[i]?.quote ?? ''}">
<label for="${remark}">${texts.remark}</label><input type="text" id="${remark}" name="${remark}" maxlength="500" value="${spans[i]?.comment ?? ''}"></div>`
})}
</details>
</fieldset>`
}

/** What the newest version changed, and every version before it with what was said. */
function past(draft: ReviewedDraft, earlier: readonly EarlierVersion[], texts: PageTexts): Html | '' {
  const last = earlier.at(-1)
  if (!last) return ''
  const changes = changesBetween(draft.platform, last.content_data, draft.content_data)
  const saidOf = ({ version, said, made_by, note }: EarlierVersion) =>
    html`<div class="part"><span class="tag">${texts.version(version)}</span> ${made_by && note && html`<small>${note}</small>`}${said.map(
      (s) =>
        html`<p>${s.by}: ${texts.said[s.verdict]}</p>${s.comment && html`<p class="said">“${s.comment}”</p>`}${s.spans.map((span) => html`<p class="said"><q>${span.quote}</q> ${span.comment}</p>`)}`,
    )}</div>`
  return html`${changes.length > 0 && html`<details open><summary>${texts.whatChanged}</summary>${changes.map(diff)}</details>`}
<details><summary>${texts.earlier(earlier.length)}</summary>${earlier.map(saidOf)}</details>`
}

const diff = ({ field, pieces }: FieldChange): Html =>
  html`<div class="part"><small>${field}</small><div class="said">${pieces.map(({ kind, text }) => (kind === 'added' ? html`<ins>${text}</ins>` : kind === 'removed' ? html`<del>${text}</del>` : text))}</div></div>`

const shown = ({ images }: ReviewedDraft, urls: ReadonlyMap<string, string>) =>
  images.map((image) => ({ ...image, url: urls.get(image.file_key) ?? '' }))

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Says what was decided; the same after a second tap. */
export function confirmationPage(review: Review, late: readonly Platform[], { language, logoUrl }: Omit<Shown, 'nonce'>): string {
  const texts = PAGE_TEXTS[language]
  const mine = decidedBy(review)
  const approvers = review.voters.filter(({ role }) => role === 'approver').length
  return page(
    texts.thanks.title,
    html`${head(review, texts, logoUrl)}<h1>${texts.thanks.title}</h1>
<div class="card">${decisions(mine, texts)}</div>
${late.length > 0 && html`<p>${texts.thanks.late(late.map((platform) => RULE_PACKS[platform].name).join(', '))}</p>`}
${review.round.state === 'open' && html`<p>${texts.thanks.waits(texts.needs(review.level.needs, approvers))}</p>`}
<p>${mine.some((d) => d.verdict === 'request_changes' && d.counted) ? texts.thanks.changes : texts.thanks.nothing}</p>`,
    language,
  )
}

const decisions = (all: Review['decided'], texts: PageTexts): Html =>
  html`<ul>${all.map((d) => html`<li><strong>${RULE_PACKS[d.platform].name}</strong>: ${texts.said[d.verdict]}${d.comment && html`<div class="part said">${d.comment}</div>`}${d.spans.map((span) => html`<div class="part said"><q>${span.quote}</q> ${span.comment}</div>`)}</li>`)}</ul>`

/** Why somebody who holds a dead link may still have something to decide. */
const MAY_ASK: readonly Closed[] = ['revoked', 'expired', 'out_of_date']

/** Tells the holder of a real link why it opens nothing any more, and offers to ask for a new one where that can help. */
export function closedPage(review: Review, why: Closed, { language, nonce, logoUrl }: Shown): string {
  const texts = PAGE_TEXTS[language]
  const told = why === 'used' ? decidedBy(review) : review.decided.filter(({ counted }) => counted)
  const first = told[0]
  const facts = {
    organization: review.organization,
    by: first?.by ?? '',
    when: first ? texts.moment(first.at, review.time_zone) : '',
    due: texts.moment(review.round.due_at, review.time_zone),
  }
  return page(
    texts.closed[why],
    html`${head(review, texts, logoUrl)}<h1>${texts.closed[why]}</h1>
<div class="card">${texts.closedWhy(why, facts).map((sentence) => html`<p>${sentence}</p>`)}
${(why === 'used' || why === 'decided') && decisions(told, texts)}
${MAY_ASK.includes(why) && html`<form method="post" action="?lang=${language}"><p>${texts.askAgain.offer}</p><input type="hidden" name="nonce" value="${nonce}"><button name="ask" value="new_link" class="second">${texts.askAgain.button}</button></form>`}</div>`,
    language,
  )
}

/** Says that somebody was told. */
export function askedPage({ organization }: Pick<Review, 'organization'>, { language }: Pick<Shown, 'language'>): string {
  const { askAgain } = PAGE_TEXTS[language]
  return messagePage(askAgain.title, [askAgain.done(organization)], language)
}

/** Stands before the drafts where the level wants a code: whoever opened the link proves that the mailbox is theirs. */
export function codePage(review: Review, { language, nonce, logoUrl }: Shown, state: 'first' | 'sent' | 'wrong' | 'too_many'): string {
  const texts = PAGE_TEXTS[language]
  const { code } = texts
  const address = hinted(review.seat.email)
  const sent = state !== 'first' && state !== 'too_many'
  return page(
    code.title,
    html`${head(review, texts, logoUrl)}<h1>${code.title}</h1>
<div class="card">${state === 'wrong' && html`<p class="bad" role="alert" id="wrong">${code.wrong}</p>`}${state === 'too_many' && html`<p class="bad" role="alert">${code.tooMany}</p>`}
<p>${sent ? code.enter(address) : code.offer(address)}</p>
${sent && html`<form method="post" action="?lang=${language}" autocomplete="off"><input type="hidden" name="nonce" value="${nonce}"><label for="code">${code.label}</label><input type="text" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" maxlength="6" required${state === 'wrong' && html` aria-invalid="true" aria-describedby="wrong"`}><button>${code.submit}</button></form>`}
<form method="post" action="?lang=${language}"><input type="hidden" name="nonce" value="${nonce}"><button name="ask" value="code"${sent && html` class="second"`}>${sent ? code.another : code.button}</button></form></div>`,
    language,
  )
}

/** An address as whoever owns it knows it, and nobody else. */
function hinted(email: string): string {
  const [name = '', domain = ''] = email.split('@')
  return `${name.slice(0, 1)}•••••@${domain}`
}
