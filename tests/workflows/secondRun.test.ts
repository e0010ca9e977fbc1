import assert from 'node:assert/strict'
import { ModelFailure } from '../../activities/models/port.ts'
import { answerOf } from '../helpers/faultyModel.ts'
import { createWorld, type World } from '../helpers/world.ts'

describe('a second run', () => {
  let world: World
  before(async () => {
    world = await createWorld()
  })
  after(() => world.close())
  beforeEach(() => world.model.heal())
  const refuse = () => {
    throw new ModelFailure('refused', 'the model will not write this')
  }
  const retry = async (id: string) => assert.equal((await world.call('POST', `/api/v1/content/requests/${id}/retry`)).status, 202)

  it('that fails again takes nothing from what was approved: partial', async () => {
    world.model.inject('tiktok', refuse)
    const id = await world.generate({ platforms: ['linkedin', 'tiktok'] })
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { linkedin: 'approve' })
    await world.until(id, 'partial')
    await retry(id)
    const view = await world.until(id, (v) => v.run === 2 && !['pending', 'generating'].includes(v.status))
    assert.equal(view.status, 'partial')
  })

  it('that is approved beside something rejected is partial', async () => {
    world.model.inject('tiktok', refuse)
    const id = await world.generate({ platforms: ['linkedin', 'tiktok'] })
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { linkedin: 'reject' })
    await world.until(id, 'rejected')
    world.model.heal()
    await retry(id)
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { tiktok: 'approve' })
    assert.equal((await world.untilFinal(id)).status, 'partial')
  })

  it('asks the strategist anew when the first run ended in nonsense', async () => {
    world.model.inject('strategist', () => answerOf('I am sorry, here is a poem instead'))
    const id = await world.generate({ platforms: ['linkedin'] })
    await world.until(id, 'failed')
    world.model.heal()
    await retry(id)
    await world.until(id, 'awaiting_approval')
    await world.decide(id, { linkedin: 'approve' })
    await world.until(id, 'completed')
  })

  it('keeps the comment of the client when the change it asked for was blocked', async () => {
    const id = await world.generate({ platforms: ['instagram'] })
    await world.until(id, 'awaiting_approval')
    const blocked = {
      form: 'post',
      text: 'Our happy customer says: "This shirt cured my back pain in two days." Our linen summer collection ships free in sizes XS to 4XL.',
      hashtags: ['linen'],
      media: [{ kind: 'image', brief: 'A linen shirt', alt_text: 'A linen shirt' }],
    }
    for (const agent of ['instagram', 'brand_voice'] as const) world.model.inject(agent, () => answerOf(blocked))
    await world.decide(id, { instagram: 'request_changes' }, 'Mention the flagship store in Lisbon')
    await world.until(id, 'failed')
    world.model.heal()
    const asked = world.model.asked.length
    await retry(id)
    await world.until(id, 'awaiting_approval')
    const first = world.model.asked.slice(asked).find((c) => c.agent === 'instagram')
    assert.match(JSON.stringify(first?.task), /Lisbon/)
  })
})
