import assert from 'node:assert/strict'
import { onClock } from '../../domain/calendar.ts'
import { spanOf, suggestMoment } from '../../domain/slots.ts'
import { type SuggestedSlot, slotsIn } from '../../domain/strategy.ts'

const slot = (weekday: SuggestedSlot['weekday'], local_time: string, more: Partial<SuggestedSlot> = {}): SuggestedSlot => ({
  platform: 'any',
  weekday,
  local_time,
  time_zone: '',
  why: `${weekday} ${local_time}`,
  ...more,
})

describe('the moment that a strategy suggests', () => {
  const at = (slots: SuggestedSlot[], after: string, { timeZone = 'UTC', taken = [] as string[] } = {}) =>
    suggestMoment(slots, 'linkedin', new Date(after), { timeZone, taken: new Set(taken.map((iso) => Date.parse(iso))) })?.at.toISOString()
  // 2026-12-01 is a Tuesday.
  const TUESDAY = '2026-12-01T10:00:00.000Z'

  const cases: [string, SuggestedSlot[], string, string | undefined, { timeZone?: string; taken?: string[] }?][] = [
    ['later the same day', [slot('Tue', '11:30')], TUESDAY, '2026-12-01T11:30:00.000Z'],
    ['not the very moment of the approval', [slot('Tue', '10:00')], TUESDAY, '2026-12-08T10:00:00.000Z'],
    ['next week where today’s has passed', [slot('Tue', '09:30')], TUESDAY, '2026-12-08T09:30:00.000Z'],
    ['the earliest of several, however they stand', [slot('Fri', '08:00'), slot('Wed', '17:00')], TUESDAY, '2026-12-02T17:00:00.000Z'],
    [
      'of the platform before any, also where that is later',
      [slot('Tue', '11:00'), slot('Sat', '11:00', { platform: 'linkedin' })],
      TUESDAY,
      '2026-12-05T11:00:00.000Z',
    ],
    ['not of another platform', [slot('Tue', '11:00', { platform: 'tiktok' })], TUESDAY, undefined],
    ['none where none is suggested', [], TUESDAY, undefined],
    [
      'the next slot where it is taken',
      [slot('Wed', '09:00'), slot('Fri', '09:00')],
      TUESDAY,
      '2026-12-04T09:00:00.000Z',
      { taken: ['2026-12-02T09:00:00Z'] },
    ],
    [
      'the next week where all are',
      [slot('Wed', '09:00'), slot('Fri', '09:00')],
      TUESDAY,
      '2026-12-09T09:00:00.000Z',
      { taken: ['2026-12-02T09:00:00Z', '2026-12-04T09:00:00Z'] },
    ],
    ['by the clock of the organization', [slot('Wed', '09:00')], TUESDAY, '2026-12-02T02:00:00.000Z', { timeZone: 'Asia/Jakarta' }],
    [
      'by the day of the organization: it is Wednesday in Jakarta',
      [slot('Wed', '09:00')],
      '2026-12-01T18:00:00Z',
      '2026-12-02T02:00:00.000Z',
      { timeZone: 'Asia/Jakarta' },
    ],
    ['by the clock it names', [slot('Wed', '09:00', { time_zone: 'America/New_York' })], TUESDAY, '2026-12-02T14:00:00.000Z'],
    [
      'by the organization’s where it names none that exists',
      [slot('Wed', '09:00', { time_zone: 'Mars/Olympus' })],
      TUESDAY,
      '2026-12-02T09:00:00.000Z',
    ],
    [
      'summer time: 9 in Berlin is 7 in UTC',
      [slot('Mon', '09:00')],
      '2027-03-27T12:00:00Z',
      '2027-03-29T07:00:00.000Z',
      { timeZone: 'Europe/Berlin' },
    ],
    [
      'winter time: 9 in Berlin is 8 in UTC',
      [slot('Mon', '09:00')],
      '2026-10-24T12:00:00Z',
      '2026-10-26T08:00:00.000Z',
      { timeZone: 'Europe/Berlin' },
    ],
    [
      'an hour that clocks skip is what it would have been',
      [slot('Sun', '02:30')],
      '2027-03-27T12:00:00Z',
      '2027-03-28T01:30:00.000Z',
      { timeZone: 'Europe/Berlin' },
    ],
    [
      'an hour that clocks skip west of Greenwich as well',
      [slot('Sun', '02:30')],
      '2027-03-13T12:00:00Z',
      '2027-03-14T07:30:00.000Z',
      { timeZone: 'America/New_York' },
    ],
    [
      'the first of an hour that clocks show twice',
      [slot('Sun', '01:30')],
      '2027-11-06T12:00:00Z',
      '2027-11-07T05:30:00.000Z',
      { timeZone: 'America/New_York' },
    ],
    [
      'the first of it east of Greenwich as well',
      [slot('Sun', '02:30')],
      '2027-10-30T12:00:00Z',
      '2027-10-31T00:30:00.000Z',
      { timeZone: 'Europe/Berlin' },
    ],
  ]
  for (const [what, slots, after, expected, options] of cases)
    it(`is ${what}`, () => {
      assert.equal(at(slots, after, options), expected)
    })

  it('gives a brand that approves a lot one moment each, in order, and none beyond two years', () => {
    const taken = new Set<number>()
    const slots = [slot('Tue', '11:30'), slot('Thu', '18:00')]
    const found: number[] = []
    for (;;) {
      const moment = suggestMoment(slots, 'x', new Date(TUESDAY), { timeZone: 'UTC', taken })
      if (!moment) break
      taken.add(moment.at.getTime())
      found.push(moment.at.getTime())
    }
    assert.deepEqual(
      found,
      [...new Set(found)].sort((a, b) => a - b),
    )
    assert.equal(found.length, 208)
  })

  it('is read of strategies of every release, and of none that is broken', () => {
    assert.deepEqual(slotsIn({ suggested_slots: ['Tue 11:30', 'nonsense'] }), [
      { platform: 'any', weekday: 'Tue', local_time: '11:30', time_zone: '', why: '' },
    ])
    for (const broken of [undefined, null, 'x', {}, { suggested_slots: [{ weekday: 'Someday' }] }]) assert.deepEqual(slotsIn(broken), [])
  })
})

describe('a span of days', () => {
  const span = (from: string, to: string, zone = 'Asia/Jakarta') => Object.values(spanOf(from, to, zone)).map((date) => date.toISOString())

  it('holds whole days of the organization, and moments as they are', () => {
    assert.deepEqual(span('2026-12-01', '2026-12-01'), ['2026-11-30T17:00:00.000Z', '2026-12-01T17:00:00.000Z'])
    assert.deepEqual(span('2026-12-01T00:00:00Z', '2026-12-31T12:00:00+07:00'), ['2026-12-01T00:00:00.000Z', '2026-12-31T05:00:00.000Z'])
    assert.deepEqual(span('2026-10-25', '2026-10-25', 'Europe/Berlin'), ['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'])
  })

  it('is shown on the clock of the organization', () => {
    assert.deepEqual(onClock(new Date('2026-12-01T17:05:00Z'), 'Asia/Jakarta'), { date: '2026-12-02', time: '00:05' })
    assert.deepEqual(onClock(new Date('2026-12-01T03:45:00Z'), 'America/New_York'), { date: '2026-11-30', time: '22:45' })
  })
})
