import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openaiModel } from '../../activities/models/openai.ts'
import { type Brief, OWN_BRIEFS, readBriefs } from '../../bench/eval/briefs.ts'
import { type Made, makeDrafts, noPictures } from '../../bench/eval/drafts.ts'
import { figuresOf } from '../../bench/eval/figures.ts'
import { answering, casesOf, type Outcome, runFlawed } from '../../bench/eval/flawed.ts'
import { FLAWS } from '../../bench/eval/flaws.ts'
import { flawFigures, rowsOf } from '../../bench/eval/table.ts'
import { answerOf } from '../helpers/faultyModel.ts'
import { startModelStandIn } from '../helpers/modelStandIn.ts'
import { createWorld } from '../helpers/world.ts'

const ALL = readBriefs(OWN_BRIEFS)
const SOME = ['cafe-menu', 'software-markdown', 'gym-injection'].map((id) => ALL.find((brief) => brief.id === id) as Brief)
const short = (made: readonly Made[], again: readonly Made[] = []) =>
  figuresOf(made, again)
    .filter(({ ok }) => !ok)
    .map(({ name }) => name)

describe('the evaluation of drafts', () => {
  it('has sixty briefs or more, half of them Indonesian, and two hundred flaws or more, all different', () => {
    assert.ok(ALL.length >= 60)
    assert.equal(ALL.filter(({ language }) => language === 'id').length * 2, ALL.length)
    const cases = casesOf(2)
    const distinct = new Set(
      cases.map(({ flaw, platform, contentType, planter, repairs }) =>
        [flaw.kind, flaw.variant, platform, contentType, planter, repairs].join(),
      ),
    )
    assert.ok(distinct.size >= 200)
    assert.equal(distinct.size, cases.length)
  })

  it('finds the product’s own drafts honest, and a model that leaves points out short of it', async () => {
    const world = await createWorld({ renderer: noPictures() })
    try {
      const made = await makeDrafts(world, SOME, () => undefined)
      assert.deepEqual(short(made, await makeDrafts(world, SOME, () => undefined)), [])
      const bare = {
        form: 'post',
        text: 'It is here. Come and see it in our store today.',
        hashtags: [],
        media: [{ kind: 'image', brief: 'A cup', alt_text: 'A cup' }],
      }
      world.model.inject('instagram', () => answerOf(bare))
      world.model.inject('brand_voice', ({ task }) => ('platform' in task && task.platform === 'instagram' ? answerOf(bare) : undefined))
      const worse = await makeDrafts(world, SOME.slice(0, 1), () => undefined)
      assert.ok(short(worse).includes('demanded points said, share'), short(worse).join())
    } finally {
      await world.close()
    }
  })

  describe('falls short where a draft', () => {
    const [brief] = SOME
    assert.ok(brief)
    const good = 'Our palm sugar latte is here for you. It costs $4.50 and it is served until 30 June.'
    const made = (text: string, more: Partial<NonNullable<Made['draft']>> = {}, of: Partial<Made> = {}): Made => ({
      brief,
      platform: 'instagram',
      contentType: 'post',
      status: 'approved',
      reason: '',
      draft: { content: { form: 'post', text, hashtags: [] }, findings: [], voice: 1, score: 1, ...more },
      ...of,
    })
    it('does not: then none is short', () => assert.deepEqual(short([made(good)], [made(good)]), []))

    const paid = { ...brief, disclosure: { connection: 'paid' as const, sponsor: 'Norte', countries: [] } }
    const CASES: Record<string, [Made[], string, Made[]?]> = {
      'has a BLOCK finding': [
        [made(good, { findings: [{ rule: 'x', severity: 'BLOCK', stage: 'draft', message: 'No.' }] })],
        'accepted drafts with a BLOCK finding',
      ],
      'leaves a point out': [[made('Our palm sugar latte is here for you and it is good.')], 'demanded points said, share'],
      'invents a price': [[made(`${good} Two for $7.`)], 'figures, links, prices and quotations nobody gave'],
      'invents a link': [[made(`${good} See latte.shop`)], 'figures, links, prices and quotations nobody gave'],
      'invents a quotation': [[made(`${good} "It is the best latte in town"`)], 'figures, links, prices and quotations nobody gave'],
      'has another voice': [[made(good, { voice: 0.4 })], 'lowest voice score'],
      'says a banned word': [[made(`${good} And it is cheap.`)], 'words the brand never says'],
      'owes a disclosure': [[made(good, {}, { brief: paid })], 'drafts that owe a disclosure and do not open with it'],
      'is in another language': [
        [made('Es kopi dengan gula aren kami ada di sini untuk kamu dan teman.')],
        'drafts in another language than asked',
      ],
      'is another platform’s': [
        [made(good), made(good, {}, { platform: 'linkedin' })].map((one) => ({ ...one, brief: { ...brief, prompt: 'A latte' } })),
        'pairs of platforms that read alike',
      ],
      'differs when asked again': [[made(good)], 'drafts that differ when asked again', [made(`${good} Come.`)]],
      'was not made': [[made(good), made(good, {}, { status: 'failed', draft: null })], 'drafts accepted, share of those asked for'],
    }
    for (const [what, [these, name, again]] of Object.entries(CASES))
      it(what, () => assert.ok(short(these, again).includes(name), short(these, again).join()))
  })

  it('lets a flaw of each kind be repaired, fail or be told of, through the real adapter', async () => {
    // A cut stream waits for Temporal's pauses, and a text too long takes long to send.
    const quick = casesOf(1).filter(
      ({ flaw }, i, all) =>
        !['cut stream', 'over the limit'].includes(flaw.kind) && all.findIndex((one) => one.flaw.kind === flaw.kind) >= i - 1,
    )
    const standIn = await startModelStandIn({ respond: answering(quick) })
    const model = openaiModel({ apiKey: 'none', baseUrl: standIn.baseUrl, deadlineMs: 30_000, model: 'gpt-4o', smallModel: 'gpt-4o-mini' })
    const world = await createWorld({ model, renderer: noPictures() })
    try {
      const outcomes = await runFlawed(
        world,
        quick,
        () => 1,
        () => undefined,
      )
      assert.ok(outcomes.length >= 20)
      assert.deepEqual(
        flawFigures(outcomes, 0).flatMap(({ ok, examples }) => (ok ? [] : examples)),
        [],
      )
    } finally {
      await world.close()
      await standIn.close()
    }
  })

  it('counts what slipped through, and a draft lost to a model that mends', () => {
    const [of] = casesOf(1)
    assert.ok(of)
    const outcome = (ending: Outcome['ending']): Outcome => ({ of, ending, reason: 'why', calls: 3 })
    const names = (ending: Outcome['ending']) =>
      flawFigures([outcome(ending)], 1)
        .filter(({ ok }) => !ok)
        .map(({ name }) => name)
    assert.deepEqual(names('repaired'), [])
    assert.deepEqual(names('slipped through'), ['flaws that slipped through'])
    assert.deepEqual(names('failed without a reason'), ['flaws that slipped through'])
    assert.deepEqual(names('failed'), ['drafts lost although the model mends'])
    assert.deepEqual(rowsOf([outcome('slipped through')])[0]?.slipped, 1)
    assert.equal(new Set(FLAWS.map(({ kind, variant }) => `${kind} ${variant}`)).size, FLAWS.length)
  })

  it('refuses a file of briefs that says nonsense, naming every fault', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'briefs-'))
    const file = path.join(folder, 'briefs.json')
    try {
      writeFileSync(file, JSON.stringify({ briefs: [{ id: 'A B', brand: 'none', language: 'fr', prompt: '', must_say: [] }] }))
      assert.throws(() => readBriefs([file]), /language[\s\S]*prompt|prompt[\s\S]*language/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('ends with 1 when a stranger’s brief falls short, with 0 when none does, and says which in JSON', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'briefs-'))
    const run = (must_say: string[][]) =>
      new Promise<{ code: number; ok: boolean; figures: { name: string; ok: boolean }[] }>((resolve, reject) => {
        const file = path.join(folder, 'mine.json')
        writeFileSync(
          file,
          JSON.stringify({
            briefs: [
              {
                id: 'mine',
                brand: { brand_name: 'Toko Roti' },
                language: 'en',
                prompt: 'Announce our rye bread. Mention that it costs $6.',
                must_say,
              },
            ],
          }),
        )
        execFile(
          process.execPath,
          ['--import=tsx', 'bench/eval/main.ts', '--json', '--forms', '0', '--briefs', file],
          { env: { PATH: process.env.PATH, HOME: process.env.HOME } },
          (error, stdout, stderr) => {
            if (!stdout) return reject(new Error(stderr))
            resolve({ code: typeof error?.code === 'number' ? error.code : 0, ...JSON.parse(stdout) })
          },
        )
      })
    try {
      const good = await run([['rye bread'], ['$6']])
      assert.deepEqual([good.code, good.ok], [0, true])
      const bad = await run([['rye bread'], ['gluten-free oats']])
      assert.deepEqual(
        [bad.code, bad.ok, bad.figures.filter(({ ok }) => !ok).map(({ name }) => name)],
        [1, false, ['demanded points said, share']],
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
