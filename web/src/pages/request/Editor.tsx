import { Wand2 } from 'lucide-react'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import type { Content } from '../../../../domain/content.ts'
import { violations } from '../../../../domain/platforms/index.ts'
import { type Draft, type Request, usePostContentRequestsByIdDraftsByPlatformVersionsMutation } from '../../api/generated.ts'
import { problemOf } from '../../api/problem.ts'
import { useAttempt } from '../../parts/useAttempt.ts'
import { useLeaving } from '../../parts/useLeaving.ts'
import { useStored } from '../../parts/useStored.ts'
import { Button } from '../../ui/button.tsx'
import { Input } from '../../ui/field.tsx'
import { Note } from '../../ui/parts.tsx'
import { refused, told } from '../../ui/toast.ts'
import { ContentFields } from './ContentFields.tsx'
import { Counters } from './Counters.tsx'
import { countersOf } from './counters.ts'
import { Findings } from './Findings.tsx'
import { fixOf } from './fixes.ts'
import { useCheckOptions } from './house.ts'
import { Preview } from './previews/Preview.tsx'
import { useEditWords, useRequestWords } from './words.ts'

/** A draft edited by hand: checked as one types by the validator that the agents and the API use, and shown as it would look. */
export function Editor({ request, draft, onSaved }: { request: Request; draft: Draft; onSaved(): void }) {
  const say = useEditWords()
  const general = useRequestWords()
  const { platform, content_type: contentType, version } = draft
  const original = draft.content_data as Content
  const name = `edit/${request.id}/${platform}`
  const [kept, keep] = useStored<{ base: number; content: Content } | null>(name, null)
  const content = kept?.content ?? original
  const dirty = kept !== null && JSON.stringify(kept.content) !== JSON.stringify(original)
  const [note, setNote] = useState('')
  const [save, { isLoading, error }] = usePostContentRequestsByIdDraftsByPlatformVersionsMutation()
  const attempt = useAttempt()
  const titleId = useId()

  const options = useCheckOptions(request.disclosure)
  const checked = useDeferredValue(content)
  const findings = useMemo(
    () => (options ? violations({ platform, contentType, content: checked }, 'approval', options) : undefined),
    [options, platform, contentType, checked],
  )
  const counters = useMemo(
    () => countersOf(platform, contentType, content, options ?? { disclosure: request.disclosure }),
    [platform, contentType, content, options, request.disclosure],
  )
  // The API refuses these; it is told before it is sent.
  const blocked = findings?.some(({ severity, stage }) => severity === 'BLOCK' && stage === 'draft') ?? false
  const change = (to: Content) => keep({ base: kept?.base ?? version, content: to })

  useLeaving(dirty, say('unsaved'))

  async function submit(base: number) {
    const draftEdit = { base_version: base, content_data: content, note }
    const done = await attempt(draftEdit, (key) => save({ id: request.id, platform, 'idempotency-key': key, draftEdit }))
    if (!done.data) {
      if (problemOf(done.error)?.code !== 'conflict') refused(done.error, general('failed_act'))
      return
    }
    keep(undefined)
    told(say('saved', { n: done.data.version }))
    onSaved()
  }
  const stale = kept !== null && kept.base !== version
  return (
    <div className="grid items-start gap-6 xl:grid-cols-2">
      <div className="flex flex-col gap-4">
        {(stale || problemOf(error)?.code === 'conflict') && (
          <Note tone="warn" role="alert">
            {stale ? say('conflict', { n: version }) : problemOf(error)?.detail}
          </Note>
        )}
        <ContentFields content={content} onChange={change} />
        <div className="sticky bottom-0 -mx-4 flex flex-col gap-3 border-t border-line bg-back px-4 py-3">
          <Counters of={counters} />
          <section aria-labelledby={titleId}>
            <h4 id={titleId} className="text-sm text-soft">
              {say('checking')}
            </h4>
            <div aria-live="polite" className="max-h-44 overflow-y-auto">
              {findings && findings.length === 0 && <p className="py-1 text-good">{say('clean')}</p>}
              {findings && options && findings.length > 0 && (
                <Findings
                  of={findings}
                  action={(finding) => {
                    const fixed = fixOf({ platform, contentType, content }, finding, options, request.language)
                    return (
                      fixed && (
                        <Button size="sm" onClick={() => change(fixed)}>
                          <Wand2 className="size-3.5" aria-hidden="true" />
                          {say('fix')}
                        </Button>
                      )
                    )
                  }}
                />
              )}
            </div>
          </section>
          {dirty && <Input label={say('note')} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />}
          {blocked && <p className="text-sm font-medium text-bad">{say('blocked')}</p>}
          <div className="flex flex-wrap justify-end gap-2">
            <Button disabled={!kept || isLoading} onClick={() => keep(undefined)}>
              {say('reset')}
            </Button>
            <Button look="main" disabled={!dirty || blocked} busy={isLoading} onClick={() => void submit(version)}>
              {say('save', { n: version + 1 })}
            </Button>
          </div>
        </div>
      </div>
      <div className="xl:sticky xl:top-4">
        <Preview
          platform={platform}
          contentType={contentType}
          content={content}
          brand={request.brand.name}
          images={dirty ? [] : draft.images}
        />
      </div>
    </div>
  )
}
