import { setTimeout as delay } from 'node:timers/promises'
import type { Platform, Verdict } from '../../domain/words.ts'
import { submitDecision, type World } from './world.ts'

export interface Who {
  email: string
  name: string
}

/** People of a client, by first name. */
export const person = (name: string): Who => ({ email: `${name.toLowerCase()}@brand.example`, name })

/** A review that waits, as GET /api/v1/approvals tells. */
export interface Waiting {
  id: string
  request_id: string
  round: number
  level: number
  held: boolean
  due_at: string
  drafts: { platform: Platform; version: number; content_hash: string; outcome: string }[]
  waits_for: Who[]
  needed: number
}

/** What people do at the desk of a world: look what waits, open their mailed links, decide. */
export function desk(world: () => World) {
  async function waiting(requestId: string): Promise<Waiting[]> {
    const { status, body } = await world().call('GET', `/api/v1/approvals?request_id=${requestId}`)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body.items as Waiting[]
  }

  /** Waits for an open review at this level, with these platforms when they are named. */
  async function reviewAt(requestId: string, level: number, ...platforms: Platform[]): Promise<Waiting> {
    for (;;) {
      const found = (await waiting(requestId)).find(
        (review) => review.level === level && platforms.every((platform) => review.drafts.some((draft) => draft.platform === platform)),
      )
      if (found) return found
      await delay(20)
    }
  }

  /** Their newest mail of a review, of this kind when one is named. */
  async function mailTo(review: Pick<Waiting, 'id'>, { email }: Who, template = '') {
    for (;;) {
      const mail = world().mails.findLast((m) => m.key.startsWith(template) && m.key.includes(`/${review.id}/`) && m.to.email === email)
      if (mail) return mail
      await delay(20)
    }
  }
  async function linkOf(review: Pick<Waiting, 'id'>, who: Who, template = ''): Promise<string> {
    const { text } = await mailTo(review, who, template)
    const link = /http\S+\/approve\/\S+/.exec(text)?.[0]
    if (!link) throw new Error(`the mail to ${who.email} has no link`)
    return link
  }
  async function says(review: Pick<Waiting, 'id'>, who: Who, verdicts: Partial<Record<Platform, Verdict>>, comment?: string) {
    const answer = await submitDecision(await linkOf(review, who), verdicts, comment)
    return { status: answer.status, text: await answer.text() }
  }
  return { waiting, reviewAt, mailTo, linkOf, says }
}
