import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '../db/knex.ts'
import type { AccountTemplate } from '../db/mails.ts'
import { momentIn } from '../domain/reviewWords.ts'
import { composeMail, type MailWords } from './mailLayout.ts'
import type { MailKind, MailRow } from './postman.ts'

/** Where each link leads, under PUBLIC_URL. */
const PAGES = { verify_email: 'verify', reset_password: 'reset', invitation: 'invitation' } as const

/** Mails about an account: its address, its password, what it was invited to. */
export const accountMail: MailKind = {
  async write(db, row, publicUrl) {
    const template = row.template as AccountTemplate
    if (!(template in PAGES)) return composeMail(inLayout(plainWords(template, row)))
    const linked = template as keyof typeof PAGES
    const token = randomBytes(32).toString('base64url')
    const facts = await mint(db, linked, row, createHash('sha256').update(token).digest())
    return facts && composeMail(inLayout(linkedWords(linked, facts, `${publicUrl}/account/${PAGES[linked]}/${token}`)))
  },
  async wasMinted(db, row) {
    if (!(row.template in PAGES)) return undefined
    const [table, id] = row.template === 'invitation' ? ['invitations', row.data.invitation_id] : ['account_tokens', row.data.token_id]
    return Boolean(await db(String(table)).where({ id }).whereNotNull('token_hash').first('id'))
  },
}

/** Mails about accounts are the product's own, in English: an account belongs to no organization and has no language. */
const inLayout = (words: Pick<MailWords, 'subject' | 'before' | 'button' | 'after'>): MailWords => ({
  ...words,
  language: 'en',
  from: 'AI Media Consultant',
  footer: 'You get this because something was done with your address at AI Media Consultant.',
})

interface Facts {
  organization: string
  by: string
  role: string
  expires_at: Date
}

/** Gives what the mail is about its token; undefined when it is used, revoked or too late. A token of an earlier try stops working. */
async function mint(db: Db, template: keyof typeof PAGES, row: MailRow, hash: Buffer): Promise<Facts | undefined> {
  const { rows } = await db.raw<{ rows: Facts[] }>(
    template === 'invitation'
      ? `update invitations i set token_hash = :hash from organizations o
          where i.id = :id and o.id = i.organization_id and accepted_at is null and revoked_at is null and expires_at > now()
         returning o.name as organization, i.role, i.expires_at,
                   coalesce((select coalesce(nullif(u.name, ''), u.email) from users u where u.id = i.invited_by), o.name) as by`
      : `update account_tokens set token_hash = :hash where id = :id and used_at is null and expires_at > now()
         returning coalesce(data ->> 'organization_name', '') as organization, '' as by, '' as role, expires_at`,
    { hash, id: String(template === 'invitation' ? row.data.invitation_id : row.data.token_id) },
  )
  return rows[0]
}

function linkedWords(template: keyof typeof PAGES, facts: Facts, link: string) {
  const until = `The link works once, until ${momentIn('en', facts.expires_at, 'UTC')}.`
  switch (template) {
    case 'verify_email':
      return {
        subject: 'Confirm your address',
        before: [`Somebody asked for an account for ${facts.organization} with this address. If it was you, confirm it.`],
        button: { words: 'Confirm this address', link },
        after: [until, 'If it was not you, do nothing: without your confirmation there is no account.'],
      }
    case 'reset_password':
      return {
        subject: 'Choose a new password',
        before: ['Somebody asked for a new password for your account. If it was you, choose one.'],
        button: { words: 'Choose a new password', link },
        after: [until, 'If it was not you, do nothing: your password stays as it is.'],
      }
    case 'invitation':
      return {
        subject: `${facts.by} invites you to ${facts.organization}`,
        before: [`${facts.by} invites you to work in ${facts.organization} as ${facts.role}.`],
        button: { words: 'Accept the invitation', link },
        after: [until, 'If you do not know them, do nothing.'],
      }
    default:
      return template satisfies never
  }
}

function plainWords(template: AccountTemplate, row: MailRow) {
  const at = `${typeof row.data.at === 'string' ? momentIn('en', new Date(row.data.at), 'UTC') : 'just now'}`
  switch (template) {
    case 'account_exists':
      return {
        subject: 'You have an account already',
        before: [
          'Somebody asked for an account with this address, and it has one already. If it was you, sign in instead; a forgotten password can be replaced there.',
          'If it was not you, do nothing: nothing has changed.',
        ],
        after: [],
      }
    case 'password_changed':
      return {
        subject: 'Your password was changed',
        before: [
          `The password of your account was changed ${at}, and every session was signed out.`,
          'If it was not you, ask for a new password at once, with “forgot password”.',
        ],
        after: [],
      }
    case 'identity_linked':
      return {
        subject: 'A way to sign in was changed',
        before: [
          `${String(row.data.what ?? 'A way to sign in')} ${at}.`,
          'If it was not you, change your password and sign out everywhere: whoever did it was signed in as you.',
        ],
        after: [],
      }
    default:
      throw new Error(`a mail of template ${template} carries a link`)
  }
}
