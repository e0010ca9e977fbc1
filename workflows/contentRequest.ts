import {
  ActivityFailure,
  CancellationScope,
  condition,
  isCancellation,
  log,
  patched,
  proxyActivities,
  rootCause,
} from '@temporalio/workflow'
import type { ImagesKey } from '../activities/images.ts'
import type { EditActivities, ImageActivities, LedgerActivities, MemoryActivities, ThinkActivities } from '../activities/index.ts'
import type { OpenedReview } from '../activities/ledger.ts'
import type { ContentRequestInput } from '../domain/messages.ts'
import { outcomeOf } from '../domain/outcome.ts'
import { MAX_REVISIONS, type Platform } from '../domain/words.ts'
import { createBoard } from './board.ts'
import { openLanes } from './lanes.ts'
import { DRAW, LEDGER, REMEMBER, THINK } from './options.ts'
import { openDesk } from './review.ts'

const ledger = proxyActivities<LedgerActivities>(LEDGER)
const agents = proxyActivities<ThinkActivities>(THINK)
const studio = proxyActivities<Pick<ImageActivities, 'makeImages'>>(DRAW)
const memory = proxyActivities<MemoryActivities>(REMEMBER)
const notes = proxyActivities<Pick<ImageActivities, 'noteMissingImages'> & EditActivities>(LEDGER)

const HOUR_MS = 3_600_000
const now = () => new Date(Date.now()).toISOString()

/** What has begun to be written down is finished: a cancellation is heard at the next wait for agents or people, and nothing comes after the end. */
const written = <T>(work: () => Promise<T>): Promise<T> => CancellationScope.nonCancellable(work)

export interface ContentRequestResult {
  status: ReturnType<typeof outcomeOf>
  platforms: { platform: Platform; status: string; version: number }[]
}

