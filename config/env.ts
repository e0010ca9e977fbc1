import { createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { MODEL_PROVIDERS, modelAgents, modelFallback, providersInUse } from './models.ts'
import { rateLimits } from './rateLimits.ts'

const port = z.coerce.number().int().min(0).max(65535)
/** An empty variable is an absent one: compose files and shells write `KEY=` for "not set". */
const optional = z.preprocess((v) => (v === '' ? undefined : v), z.string().optional())
/** Origins separated by commas, each as a browser sends it: scheme, host and port, nothing behind. */
const origins = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
  )
  .refine(
    (all) => all.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    'must be origins such as https://app.example.com',
  )
const flag = z.preprocess((v) => v === 'true' || v === '1' || v === true, z.boolean())
const orElse = (fallback: string) => z.preprocess((v) => (v === '' ? undefined : v), z.string().default(fallback))

const isRedisUrl = (url: string) =>
  URL.canParse(url) && ['redis:', 'rediss:'].includes(new URL(url).protocol) && new URL(url).hostname !== ''

const isHttpUrl = (url: string) => URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)

const Env = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    PORT: port.default(8000),
    HOST: z.string().default('127.0.0.1'),
    PUBLIC_URL: optional,
    TRUST_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
    DATA_DIR: z.string().default('.data'),
    DASHBOARD_DIR: optional,
    JWT_SECRET: optional,
    JWT_SECRET_PREVIOUS: optional,
    CORS_ORIGINS: origins,
    DATABASE_URL: optional,
    DATABASE_OWNER_URL: optional,
    DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(200).default(10),
    REDIS_URL: optional,
    RATE_LIMITS: rateLimits,
    TEMPORAL_ADDRESS: optional,
    TEMPORAL_NAMESPACE: z.string().default('default'),
    TEMPORAL_TASK_QUEUE: z.string().default('content'),
    TEMPORAL_API_KEY: optional,
    TEMPORAL_TLS: flag.default(false),
    TEMPORAL_TLS_SERVER_NAME: optional,
    TEMPORAL_TLS_CA_FILE: optional,
    TEMPORAL_TLS_CERT_FILE: optional,
    TEMPORAL_TLS_KEY_FILE: optional,
    TEMPORAL_UI_URL: optional,
    MODEL: z.enum(MODEL_PROVIDERS).default('offline'),
    MODEL_FALLBACK: modelFallback,
    MODEL_AGENTS: modelAgents,
    OPENAI_API_KEY: optional,
    OPENAI_BASE_URL: optional,
    OPENAI_MODEL: orElse('gpt-4o'),
    OPENAI_SMALL_MODEL: orElse('gpt-4o-mini'),
    ANTHROPIC_API_KEY: optional,
    ANTHROPIC_BASE_URL: optional,
    ANTHROPIC_MODEL: orElse('claude-sonnet-5-5'),
    ANTHROPIC_SMALL_MODEL: orElse('claude-haiku-5-5'),
    GEMINI_API_KEY: optional,
    GEMINI_BASE_URL: optional,
    GEMINI_MODEL: orElse('gemini-3.8-flash'),
    GEMINI_SMALL_MODEL: orElse('gemini-3.5-flash-lite'),
    EMBEDDINGS: z.preprocess((v) => (v === '' ? undefined : v), z.enum(['local', 'openai', 'gemini']).default('local')),
    EMBEDDINGS_MODEL: optional,
    PINECONE_API_KEY: optional,
    PINECONE_INDEX_HOST: optional,
    MODEL_DEADLINE_MS: z.coerce.number().int().min(1000).max(600_000).default(60_000),
    REQUEST_BUDGET_USD: z.coerce.number().positive().max(1000).default(2),
    SENDGRID_API_KEY: optional,
    SENDGRID_BASE_URL: optional,
    SENDGRID_WEBHOOK_PUBLIC_KEY: optional,
    MAIL_FROM: z.string().default('approvals@localhost'),
    S3_BUCKET: optional,
    S3_REGION: orElse('us-east-1'),
    S3_ENDPOINT: optional,
    S3_ACCESS_KEY_ID: optional,
    S3_SECRET_ACCESS_KEY: optional,
    S3_FORCE_PATH_STYLE: flag.default(false),
    GOOGLE_CLIENT_ID: optional,
    GOOGLE_CLIENT_SECRET: optional,
    GOOGLE_ISSUER: orElse('https://accounts.google.com'),
    LINKEDIN_CLIENT_ID: optional,
    LINKEDIN_CLIENT_SECRET: optional,
    LINKEDIN_ISSUER: orElse('https://www.linkedin.com/oauth'),
    WORKER_METRICS_PORT: port.default(9464),
    WORKER_MAX_ACTIVITIES: z.coerce.number().int().min(1).max(2000).default(100),
    WORKER_MAX_CACHED_WORKFLOWS: z.coerce.number().int().min(0).max(100_000).default(1000),
    WORKFLOW_BUNDLE: optional,
  })
  .superRefine((env, ctx) => {
    const missing = (key: string, why: string) => ctx.addIssue({ code: 'custom', path: [key], message: why })
    if (env.NODE_ENV === 'production') {
      if (!env.JWT_SECRET) missing('JWT_SECRET', 'is required in production')
      if (!env.PUBLIC_URL) missing('PUBLIC_URL', 'is required in production: every link in a mail is built from it')
    }
    if (env.JWT_SECRET && Buffer.byteLength(env.JWT_SECRET) < 32) missing('JWT_SECRET', 'must be at least 32 bytes')
    if (env.JWT_SECRET_PREVIOUS && !env.JWT_SECRET) missing('JWT_SECRET', 'is required with JWT_SECRET_PREVIOUS')
    if (env.PUBLIC_URL && !URL.canParse(env.PUBLIC_URL)) missing('PUBLIC_URL', 'is not a URL')
    if (env.REDIS_URL && !isRedisUrl(env.REDIS_URL)) missing('REDIS_URL', 'is not a redis:// or rediss:// URL')
    for (const [provider, why] of providersInUse(env)) {
      const key = provider === 'offline' ? undefined : KEYS[provider]
      if (key && !env[key]) missing(key, `is required ${why}`)
    }
    if (env.EMBEDDINGS !== 'local' && !env[KEYS[env.EMBEDDINGS]])
      missing(KEYS[env.EMBEDDINGS], `is required when EMBEDDINGS=${env.EMBEDDINGS}`)
    if (env.EMBEDDINGS === 'local' && env.EMBEDDINGS_MODEL)
      missing('EMBEDDINGS_MODEL', 'is of no use with EMBEDDINGS=local, which has but one')
    for (const key of ['PINECONE_API_KEY', 'PINECONE_INDEX_HOST'] as const)
      if (!env[key] && (env.PINECONE_API_KEY || env.PINECONE_INDEX_HOST))
        missing(key, 'is required: PINECONE_API_KEY and PINECONE_INDEX_HOST go together')
    if (env.MODEL_FALLBACK.includes(env.MODEL)) missing('MODEL_FALLBACK', `names ${env.MODEL}, which MODEL names already`)
    if (env.MODEL === 'offline' && env.MODEL_FALLBACK.length)
      missing('MODEL_FALLBACK', 'is of no use with MODEL=offline, which is never down: set MODEL to the provider that is asked first')
    for (const key of ['OPENAI_BASE_URL', 'ANTHROPIC_BASE_URL', 'GEMINI_BASE_URL'] as const)
      if (env[key] && !/^https?:$/.test(URL.canParse(env[key]) ? new URL(env[key]).protocol : ''))
        missing(key, 'is not an http or https URL')
    if (env.TEMPORAL_API_KEY && !env.TEMPORAL_ADDRESS) missing('TEMPORAL_ADDRESS', 'is required with TEMPORAL_API_KEY')
    if (Boolean(env.TEMPORAL_TLS_CERT_FILE) !== Boolean(env.TEMPORAL_TLS_KEY_FILE))
      missing('TEMPORAL_TLS_CERT_FILE', 'and TEMPORAL_TLS_KEY_FILE go together')
    if (env.DATABASE_OWNER_URL && !env.DATABASE_URL) missing('DATABASE_URL', 'is required with DATABASE_OWNER_URL')
    if (env.SENDGRID_API_KEY && env.MAIL_FROM === 'approvals@localhost')
      missing('MAIL_FROM', 'must be your verified sender when SENDGRID_API_KEY is set')
    if (env.SENDGRID_WEBHOOK_PUBLIC_KEY && !isPublicKey(env.SENDGRID_WEBHOOK_PUBLIC_KEY))
      missing('SENDGRID_WEBHOOK_PUBLIC_KEY', 'is not a public key as SendGrid shows it: base64 in one line')
    for (const key of ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const)
      if (!env[key] && (env.S3_BUCKET || env.S3_ACCESS_KEY_ID || env.S3_SECRET_ACCESS_KEY || env.S3_ENDPOINT))
        missing(key, 'is required: S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together')
    if (env.S3_ENDPOINT && !isHttpUrl(env.S3_ENDPOINT)) missing('S3_ENDPOINT', 'is not an http:// or https:// URL')
    for (const provider of ['GOOGLE', 'LINKEDIN'] as const) {
      if (Boolean(env[`${provider}_CLIENT_ID`]) !== Boolean(env[`${provider}_CLIENT_SECRET`]))
        missing(`${provider}_CLIENT_ID`, `and ${provider}_CLIENT_SECRET go together`)
      const wrong = wrongIssuer(env[`${provider}_ISSUER`], env.NODE_ENV)
      if (wrong) missing(`${provider}_ISSUER`, wrong)
    }
  })

