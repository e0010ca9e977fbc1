import { createRequire } from 'node:module'
import type mailService from '@sendgrid/mail'
import { z } from 'zod'
import type { Mail, Mailer, MailOutcome } from './port.ts'

/** The SDK is CommonJS and its class sits beside its singleton, which its types do not tell. */
const sdk = createRequire(import.meta.url)('@sendgrid/mail') as {
  MailService: new () => typeof mailService & { client: { setDefaultRequest(key: string, value: string): void } }
}

const Failure = z.object({
  code: z.union([z.number(), z.string()]).optional(),
  message: z.string().optional(),
  response: z
    .object({
      headers: z.object({ 'x-ratelimit-reset': z.string().optional() }).optional(),
      body: z.object({ errors: z.array(z.object({ message: z.string() })).optional() }).optional(),
    })
    .optional(),
})

/** The connection never carried the message: these may be tried again. */
const NEVER_ARRIVED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** SendGrid through its SDK. `baseUrl` is for the EU region or a stand-in; `timeoutMs` bounds one send. */
export function sendgrid(options: { apiKey: string; from: string; baseUrl?: string | undefined; timeoutMs?: number }): Mailer {
  const service = new sdk.MailService()
  service.setApiKey(options.apiKey)
  service.setTimeout(options.timeoutMs ?? 10_000)
  if (options.baseUrl) service.client.setDefaultRequest('baseUrl', options.baseUrl)
  return {
    provider: 'sendgrid',
    async send(mail: Mail): Promise<MailOutcome> {
      try {
        const [response] = await service.send({
          to: mail.to.name ? mail.to : mail.to.email,
          from: options.from,
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          customArgs: { mail_key: mail.key },
          // The link is a credential: a provider that rewrites it for click tracking would see and fetch it.
          trackingSettings: { clickTracking: { enable: false }, openTracking: { enable: false } },
        })
        const id: unknown = response.headers['x-message-id']
        return { kind: 'sent', providerId: typeof id === 'string' ? id : '' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

function outcomeOf(error: unknown): MailOutcome {
  const failure = Failure.safeParse(error).data
  const code = failure?.code
  const said = failure?.response?.body?.errors?.map((e) => e.message).join('; ')
  const reason = `SendGrid: ${said || failure?.message || 'no answer'}${code === undefined ? '' : ` (${code})`}`
  if (typeof code === 'string' && NEVER_ARRIVED.has(code)) return { kind: 'not_accepted', reason }
  if (code === 429) {
    const resetAt = Number(failure?.response?.headers?.['x-ratelimit-reset'])
    return { kind: 'not_accepted', reason, ...(resetAt > 0 ? { retryAfterMs: Math.max(resetAt * 1000 - Date.now(), 1000) } : {}) }
  }
  if (typeof code === 'number' && code >= 400 && code < 500) return { kind: 'refused', reason }
  return { kind: 'unknown', reason }
}
