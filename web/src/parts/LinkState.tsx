import type { Request } from '../api/generated.ts'
import { Badge, type Tone } from '../ui/parts.tsx'
import { words } from '../words/words.ts'

type State = Request['approval']['links'][number]['state']

const useLinkWords = words('linkState', {
  en: {
    queued: 'being sent',
    sending: 'being sent',
    sent: 'sent',
    used: 'decided',
    decided: 'another decided',
    revoked: 'revoked',
    expired: 'expired',
    closed: 'closed',
    unknown: 'unknown whether sent',
    failed: 'not sent',
    withdrawn: 'withdrawn',
    bounced: 'bounced',
    dropped: 'not delivered',
  },
  id: {
    queued: 'sedang dikirim',
    sending: 'sedang dikirim',
    sent: 'terkirim',
    used: 'sudah memutuskan',
    decided: 'diputuskan orang lain',
    revoked: 'dicabut',
    expired: 'kedaluwarsa',
    closed: 'ditutup',
    unknown: 'belum pasti terkirim',
    failed: 'tidak terkirim',
    withdrawn: 'ditarik',
    bounced: 'terpental',
    dropped: 'tidak sampai',
  },
})

const tone = (state: State): Tone =>
  state === 'used'
    ? 'good'
    : ['bounced', 'dropped', 'failed'].includes(state)
      ? 'bad'
      : state === 'unknown'
        ? 'warn'
        : state === 'sent'
          ? 'accent'
          : 'neutral'

/** How an approver's link stands. */
export function LinkState({ of }: { of: State }) {
  const say = useLinkWords()
  return <Badge tone={tone(of)}>{say(of)}</Badge>
}
