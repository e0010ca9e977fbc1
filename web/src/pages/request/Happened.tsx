import type { SeenEvent } from '../../api/events.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { useFormats } from '../../words/format.ts'
import { type TradeWord, useTradeWords } from '../../words/trade.ts'
import { words } from '../../words/words.ts'

const useHappenedWords = words('happened', {
  en: {
    accepted: 'Accepted; {{units}} units reserved',
    status: 'The request: {{status}}',
    platform: '{{platform}} v{{version}}: {{status}}',
    finished: '{{agent}} finished{{where}} ({{model}}, {{seconds}} s)',
    failed: '{{agent}} failed{{where}}: {{error}}',
    ready: '{{platform}} v{{version}} is ready, score {{score}}',
    opened: 'Review {{round}} opened, level {{level}} of {{levels}}; {{approvers}} asked, due {{due}}',
    reminded: '{{people}} reminded',
    escalated: 'Escalated: {{asked}} more asked',
    held: 'Held: {{why}}',
    reassigned: 'Given to {{asked}} others, due {{due}}',
    changed: '{{by}} changed the review: {{what}}',
    voted: '{{by}} decided',
    extended: 'More time: due {{due}}',
    decided: 'Review {{round}} decided by {{by}}',
    expired: 'Review {{round}} expired',
    edited: '{{by}} edited {{platform}}: version {{version}}',
    regenerated: '{{by}} asked the agents for version {{version}} of {{platform}}',
    moved: '{{by}} planned {{platform}} for {{when}}',
    unmoved: '{{by}} put {{platform}} back to its suggested time',
    revoked: '{{links}} links revoked',
    mail: 'Mail “{{template}}” to {{to}}: {{state}}',
    none: 'Nothing yet.',
    label: 'What happened, newest first',
  },
  id: {
    accepted: 'Diterima; {{units}} unit dipesan',
    status: 'Permintaan: {{status}}',
    platform: '{{platform}} v{{version}}: {{status}}',
    finished: '{{agent}} selesai{{where}} ({{model}}, {{seconds}} dtk)',
    failed: '{{agent}} gagal{{where}}: {{error}}',
    ready: '{{platform}} v{{version}} siap, nilai {{score}}',
    opened: 'Peninjauan {{round}} dibuka, tingkat {{level}} dari {{levels}}; {{approvers}} diminta, tenggat {{due}}',
    reminded: '{{people}} diingatkan',
    escalated: 'Dieskalasi: {{asked}} orang lagi diminta',
    held: 'Ditahan: {{why}}',
    reassigned: 'Dialihkan ke {{asked}} orang lain, tenggat {{due}}',
    changed: '{{by}} mengubah peninjauan: {{what}}',
    voted: '{{by}} memutuskan',
    extended: 'Waktu ditambah: tenggat {{due}}',
    decided: 'Peninjauan {{round}} diputuskan oleh {{by}}',
    expired: 'Peninjauan {{round}} kedaluwarsa',
    edited: '{{by}} menyunting {{platform}}: versi {{version}}',
    regenerated: '{{by}} meminta agen membuat versi {{version}} {{platform}}',
    moved: '{{by}} menjadwalkan {{platform}} pada {{when}}',
    unmoved: '{{by}} mengembalikan {{platform}} ke waktu yang disarankan',
    revoked: '{{links}} tautan dicabut',
    mail: 'Email “{{template}}” ke {{to}}: {{state}}',
    none: 'Belum ada.',
    label: 'Yang terjadi, terbaru dulu',
  },
})

/** Everything that happened to the request, as sentences. */
export function Happened({ events }: { events: readonly SeenEvent[] }) {
  const say = useHappenedWords()
  const { time } = useFormats()
  const sentence = useSentences()
  const told = events.flatMap((event) => {
    const text = sentence(event)
    return text ? [{ seq: event.seq, at: event.at, text }] : []
  })
  if (!told.length) return <p className="text-soft">{say('none')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with a keyboard
    <ol aria-label={say('label')} tabIndex={0} className="max-h-80 overflow-y-auto text-sm">
      {told.reverse().map(({ seq, at, text }) => (
        <li key={seq} className="flex flex-wrap gap-x-3 py-1">
          <time dateTime={at} className="shrink-0 text-soft tabular-nums">
            {time(at)}
          </time>
          <span className="min-w-0 wrap-anywhere">{text}</span>
        </li>
      ))}
    </ol>
  )
}

function useSentences() {
  const say = useHappenedWords()
  const trade = useTradeWords()
  const { number, score, time } = useFormats()
  const where = (platform: string | null) => (platform ? `, ${PLATFORM_NAMES[platform as keyof typeof PLATFORM_NAMES]}` : '')
  return (event: SeenEvent): string | undefined => {
    switch (event.type) {
      case 'request.accepted':
        return say('accepted', { units: event.data.units })
      case 'request.status':
        return say('status', { status: trade(event.data.status as TradeWord) })
      case 'platform.status':
        return say('platform', {
          platform: PLATFORM_NAMES[event.data.platform],
          version: event.data.version,
          status: trade(event.data.status),
        })
      case 'agent.finished':
        return say('finished', {
          agent: trade(event.data.agent),
          where: where(event.data.platform),
          model: event.data.model,
          seconds: number(event.data.took_ms / 1000, 1),
        })
      case 'agent.failed':
        return say('failed', { agent: trade(event.data.agent), where: where(event.data.platform), error: event.data.error })
      case 'draft.ready':
        return say('ready', {
          platform: PLATFORM_NAMES[event.data.platform],
          version: event.data.version,
          score: event.data.quality_score === null ? '–' : score(event.data.quality_score),
        })
      case 'review.opened':
        return say('opened', { ...event.data, due: time(event.data.due_at) } as never)
      case 'review.reminded':
        return say('reminded', { people: event.data.people })
      case 'review.escalated':
        return say('escalated', { asked: event.data.asked })
      case 'review.held':
        return say('held', { why: event.data.why })
      case 'review.reassigned':
        return say('reassigned', { asked: event.data.asked, due: time(event.data.due_at) })
      case 'review.changed':
        return say('changed', { by: event.data.by, what: event.data.what.join(', ') })
      case 'review.voted':
        return say('voted', { by: event.data.by })
      case 'review.extended':
        return say('extended', { due: time(event.data.due_at) })
      case 'review.decided':
        return say('decided', { round: event.data.round, by: event.data.by })
      case 'review.expired':
        return say('expired', { round: event.data.round })
      case 'draft.edited':
        return say('edited', { by: event.data.by, platform: PLATFORM_NAMES[event.data.platform], version: event.data.version })
      case 'regeneration.asked':
        return say('regenerated', { by: event.data.by, platform: PLATFORM_NAMES[event.data.platform], version: event.data.version })
      case 'slot.moved':
        return say('moved', {
          by: event.data.by,
          platform: PLATFORM_NAMES[event.data.platform],
          when: event.data.planned_at ? time(event.data.planned_at) : '–',
        })
      case 'slot.reset':
        return say('unmoved', { by: event.data.by, platform: PLATFORM_NAMES[event.data.platform] })
      case 'links.revoked':
        return say('revoked', { links: event.data.links })
      case 'mail':
        return say('mail', { template: event.data.template, to: event.data.to, state: event.data.state })
      default:
        return undefined
    }
  }
}
