import assert from 'node:assert/strict'
import { assess } from '../../activities/quality.ts'
import { contentSchema } from '../../domain/content.ts'
import { passes } from '../../domain/score.ts'
import { PASSING_SCORE } from '../../domain/words.ts'
import { BAD, GOOD, type JudgedDraft } from '../fixtures/drafts.ts'

const judge = (draft: JudgedDraft) => assess({ ...draft, language: 'en', strategy: null, opinion: null, offline: true })

describe('the score of a draft', () => {
  for (const draft of GOOD)
    it(`lets through ${draft.about}`, async () => {
      assert.ok(contentSchema(draft.platform, draft.contentType)?.safeParse(draft.content).success)
      const { score, findings } = await judge(draft)
      assert.ok(passes(score), `${score}: ${findings.map((f) => f.message).join(' ')}`)
    })

  for (const draft of BAD)
    it(`holds back a draft that ${draft.about}`, async () => {
      assert.ok(contentSchema(draft.platform, draft.contentType)?.safeParse(draft.content).success)
      const { score, findings } = await judge(draft)
      assert.ok(score !== null && score < PASSING_SCORE, `${score}`)
      assert.ok(
        findings.some((finding) => finding.severity !== 'INFO'),
        'and says what to mend',
      )
    })

  it('says of every finding what to do', async () => {
    for (const draft of [...GOOD, ...BAD])
      for (const { message } of (await judge(draft)).findings) assert.match(message, /^\S+( \S+){3,}[.?]$/, message)
  })

  it('names each demanded point that is missing', async () => {
    const [offTopic] = BAD
    assert.ok(offTopic)
    assert.deepEqual(
      (await judge(offTopic)).findings.filter((f) => f.rule === 'quality.coverage').map((f) => f.message.match(/"(.+)"/)?.[1]),
      ['our new Saturday pottery workshop for beginners', 'the free glazing session', 'the 12-seat limit'],
    )
  })

  it('does not let a flattering model carry a bad draft over the threshold', async () => {
    for (const draft of BAD) {
      const { score } = await assess({ ...draft, language: 'en', strategy: null, opinion: 1, offline: false })
      assert.ok(!passes(score), draft.about)
    }
  })
})
