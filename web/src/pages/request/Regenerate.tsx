import { RefreshCw } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type Draft, type Request, usePostContentRequestsByIdDraftsByPlatformRegenerateMutation } from '../../api/generated.ts'
import { problemOf } from '../../api/problem.ts'
import { useAttempt } from '../../parts/useAttempt.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Textarea } from '../../ui/field.tsx'
import { told } from '../../ui/toast.ts'
import { useEditWords, useRequestWords } from './words.ts'

/** Asks the agents for another version of one draft, by an instruction. */
export function Regenerate({ request, draft, disabled }: { request: Request; draft: Draft; disabled: boolean }) {
  const say = useEditWords()
  const general = useRequestWords()
  const [open, setOpen] = useState(false)
  const [instruction, setInstruction] = useState('')
  const [ask, { isLoading, error, reset }] = usePostContentRequestsByIdDraftsByPlatformRegenerateMutation()
  const attempt = useAttempt()
  const { platform, version, findings } = draft
  const toMend = findings.filter(({ severity, stage }) => severity !== 'INFO' && stage !== 'export').map(({ message }) => message)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const regenerate = { base_version: version, instruction }
    const done = await attempt(regenerate, (key) => ask({ id: request.id, platform, 'idempotency-key': key, regenerate }))
    if (!done.data) return
    setOpen(false)
    setInstruction('')
    told(say('asked', { n: done.data.version, count: done.data.left }))
  }
  return (
    <>
      <Button
        size="sm"
        disabled={disabled}
        onClick={() => {
          reset()
          setOpen(true)
        }}
      >
        <RefreshCw className="size-3.5" aria-hidden="true" />
        {say('regenerate')}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={say('regenerate_title')} about={say('regenerate_about', { n: version })}>
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <Textarea
            label={say('instruction')}
            hint={say('instruction_hint')}
            required
            maxLength={1000}
            value={instruction}
            onChange={(event) => setInstruction(event.target.value)}
            fault={error && (problemOf(error)?.detail ?? general('failed_act'))}
          />
          <div className="flex flex-wrap justify-end gap-2">
            {toMend.length > 0 && (
              <Button className="mr-auto" onClick={() => setInstruction(toMend.join('\n').slice(0, 1000))}>
                {say('mend')}
              </Button>
            )}
            <Button look="main" type="submit" busy={isLoading} disabled={!instruction.trim()}>
              {say('ask', { n: version + 1 })}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}
