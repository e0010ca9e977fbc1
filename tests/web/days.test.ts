import assert from 'node:assert/strict'
import { addDays, addMonths, daysOf, momentAt, mondayOf } from '../../web/src/pages/calendar/days.ts'
import { localTime } from '../../web/src/pages/calendar/localTime.ts'
import { csvOf } from '../../web/src/pages/usage/csv.ts'

describe("the calendar's days", () => {
  it('are whole weeks from Monday, and all of the month', () => {
    const days = daysOf('month', '2026-11-25')
    assert.deepEqual([days[0], days.at(-1), days.length], ['2026-10-26', '2026-12-06', 42])
    assert.deepEqual(daysOf('month', '2027-02-10').length, 28, 'a February that begins on a Monday takes four weeks')
    assert.deepEqual(
      daysOf('week', '2026-11-29'),
      [23, 24, 25, 26, 27, 28, 29].map((day) => `2026-11-${day}`),
    )
    assert.equal(mondayOf('2026-11-23'), '2026-11-23')
  })

  it('go on over the ends of months and years', () => {
    assert.equal(addDays('2026-12-31', 1), '2027-01-01')
    assert.equal(addMonths('2027-01-31', -1), '2026-12-01')
    assert.equal(addMonths('2026-12-15', 1), '2027-01-01')
  })

  it("are moments of the organization's clock, whatever the reader's is", () => {
    assert.equal(momentAt('2026-12-01', '09:30', 'Asia/Jakarta'), '2026-12-01T02:30:00.000Z')
    assert.equal(momentAt('2026-07-01', '09:30', 'Europe/Berlin'), '2026-07-01T07:30:00.000Z')
    assert.equal(momentAt('2026-12-01', '09:30', 'Europe/Berlin'), '2026-12-01T08:30:00.000Z')
    for (const zone of ['Asia/Jakarta', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC'])
      for (const day of ['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01', '2026-12-31'])
        assert.equal(localTime(momentAt(day, '18:15', zone), zone), `${day}T18:15`, `${day} in ${zone}`)
  })

  it('that skip an hour give the moment after it', () => {
    assert.equal(momentAt('2026-03-29', '02:30', 'Europe/Berlin'), '2026-03-29T01:30:00.000Z')
  })
})

describe('a table as CSV', () => {
  it('quotes what would break it, and keeps a formula from being one', () => {
    assert.equal(
      csvOf(
        ['brand', 'cost'],
        [
          ['=HYPERLINK("http://evil")', 1.5],
          ['A, "B"', -2],
        ],
      ),
      'brand,cost\r\n"\'=HYPERLINK(""http://evil"")",1.5\r\n"A, ""B""",-2',
    )
  })
})
