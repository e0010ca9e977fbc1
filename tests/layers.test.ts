import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type ApiDeps, createApp, endpointsOf } from '../api/app.ts'
import { authenticator } from '../api/auth/authenticate.ts'
import { openDb, type Pool } from '../db/knex.ts'
import { describingDeps } from '../dev/apiClient.ts'
import { PERMISSIONS } from '../domain/permissions.ts'

/** Who may import whom: by value, or only its types. A room that is missing here may import nothing of ours. */
const PLAIN = ['domain/words.ts', 'domain/calendar.ts', 'domain/colours.ts', 'domain/outcome.ts', 'domain/permissions.ts']
const ROOMS: Record<string, { value: string[]; type?: string[] }> = {
  domain: { value: [] },
  config: { value: [] },
  db: { value: ['domain'] },
  adapters: { value: ['domain', 'config'] },
  workflows: { value: ['domain'], type: ['activities'] },
  activities: { value: ['domain', 'db', 'adapters'] },
  relay: { value: ['domain', 'db', 'adapters', 'workflows/messages.ts'] },
  api: { value: ['domain', 'db', 'adapters', 'config', 'workflows/messages.ts'], type: ['workflows'] },
  // The dashboard holds the very validator, and what else of the trade's rules is plain; of the rest it knows only the types.
  web: { value: ['domain/platforms', ...PLAIN], type: ['domain'] },
  workers: { value: ['activities', 'relay', 'db', 'adapters', 'config', 'domain', 'workflows/messages.ts'] },
}
const IMPORT = /^(?:import|export)(\s+type)?\s[^'"]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm

interface Import {
  from: string
  /** Path from the root for ours, the specifier as written for others. */
  to: string
  ours: boolean
  typeOnly: boolean
}

function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(IMPORT)].map(([, type, statically, dynamically]) => {
    const specifier = statically ?? dynamically ?? ''
    const ours = specifier.startsWith('.')
    return {
      from: file,
      to: ours ? path.normalize(path.join(path.dirname(file), specifier)) : specifier,
      ours,
      typeOnly: type !== undefined,
    }
  })
}

function refusals({ from, to, ours, typeOnly }: Import): string[] {
  const room = from.split('/')[0] ?? ''
  const target = to.split('/')[0] ?? ''
  const may = ROOMS[room]
  if (!ours || target === room) return []
  const allowed = may?.value.some((a) => a === target || a === to || to.startsWith(`${a}/`)) || (typeOnly && may?.type?.includes(target))
  return allowed ? [] : [`${from} must not import ${typeOnly ? 'types of ' : ''}${to}`]
}

const sourcesOf = (room: string) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/^(?:dist|node_modules)\//.test(name))
    .map((name) => path.join(room, name))

/** Every file of ours that a file takes by value, itself included. */
function reachable(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const { to, ours, typeOnly } of importsOf(file, readFileSync(file, 'utf8'))) if (ours && !typeOnly) reachable(to, seen)
  return seen
}

const packagesReached = (entry: string) => [
  ...new Set(
    [...reachable(entry)]
      .flatMap((file) => importsOf(file, readFileSync(file, 'utf8')))
      .filter((i) => !i.ours && !i.typeOnly)
      .map((i) => i.to),
  ),
]

describe('layers', () => {
  for (const room of Object.keys(ROOMS)) {
    it(`${room} imports only what it may`, () => {
      const found = sourcesOf(room).flatMap((file) => importsOf(file, readFileSync(file, 'utf8')).flatMap(refusals))
      assert.deepEqual(found, [])
    })
  }

  it('would notice a wrong import', () => {
    const wrong = `import { openDb } from '../db/knex.ts'\nimport type { A } from '../activities/index.ts'\nexport { b } from './b.ts'\n`
    assert.deepEqual(importsOf('domain/words.ts', wrong).flatMap(refusals), [
      'domain/words.ts must not import db/knex.ts',
      'domain/words.ts must not import types of activities/index.ts',
    ])
    const own = `import type { A } from '../activities/index.ts'\n`
    assert.deepEqual(importsOf('workflows/x.ts', own).flatMap(refusals), [])
  })

  it('workflows reach only the SDK: no zod, no Node built-in, no client', () => {
    assert.deepEqual(packagesReached('workflows/index.ts').sort(), ['@temporalio/common', '@temporalio/workflow'])
  })

  it('the rule packs reach no package at all, so that a browser can hold them', () => {
    for (const entry of ['domain/platforms/index.ts', ...PLAIN]) assert.deepEqual(packagesReached(entry), [], entry)
  })

  it('process.env is read in config alone, and where the dashboard is built', () => {
    const readers = Object.keys(ROOMS)
      .flatMap(sourcesOf)
      .filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
    assert.deepEqual(readers, ['config/env.ts', 'web/vite.config.ts'])
  })

  it('only what serves every organization opens all of them', () => {
    const may = ['db', 'relay', 'workers']
    const open = [...Object.keys(ROOMS), 'dev']
      .filter((room) => !may.includes(room))
      .flatMap(sourcesOf)
      .filter((file) => /\bacrossTenants\b|\bapp\.scope\b/.test(readFileSync(file, 'utf8')))
    assert.deepEqual(open, [])
    assert.ok(may.flatMap(sourcesOf).some((file) => /\bacrossTenants\b/.test(readFileSync(file, 'utf8'))))
  })

  describe('the routes', () => {
    let pool: Pool
    let deps: ApiDeps
    before(() => {
      // Nothing is asked of it: an application is built without a connection.
      pool = openDb('postgres://nobody@127.0.0.1:1/none', { max: 1 })
      deps = { ...describingDeps(pool), corsOrigins: ['https://dashboard.example'] }
    })
    after(() => pool.destroy())

    it('are each for everybody, for a person as themselves, or for who has a permission of the table', () => {
      for (const { method, path, access } of endpointsOf({ ...deps, auth: authenticator(deps) }))
        assert.ok(access === 'public' || access === 'self' || PERMISSIONS.includes(access), `${method} ${path}: ${access}`)
    })

    it('use every permission of the table', () => {
      const used = new Set<string>(endpointsOf({ ...deps, auth: authenticator(deps) }).map(({ access }) => access))
      assert.deepEqual(
        PERMISSIONS.filter((permission) => !used.has(permission)),
        [],
      )
    })

    it('that Express has come from an endpoint, each of them, and no router hides others', () => {
      const described = endpointsOf({ ...deps, auth: authenticator(deps) }).map(({ method, path }) => `${method} ${path}`)
      const layers = createApp(deps).router.stack
      const mounted = layers.flatMap(({ route }) =>
        // What has no method is the answer to every other one.
        route ? [...new Set(route.stack.flatMap(({ method }) => (method ? [`${method} ${route.path}`] : [])))] : [],
      )
      assert.deepEqual(mounted.sort(), described.sort())
      assert.deepEqual(
        layers.filter((layer) => 'stack' in layer.handle).map(({ name }) => name),
        [],
      )
    })
  })
})
