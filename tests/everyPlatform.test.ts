import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { WRITERS } from '../activities/agents/writers.ts'
import type { StepDeps } from '../activities/step.ts'
import { thinkActivities } from '../activities/think.ts'
import { TOOLS } from '../activities/tools/index.ts'
import { Generate } from '../api/routes/contentSchemas.ts'
import { draftView } from '../api/views/draft.ts'
import { PAGE_TEXTS } from '../api/views/reviewTexts.ts'
import { contentSchema } from '../domain/content.ts'
import { canvasOf } from '../domain/images.ts'
import { fieldsToPaste, RULE_PACKS, violations } from '../domain/platforms/index.ts'
import { preview } from '../domain/platforms/preview.ts'
import { HABITS } from '../domain/platforms/readers.ts'
import { CONTENT_TYPES, PLATFORMS, type Platform } from '../domain/words.ts'
import { BAD, GOOD } from './fixtures/drafts.ts'
import { FACTS } from './fixtures/facts.ts'
import { FORMS } from './fixtures/forms.ts'

/** What docs/add-a-platform.md promises of every platform: whoever adds one and forgets a part is told here which. */

const ROOMS = ['activities', 'adapters', 'api', 'config', 'db', 'dev', 'domain', 'relay', 'web/src', 'workers', 'workflows']
/** The one list, and the maps that the compiler asks for. */
const NAMED_IN = [
  'domain/words.ts',
  'domain/platforms/index.ts',
  'activities/agents/writers.ts',
  'activities/tools/index.ts',
  'activities/models/offlineManners.ts',
  'web/src/parts/platforms.ts',
  'web/src/words/trade.ts',
  'web/src/pages/request/previews/Preview.tsx',
]
/** A platform's own two files. */
const ownFiles = (platform: Platform) => [`domain/platforms/${platform}.ts`, `activities/agents/${platform}.ts`]
/** Where a name means something else, or is an example. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'api/auth/oidc.ts': 'who signs people in',
  'api/calendarFiles.ts': 'a property of iCalendar that is not of its standard',
  'web/src/api/generated.ts': 'made from the OpenAPI document',
  'web/src/pages/calendar/keyboard.ts': 'a coordinate',
  'web/src/pages/ask/form.ts': 'what the form begins with',
  'web/src/pages/settings/Elsewhere.tsx': 'who signs people in',
  'web/src/pages/settings/Rules.tsx': 'the platform whose rules are shown first',
  'api/routes/contentSchemas.ts': 'the example in the API document',
  'dev/demo/arguments.ts': 'what the demo asks for when nothing is named',
  'dev/exampleImages.ts': 'the pictures of the documentation',
}

const sources = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(room, name)),
)

describe('every platform', () => {
  for (const platform of PLATFORMS) {
    const pack = RULE_PACKS[platform]
    const types = CONTENT_TYPES[platform].map((contentType) => {
      const form = pack.forms[contentType]
      assert.ok(form, `${platform}/${contentType} has a form`)
      return { contentType, content: FORMS[form] }
    })

    describe(pack.name, () => {
      it('is named in the one list, in its own files and in the maps, and nowhere else, and has a preview in the dashboard', () => {
        const name = new RegExp(`(?<![\\w.$])(?:'${platform}'|${platform}:\\s)|[{,] ${platform}(?=[ ,}])`)
        const naming = sources.filter((file) => name.test(readFileSync(file, 'utf8')) && !(file in ELSEWHERE))
        const expected = [...NAMED_IN, ...ownFiles(platform)]
        // A preview need not say its platform's name.
        assert.deepEqual(
          naming.filter((file) => !file.startsWith('web/src/pages/request/previews/') || expected.includes(file)).sort(),
          expected.sort(),
        )
        assert.ok(existsSync(`web/src/pages/request/previews/${RULE_PACKS[platform].name}.tsx`))
      })

      it('has a pack that knows its forms, its canvases and when people read', () => {
        assert.equal(pack.platform, platform)
        assert.deepEqual(Object.keys(pack.forms).sort(), [...CONTENT_TYPES[platform]].sort())
        for (const habit of HABITS) {
          assert.equal(pack.readAt[habit].length, 3)
          for (const moment of pack.readAt[habit]) assert.match(moment, /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:[01]\d|2[0-3]):[0-5]\d$/)
        }
        for (const { contentType } of types) assert.ok(contentSchema(platform, contentType))
      })

      it('takes the images that are drawn for it', () => {
        for (const { contentType, content } of types) {
          const canvas = canvasOf(platform, contentType)
          if (!canvas) continue
          const { width, height, margin } = canvas
          for (const edge of [margin.left, width - margin.right, margin.top, height - margin.bottom]) assert.equal(edge % 8, 0, contentType)
          const image = { item: 0, kind: 'card' as const, format: 'jpeg' as const, width, height, bytes: 200_000, alt_text: 'Words' }
          const wrong = violations({ platform, contentType, content }, 'export', { images: [image] }).filter(({ rule }) =>
            rule.includes('file'),
          )
          assert.deepEqual(wrong, [])
        }
      })

      it('has an agent with a craft, a tool, a pinned prompt and an activity of its name', () => {
        const agent = WRITERS[platform]
        assert.equal(agent.name, platform)
        assert.match(agent.promptVersion, new RegExp(`^${platform}/\\d+$`))
        assert.ok(existsSync(`tests/fixtures/prompts/${agent.promptVersion.replace('/', '.')}.txt`), agent.promptVersion)
        assert.ok(agent.tools.length > 0)
        assert.equal(agent.tools, TOOLS[platform])
        assert.equal(typeof thinkActivities({} as StepDeps)[platform], 'function')
      })

      it('can be asked for by its content types, and by no other', () => {
        const body = (contentType: string) => ({ prompt: 'x', platforms: [platform], content_types: { [platform]: contentType } })
        for (const { contentType } of types) assert.ok(Generate.safeParse(body(contentType)).success, contentType)
        assert.ok(!Generate.safeParse(body('hologram')).success)
      })

      it('is shown in a terminal and on the approval page, and copied field by field', () => {
        for (const { contentType, content } of types) {
          const lines = preview(platform, contentType, content, { width: 60 })
          assert.ok(lines.length > 1 && lines.every((line) => [...line].length <= 60), contentType)
          const page = draftView(platform, contentType, content, { words: PAGE_TEXTS.en.draft, brand: 'Casa Lino' }).markup
          const fields = fieldsToPaste(platform, content)
          for (const { text } of fields) for (const line of text.split('\n')) assert.ok(page.includes(line), `${contentType}: ${line}`)
        }
      })

      it('has facts, each with a draft that breaks it, a good draft and a rule in force for each form', () => {
        assert.ok(FACTS.filter((fact) => fact.platform === platform).length > 10)
        assert.ok(GOOD.some((draft) => draft.platform === platform))
        assert.ok(BAD.some((draft) => draft.platform === platform))
        for (const { contentType, content } of types) assert.ok(violations({ platform, contentType, content }, 'export').length > 0)
      })
    })
  }

  it('has its two files and the maps named in the guide, and the guide names no file that is not there', () => {
    const guide = readFileSync('docs/add-a-platform.md', 'utf8')
    const files = [...guide.matchAll(/`((?:activities|domain|tests|api|docs|web)\/[\w./<>-]+\.(?:tsx?|md|txt))`/g)].map(
      ([, file]) => file ?? '',
    )
    for (const file of [...NAMED_IN, ...ownFiles('x'), ...ownFiles('facebook')]) assert.ok(files.includes(file), file)
    for (const file of files.filter((name) => !name.includes('<'))) assert.ok(existsSync(file), file)
  })
})
