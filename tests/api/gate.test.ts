import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import type { Request, Response } from 'express'
import { createGate } from '../../api/gate.ts'

describe('the gate', () => {
  /** A gate, and whoever comes to it by name; `inside` are those it let through. */
  function gateOf(options: { atOnce: number; waiting: number }) {
    const gate = createGate(options)
    const inside: string[] = []
    const come = (name: string) => {
      const res = new EventEmitter()
      gate({} as Request, res as unknown as Response, () => void inside.push(name))
      return { leave: () => res.emit('close') }
    }
    return { come, inside }
  }

  it('lets in so many at once, and the next in the order they came', () => {
    const { come, inside } = gateOf({ atOnce: 2, waiting: 10 })
    const [a, b] = ['a', 'b', 'c', 'd', 'e'].map(come)
    assert.deepEqual(inside, ['a', 'b'])
    b?.leave()
    assert.deepEqual(inside, ['a', 'b', 'c'])
    a?.leave()
    assert.deepEqual(inside, ['a', 'b', 'c', 'd'])
  })

  it('forgets who leaves while waiting, and gives nobody’s place twice', () => {
    const { come, inside } = gateOf({ atOnce: 1, waiting: 10 })
    const [a, b, c] = ['a', 'b', 'c'].map(come)
    b?.leave()
    a?.leave()
    assert.deepEqual(inside, ['a', 'c'])
    come('d')
    assert.deepEqual(inside, ['a', 'c'])
    c?.leave()
    assert.deepEqual(inside, ['a', 'c', 'd'])
  })

  it('refuses with unavailable when even the queue is full', () => {
    const { come } = gateOf({ atOnce: 1, waiting: 1 })
    come('a')
    come('b')
    assert.throws(() => come('c'), { code: 'unavailable' })
  })
})
