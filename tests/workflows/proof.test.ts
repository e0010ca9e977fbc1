import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { digestOf, type EvidencePack, evidenceFaults } from '../../domain/evidence.ts'
import { createWorld, type World } from '../helpers/world.ts'

const run = promisify(execFile)

/** Entries of a ZIP with their bytes, by the system's unzip: another program's reading. */
async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zip-'))
  try {
    const file = path.join(folder, 'a.zip')
    await writeFile(file, bytes)
    const script =
      'import sys,zipfile,json,base64\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps({n:base64.b64encode(z.read(n)).decode() for n in z.namelist()}))'
    const { stdout } = await run('python3', ['-c', script, file], { maxBuffer: 64 * 1024 * 1024 })
    return new Map(Object.entries(JSON.parse(stdout) as Record<string, string>).map(([name, data]) => [name, Buffer.from(data, 'base64')]))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

describe('proof of an approval', () => {
  let world: World
  let id: string
  before(async () => {
    world = await createWorld()
    id = await world.generate({ platforms: ['instagram', 'linkedin'], content_types: { instagram: 'carousel' } })
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { instagram: 'approve', linkedin: 'request_changes' }, 'Name the harbour of Lisbon')
    await world.until(id, (view) => view.approval.round === 2 && view.status === 'awaiting_approval')
    await world.decide(id, { linkedin: 'approve' })
    await world.until(id, 'completed')
  })
  after(() => world.close())

  const download = async (what: string) => {
    const response = await world.fetch(`/api/v1/content/requests/${id}/${what}`)
    return { response, bytes: Buffer.from(await response.arrayBuffer()) }
  }

  it('a ZIP has texts, images, alternative texts and a table for schedulers, of the approved versions', async () => {
    const { response, bytes } = await download('export.zip')
    assert.equal(response.status, 200)
    assert.match(response.headers.get('content-disposition') ?? '', /attachment; filename="casa-lino-[0-9a-f]{8}\.zip"/)
    const entries = await unzip(bytes)
    const view = await world.request(id)
    const caption = String(view.drafts.find((d) => d.platform === 'linkedin')?.content_data.text)
    assert.ok(entries.get('linkedin/text.txt')?.toString().startsWith(caption))
    const table = entries.get('schedule.csv')?.toString() ?? ''
    assert.match(table, /^\uFEFFplatform,content_type,suggested_for,text,/)
    assert.match(table, /instagram,carousel,(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d:\d\d/)
    const images = [...entries.keys()].filter((name) => name.endsWith('.jpg'))
    assert.ok(images.length >= 3, `${images.length} images`)
    for (const name of images) assert.deepEqual([...(entries.get(name)?.subarray(0, 2) ?? [])], [0xff, 0xd8], name)
    const alts = entries.get('instagram/alt-texts.txt')?.toString().trim().split('\n') ?? []
    assert.equal(alts.length, images.length)
  })

  it('a PDF is one, with the hash of what was approved', async () => {
    const { response, bytes } = await download('export.pdf')
    assert.equal(response.headers.get('content-type'), 'application/pdf')
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
    assert.match(bytes.subarray(-1024).toString('latin1'), /%%EOF/)
    assert.ok(bytes.length > 20_000, 'with its images')
  })

  it('an evidence pack says who approved which hash under which rules, and is checked without us', async () => {
    const { response, bytes } = await download('evidence')
    assert.equal(response.status, 200, bytes.toString())
    const pack = JSON.parse(bytes.toString()) as EvidencePack
    assert.deepEqual(evidenceFaults(pack), [])
    const approvals = pack.drafts.flatMap((draft) =>
      draft.decisions.filter(({ verdict }) => verdict === 'approve').map((d) => ({ ...draft, ...d })),
    )
    assert.deepEqual(
      approvals.map(({ platform, version }) => `${platform} ${version}`),
      ['instagram 1', 'linkedin 2'],
    )
    for (const approval of approvals as unknown as Record<string, unknown>[]) {
      assert.equal(approval.by, 'client@brand.example')
      assert.match(String(approval.rule_pack), /@\d{4}-/)
      assert.ok(approval.address)
    }
    const folder = await mkdtemp(path.join(tmpdir(), 'evidence-'))
    try {
      const file = path.join(folder, 'evidence.json')
      const verify = () => run('npx', ['tsx', 'dev/verifyEvidence.ts', file])
      await writeFile(file, bytes)
      assert.match((await verify()).stdout, /holds together: 3 versions, 3 decisions/)
      await writeFile(file, JSON.stringify({ ...pack, request: { ...pack.request, prompt: 'another' } }))
      await assert.rejects(
        verify(),
        (error: { code?: number; stdout?: string }) => error.code === 1 && /was changed/.test(error.stdout ?? ''),
      )
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('tampering shows, also where the digest was made anew', async () => {
    const pack = JSON.parse((await download('evidence')).bytes.toString()) as EvidencePack
    const tampered = (change: (copy: EvidencePack) => void) => {
      const copy = structuredClone(pack)
      change(copy)
      return evidenceFaults({ ...copy, digest: digestOf(copy) })
    }
    const linkedin = (copy: EvidencePack) =>
      copy.drafts.find((d) => d.platform === 'linkedin' && d.version === 2) as EvidencePack['drafts'][0]
    const decided = (copy: EvidencePack) => copy.audit.findLast(({ action }) => action === 'review.decided') as EvidencePack['audit'][0]
    const changes: [RegExp, (copy: EvidencePack) => void][] = [
      [/is not the one with the hash/, (copy) => Object.assign(linkedin(copy).content_data as object, { text: 'We never said this.' })],
      [/is not the one in row/, (copy) => Object.assign(linkedin(copy).decisions[0] as object, { verdict: 'reject' })],
      [/was for other content/, (copy) => Object.assign(linkedin(copy).decisions[0] as object, { content_hash: '0'.repeat(64) })],
      [/has no row in the log/, (copy) => void copy.audit.splice(copy.audit.indexOf(decided(copy)), 1)],
      [/are not those of its text/, (copy) => Object.assign(decided(copy).data, { verdicts: { linkedin: 'reject' } })],
      [
        /its hash is not that of its text/,
        (copy) => Object.assign(decided(copy), { hashed: decided(copy).hashed.replace('approve', 'reject') }),
      ],
    ]
    for (const [fault, change] of changes) assert.match(tampered(change).join('\n'), fault)
  })

  it('is refused while nothing is approved', async () => {
    const other = await world.generate({ platforms: ['linkedin'] })
    await world.until(other, 'awaiting_approval')
    for (const what of ['export.zip', 'export.pdf'])
      assert.equal((await world.fetch(`/api/v1/content/requests/${other}/${what}`)).status, 409)
  })
})
