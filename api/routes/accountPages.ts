import { z } from 'zod'
import { lockToken } from '../../db/accountTokens.ts'
import { findAccount } from '../../db/users.ts'
import { AppError } from '../../domain/errors.ts'
import type { RouteDeps } from '../app.ts'
import { NewPassword, passwordChecker } from '../auth/passwords.ts'
import { hashToken } from '../auth/tokens.ts'
import { endpoint, notFound } from '../endpoint.ts'
import type { Exchange } from '../limits/limits.ts'
import { Token } from '../schemas.ts'
import { accountPage, type Field } from '../views/accountPage.ts'
import { html } from '../views/html.ts'
import { messagePage, pageHeaders } from '../views/layout.ts'
import { verifyEmail } from './auth.ts'
import { acceptor } from './invitations.ts'
import { resetPassword } from './passwords.ts'

const Form = z.strictObject({ password: z.string().max(200).optional(), name: z.string().max(255).optional() }).meta({ id: 'AccountForm' })
const HTML = { schema: z.string(), mediaType: 'text/html' } as const
const PASSWORD: Field = { name: 'password', label: 'Your password', type: 'password', autocomplete: 'current-password' }
const NEW_PASSWORD: Field = {
  name: 'password',
  label: 'New password (at least 10 characters)',
  type: 'password',
  autocomplete: 'new-password',
}
const NAME: Field = { name: 'name', label: 'Your name', type: 'text', autocomplete: 'name' }

/** Where one goes on, in the dashboard that is served here. It says nothing of who came: the dashboard asks. */
const SIGN_IN = html`<a href="/sign-in">Go on to the dashboard</a>`

interface Shown {
  title: string
  sentences: string[]
  fields: Field[]
  button: string
}

/** One kind of link: what its page asks for, and what its form does. The form is the link itself, so no other site can send it. */
interface Kind {
  path: 'verify' | 'reset' | 'invitation'
  /** Throws not_found for a token that is not ours and gone for one that is over. */
  show(token: string): Promise<Shown>
  /** Returns what is said when it is done. */
  act(form: { token: string; password: string; name: string }, exchange: Exchange): Promise<{ title: string; sentences: string[] }>
}

/** The pages behind the links of account mails. They give no session: whoever opens one signs in where they work. */
export function accountPageEndpoints(deps: Pick<RouteDeps, 'pool' | 'publicUrl' | 'limits' | 'dashboardDir'>) {
  const { pool } = deps
  const isRight = passwordChecker()
  const accept = acceptor(deps)
  const headers = pageHeaders(deps.publicUrl.startsWith('https:'))

  async function openToken(purpose: 'verify_email' | 'reset_password', token: string) {
    const found = await lockToken(pool, purpose, hashToken(token))
    if (!found) throw notFound()
    if (found.state !== 'open') throw new AppError('gone', `This link is ${found.state}.`)
    return found
  }

  const kinds: Kind[] = [
    {
      path: 'verify',
      async show(token) {
        const { email } = await openToken('verify_email', token)
        const sentences = [`This makes the account of ${email}.`, 'Type the password that you chose when you registered.']
        return { title: 'Confirm your address', sentences, fields: [PASSWORD], button: 'Confirm' }
      },
      async act(form, exchange) {
        const { email } = await verifyEmail(deps, isRight, form, exchange)
        return { title: 'Your account is ready', sentences: [`Sign in with ${email} and your password.`] }
      },
    },
    {
      path: 'reset',
      async show(token) {
        const { email } = await openToken('reset_password', token)
        return {
          title: 'Choose a new password',
          sentences: [`For the account of ${email}.`],
          fields: [NEW_PASSWORD],
          button: 'Save the password',
        }
      },
      async act(form, { req }) {
        const fits = NewPassword.safeParse(form.password)
        if (!fits.success) throw new AppError('invalid', `The password ${fits.error.issues[0]?.message ?? 'does not fit'}.`)
        await resetPassword(pool, { ...form, address: req.ip ?? '' })
        return { title: 'Your password is changed', sentences: ['Every session was signed out. Sign in with the new password.'] }
      },
    },
    {
      path: 'invitation',
      async show(token) {
        const invitation = await accept.find(token)
        const account = await findAccount(pool, invitation.email)
        return {
          title: `Work in ${invitation.organization}`,
          sentences: [
            `You are invited as ${invitation.role}, with the address ${invitation.email}.`,
            account ? 'Type the password of your account.' : 'Choose a password for your new account.',
          ],
          fields: account ? [PASSWORD] : [NAME, NEW_PASSWORD],
          button: 'Accept the invitation',
        }
      },
      async act(form, exchange) {
        const { email } = await accept.asHolder(form, exchange)
        return { title: 'You are a member now', sentences: [`Sign in with ${email} and your password.`] }
      },
    },
  ]

  return kinds.flatMap((kind) => {
    const shared = { path: `/account/${kind.path}/:token`, tag: 'Identity', access: 'public', params: z.object({ token: Token }) } as const
    return [
      endpoint({
        ...shared,
        method: 'get',
        summary: `The page behind a mailed ${kind.path} link; changes nothing, whoever fetches it`,
        refuses: { 404: 'No such link; nothing more is said.', 410: 'Used, revoked or expired.' },
        responses: { 200: { description: 'The form.', ...HTML } },
      }).handle(async ({ params }) => ({ status: 200, headers, body: accountPage(await kind.show(params.token)) })),
      endpoint({
        ...shared,
        method: 'post',
        summary: `Send the form of a mailed ${kind.path} link`,
        limit: 'sign_in',
        body: Form,
        bodyType: 'form',
        refuses: {
          404: 'No such link; nothing more is said.',
          409: 'The address has an account by now.',
          410: 'Used, revoked or expired.',
        },
        responses: {
          200: { description: 'Done.', ...HTML },
          422: { description: 'The form again, with what to mend.', ...HTML },
        },
      }).handle(async ({ params, body, req, res }) => {
        const form = { token: params.token, password: body.password ?? '', name: (body.name ?? '').trim() }
        try {
          const { title, sentences } = await kind.act(form, { req, res })
          return { status: 200, headers, body: messagePage(title, [...sentences, ...(deps.dashboardDir ? [SIGN_IN] : [])]) }
        } catch (error) {
          const canMend = error instanceof AppError && (error.code === 'invalid' || error.code === 'unauthenticated')
          if (!canMend) throw error
          return { status: 422, headers, body: accountPage(await kind.show(params.token), error.message) }
        }
      }),
    ]
  })
}
