import type { Request, Response } from 'express'
import { findByIdentity, type LinkOutcome, linkIdentity, noteUse, type ProvenIdentity } from '../../db/identities.ts'
import type { Pool } from '../../db/knex.ts'
import { AppError } from '../../domain/errors.ts'
import type { OidcProvider, Proof } from './oidc.ts'
import type { Told } from './returnTo.ts'

/** What arrivals need of the rest of the API. */
export interface ArrivalDeps {
  pool: Pool
  /** Signs the browser in: appends the refresh cookie to the answer. */
  openSession(req: Request, res: Response, userId: string): Promise<void>
  /** Makes an account for an address that a provider has verified. Undefined when the address has one already. */
  createAccountFor(of: { email: string; name: string }): Promise<{ userId: string } | undefined>
  sessionAlive(userId: string, sessionId: string): Promise<boolean>
  /** Audits a change to how somebody signs in, and tells them by mail. */
  note(req: Request, of: { userId: string; action: 'identity.linked' | 'identity.unlinked'; subject: string }): Promise<void>
}

/** Somebody who came back from a provider, and who it says they are. */
export interface Arrival {
  from: OidcProvider
  proof: Proof
  req: Request
  res: Response
}

/** What becomes of people who come back from a provider; each answers what their page is told. */
export function arrivals(deps: ArrivalDeps) {
  const { pool } = deps

  /** Who of ours this is. An address decides only whether a new account may be made, never which of the old ones is meant. */
  async function accountOf({ from, proof }: Arrival): Promise<{ userId: string } | 'email_unverified' | 'account_exists'> {
    const known = await findByIdentity(pool, proof.issuer, proof.subject)
    if (known) {
      await noteUse(pool, known.id, proof.email)
      return known
    }
    if (!proof.email || !proof.emailVerified) return 'email_unverified'
    const created = await deps.createAccountFor({ email: proof.email, name: proof.name })
    // The same person in a second tab may have been faster.
    if (!created) return (await findByIdentity(pool, proof.issuer, proof.subject)) ?? 'account_exists'
    const outcome = await linkIdentity(pool, created.userId, identityOf(from, proof))
    if (outcome === 'linked' || outcome === 'already') return created
    throw new AppError('conflict', 'Somebody signed in with this identity at the same moment: try again.')
  }

  return {
    async signIn(arrival: Arrival): Promise<Told> {
      const account = await accountOf(arrival)
      if (typeof account === 'string') return { sign_in_error: account }
      await deps.openSession(arrival.req, arrival.res, account.userId)
      return {}
    },

    /** Links for the person who asked for it while signed in, if they still are. */
    async link({ from, proof, req }: Arrival, by: { userId: string; sessionId: string }): Promise<Told> {
      if (!(await deps.sessionAlive(by.userId, by.sessionId))) return { link_error: 'session_ended' }
      const outcome = await linkIdentity(pool, by.userId, identityOf(from, proof))
      if (outcome === 'linked') await deps.note(req, { userId: by.userId, action: 'identity.linked', subject: `identity/${from.id}` })
      return toldOf(outcome, from.id)
    },
  }
}

const identityOf = (from: OidcProvider, { issuer, subject, email }: Proof): ProvenIdentity => ({
  provider: from.id,
  issuer,
  subject,
  email,
})

function toldOf(outcome: LinkOutcome, provider: string): Told {
  switch (outcome) {
    case 'linked':
    case 'already':
      return { linked: provider }
    case 'taken':
      return { link_error: 'taken' }
    case 'another':
      return { link_error: 'another_linked' }
    default:
      return outcome satisfies never
  }
}
