import assert from 'node:assert/strict'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { createTimeSkipping } from '../helpers/timeSkipping.ts'

describe('the time-skipping server', () => {
  let environment: TestWorkflowEnvironment
  before(async function () {
    // The first run on a machine fetches the server.
    this.timeout(600_000)
    environment = await createTimeSkipping()
  })
  after(() => environment?.teardown())

  it('lets a week pass at once', async () => {
    const began = await environment.currentTimeMs()
    await environment.sleep('7 days')
    assert.ok((await environment.currentTimeMs()) - began >= 7 * 24 * 3600 * 1000)
  })
})
