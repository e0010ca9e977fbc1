import assert from 'node:assert/strict'
import { z } from 'zod'
import { costMicros, priceOf, unknownPrices } from '../../activities/models/prices.ts'
import { type JsonSchema, jsonSchemaOf, strictSchema } from '../../activities/models/strictSchema.ts'
import { TOOLS } from '../../activities/tools/index.ts'
import { contentSchema } from '../../domain/content.ts'
import { QualityReview, Strategy } from '../../domain/strategy.ts'
import { CONTENT_TYPES, PLATFORMS } from '../../domain/words.ts'

const ours = [
  Strategy,
  QualityReview,
  ...PLATFORMS.flatMap((platform) => CONTENT_TYPES[platform].map((type) => contentSchema(platform, type))).filter(
    (schema) => schema !== undefined,
  ),
]

/** Every object and keyword of a schema, wherever it stands; names of properties are no keywords. */
function* nodes(schema: JsonSchema): Generator<JsonSchema> {
  yield schema
  for (const child of Object.values((schema.properties ?? {}) as Record<string, JsonSchema>)) yield* nodes(child)
  if (schema.items) yield* nodes(schema.items as JsonSchema)
  for (const child of (schema.anyOf ?? []) as JsonSchema[]) yield* nodes(child)
}

describe('the strict JSON Schema of an answer', () => {
  it('uses only what OpenAI’s strict mode takes, for every answer of ours', () => {
    const taken = new Set(['type', 'properties', 'required', 'additionalProperties', 'items', 'anyOf', 'enum', 'description'])
    for (const schema of ours)
      for (const node of nodes(strictSchema(jsonSchemaOf(schema)))) {
        assert.deepEqual(
          Object.keys(node).filter((key) => !taken.has(key)),
          [],
        )
        if (node.type !== 'object') continue
        assert.equal(node.additionalProperties, false)
        assert.deepEqual(node.required, Object.keys(node.properties as object))
      }
  })

  it('keeps limits as words', () => {
    const schema = z.object({
      title: z.string().min(1).max(90).describe('A title'),
      tags: z.array(z.string()).max(5),
      form: z.literal('post'),
    })
    assert.deepEqual(strictSchema(jsonSchemaOf(schema)).properties, {
      title: { type: 'string', description: 'A title; not empty, at most 90 characters' },
      tags: { type: 'array', items: { type: 'string' }, description: 'at most 5 items' },
      form: { type: 'string', enum: ['post'] },
    })
  })

  it('makes what was optional nullable, because strict mode knows no absence', () => {
    const strict = strictSchema(jsonSchemaOf(z.object({ note: z.string().optional() })))
    assert.deepEqual(strict.properties, { note: { anyOf: [{ type: 'string' }, { type: 'null' }] } })
    assert.deepEqual(strict.required, ['note'])
  })

  it('can be shown for every tool', () => {
    for (const tool of Object.values(TOOLS).flat()) assert.equal(jsonSchemaOf(tool.parameters).type, 'object', tool.name)
  })
})

describe('the prices', () => {
  it('know a snapshot and a router’s name for what they are', () => {
    assert.deepEqual(priceOf('gpt-4o-2024-08-06'), priceOf('gpt-4o'))
    assert.deepEqual(priceOf('openai/gpt-4o-mini'), priceOf('gpt-4o-mini'))
  })

  it('take an unknown model for the dearest one, and say so', () => {
    assert.ok(costMicros('llama-9', { inputTokens: 1000, cachedInputTokens: 0, outputTokens: 1000 }) >= 35_000)
    assert.match(unknownPrices(['gpt-4o', 'llama-9']) ?? '', /llama-9 is not known.*dearest/)
    assert.equal(unknownPrices(['gpt-4o', 'gpt-4o-mini']), undefined)
  })

  it('never call a paid answer free', () => {
    assert.equal(costMicros('gpt-4o-mini', { inputTokens: 1, cachedInputTokens: 0, outputTokens: 0 }), 1)
  })
})
