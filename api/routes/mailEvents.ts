import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Request } from 'express'
import { z } from 'zod'
import { type MailEvent, takeMailEvent } from '../../db/mailEvents.ts'
import { AppError } from '../../domain/errors.ts'
import type { RouteDeps } from '../app.ts'
import { endpoint, notFound } from '../endpoint.ts'

/** An event posted later than this after it was signed is an old one that somebody kept. */
const MOST_AGE_S = 600

const KNOWN = ['delivered', 'deferred', 'bounce', 'dropped', 'spamreport', 'unsubscribe'] as const

/** One event as SendGrid posts it. Kinds and fields that are not known here are let through: it adds some now and then. */
const Event = z.looseObject({
  event: z.string().max(50),
  timestamp: z.number().int().min(0).max(4_102_444_800).optional().meta({ description: 'Seconds since 1970.' }),
  sg_event_id: z.string().min(1).max(200).optional(),
  mail_key: z.string().max(500).optional().meta({ description: 'What we called the mail when it was sent.' }),
  reason: z.string().max(10_000).optional(),
})
const Events = z.array(Event).max(5_000).meta({ id: 'MailEvents' })
const Taken = z.object({ taken: z.number().int(), known: z.number().int(), ignored: z.number().int() }).meta({ id: 'MailEventsTaken' })

/**
 * What SendGrid tells of mails after it took them (its "Event Webhook"). Signed by ECDSA over P-256 and SHA-256, of timestamp and body as
 * sent; Node checks that itself, so no library of the provider's is needed for it.
 */
export function mailEventEndpoints({ pool, log, mailEventsKey }: Pick<RouteDeps, 'pool' | 'log' | 'mailEventsKey'>) {
  return [
    endpoint({
      method: 'post',
      path: '/api/v1/webhooks/sendgrid',
      tag: 'Webhooks',
      summary: 'Events of mails, signed by SendGrid; each counts once',
      access: 'public',
      limit: 'none',
      body: Events,
      bodyType: 'signed',
      refuses: { 403: 'Not signed by the key that is set, or signed long ago.', 404: 'No key is set.' },
      responses: { 200: { description: 'Taken; what is unknown is ignored.', schema: Taken } },
    }).handle(async ({ body, req }) => {
      if (!mailEventsKey) throw notFound()
      if (!isSignedBy(mailEventsKey, req)) throw new AppError('forbidden', 'This is not signed by SendGrid, or was signed long ago.')
      const counts = { taken: 0, known: 0, ignored: 0 }
      for (const posted of body) {
        const event = eventOf(posted)
        const outcome = event && (await takeMailEvent(pool, event))
        if (outcome === 'taken' || outcome === 'known') counts[outcome]++
        else counts.ignored++
      }
      log.info({ ...counts }, 'mail events')
      return { status: 200, body: counts }
    }),
  ]
}

function eventOf({ event, sg_event_id: id, mail_key: mailKey, timestamp, reason = '' }: z.output<typeof Event>): MailEvent | undefined {
  const known = KNOWN.find((one) => one === event)
  return known && id && mailKey ? { id, mailKey, event: known, reason, at: new Date((timestamp ?? Date.now() / 1000) * 1000) } : undefined
}

function isSignedBy(key: KeyObject, req: Request): boolean {
  const timestamp = req.get('X-Twilio-Email-Event-Webhook-Timestamp') ?? ''
  const signature = req.get('X-Twilio-Email-Event-Webhook-Signature') ?? ''
  const { rawBody } = req as Request & { rawBody?: Buffer }
  const ageS = Date.now() / 1000 - Number(timestamp)
  if (!rawBody || !/^\d{1,12}$/.test(timestamp) || Math.abs(ageS) > MOST_AGE_S || !signature) return false
  return verify('sha256', Buffer.concat([Buffer.from(timestamp), rawBody]), key, Buffer.from(signature, 'base64'))
}

/** The key as SendGrid shows it: base64 of DER, without lines around it. Throws where it is none. */
export function mailEventsKeyOf(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
}
