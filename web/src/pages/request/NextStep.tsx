import type { Request } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { Note, type Tone } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { words } from '../../words/words.ts'

const useNextWords = words('nextStep', {
  en: {
    next: 'What happens next',
    pending: 'It starts as soon as a worker is free; you need do nothing.',
    generating: 'The agents write; drafts appear below as they are finished.',
    revising: 'The agents write another version, which is then asked for.',
    awaiting_approval: '{{people}} can decide until {{when}}. Reminders go out by themselves.',
    awaiting_nobody: 'The review waits for a person.',
    needs_attention: 'A person has to look: edit the draft, ask the agents again, or decide in the review.',
    completed: 'Everything is approved: export it.',
    partial: 'Export what is approved; what is not can be edited or made again.',
    rejected: 'The client rejected it. Edit a draft or ask the agents for another version to ask again.',
    expired: 'Nobody decided in time. Edit a draft or ask the agents for another version to ask again.',
    cancelled: 'It was cancelled. Ask anew if you need it after all.',
    failed: 'It could not be made. Make the failed drafts again, or ask anew.',
    why: 'Why: {{reason}}',
  },
  id: {
    next: 'Langkah berikutnya',
    pending: 'Dimulai begitu ada pekerja yang bebas; Anda tidak perlu berbuat apa-apa.',
    generating: 'Agen sedang menulis; draf muncul di bawah begitu selesai.',
    revising: 'Agen menulis versi lain, yang lalu dimintakan persetujuan.',
    awaiting_approval: '{{people}} dapat memutuskan sampai {{when}}. Pengingat dikirim dengan sendirinya.',
    awaiting_nobody: 'Peninjauan menunggu seseorang.',
    needs_attention: 'Perlu dilihat orang: sunting draf, minta agen lagi, atau putuskan dalam peninjauan.',
    completed: 'Semua disetujui: ekspor hasilnya.',
    partial: 'Ekspor yang disetujui; sisanya dapat disunting atau dibuat lagi.',
    rejected: 'Klien menolaknya. Sunting draf atau minta versi lain dari agen untuk meminta lagi.',
    expired: 'Tidak ada yang memutuskan tepat waktu. Sunting draf atau minta versi lain dari agen untuk meminta lagi.',
    cancelled: 'Permintaan dibatalkan. Minta lagi bila tetap diperlukan.',
    failed: 'Tidak dapat dibuat. Buat ulang draf yang gagal, atau minta lagi.',
    why: 'Sebab: {{reason}}',
  },
})

const TONES: Partial<Record<Request['status'], Tone>> = {
  failed: 'bad',
  rejected: 'bad',
  needs_attention: 'warn',
  expired: 'warn',
  partial: 'warn',
  completed: 'good',
}
/** Of these the reason says more than the state. */
const WITH_REASON: readonly Request['status'][] = ['failed', 'needs_attention', 'partial', 'rejected', 'expired']

/** What the state means for who reads it, and what they can do. */
export function NextStep({ request }: { request: Request }) {
  const say = useNextWords()
  const { time, list } = useFormats()
  const { status, approval } = request
  const waiting = approval.links.filter(({ state }) => ['queued', 'sending', 'sent', 'unknown'].includes(state))
  const sentence = () => {
    if (status !== 'awaiting_approval') return say(status)
    if (!approval.due_at || !waiting.length) return say('awaiting_nobody')
    return say('awaiting_approval', { people: list(waiting.map(({ name, email }) => name || email)), when: time(approval.due_at) })
  }
  const failed = request.platforms.filter(({ status: of, reason }) => of === 'failed' && reason)
  return (
    <Note tone={TONES[status] ?? 'neutral'}>
      <p>
        <span className="font-medium">{say('next')}: </span>
        {sentence()}
      </p>
      {WITH_REASON.includes(status) &&
        (failed.length > 0 ? (
          <ul lang="en" className="mt-1">
            {failed.map(({ platform, reason }) => (
              <li key={platform} className="wrap-anywhere">
                {PLATFORM_NAMES[platform]}: {reason}
              </li>
            ))}
          </ul>
        ) : (
          request.reason && <p className="mt-1 wrap-anywhere">{say('why', { reason: request.reason })}</p>
        ))}
    </Note>
  )
}
