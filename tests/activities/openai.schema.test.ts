import assert from 'node:assert/strict'
import { z } from 'zod'
import { type JsonSchema, jsonSchemaOf, strictSchema, wordedSchema } from '../../activities/models/strictSchema.ts'
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

  it('leaves out what was optional where only words are wanted, for tools', () => {
    const worded = wordedSchema(jsonSchemaOf(z.object({ text: z.string().max(9), deep: z.boolean().optional() })))
    assert.deepEqual(worded, {
      type: 'object',
      properties: { text: { type: 'string', description: 'at most 9 characters' }, deep: { type: 'boolean' } },
      required: ['text'],
      additionalProperties: false,
    })
  })

  it('can be shown for every tool', () => {
    for (const tool of Object.values(TOOLS).flat()) assert.equal(jsonSchemaOf(tool.parameters).type, 'object', tool.name)
  })
})
