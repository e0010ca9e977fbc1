import assert from 'node:assert/strict'
import { holidaysOf, withoutHolidays } from '../../adapters/holidays.ts'
import {
  addBusinessHours,
  businessHoursBetween,
  isBusinessTime,
  isQuiet,
  type LevelTimes,
  planOf,
  reminderMoment,
  type WorkCalendar,
} from '../../domain/calendar.ts'

const WEEK: WorkCalendar = {
  timeZone: 'Europe/Berlin',
  businessDays: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '17:00',
  quietHours: { from: '20:00', to: '08:00' },
  holidays: [],
}
const at = (iso: string) => new Date(iso)
const iso = (date: Date | null) => date?.toISOString() ?? null
const level = (times: Partial<LevelTimes>): LevelTimes => ({
  due_in_hours: 72,
  hours: 'calendar',
  remind_before_hours: [],
  escalate_before_hours: null,
  ...times,
})

describe('an organization’s calendar', () => {
  const cases: [string, string, number, string, Partial<WorkCalendar>?][] = [
    ['within a day', '2026-11-25T09:00:00Z', 4, '2026-11-25T13:00:00.000Z'],
    ['over the night: Berlin closes at 16:00 UTC', '2026-11-25T15:00:00Z', 2, '2026-11-26T09:00:00.000Z'],
    ['over a weekend', '2026-11-27T15:00:00Z', 2, '2026-11-30T09:00:00.000Z'],
    ['from the middle of a weekend', '2026-11-28T12:00:00Z', 1, '2026-11-30T09:00:00.000Z'],
    ['over a holiday', '2026-11-26T15:00:00Z', 2, '2026-11-30T09:00:00.000Z', { holidays: ['2026-11-27'] }],
    ['over the clock change of spring', '2026-03-27T15:00:00Z', 2, '2026-03-30T08:00:00.000Z'],
    ['over the clock change of autumn', '2026-10-23T14:00:00Z', 2, '2026-10-26T09:00:00.000Z'],
    ['over a year’s end', '2026-12-31T15:00:00Z', 2, '2027-01-04T09:00:00.000Z', { holidays: ['2027-01-01'] }],
    ['in a zone of half hours', '2026-11-25T10:00:00Z', 2, '2026-11-26T04:00:00.000Z', { timeZone: 'Asia/Kolkata' }],
    [
      'in a week from Sunday to Thursday',
      '2026-11-26T12:00:00Z',
      3,
      '2026-11-29T07:00:00.000Z',
      { timeZone: 'Asia/Riyadh', businessDays: [7, 1, 2, 3, 4] },
    ],
    ['in Jakarta', '2026-11-27T09:00:00Z', 2, '2026-11-30T03:00:00.000Z', { timeZone: 'Asia/Jakarta' }],
  ]
  for (const [what, from, hours, expected, other] of cases)
    it(`counts working hours ${what}`, () => {
      assert.equal(iso(addBusinessHours(at(from), hours, { ...WEEK, ...other })), expected)
    })

  it('gives the hours back that it added, in every zone and from every moment, and ends in working time', () => {
    for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Asia/Jakarta', 'Pacific/Auckland', 'UTC'])
      for (let i = 0; i < 60; i++) {
        const from = new Date(Date.UTC(2026, 0, 1) + i * 149 * 3_600_000 + i * 61_000)
        const calendar = { ...WEEK, timeZone, holidays: ['2026-05-01', '2026-12-25'] }
        const hours = 1 + (i % 37)
        const due = addBusinessHours(from, hours, calendar)
        assert.ok(Math.abs(businessHoursBetween(from, due, calendar) - hours) < 1e-9, `${timeZone} ${from.toISOString()} + ${hours}`)
        assert.ok(isBusinessTime(new Date(due.getTime() - 1), calendar), `${timeZone} ${due.toISOString()}`)
      }
  })

  it('is quiet at night, on days without work and on holidays', () => {
    assert.equal(isQuiet(at('2026-11-25T22:00:00Z'), WEEK), true)
    assert.equal(isQuiet(at('2026-11-25T12:00:00Z'), WEEK), false)
    assert.equal(isQuiet(at('2026-11-28T12:00:00Z'), WEEK), true)
    assert.equal(isQuiet(at('2026-11-25T12:00:00Z'), { ...WEEK, holidays: ['2026-11-25'] }), true)
    assert.equal(isQuiet(at('2026-11-25T12:00:00Z'), { ...WEEK, quietHours: { from: '12:00', to: '14:00' } }), true)
  })

  describe('moves a reminder', () => {
    const within = { notBefore: at('2026-11-25T09:00:00Z'), notAfter: at('2026-12-05T12:00:00Z') }
    it('nowhere when people work then', () => {
      assert.equal(iso(reminderMoment(at('2026-11-26T10:00:00Z'), WEEK, within)), '2026-11-26T10:00:00.000Z')
    })
    it('from the night to the morning, and from a weekend to Monday', () => {
      assert.equal(iso(reminderMoment(at('2026-11-26T02:00:00Z'), WEEK, within)), '2026-11-26T08:00:00.000Z')
      assert.equal(iso(reminderMoment(at('2026-11-28T10:00:00Z'), WEEK, within)), '2026-11-30T08:00:00.000Z')
    })
    it('back to the last working time when the next one comes too late', () => {
      const early = { ...within, notAfter: at('2026-11-30T08:30:00Z') }
      assert.equal(iso(reminderMoment(at('2026-11-29T10:00:00Z'), WEEK, early)), '2026-11-27T15:30:00.000Z')
    })
    it('away when there is no good moment at all', () => {
      const weekend = { notBefore: at('2026-11-28T09:00:00Z'), notAfter: at('2026-11-29T09:00:00Z') }
      assert.equal(reminderMoment(at('2026-11-28T20:00:00Z'), WEEK, weekend), null)
    })
    it('out of quiet hours that lie within working hours', () => {
      const siesta = { ...WEEK, quietHours: { from: '12:00', to: '14:00' } }
      assert.equal(iso(reminderMoment(at('2026-11-26T11:30:00Z'), siesta, within)), '2026-11-26T13:00:00.000Z')
    })
  })

  it('plans a level: reminders in working time, one of two that meet, then the escalation, then the deadline', () => {
    // Friday 10:00 in Berlin; due on Monday 10:00.
    const { dueAt, steps } = planOf(
      level({ remind_before_hours: [48, 24, 1], escalate_before_hours: 12 }),
      at('2026-11-27T09:00:00Z'),
      WEEK,
    )
    assert.equal(iso(dueAt), '2026-11-30T09:00:00.000Z')
    assert.deepEqual(
      steps.map((step) => [step.kind, iso(step.at), step.hoursLeft]),
      [
        ['remind', '2026-11-30T08:00:00.000Z', 1],
        ['escalate', '2026-11-30T08:00:00.000Z', 1],
        ['deadline', '2026-11-30T09:00:00.000Z', 0],
      ],
    )
  })

  it('plans no reminder of before the review began', () => {
    const { steps } = planOf(level({ due_in_hours: 2, remind_before_hours: [24] }), at('2026-11-25T09:00:00Z'), WEEK)
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      ['deadline'],
    )
  })
})

describe('holidays', () => {
  it('come from the tables of countries and regions, and are local dates', async () => {
    const days = await holidaysOf(['ID', 'DE-BY'], at('2026-11-25T00:00:00Z'))
    for (const day of ['2026-08-17', '2026-12-25', '2027-01-06']) assert.ok(days.includes(day), day)
    assert.ok(!(await holidaysOf(['DE'], at('2026-11-25T00:00:00Z'))).includes('2027-01-06'), 'Epiphany is Bavaria’s')
    assert.deepEqual(await withoutHolidays(['ID', 'DE-BY', 'XX', 'DE-QQ']), ['XX', 'DE-QQ'])
  })
})
