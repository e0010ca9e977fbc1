import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { apiClient, CLIENT_FILE } from '../../dev/apiClient.ts'

describe("the dashboard's client", () => {
  it('is what the OpenAPI document of this code makes it; "npm run api:client" makes it anew', async function () {
    this.timeout(120_000)
    assert.ok(readFileSync(CLIENT_FILE, 'utf8') === (await apiClient()), `${CLIENT_FILE} is out of date: run "npm run api:client"`)
  })
})
