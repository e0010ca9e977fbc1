import { auditPerson } from '../../db/audit.ts'
import { queueAccountMail } from '../../db/mails.ts'
import { isOpen } from '../../db/sessions.ts'
import { createAccount, findUser } from '../../db/users.ts'
import type { RouteDeps } from '../app.ts'
import type { OidcDeps } from '../routes/oidc.ts'
import { sessions } from './sessions.ts'

const DONE = { 'identity.linked': 'linked to', 'identity.unlinked': 'unlinked from' } as const

/** What sign-in elsewhere needs of accounts, sessions and the audit. */
export function oidcDeps(deps: Pick<RouteDeps, 'pool' | 'keys' | 'publicUrl' | 'providers' | 'log'>): OidcDeps {
  const { pool, publicUrl, providers, log } = deps
  const session = sessions(deps)
  return {
    pool,
    publicUrl,
    providers,
    log,
    // A change of the secret ends the sign-ins that are under way, ten minutes' worth.
    cookieKey: deps.keys.of('sign-in cookie')[0].key,
    async openSession(req, res, userId) {
      const user = await findUser(pool, userId)
      if (!user) throw new Error(`no user ${userId} to open a session for`)
      const { headers } = await session.open(req, user, 'cookie')
      // Beside the cookie that is cleared on the same answer.
      res.append('Set-Cookie', headers['Set-Cookie'])
    },
    async createAccountFor({ email, name }) {
      const made = await createAccount(pool, { email, passwordHash: null, name, organizationName: name || email })
      return made && { userId: made.user.id }
    },
    sessionAlive: (userId, sessionId) => isOpen(pool, userId, sessionId),
    async note(req, { userId, action, subject }) {
      const user = await findUser(pool, userId)
      if (!user) return
      const at = new Date().toISOString()
      await auditPerson(pool, userId, { action, subject, address: req.ip ?? '' })
      await queueAccountMail(pool, {
        key: `${action}/${userId}/${at}`,
        template: 'identity_linked',
        to: user,
        data: { at, what: `Your account was ${DONE[action]} ${subject.replace('identity/', '')}` },
      })
    },
  }
}
