import { X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Input, Select } from '../../ui/field.tsx'
import { keyOf, type Person } from './levels.ts'
import type { People } from './people.ts'
import { usePolicyWords } from './policyWords.ts'

/** People to ask: members by name, clients by address. */
export function PeopleFields({
  label,
  hint,
  value,
  onChange,
  people,
  fault,
}: {
  label: string
  hint: string
  value: readonly Person[]
  onChange(to: Person[]): void
  people: People
  fault?: string | undefined
}) {
  const say = usePolicyWords()
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const named = new Set(value.map(keyOf))
  // A member who was typed in by address is the same person.
  const others = people.members.filter(({ user_id, email }) => !named.has(user_id) && !named.has(email.toLowerCase()))

  function add() {
    const address = email.trim()
    if (!/^\S+@\S+\.\S+$/.test(address)) return
    const member = people.members.find((one) => one.email.toLowerCase() === address.toLowerCase())
    const person = member
      ? { email: member.email, name: member.name, user_id: member.user_id }
      : { email: address, name: name.trim(), user_id: null }
    if (!named.has(keyOf(person))) onChange([...value, person])
    setEmail('')
    setName('')
  }
  const onEnter = (event: { key: string; preventDefault(): void }) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">{label}</legend>
      <p className="text-sm text-soft">{hint}</p>
      {fault && (
        <p role="alert" className="mt-1 text-sm font-medium text-bad">
          {fault}
        </p>
      )}
      {value.length === 0 ? (
        <p className="mt-1.5 text-soft">{say('nobody')}</p>
      ) : (
        <ul aria-label={label} className="mt-1.5 flex flex-wrap gap-1.5">
          {value.map((person) => (
            <li key={keyOf(person)} className="inline-flex max-w-full items-center rounded border border-line bg-sunk pl-2">
              <span className="wrap-anywhere" title={person.email || undefined}>
                {people.nameOf(person)}
                {person.name && !person.user_id && person.email && <span className="text-soft"> {person.email}</span>}
              </span>
              <button
                type="button"
                aria-label={say('remove_person', { name: people.nameOf(person) })}
                className="ml-0.5 grid size-7 shrink-0 place-items-center rounded hover:bg-hover"
                onClick={() => onChange(value.filter((one) => keyOf(one) !== keyOf(person)))}
              >
                <X className="size-3.5" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-2 grid items-end gap-2 sm:grid-cols-2 xl:grid-cols-[12rem_minmax(0,1fr)_minmax(0,1fr)_auto]">
        {others.length > 0 && (
          <Select
            label={say('add_member')}
            value=""
            options={[
              { value: '', label: say('choose_member') },
              ...others.map((one) => ({ value: one.user_id, label: one.name || one.email })),
            ]}
            onChange={(event) => {
              const member = others.find(({ user_id }) => user_id === event.target.value)
              if (member) onChange([...value, { email: member.email, name: member.name, user_id: member.user_id }])
            }}
          />
        )}
        <Input
          label={say('address')}
          type="email"
          autoComplete="off"
          maxLength={320}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          onKeyDown={onEnter}
        />
        <Input
          label={say('person_name')}
          autoComplete="off"
          maxLength={255}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={onEnter}
        />
        <Button aria-label={say('add_to', { label })} disabled={!email.trim()} onClick={add}>
          {say('add_address')}
        </Button>
      </div>
    </fieldset>
  )
}
