import { type FormEvent, useRef, useState } from 'react'
import type { Verdict } from '../../../../domain/words.ts'
import {
  api,
  type Draft,
  type Request,
  useGetContentRequestsByIdQuery,
  usePostApprovalsByIdDecisionsMutation,
  type WaitingReviewWithLinks,
} from '../../api/generated.ts'
import { problemOf } from '../../api/problem.ts'
import { useLeaving } from '../../parts/useLeaving.ts'
import { useAppDispatch } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Skeleton } from '../../ui/parts.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { told } from '../../ui/toast.ts'
import { Choice, type Choosing } from './Choice.tsx'
import { DraftCard, type Item } from './DraftCard.tsx'
import { useApprovalWords } from './words.ts'

const POLL_MS = 15_000

/** The drafts of a review, exactly as it asks for them; with a form for who is asked. */
export function Drafts({ review, isMine }: { review: WaitingReviewWithLinks; isMine: boolean }) {
  // What others decide meanwhile.
  const query = useGetContentRequestsByIdQuery({ id: review.request_id }, { pollingInterval: POLL_MS, skipPollingIfUnfocused: true })
  return (
    <Loaded query={query} loading={<Skeleton className="h-[32rem]" />}>
      {(request) => (isMine ? <Deciding review={review} request={request} /> : <Reading review={review} request={request} />)}
    </Loaded>
  )
}

/** The draft in just the version the review is about; what was changed since is not shown in its place. */
const draftOf = (request: Request, item: Item): Draft | undefined =>
  request.drafts.find(
    ({ platform, version, content_hash }) => platform === item.platform && version === item.version && content_hash === item.content_hash,
  )

const GRID = 'grid items-start gap-4 [grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr))]'

function Reading({ review, request }: { review: WaitingReviewWithLinks; request: Request }) {
  const say = useApprovalWords()
  return (
    <section className="min-w-0" aria-labelledby="drafts">
      <h2 id="drafts" className="text-lg font-semibold">
        {say('drafts')}
      </h2>
      <p className="mb-3 text-soft">{say('read_about')}</p>
      <div className={GRID}>
        {review.drafts.map((item) => (
          <DraftCard key={item.content_hash} item={item} review={review} request={request} draft={draftOf(request, item)} />
        ))}
      </div>
    </section>
  )
}

function Deciding({ review, request }: { review: WaitingReviewWithLinks; request: Request }) {
  const say = useApprovalWords()
  const dispatch = useAppDispatch()
  // By hash: another version of a draft is another draft, and has no decision yet.
  const [choices, setChoices] = useState<Record<string, Choosing>>({})
  const [tried, setTried] = useState(false)
  const [decide, { isLoading, error, isSuccess }] = usePostApprovalsByIdDecisionsMutation()
  const form = useRef<HTMLFormElement>(null)
  const open = review.drafts.filter(({ outcome }) => outcome === 'open')
  const seen = open.filter((item) => draftOf(request, item))
  const choice = (item: Item): Choosing => choices[item.content_hash] ?? { verdict: undefined, comment: '' }
  const problem = problemOf(error)
  const mistakes = (problem?.details?.mistakes ?? {}) as Partial<Record<Item['platform'], string[]>>
  useLeaving(!isSuccess && open.some((item) => choice(item).comment.trim() !== ''), say('unsaved'))

  function faultOf(item: Item): string | undefined {
    const { verdict, comment } = choice(item)
    if (tried && !verdict) return say('choose_fault')
    if (tried && verdict === 'request_changes' && !comment.trim()) return say('comment_fault')
    return mistakes[item.platform]?.join(' ')
  }
  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    const bad = open.find((item) => {
      const { verdict, comment } = choice(item)
      return !verdict || (verdict === 'request_changes' && !comment.trim())
    })
    if (bad) {
      form.current?.querySelector<HTMLElement>(`[data-draft="${bad.platform}"] input, [data-draft="${bad.platform}"] textarea`)?.focus()
      return
    }
    try {
      await decide({
        id: review.id,
        myDecisions: {
          decisions: seen.map((item) => {
            const { verdict, comment } = choice(item)
            const { platform, version, content_hash } = item
            return { platform, version, content_hash, verdict: verdict as Verdict, comment: comment.trim() }
          }),
        },
      }).unwrap()
      dispatch(api.util.invalidateTags(['Content']))
      told(say('sent'))
    } catch {
      // It is shown above the form and at each draft; what changed meanwhile is read again, and what was typed stands.
      dispatch(api.util.invalidateTags(['Content', 'Approval']))
      setTried(false)
    }
  }
  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)} className="min-w-0" aria-labelledby="deciding">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 id="deciding" className="text-lg font-semibold">
            {say('decide')}
          </h2>
          <p className="text-soft">{say('decide_about')}</p>
        </div>
        {seen.length > 1 && (
          <Button
            size="sm"
            onClick={() =>
              setChoices({
                ...choices,
                ...Object.fromEntries(seen.map((item) => [item.content_hash, { ...choice(item), verdict: 'approve' as const }])),
              })
            }
          >
            {say('approve_all')}
          </Button>
        )}
      </div>
      {error && (
        <div className="mb-3">
          <Refusal of={error} known={problem?.code === 'conflict' ? say('moved') : undefined} unanswered={say('failed')} />
        </div>
      )}
      <div className={GRID}>
        {review.drafts.map((item) => {
          const draft = draftOf(request, item)
          return (
            <DraftCard key={item.content_hash} item={item} review={review} request={request} draft={draft}>
              {item.outcome === 'open' && draft && (
                <Choice
                  platform={item.platform}
                  value={choice(item)}
                  fault={faultOf(item)}
                  onChange={(to) => setChoices({ ...choices, [item.content_hash]: to })}
                />
              )}
            </DraftCard>
          )
        })}
      </div>
      <div className="sticky bottom-0 z-10 mt-4 flex border-t border-line bg-back py-3">
        <Button look="main" type="submit" busy={isLoading} disabled={seen.length === 0 || seen.length < open.length}>
          {say('send')}
        </Button>
      </div>
    </form>
  )
}
