import { parseArgs } from 'node:util'
import { CONTENT_TYPES, type ContentType, LANGUAGES, type Language, PLATFORMS, type Platform } from '../../domain/words.ts'

export interface DemoArguments {
  prompt: string
  platforms: Platform[]
  contentTypes: Partial<Record<Platform, ContentType>>
  language: Language
  /** Name of a brand of the demo organization; its default brand when undefined. */
  brand: string | undefined
  approve: boolean
  json: boolean
}

/** Asked for when no platform is named. */
const USUAL: readonly Platform[] = ['instagram', 'linkedin', 'tiktok']

export const USAGE = `Usage: npm run demo -- "what the content is about" [options]

  --platforms ${USUAL.join()}     which of ${PLATFORMS.join(', ')}
                                            (${USUAL.join(', ')} when absent)
  --content-types instagram=reel,...        a form other than each platform's first:
${PLATFORMS.map((platform) => `                                              ${platform}: ${CONTENT_TYPES[platform].join(', ')}`).join('\n')}
  --language en|id                          language of the drafts (en)
  --brand "name"                            a brand of the demo organization (its default)
  --approve                                 approve all drafts through the public link
  --json                                    print the finished request as JSON, and nothing else`

/** Reads the demo's command line. Throws one sentence and the usage when it cannot. */
export function parseDemo(argv: string[]): DemoArguments {
  const { values, positionals } = parsed(argv)
  const prompt = positionals.join(' ').trim()
  if (!prompt) throw refusal('Say what the content is about, in quotes.')
  return {
    prompt,
    platforms: platformsOf(values.platforms),
    contentTypes: contentTypesOf(values['content-types']),
    language: oneOf(LANGUAGES, values.language, '--language'),
    brand: values.brand,
    approve: values.approve,
    json: values.json,
  }
}

function parsed(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        platforms: { type: 'string', default: USUAL.join(',') },
        'content-types': { type: 'string', default: '' },
        language: { type: 'string', default: 'en' },
        brand: { type: 'string' },
        approve: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw refusal(error instanceof Error ? error.message : String(error))
  }
}

function platformsOf(text: string): Platform[] {
  const platforms = listOf(text).map((name) => oneOf(PLATFORMS, name, '--platforms'))
  if (!platforms.length) throw refusal('--platforms needs at least one platform.')
  return [...new Set(platforms)]
}

function contentTypesOf(text: string): Partial<Record<Platform, ContentType>> {
  return Object.fromEntries(
    listOf(text).map((pair) => {
      const [name, type] = pair.split('=')
      const platform = oneOf(PLATFORMS, name ?? '', '--content-types')
      return [platform, oneOf<ContentType>(CONTENT_TYPES[platform], type ?? '', `--content-types ${platform}`)]
    }),
  )
}

const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

function oneOf<T extends string>(known: readonly T[], value: string, option: string): T {
  const found = known.find((name) => name === value)
  if (!found) throw refusal(`${option}: "${value}" is not one of ${known.join(', ')}.`)
  return found
}

const refusal = (sentence: string) => new Error(`${sentence}\n\n${USAGE}`)