const KEYS = { openai: 'OPENAI_API_KEY', anthropic: 'ANTHROPIC_API_KEY', gemini: 'GEMINI_API_KEY' } as const

function isPublicKey(base64: string): boolean {
  try {
    createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
    return true
  } catch {
    return false
  }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whoever can write into what an issuer answers can sign in as anybody: clear text is for a provider on this machine, in tests. */
function wrongIssuer(issuer: string, environment: string): string | undefined {
  if (!URL.canParse(issuer)) return 'is not a URL'
  const { protocol, hostname } = new URL(issuer)
  if (protocol === 'https:') return undefined
  if (protocol !== 'http:' || !LOOPBACK.has(hostname)) return 'must be https'
  return environment === 'production' ? 'must be https in production' : undefined
}

export type Config = Readonly<z.infer<typeof Env>>

/** Reads the environment once; throws an error that names every missing or contradictory setting. */
export function loadConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Env.safeParse(source)
  if (parsed.success) return Object.freeze(parsed.data)
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'environment'}: ${issue.message}`)
  throw new Error(`The environment is not usable:\n${lines.join('\n')}\nEvery setting is described in README.md, "Configuration".`)
}

/** A setting a process cannot do without, named when it is absent. */
export function need<K extends keyof Config>(config: Config, ...keys: K[]): { [P in K]: NonNullable<Config[P]> } {
  const absent = keys.filter((key) => config[key] === undefined)
  if (absent.length)
    throw new Error(`The environment is not usable:\n${absent.map((key) => `  ${String(key)}: is required by this process`).join('\n')}`)
  return Object.fromEntries(keys.map((key) => [key, config[key]])) as { [P in K]: NonNullable<Config[P]> }
}
