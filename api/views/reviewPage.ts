import { MAX_COMMENT, type Mistakes } from '../../db/decisions.ts'
import { type Closed, decidedBy, type Review, type ReviewedDraft } from '../../db/reviewed.ts'
import { toSetByHand } from '../../domain/platforms/index.ts'
import type { CheckOptions } from '../../domain/platforms/rules.ts'
import { type Platform, VERDICTS, type Verdict } from '../../domain/words.ts'
import { draftView, PLATFORM_NAMES } from './draft.ts'
import { type Html, html } from './html.ts'
import { messagePage, moment, page } from './layout.ts'

/** What was filled in, to show it again after a mistake. */
export type Filled = Partial<Record<Platform, { verdict?: Verdict | undefined; comment: string }>>

const CHOICES: Readonly<Record<Verdict, string>> = { approve: 'Approve', request_changes: 'Ask for changes', reject: 'Reject' }
const SAID: Readonly<Record<Verdict, string>> = { approve: 'approved', request_changes: 'changes asked for', reject: 'rejected' }

/** The review: every draft of the round, one form, one decision each. `urls` are the addresses of its images, by their keys. */
export function reviewPage(
  review: Review,
  urls: ReadonlyMap<string, string>,
  nonce: string,
  filled: Filled = {},
  mistakes: Mistakes = {},
): string {
  const wrong = Object.keys(mistakes).length
  const title = `${review.brand}: drafts to review`
  return page(
    wrong ? `Please check: ${title}` : title,
    html`<p class="soft">${review.organization}</p>
<h1>${title}</h1>
${wrong > 0 && html`<p class="bad" role="alert">Nothing was sent yet: ${wrong === 1 ? 'one draft needs' : `${wrong} drafts need`} another look. What you wrote is kept.</p>`}
<p>Please decide by <strong>${moment(review.round.due_at, review.time_zone)}</strong>. Each draft needs a decision; you can send them once.</p>
<p class="soft said">Asked for: ${review.prompt}</p>
<form method="post" autocomplete="off">
<input type="hidden" name="nonce" value="${nonce}">
${review.drafts.map((draft) => card(draft, review, urls, filled[draft.platform], mistakes[draft.platform]))}
<button type="submit">Send my decisions</button>
</form>
<p class="soft">You review as ${review.seat.name || review.seat.email}. This link is yours: whoever has it can decide.</p>`,
  )
}

function card(
  draft: ReviewedDraft,
  { language, bounds }: { language: string; bounds: CheckOptions },
  urls: ReadonlyMap<string, string>,
  filled: Filled[Platform],
  wrong: string[] | undefined,
): Html {
  const { platform } = draft
  const byHand = toSetByHand(platform, draft.content_type, bounds)
  const name = (field: string) => `${platform}.${field}`
  return html`<section class="${wrong ? 'card wrong' : 'card'}" aria-labelledby="${platform}">
<h2 id="${platform}">${PLATFORM_NAMES[platform]} ${draft.content_type}</h2>
<p><span class="tag">version ${draft.version}</span> ${draft.model.offline && html`<span class="tag">composed offline, without a language model</span>`}</p>
<div lang="${language}">${draftView(platform, draft.content_type, draft.content_data, shown(draft, urls))}</div>
${draft.findings.length > 0 && html`<h3>What our checks found</h3><ul>${draft.findings.map((f) => html`<li>${f.message} <span class="tag">${f.severity}</span></li>`)}</ul>`}
${draft.to_attach.length > 0 && html`<h3>Still to be added before publishing</h3><ul>${draft.to_attach.map((a) => html`<li>${a.what} <small>${a.why}</small></li>`)}</ul>`}
${byHand.length > 0 && html`<h3>To be set by hand when publishing</h3><ul>${byHand.map((s) => html`<li>${s.where}: ${s.what} ${s.only_if && html`<small>only if ${s.only_if}</small>`}</li>`)}</ul>`}
<fieldset>
<legend>Your decision on ${PLATFORM_NAMES[platform]}</legend>
${wrong && html`<ul class="bad" id="${name('wrong')}">${wrong.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
<input type="hidden" name="${name('version')}" value="${draft.version}">
<input type="hidden" name="${name('content_hash')}" value="${draft.content_hash}">
${VERDICTS.map((v) => html`<label class="choice"><input type="radio" name="${name('verdict')}" value="${v}"${filled?.verdict === v && html` checked`}> ${CHOICES[v]}</label>`)}
<label for="${name('comment')}">Comment <small>(needed when you ask for changes; at most ${MAX_COMMENT} characters)</small></label>
<textarea id="${name('comment')}" name="${name('comment')}"${wrong && html` aria-describedby="${name('wrong')}"`}>
${filled?.comment ?? ''}</textarea>
</fieldset>
</section>`
}

const shown = ({ images }: ReviewedDraft, urls: ReadonlyMap<string, string>) =>
  images.map((image) => ({ ...image, url: urls.get(image.file_key) ?? '' }))

/** Says what was decided; the same after a second tap. */
export function confirmationPage(review: Review): string {
  return page(
    'Thank you',
    html`<p class="soft">${review.organization}</p><h1>Thank you, your decisions are in</h1>
<div class="card">${decisions(review)}</div>
<p>${review.decided.some((d) => d.verdict === 'request_changes') ? 'The agents rewrite what you want changed; a new link follows by mail.' : 'Nothing more is needed from you. You can close this page.'}</p>`,
  )
}

const decisions = (review: Review): Html =>
  html`<ul>${review.decided.map((d) => html`<li><strong>${PLATFORM_NAMES[d.platform]}</strong>: ${SAID[d.verdict]}${d.comment && html`<div class="part said">${d.comment}</div>`}</li>`)}</ul>`

/** Tells the holder of a real link why it opens nothing any more. */
export function closedPage(review: Review, why: Closed): string {
  const { organization, round, time_zone } = review
  const ask = `If you need another link, ask ${organization}.`
  const first = (why === 'used' ? decidedBy(review) : review.decided)[0]
  const when = first ? moment(first.at, time_zone) : ''
  switch (why) {
    case 'used':
      return messagePage('You have decided already', [`Your decisions came in on ${when}.`, decisions(review), ask])
    case 'decided':
      return messagePage('Someone already decided', [
        `${first?.by ?? 'Another approver'} decided${when && ` on ${when}`}.`,
        decisions(review),
      ])
    case 'revoked':
      return messagePage('This link was replaced or withdrawn', ['A newer mail may hold a newer link.', ask])
    case 'expired':
      return messagePage('The time to decide is over', [`It ended on ${moment(round.due_at, time_zone)}.`, ask])
    case 'closed':
      return messagePage('This review was closed', [`${organization} no longer needs a decision on these drafts.`])
    case 'out_of_date':
      return messagePage('These drafts have changed', ['This link is out of date: what you saw is not what is there now.', ask])
    default:
      return why satisfies never
  }
}