/** One request for content: agents write, people decide, and whatever happens the quota is settled. */
export async function contentRequest(input: ContentRequestInput): Promise<ContentRequestResult> {
  const { organizationId, requestId, run, approval } = input
  const key = { organizationId, requestId, run }
  const board = createBoard(input.platforms)
  const desk = openDesk()
  const lanes = openLanes()
  /** Versions that a person asked the agents for. */
  const asked = new Set(input.platforms.filter((p) => p.asked).map(nameOf))
  let rounds = 0

  try {
    const check = await written(() => ledger.begin({ ...key, platforms: input.platforms }))
    if (check.verdict !== 'go') return await end(check.verdict === 'cancelled' ? 'cancelled' : 'failed', check.reason)

    const edited = input.platforms.filter((p) => p.edited)
    const wanted = input.platforms.filter((p) => !p.edited).map((p) => p.platform)
    if (wanted.length) {
      board.show('generating', 'the strategist')
      const brief = await tried(
        agents.strategist.executeWithOptions({ summary: 'strategy' }, [
          { organizationId, requestId, version: input.strategyVersion ?? 1, pass: 0 },
        ]),
      )
      if (!brief.ok) return await end('failed', brief.reason)
    }

    board.show('generating', 'the agents')
    const drafts = [...(await makeDrafts(wanted)), ...(await finishEdits(edited))]
    if (approval.mode === 'none') {
      for (const { platform, unapprovable } of drafts)
        board.set(platform, unapprovable ? { status: 'needs_attention', reason: unapprovable } : { status: 'approved' })
      return await end()
    }

    for (const track of approval.tracks ?? [input.platforms.map((p) => p.platform)])
      lanes.start(pursue(drafts.filter(({ platform }) => track.includes(platform))))
    return await end()
  } catch (error) {
    if (!isCancellation(error)) throw error
    await written(() => lanes.ended())
    return await end('cancelled', 'cancelled on request')
  }

  /** Drafts that were made together are asked for together; each then goes its own way: on to the next level, back to its agent, or out. */
  async function pursue(drafts: Draft[], level = 1): Promise<void> {
    if (!drafts.length) return
    const round = ++rounds
    const opened = await written(() =>
      ledger.openReview({
        ...key,
        round,
        level,
        at: now(),
        drafts: drafts.map(({ platform, version, contentHash }) => ({ platform, version, contentHash })),
      }),
    )
    if (!opened.roundId) return
    for (const { platform } of drafts) board.set(platform, { status: 'awaiting_approval' })
    if ((await decisionOf(opened, round)) === 'expired') {
      for (const { platform } of drafts) board.set(platform, { status: 'expired', reason: 'nobody decided in time' })
      return
    }
    const { platforms, onward = [] } = await written(() => ledger.recordDecisions({ ...key, roundId: opened.roundId }))
    for (const { platform, ...to } of platforms) board.set(platform, to)
    const changing = platforms.filter((p) => p.status === 'revising').map((p) => p.platform)
    if (board.all().some((p) => p.status === 'revising')) board.show(board.overall('revising'), 'the agents')
    const passed = drafts.filter(({ platform }) => onward.some((draft) => draft.platform === platform))
    await Promise.all([pursue(passed, level + 1), makeDrafts(changing).then((next) => pursue(next))])
  }

  /** Waits until a round is over. Rounds of before there were plans end as they did then. */
  async function decisionOf({ roundId, next }: OpenedReview, round: number): Promise<'over' | 'expired'> {
    if (next !== undefined) {
      board.show('awaiting_approval', `a decision in round ${round}`)
      await desk.follow({ roundId, next }, (news) => written(() => ledger.tendReview({ ...key, roundId, at: now(), ...news })))
      return 'over'
    }
    const dueAt = new Date(Date.now() + approval.dueInHours * HOUR_MS)
    board.show('awaiting_approval', `a decision in round ${round} by ${dueAt.toISOString()}`)
    const answer = await desk.waitAsBefore(
      { roundId, dueAt, remindBeforeHours: approval.remindBeforeHours },
      {
        remind: (hoursLeft) => written(() => ledger.remindApprovers({ ...key, roundId, hoursLeft })),
        async extend(due) {
          await written(() => ledger.extendReview({ ...key, roundId, dueAt: due.toISOString() }))
          board.show('awaiting_approval', `a decision in round ${round} by ${due.toISOString()}`)
        },
        expire: () => written(() => ledger.expireReview({ ...key, roundId })),
      },
    )
    return answer === 'expired' ? 'expired' : 'over'
  }

  /** What a person made is judged and drawn like anything else, and asked for from the first level on. */
  async function finishEdits(edits: { platform: Platform; version: number }[]): Promise<Draft[]> {
    return Promise.all(
      edits.map(async ({ platform, version }) => {
        board.set(platform, { status: 'revising', version, reason: 'edited by a person' })
        const quality = await written(() => notes.judgeEdit({ organizationId, requestId, platform, version }))
        const { contentHash, unapprovable = null, images = 0 } = quality
        if (images) await drawImages({ organizationId, requestId, platform, version, contentHash })
        return { platform, version, contentHash, unapprovable }
      }),
    )
  }

  /** The next version of a draft, as a person asked for it. */
  async function makeAsked(draft: { platform: Platform; version: number }): Promise<Draft[]> {
    asked.add(nameOf(draft))
    board.set(draft.platform, { version: draft.version, reason: 'a person asked for another version' })
    board.show(board.overall('revising'), 'the agents')
    return makeDrafts([draft.platform])
  }

  /** All platforms side by side; one that fails is told of and does not sink the others. */
  async function makeDrafts(platforms: Platform[]): Promise<Draft[]> {
    const made = await Promise.all(platforms.map(makeDraft))
    return made.filter((draft) => draft !== undefined)
  }

  /** Write, set the voice, check; at most two revisions while something blocks or the score is low. */
  async function makeDraft(platform: Platform) {
    const { version } = board.of(platform)
    board.set(platform, { status: version === 1 ? 'generating' : 'revising' })
    const made = await tried(
      (async () => {
        for (let pass = 0; ; pass++) {
          const step = { organizationId, requestId, platform, version, pass }
          const summary = `${platform} version ${version}${pass ? `, revision ${pass}` : ''}`
          await agents[platform].executeWithOptions({ summary }, [step])
          await agents.brandVoice.executeWithOptions({ summary }, [step])
          const quality = await agents.qualityAssurance.executeWithOptions({ summary }, [step])
          if (quality.passes || pass === MAX_REVISIONS) return quality
        }
      })(),
    )
    if (made.ok && !made.value.blocked) {
      const { contentHash, unapprovable = null, images = 0 } = made.value
      if (images && patched('images-2026-11')) await drawImages({ organizationId, requestId, platform, version, contentHash })
      return { platform, version, contentHash, unapprovable }
    }
    const reason = made.ok ? `still against the rules after ${MAX_REVISIONS} revisions: ${made.value.blocked}` : made.reason
    if (asked.has(nameOf({ platform, version }))) {
      const sorry = `version ${version} could not be made as asked: ${reason}`
      board.set(platform, { status: 'needs_attention', reason: sorry })
      await written(() => ledger.failPlatform({ ...key, platform, version, reason: sorry, asked: true }))
      return undefined
    }
    board.set(platform, { status: 'failed', reason })
    await written(() => ledger.failPlatform({ ...key, platform, version, reason }))
    return undefined
  }

  /** A draft can do without its images: what keeps them from being drawn is told in its findings. */
  async function drawImages(draft: ImagesKey): Promise<void> {
    const summary = `${draft.platform} version ${draft.version}`
    const drawn = await tried(studio.makeImages.executeWithOptions({ summary }, [draft]))
    if (!drawn.ok) await written(() => notes.noteMissingImages({ ...draft, reason: drawn.reason.slice(0, 300) }))
  }

  /** Settles quota, rounds and statuses, once and for good, when everything has gone its way. `forced` is how all that is still open ends. */
  async function end(forced?: 'cancelled' | 'failed', reason = ''): Promise<ContentRequestResult> {
    for (;;) {
      if (!forced) await finishLanes()
      for (const { platform, status, version } of board.all()) {
        // There is an earlier version of what a person asked for: they may go on with that one.
        const isTheirs = forced === 'failed' && asked.has(nameOf({ platform, version }))
        if (forced && !['approved', 'rejected', 'failed'].includes(status))
          board.set(platform, { status: isTheirs ? 'needs_attention' : forced, reason })
      }
      const platforms = board.all()
      const status = outcomeOf([...platforms.map((p) => p.status), ...(input.others ?? [])])
      const settled = { ...key, status, reason: status === forced ? reason : explain(platforms), platforms }
      const answer = await written(() => ledger.settle(settled))
      // Edited in the very moment it should have ended: the signal of it is on its way.
      if (answer?.edited && !forced) {
        await condition(desk.hasEdit)
        continue
      }
      board.show(status, 'nothing more')
      log.info('request settled', { requestId, status })
      const approved = platforms.filter((p) => p.status === 'approved')
      if (approval.mode === 'required' && approved.length && patched('memory-2026-11')) await remember(approved)
      return { status, platforms: platforms.map(({ platform, status, version }) => ({ platform, status, version })) }
    }
  }

  /** Later drafts of the brand are to sound like these, and to say something else. What cannot be remembered is not missed here. */
  async function remember(approved: readonly { platform: Platform; version: number }[]): Promise<void> {
    for (const { platform, version } of approved) {
      const draft = { organizationId, requestId, platform, version }
      const done = await written(() => tried(memory.remember.executeWithOptions({ summary: `${platform} version ${version}` }, [draft])))
      if (!done.ok) log.warn('not remembered', { requestId, platform, version, reason: done.reason })
    }
  }

  /** Until every draft has gone its way. One that a person edits meanwhile, or asks for anew, starts again by itself. */
  async function finishLanes(): Promise<void> {
    for (;;) {
      const edit = desk.takeEdit()
      if (edit) lanes.start((edit.asked ? makeAsked(edit) : finishEdits([edit])).then((drafts) => pursue(drafts)))
      else if (lanes.isEmpty()) return
      await lanes.pause(desk.hasEdit)
    }
  }
}

interface Draft {
  platform: Platform
  version: number
  contentHash: string
  /** Why nobody may approve it as it stands. */
  unapprovable: string | null
}

const nameOf = ({ platform, version }: { platform: Platform; version: number }) => `${platform}/${version}`

type Tried<T> = { ok: true; value: T } | { ok: false; reason: string }

/** An activity that gave up is an outcome of a platform, not the end of the request; cancellation is neither. */
async function tried<T>(work: Promise<T>): Promise<Tried<T>> {
  try {
    return { ok: true, value: await work }
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error
    return { ok: false, reason: rootCause(error) ?? error.message }
  }
}

const explain = (platforms: readonly { platform: Platform; reason: string }[]) =>
  platforms
    .filter((p) => p.reason)
    .map((p) => `${p.platform}: ${p.reason}`)
    .join('; ')
