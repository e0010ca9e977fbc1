import { z } from 'zod'

/** A JSON Schema, as data. */
export type JsonSchema = Record<string, unknown>

/** The JSON Schema of what a zod schema accepts, in full; each provider's adapter narrows it to what that provider understands. */
export const jsonSchemaOf = remembered((schema: z.ZodType): JsonSchema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return rest
})

/**
 * What is said in words because strict output cannot enforce it. OpenAI's strict mode takes some of these keywords for some models
 * and servers that imitate it take fewer, so none is sent: the limit goes into the description, and zod judges the answer.
 */
const IN_WORDS: Record<string, (value: unknown) => string> = {
  minLength: (n) => (n === 1 ? 'not empty' : `at least ${n} characters`),
  maxLength: (n) => `at most ${n} characters`,
  minItems: (n) => `at least ${n} item${n === 1 ? '' : 's'}`,
  maxItems: (n) => `at most ${n} items`,
  minimum: (n) => `at least ${n}`,
  maximum: (n) => `at most ${n}`,
  exclusiveMinimum: (n) => `more than ${n}`,
  exclusiveMaximum: (n) => `less than ${n}`,
  multipleOf: (n) => `a multiple of ${n}`,
  pattern: (p) => `matching ${p}`,
  format: (f) => `a valid ${f}`,
}
const DROPPED = new Set(['$schema', 'default', 'examples', 'title', 'uniqueItems'])

/**
 * The same schema as strict structured output wants it (platform.openai.com, "Structured outputs", supported schemas; Anthropic and Gemini take
 * the same): objects closed, every property required, `anyOf` only, an enum instead of a constant. A property that was optional becomes nullable.
 */
export const strictSchema = remembered((schema: JsonSchema): JsonSchema => narrowed(schema, strictSchema, 'nullable'))

/** The same, but what was optional stays so: for arguments of tools, which no provider holds to more than the schema says. */
export const wordedSchema = remembered((schema: JsonSchema): JsonSchema => narrowed(schema, wordedSchema, 'kept'))

type Narrow = (schema: JsonSchema) => JsonSchema

function narrowed(schema: JsonSchema, narrow: Narrow, optional: 'nullable' | 'kept'): JsonSchema {
  const words: string[] = []
  const strict: JsonSchema = {}
  for (const [key, value] of Object.entries(schema)) {
    const say = IN_WORDS[key]
    if (say) words.push(say(value))
    else if (key === 'const') {
      // An empty enum member is refused by some servers.
      if (value === '') words.push('an empty string')
      else strict.enum = [value]
    } else if (key === 'properties') Object.assign(strict, propertiesOf(schema, narrow, optional))
    else if (key === 'items') strict.items = narrow(value as JsonSchema)
    else if (key === 'anyOf' || key === 'oneOf') strict.anyOf = (value as JsonSchema[]).map(narrow)
    else if (key === '$defs') strict.$defs = mapValues(value as Record<string, JsonSchema>, narrow)
    else if (key !== 'required' && key !== 'additionalProperties' && !DROPPED.has(key)) strict[key] = value
  }
  if (strict.type === 'object')
    Object.assign(strict, { properties: strict.properties ?? {}, required: strict.required ?? [], additionalProperties: false })
  if (words.length) strict.description = [schema.description, words.join(', ')].filter(Boolean).join('; ')
  return strict
}

function propertiesOf(schema: JsonSchema, narrow: Narrow, optional: 'nullable' | 'kept'): JsonSchema {
  const required = new Set((schema.required as string[] | undefined) ?? [])
  const properties = Object.fromEntries(
    Object.entries(schema.properties as Record<string, JsonSchema>).map(([name, value]) => {
      const plain = narrow(value)
      return [name, required.has(name) || optional === 'kept' ? plain : { anyOf: [plain, { type: 'null' }] }]
    }),
  )
  return { properties, required: Object.keys(properties).filter((name) => required.has(name) || optional === 'nullable') }
}

function mapValues<A, B>(record: Record<string, A>, to: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]))
}

/** The same object gets the same answer: ours are constants, and converting them cost 0.4 ms of each model call. Answers are only read. */
function remembered<A extends object, B>(convert: (value: A) => B): (value: A) => B {
  const answers = new WeakMap<A, B>()
  return (value) => {
    const known = answers.get(value)
    if (known !== undefined) return known
    const answer = convert(value)
    answers.set(value, answer)
    return answer
  }
}
