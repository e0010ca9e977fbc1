import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')

/** No image is built in tests, so what would break one silently is read instead. */
describe('what a container runs', () => {
  const dockerfile = read('Dockerfile')
  const { include } = JSON.parse(read('tsconfig.build.json')) as { include: string[] }
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

  it('is made of every room the build compiles', () => {
    assert.deepEqual(found(dockerfile, /^COPY (\w+) \1$/gm).sort(), [...include, 'web'].sort())
  })

  it('lets those rooms through to the build', () => {
    const allowed = found(read('.dockerignore'), /^!(\S+)$/gm)
    for (const path of [...include, 'web', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'])
      assert.ok(allowed.includes(path), `${path} is kept out by .dockerignore`)
  })

  it('starts programs that exist, by the names package.json gives them', () => {
    const named = Object.values(scripts).flatMap((script) => found(script, /^node (?:--\S+ )*(dist\/\S+\.js)$/g))
    const started = [
      dockerfile,
      read('docker-compose.yml'),
      read('helm/templates/api.yaml'),
      read('helm/templates/worker.yaml'),
      read('helm/templates/jobs.yaml'),
    ].flatMap((text) => found(text, /(dist\/(?:api|workers)\/\w+\.js)/g))
    assert.deepEqual([...new Set(started)].sort(), named.sort())
    for (const program of named)
      assert.ok(existsSync(new URL(`../${program.replace('dist/', '').replace('.js', '.ts')}`, import.meta.url)), program)
  })

  it('has no secret that works without being set', () => {
    const compose = read('docker-compose.yml')
    // One that may be absent has an empty default, which is none.
    assert.deepEqual(found(compose, /\$\{(\w*(?:PASSWORD|SECRET)\w*)(?!\w|:\?|:-\})/g), [])
    for (const key of [
      'database-url',
      'database-owner-url',
      'jwt-secret',
      'openai-api-key',
      'anthropic-api-key',
      'gemini-api-key',
      'sendgrid-api-key',
    ])
      assert.doesNotMatch(read('helm/values.yaml'), new RegExp(`^\\s*${key}:`, 'm'))
  })

  it('gives the pods what the architecture asks for', () => {
    const values = read('helm/values.yaml')
    assert.match(values, /^api:\n {2}replicas: 3\n/m)
    assert.match(values, /requests: \{ memory: 512Mi, cpu: 250m \}\n {4}limits: \{ memory: 1Gi, cpu: 500m \}/)
  })
})
