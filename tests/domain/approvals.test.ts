import assert from 'node:assert/strict'
import { type Needs, needsInWords, outcomeOfVotes, policyFor, tracksOf, type Vote } from '../../domain/approvals.ts'
import { instructionsOf } from '../../domain/instructions.ts'

const votes = (...verdicts: Vote['verdict'][]): Vote[] => verdicts.map((verdict, i) => ({ email: `${i}@x.example`, verdict }))
const of = (needs: Needs, approvers: number, ...verdicts: Vote['verdict'][]) =>
  outcomeOfVotes(needs, { approvers, voters: approvers }, votes(...verdicts))

describe('how decisions count', () => {
  it('any: the first one decides, whatever comes after', () => {
    assert.equal(of('any', 3), 'open')
    assert.equal(of('any', 3, 'approve'), 'approved')
    assert.equal(of('any', 3, 'reject', 'approve'), 'rejected')
    assert.equal(of('any', 3, 'request_changes', 'approve'), 'changes')
  })

  it('all: one that does not approve is enough to fail', () => {
    assert.equal(of('all', 3, 'approve', 'approve'), 'open')
    assert.equal(of('all', 3, 'approve', 'approve', 'approve'), 'approved')
    assert.equal(of('all', 3, 'approve', 'reject'), 'rejected')
    assert.equal(of('all', 3, 'request_changes'), 'changes')
    assert.equal(of('all', 1, 'approve'), 'approved')
  })

  it('two of three: fails only when two approvals cannot come any more, and a wish for changes outranks a rejection', () => {
    assert.equal(of(2, 3, 'approve'), 'open')
    assert.equal(of(2, 3, 'reject'), 'open')
    assert.equal(of(2, 3, 'reject', 'approve'), 'open')
    assert.equal(of(2, 3, 'reject', 'approve', 'approve'), 'approved')
    assert.equal(of(2, 3, 'reject', 'reject'), 'rejected')
    assert.equal(of(2, 3, 'reject', 'request_changes'), 'changes')
  })

  it('a backup counts like an approver and raises nothing', () => {
    const people = { approvers: 2, voters: 3 }
    assert.equal(outcomeOfVotes('all', people, votes('approve', 'reject')), 'open', 'the backup may still stand in')
    assert.equal(outcomeOfVotes('all', people, votes('approve', 'reject', 'approve')), 'approved')
    assert.equal(outcomeOfVotes('all', people, votes('reject', 'reject')), 'rejected')
  })

  it('whoever reads it is told in words', () => {
    assert.deepEqual(
      [needsInWords('any', 1), needsInWords('any', 3), needsInWords('all', 3), needsInWords(2, 3), needsInWords(3, 3)],
      ['one approver', 'any one of 3', 'all 3', '2 of 3', 'all 3'],
    )
  })
})

describe('which policy applies', () => {
  const policy = (id: string, brand_id: string | null, content_class: string | null) => ({ id, brand_id, content_class })
  const draft = (contentType: string, connection: 'none' | 'paid' = 'none') => ({ contentType, connection })
  const all = [
    policy('org', null, null),
    policy('org article', null, 'article'),
    policy('org paid', null, 'paid'),
    policy('brand', 'b', null),
  ]

  it('the most particular one: of the brand before of all, paid before a content type', () => {
    const without = all.filter(({ brand_id }) => !brand_id)
    assert.equal(policyFor(without, draft('post'))?.id, 'org')
    assert.equal(policyFor(without, draft('article'))?.id, 'org article')
    assert.equal(policyFor(without, draft('article', 'paid'))?.id, 'org paid')
    assert.equal(policyFor(all, draft('article', 'paid'))?.id, 'brand')
    assert.equal(policyFor([...all, policy('brand story', 'b', 'story')], draft('story'))?.id, 'brand story')
    assert.equal(policyFor([policy('org article', null, 'article')], draft('post')), undefined)
  })

  it('a request of before there were levels has one, as it was accepted', () => {
    const before = {
      mode: 'required' as const,
      approvers: [{ email: 'a@x.example', name: 'A' }],
      due_in_hours: 48,
      remind_before_hours: [4],
    }
    const [track] = tracksOf(before, ['linkedin'])
    assert.deepEqual(track?.platforms, ['linkedin'])
    assert.deepEqual([track?.levels[0]?.needs, track?.levels[0]?.on_deadline, track?.levels[0]?.due_in_hours], ['any', 'expire', 48])
    assert.deepEqual(tracksOf({ ...before, mode: 'none' }, ['linkedin']), [])
  })
})

describe('a wish for changes', () => {
  it('becomes one instruction a line, remarks on words first', () => {
    const wish = { comment: '- Shorter, please.\n\n2) Name the harbour', spans: [{ quote: 'Linen <3 summer', comment: 'no hearts' }] }
    assert.deepEqual(instructionsOf(wish), ['At “Linen <3 summer”: no hearts', 'Shorter, please.', 'Name the harbour'])
  })
})
