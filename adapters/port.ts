/** A mail as its template rendered it. `key` names it for ever: sending twice under one key must be recognisable. */
export interface Mail {
  key: string
  to: { email: string; name: string }
  subject: string
  text: string
  html: string
}

export type MailOutcome =
  /** The provider took it. */
  | { kind: 'sent'; providerId: string }
  /** Surely not taken (connection refused, 429): may be tried again. */
  | { kind: 'not_accepted'; reason: string; retryAfterMs?: number }
  /** Surely not taken, and trying again cannot help (bad address, bad key). */
  | { kind: 'refused'; reason: string }
  /** Nobody knows: a timeout or an ambiguous 5xx. Never tried again by itself. */
  | { kind: 'unknown'; reason: string }

/** One provider of mail. Never throws for what the provider answered: the outcome says it. */
export interface Mailer {
  readonly provider: string
  send(mail: Mail): Promise<MailOutcome>
  /** Whether a mail under this key was taken earlier: the read-only check after a crash. Absent where the provider offers none. */
  wasSent?(key: string): Promise<boolean>
}
