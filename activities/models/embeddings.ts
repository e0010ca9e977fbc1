import { GoogleGenAI } from '@google/genai'
import { OpenAI } from 'openai'
import { contentWords } from '../../domain/brief.ts'

/** Texts as directions, so that like ones are near each other. */
export interface Embedder {
  readonly provider: 'local' | 'openai' | 'gemini'
  /** With its dimensions, such as `text-embedding-3-small/1536`: what a memory is kept under. */
  readonly model: string
  /** From this cosine on a brief and a draft are on like subjects; models differ in how near they put what has nothing to do with each other. */
  readonly alike: number
  /** A vector of length 1 for each text, in order. Throws when the provider does not answer. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<{ vectors: number[][]; tokens: number; costMicros: number }>
}

export interface EmbeddingSettings {
  EMBEDDINGS: 'local' | 'openai' | 'gemini'
  EMBEDDINGS_MODEL?: string | undefined
  OPENAI_API_KEY?: string | undefined
  OPENAI_BASE_URL?: string | undefined
  GEMINI_API_KEY?: string | undefined
  GEMINI_BASE_URL?: string | undefined
}

/**
 * US dollars per million tokens, which is micros per token. OpenAI: text-embedding-3-small 0.02, -large 0.13 (developers.openai.com/api/docs/pricing, as quoted
 * in November 2026). Gemini: gemini-embedding-001 0.15 (ai.google.dev/gemini-api/docs/pricing). Others are taken for the dearest.
 */
const MICROS: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 0.02,
  'text-embedding-3-large': 0.13,
  'gemini-embedding-001': 0.15,
}
const DEAREST = 0.15
const DEADLINE_MS = 10_000
/** More of a text says nothing new about what it is about. */
const MOST_CHARACTERS = 8_000

/** The one that the environment names; made here, at no cost, unless it says otherwise. */
export function chooseEmbedder(settings: EmbeddingSettings): Embedder {
  switch (settings.EMBEDDINGS) {
    case 'local':
      return localEmbedder()
    case 'openai':
      return openaiEmbedder(settings)
    case 'gemini':
      return geminiEmbedder(settings)
    default:
      return settings.EMBEDDINGS satisfies never
  }
}

const DIMENSIONS = 512

/**
 * Words that carry meaning, how long ones begin, and pairs of them, each counted into one of 512 places with a sign (feature hashing; Weinberger and others, 2009). It
 * knows no meaning, only shared words and stems; enough to find a brand's drafts on the same subject, in any language, without a network.
 */
export function localEmbedder(): Embedder {
  return {
    provider: 'local',
    model: `hashed-words-1/${DIMENSIONS}`,
    // Measured: a brief and a draft of it 0.6 to 0.7, of a like subject 0.2 to 0.3, of another at most 0.15.
    alike: 0.2,
    embed: async (texts) => ({ vectors: texts.map(hashed), tokens: 0, costMicros: 0 }),
  }
}

function hashed(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0)
  const add = (feature: string, weight: number) => {
    const value = fnv(feature)
    vector[value % DIMENSIONS] = (vector[value % DIMENSIONS] ?? 0) + (value & 0x10000 ? weight : -weight)
  }
  const words = contentWords(text.slice(0, MOST_CHARACTERS))
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  // Often is more than once, but not so much more; short words say little.
  for (const [word, times] of counts) {
    const weight = (1 + Math.log(times)) * (word.length < 4 ? 0.3 : 1)
    add(word, weight)
    if (word.length > 5) add(`#${word.slice(0, 5)}`, weight * 0.5)
  }
  for (let i = 0; i + 1 < words.length; i++) add(`${words[i]} ${words[i + 1]}`, 0.4)
  return unit(vector)
}

function fnv(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return (value ^ (value >>> 13)) >>> 0
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector)
  return vector.map((value) => (length ? Math.round((value / length) * 1e6) / 1e6 : 0))
}

/** Tokens as providers count them, about: four characters each. Only where the provider does not say. */
const estimated = (texts: readonly string[]) => texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0)
const costOf = (model: string, tokens: number) => Math.ceil(tokens * (MICROS[model] ?? DEAREST))

function openaiEmbedder({ EMBEDDINGS_MODEL: model = 'text-embedding-3-small', ...settings }: EmbeddingSettings): Embedder {
  const dimensions = 512
  const client = new OpenAI({
    apiKey: settings.OPENAI_API_KEY ?? '',
    baseURL: settings.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: DEADLINE_MS,
    logLevel: 'off',
  })
  return {
    provider: 'openai',
    model: `${model}/${dimensions}`,
    alike: 0.35,
    async embed(texts, signal) {
      const input = texts.map((text) => text.slice(0, MOST_CHARACTERS))
      const { data, usage } = await client.embeddings.create({ model, input, dimensions, encoding_format: 'float' }, { signal })
      const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => unit(embedding))
      return { vectors, tokens: usage.total_tokens, costMicros: costOf(model, usage.total_tokens) }
    },
  }
}

function geminiEmbedder({ EMBEDDINGS_MODEL: model = 'gemini-embedding-001', ...settings }: EmbeddingSettings): Embedder {
  const dimensions = 768
  const client = new GoogleGenAI({
    apiKey: settings.GEMINI_API_KEY ?? '',
    vertexai: false,
    apiVersion: 'v1beta',
    httpOptions: { baseUrl: settings.GEMINI_BASE_URL ?? 'https://generativelanguage.googleapis.com', timeout: DEADLINE_MS },
  })
  return {
    provider: 'gemini',
    model: `${model}/${dimensions}`,
    alike: 0.6,
    async embed(texts, signal) {
      const contents = texts.map((text) => text.slice(0, MOST_CHARACTERS))
      const { embeddings = [] } = await client.models.embedContent({
        model,
        contents,
        config: { outputDimensionality: dimensions, abortSignal: signal },
      })
      const tokens = estimated(contents)
      return { vectors: embeddings.map(({ values = [] }) => unit(values)), tokens, costMicros: costOf(model, tokens) }
    },
  }
}
