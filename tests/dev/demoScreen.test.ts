import assert from 'node:assert/strict'
import { inputs } from '../../dev/demo/approval.ts'
import { parseDemo } from '../../dev/demo/arguments.ts'
import { newBoard, takeIn } from '../../dev/demo/board.ts'
import { linesOf } from '../../dev/demo/screen.ts'

describe("the demo's arguments", () => {
  it('are a prompt and options, the usual three platforms when none is named', () => {
    const asked = parseDemo(['Launch', 'our linen', '--approve'])
    assert.equal(asked.prompt, 'Launch our linen')
    assert.deepEqual(asked.platforms, ['instagram', 'linkedin', 'tiktok'])
    assert.deepEqual([asked.approve, asked.json], [true, false])
  })

  it('name forms by platform, and each platform counts once', () => {
    const asked = parseDemo(['x', '--platforms', 'tiktok, instagram,tiktok', '--content-types', 'instagram=reel'])
    assert.deepEqual(asked.platforms, ['tiktok', 'instagram'])
    assert.deepEqual(asked.contentTypes, { instagram: 'reel' })
  })

  for (const [argv, sentence] of [
    [[], /Say what the content is about/],
    [['x', '--platforms', 'myspace'], /"myspace" is not one of instagram, linkedin, tiktok/],
    [['x', '--platforms', ','], /needs at least one platform/],
    [['x', '--content-types', 'linkedin=reel'], /"reel" is not one of post, article/],
    [['x', '--language', 'fr'], /"fr" is not one of en, id/],
    [['x', '--aprove'], /--aprove/],
  ] as const)
    it(`are refused with the usage: ${argv.join(' ') || 'nothing'}`, () => {
      assert.throws(
        () => parseDemo([...argv]),
        (error: Error) => sentence.test(error.message) && error.message.includes('Usage:'),
      )
    })
})

describe("the demo's progress", () => {
  it('follows each agent of each platform from its events', () => {
    const board = newBoard(['instagram', 'linkedin'])
    const facts = { version: 1, pass: 0 }
    takeIn(board, { type: 'agent.started', data: { ...facts, agent: 'instagram', platform: 'instagram', claims: 1 } })
    const done = { ...facts, model: 'openai/gpt-4o', calls: 2, cost_micros: 1500, took_ms: 1200 }
    const line = takeIn(board, { type: 'agent.finished', data: { ...done, agent: 'instagram', platform: 'instagram' } })
    assert.equal(line, 'instagram, writer: done in 1.2 s (openai/gpt-4o, 2 calls, $0.0015)')
    takeIn(board, { type: 'agent.started', data: { ...facts, agent: 'brand_voice', platform: 'instagram', claims: 2 } })
    assert.deepEqual(linesOf(board, '*', 200), [
      '  strategist  ·',
      '  instagram   ✔ writer 1.2 s   * brand voice try 2   · quality',
      '  linkedin    · writer   · brand voice   · quality',
    ])
  })

  it('begins a platform anew when its writer revises, and says why one failed', () => {
    const board = newBoard(['tiktok'])
    const at = (agent: 'tiktok' | 'quality_assurance', pass: number) =>
      ({ agent, platform: 'tiktok', version: 1, pass, claims: 1 }) as const
    takeIn(board, { type: 'agent.started', data: at('quality_assurance', 0) })
    takeIn(board, { type: 'agent.started', data: at('tiktok', 1) })
    assert.equal(linesOf(board, '*', 200)[1], '  tiktok      * writer revision 1   · brand voice   · quality')
    takeIn(board, { type: 'platform.status', data: { platform: 'tiktok', status: 'failed', version: 1, reason: 'the model refused' } })
    assert.match(linesOf(board, '*', 200)[1] ?? '', /failed: the model refused$/)
  })

  it('never draws a line wider than the terminal', () => {
    for (const line of linesOf(newBoard(['instagram', 'linkedin', 'tiktok']), '*', 30)) assert.ok([...line].length < 30)
  })
})

describe('the approval page, read as a browser would', () => {
  it('gives its hidden fields and choices, unescaped', () => {
    const html = `<input type="hidden" name="nonce" value="a&amp;b&quot;"><input type="radio" name="tiktok.verdict" value="approve"> Approve`
    assert.deepEqual(inputs(html, 'hidden'), [{ type: 'hidden', name: 'nonce', value: 'a&b"' }])
    assert.deepEqual(inputs(html, 'radio'), [{ type: 'radio', name: 'tiktok.verdict', value: 'approve' }])
  })
})
