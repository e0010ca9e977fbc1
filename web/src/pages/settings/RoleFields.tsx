import type { Role } from '../../../../domain/permissions.ts'
import { Select } from '../../ui/field.tsx'
import { words } from '../../words/words.ts'
import { BrandsOf } from './BrandsOf.tsx'
import { useRoleWords } from './roles.ts'

const useRoleFieldWords = words('roleFields', { en: { role: 'Role' }, id: { role: 'Peran' } })

/** A role, what it may do, and the brands it is limited to. */
export function RoleFields({
  role,
  brandIds,
  grants,
  onChange,
  faults,
}: {
  role: Role
  brandIds: string[] | null
  grants: readonly Role[]
  onChange(to: { role: Role; brandIds: string[] | null }): void
  faults: Record<string, string>
}) {
  const say = useRoleFieldWords()
  const name = useRoleWords()
  return (
    <>
      <Select
        label={say('role')}
        hint={name(`${role}_may`)}
        value={role}
        fault={faults.role ?? faults.brand_ids}
        options={grants.map((value) => ({ value, label: name(value) }))}
        onChange={(event) => onChange({ role: event.target.value as Role, brandIds })}
      />
      <BrandsOf of={role} value={brandIds} onChange={(to) => onChange({ role, brandIds: to })} />
    </>
  )
}
