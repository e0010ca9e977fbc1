import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { KEY_SCOPES, PERMISSIONS, ROLE_PERMISSIONS, ROLES } from '../domain/permissions.ts'

describe('README', () => {
  const readme = readFileSync('README.md', 'utf8')

  it('documents every setting the environment has, and none that it has not', () => {
    const known = [...readFileSync('config/env.ts', 'utf8').matchAll(/^ {4}([A-Z][A-Z0-9_]+): /gm)].map(([, key]) => key ?? '')
    assert.ok(known.length > 25, 'the settings were found')
    const table = readme.slice(readme.indexOf('## Configuration'), readme.indexOf('## Testing'))
    const documented = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) =>
      [...(cell ?? '').matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, key]) => key ?? ''),
    )
    assert.deepEqual(documented.toSorted(), known.toSorted())
  })

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? '')
    assert.deepEqual(
      named.filter((name) => !scripts[name]),
      [],
    )
  })
})

describe('docs/identity.md', () => {
  it('shows the roles as the one table has them', () => {
    const cell = (has: boolean) => (has ? '✓' : '')
    const rows = PERMISSIONS.map((permission) => {
      const roles = ROLES.map((role) => cell(ROLE_PERMISSIONS[role].includes(permission)))
      return `| ${[`\`${permission}\``, ...roles, cell((KEY_SCOPES as readonly string[]).includes(permission))].join(' | ')} |`
    })
    const text = readFileSync('docs/identity.md', 'utf8')
    assert.ok(text.includes(`${rows.join('\n')}\n`), `it should hold:\n${rows.join('\n')}`)
  })
})
