import { useFormats } from '../../words/format.ts'
import { type LevelForm, numbersIn } from './levels.ts'
import type { People } from './people.ts'
import { type PolicySay, usePolicyWords } from './policyWords.ts'

/** Hours as people say them: in days where they are whole days and all hours count. */
function span(say: PolicySay, number: (n: number, most?: number) => string, hours: number, business: boolean): string {
  if (!business && hours >= 48 && hours % 24 === 0) return say('m_days', { count: hours / 24, n: number(hours / 24) })
  return say('m_hours', { count: hours, n: number(hours, 1) })
}

/** What one level means, in sentences. */
export function useLevelMeaning(people: People): (level: LevelForm) => string[] {
  const say = usePolicyWords()
  const { list, number } = useFormats()
  return (level) => {
    const business = level.hours === 'business'
    const total = level.approvers.length
    if (!total) return [say('m_nobody')]
    const who = list(level.approvers.map(people.nameOf))
    const backups = level.backup.length ? list(level.backup.map(people.nameOf)) : say('m_backup')
    const count = Number(level.count)
    const all = level.needs === 'all' || (level.needs === 'some' && count >= total)
    const any = level.needs === 'any' || (level.needs === 'some' && count <= 1)
    const reminders = numbersIn(level.remind)
      .filter((hours) => hours > 0)
      .sort((a, b) => b - a)
    const escalate = level.escalate.trim() === '' ? 0 : Number(level.escalate)
    return [
      total === 1
        ? say('m_single', { who })
        : any
          ? say('m_any', { who })
          : all
            ? say('m_all', { who })
            : say('m_some', { count: number(count), total: number(total), who }),
      say(business ? 'm_due_business' : 'm_due_calendar', { time: span(say, number, Number(level.due) || 0, business) }),
      reminders.length
        ? say('m_reminders', { times: list(reminders.map((hours) => span(say, number, hours, business))) })
        : say('m_no_reminder'),
      ...(escalate > 0 ? [say('m_escalate', { time: span(say, number, escalate, business), who: backups })] : []),
      say(`m_${level.on_deadline}`, { who: backups }),
      ...(level.code_by_mail ? [say('m_code')] : []),
    ]
  }
}

/** What a policy means, as somebody would tell it; it follows what is typed. */
export function Meaning({ levels, people, scope }: { levels: readonly LevelForm[]; people: People; scope: string }) {
  const say = usePolicyWords()
  const meaning = useLevelMeaning(people)
  return (
    <div className="flex flex-col gap-2.5">
      {levels.map((level, i) => (
        <div key={level.key}>
          <p className="text-sm text-soft">
            {say(levels.length === 1 ? 'm_only' : i === 0 ? 'm_first' : 'm_then')}
            {level.name && <span className="font-medium text-ink"> {level.name}</span>}
          </p>
          <ul className="mt-0.5 list-disc pl-4">
            {meaning(level).map((sentence) => (
              <li key={sentence} className="wrap-anywhere">
                {sentence}
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p className="text-soft wrap-anywhere">{scope}</p>
    </div>
  )
}
