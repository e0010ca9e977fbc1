import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { pino } from 'pino'
import type { Mail, Mailer } from '../../adapters/port.ts'
import { type Db, transact } from '../../db/knex.ts'
import { lockRound, type RoundRow, revokeLinks } from '../../db/links.ts'
import { startPostman } from '../../relay/postman.ts'
import { createTestDatabase, type TestDatabase } from '../helpers/database.ts'
import { openReview } from '../helpers/openReview.ts'
import { acceptedRequest, insertTenant } from '../helpers/rows.ts'

describe('the postman, after a process died with a mail in hand', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await createTestDatabase()
    db = database.db
  })
  after(() => database.drop())

  const to = { email: 'client@example.com', name: 'Client' }

  /** A mail that was claimed and no more. */
  async function claimed() {
    const tenant = await insertTenant(db)
    const requestId = await acceptedRequest(db, tenant)
    assert.ok(requestId)
    const of = { organizationId: tenant.organizationId, requestId }
    const { roundId } = await openReview(db, { ...of, platforms: ['instagram'], approvers: [] })
    await db('mails').where({ round_id: roundId }).delete()
    const ids = { organization_id: of.organizationId, request_id: requestId, round_id: roundId }
    const [mail] = await db('mails')
      .insert({ ...ids, key: `review/${roundId}/${to.email}`, template: 'review', to_email: to.email, to_name: to.name, state: 'sending' })
      .returning('id')
    return { roundId, mailId: mail.id as string, ids }
  }

  /** Runs until the mail is dealt with; answers what went out. */
  async function deliver(mailId: string, wasSent?: Mailer['wasSent']): Promise<{ sent: Mail[]; state: string }> {
    const sent: Mail[] = []
    const send: Mailer['send'] = async (mail) => {
      sent.push(mail)
      return { kind: 'sent', providerId: '1' }
    }
    const mailer: Mailer = { provider: 'memory', send, ...(wasSent && { wasSent }) }
    const postman = startPostman({ pool: database.pool, mailer, publicUrl: 'http://studio.example', log: pino({ level: 'silent' }) })
    const open = () => db('mails').where({ id: mailId }).whereIn('state', ['queued', 'sending']).first('id')
    while (await open()) await delay(20)
    await postman.stop()
    return { sent, state: (await db('mails').where({ id: mailId }).first('state')).state }
  }

  it('sends it when it had no link yet, because then it cannot have gone out', async () => {
    const { mailId } = await claimed()
    const { sent, state } = await deliver(mailId)
    assert.deepEqual([sent.length, state], [1, 'sent'])
  })

  it('says that nobody knows when it had one', async () => {
    const { mailId, ids } = await claimed()
    await db('approval_links').insert({ ...ids, mail_id: mailId, email: to.email, token_hash: Buffer.from(mailId) })
    const { sent, state } = await deliver(mailId)
    assert.deepEqual([sent.length, state], [0, 'unknown'])
  })

  it('makes no link for somebody who is revoked while it takes the mail up again', async () => {
    const { mailId, roundId } = await claimed()
    const { sent, state } = await deliver(mailId, async () => {
      await transact(db, async (trx) => revokeLinks(trx, (await lockRound(trx, roundId)) as RoundRow, to.email))
      return false
    })
    assert.deepEqual([sent.length, state], [0, 'withdrawn'])
    assert.deepEqual(await db('approval_links').where({ round_id: roundId, revoked_at: null }), [])
  })
})
