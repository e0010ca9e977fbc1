import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { usePostBrandsMutation } from '../../api/generated.ts'
import { issuesOf } from '../../api/problem.ts'
import { useAttempt } from '../../parts/useAttempt.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Input, Textarea } from '../../ui/field.tsx'
import { refused, told } from '../../ui/toast.ts'
import { useBrandWords } from './words.ts'

const EMPTY = { brand_name: '', brand_guidelines: '' }

/** A name and, if they are at hand, the guidelines; what was typed stays when the window is closed by mistake. */
export function AddBrand({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  const say = useBrandWords()
  const navigate = useNavigate()
  const [form, setForm] = useState(EMPTY)
  const [add, { isLoading, error }] = usePostBrandsMutation()
  const attempt = useAttempt()
  const issues = issuesOf(error)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const { data: brand, error: failure } = await attempt(form, (key) => add({ 'idempotency-key': key, newBrand: form }))
    if (!brand) {
      if (!Object.keys(issuesOf(failure)).length) refused(failure, say('failed'))
      return
    }
    setForm(EMPTY)
    told(say('made', { name: brand.brand_name }))
    await navigate(`/brands/${brand.id}?tab=guidelines`)
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={say('add')} about={say('add_about')}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <Input
          label={say('name')}
          hint={say('name_hint')}
          required
          maxLength={255}
          value={form.brand_name}
          fault={issues.brand_name}
          onChange={(event) => setForm({ ...form, brand_name: event.target.value })}
        />
        <Textarea
          label={say('guidelines')}
          hint={say('guidelines_hint')}
          maxLength={20_000}
          value={form.brand_guidelines}
          fault={issues.brand_guidelines}
          onChange={(event) => setForm({ ...form, brand_guidelines: event.target.value })}
        />
        <div className="flex justify-end">
          <Button look="main" type="submit" busy={isLoading}>
            {say('make')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
