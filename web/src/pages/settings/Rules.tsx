import { ExternalLink } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { PLATFORMS } from '../../../../domain/words.ts'
import { type Rule, useDeleteRulesByRuleOverrideMutation, useGetRulesQuery } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { useAllowed, useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Input, Select } from '../../ui/field.tsx'
import { Loaded, NotAllowed } from '../../ui/loaded.tsx'
import { Badge, Page, Skeleton, type Tone } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { refused, told } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { useTradeWords } from '../../words/trade.ts'
import { DeniedLists } from './DeniedLists.tsx'
import { OverrideRule } from './OverrideRule.tsx'
import { useRuleWords } from './ruleWords.ts'

const TONES: Record<Rule['severity'], Tone> = { BLOCK: 'bad', WARN: 'warn', INFO: 'neutral' }
const VIEWS = ['rules', 'denied'] as const

/** The rules that drafts are held to, where they come from, and what the organization decided about them. */
export function Rules() {
  const say = useRuleWords()
  const allowed = useAllowed('rules.read')
  const [search, setSearch] = useSearchParams()
  const view = VIEWS.find((one) => one === search.get('view')) ?? 'rules'
  if (allowed === false)
    return (
      <Page title={say('title')}>
        <NotAllowed />
      </Page>
    )
  return (
    <Page title={say('title')} about={say('about')} wide>
      <Tabs
        label={say('title')}
        value={view}
        onChange={(to) => setSearch(to === 'rules' ? {} : { view: to })}
        tabs={[
          { value: 'rules', label: say('rules'), content: allowed ? <InForce /> : null },
          { value: 'denied', label: say('denied'), content: allowed ? <DeniedLists /> : null },
        ]}
      />
    </Page>
  )
}

function InForce() {
  const say = useRuleWords()
  const trade = useTradeWords()
  const may = useMay()
  const { number, date } = useFormats()
  const [search, setSearch] = useSearchParams()
  const platform = PLATFORMS.find((one) => one === search.get('platform')) ?? 'instagram'
  const [words, setWords] = useState('')
  const [changing, setChanging] = useState<Rule>()
  const [lift] = useDeleteRulesByRuleOverrideMutation()
  const query = useGetRulesQuery({})
  const shown = useMemo(() => {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
    return (query.data?.items ?? []).filter(
      (rule) =>
        rule.platform === platform && wanted.every((word) => `${rule.id} ${rule.source} ${rule.severity}`.toLowerCase().includes(word)),
    )
  }, [query.data, platform, words])
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-3">
        <Select
          label={say('platform')}
          className="w-44"
          value={platform}
          options={PLATFORMS.map((value) => ({ value, label: PLATFORM_NAMES[value] }))}
          onChange={(event) => setSearch({ platform: event.target.value }, { replace: true })}
        />
        <Input
          label={say('search')}
          type="search"
          className="min-w-52 flex-1"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <Loaded query={query} loading={<Skeleton className="h-96" />}>
        {() =>
          shown.length === 0 ? (
            <p className="text-soft">{say('none')}</p>
          ) : (
            <Table
              label={say('rules')}
              head={[say('rule'), say('severity'), { label: say('limit'), right: true }, say('since'), say('source'), say('decided')]}
            >
              {shown.map((rule) => {
                const { override } = rule
                return (
                  <tr key={rule.id}>
                    <Cell>
                      <p className="font-medium">{nameOf(rule.id)}</p>
                      <p className="text-sm text-soft">
                        {rule.content_types.length ? rule.content_types.map((type) => trade(type as 'post')).join(', ') : say('all_types')};{' '}
                        {say(rule.stage)}
                      </p>
                    </Cell>
                    <Cell>
                      <Badge tone={TONES[rule.severity]}>{trade(rule.severity)}</Badge>
                    </Cell>
                    <Cell right>{rule.limit === null ? '–' : number(rule.limit)}</Cell>
                    <Cell className="whitespace-nowrap">{date(`${rule.effective_from}T12:00:00Z`)}</Cell>
                    <Cell className="max-w-72 text-sm">
                      <Source of={rule.source} />
                      <p className="text-soft">{say(`sure_${rule.confidence}`)}</p>
                    </Cell>
                    <Cell className="min-w-52">
                      {override ? (
                        <>
                          <p>
                            {override.severity === 'off'
                              ? say('off')
                              : [
                                  override.severity && trade(override.severity),
                                  override.limit !== null && say('limit_of', { n: number(override.limit) }),
                                ]
                                  .filter(Boolean)
                                  .join(', ')}
                          </p>
                          {override.reason && <p className="text-sm text-soft wrap-anywhere">“{override.reason}”</p>}
                        </>
                      ) : (
                        <span className="text-soft">{say(rule.may_override ? 'as_is' : 'fixed')}</span>
                      )}
                      {rule.may_override && may('rules.write') && (
                        <span className="mt-1 flex gap-2">
                          <Button size="sm" aria-label={`${say('change')}: ${nameOf(rule.id)}`} onClick={() => setChanging(rule)}>
                            {say('change')}
                          </Button>
                          {override && (
                            <Button
                              size="sm"
                              aria-label={`${say('lift')}: ${nameOf(rule.id)}`}
                              onClick={() =>
                                void lift({ rule: rule.id })
                                  .unwrap()
                                  .then(
                                    () => told(say('lifted')),
                                    (failure: unknown) => refused(failure, say('failed')),
                                  )
                              }
                            >
                              {say('lift')}
                            </Button>
                          )}
                        </span>
                      )}
                    </Cell>
                  </tr>
                )
              })}
            </Table>
          )
        }
      </Loaded>
      {changing && <OverrideRule rule={changing} name={nameOf(changing.id)} close={() => setChanging(undefined)} />}
    </>
  )
}

/** `instagram.caption_length` as a person reads it. */
const nameOf = (id: string) => {
  const words = id.split('.').slice(1).join(' ').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function Source({ of }: { of: string }) {
  const url = /https?:\/\/\S+/.exec(of)?.[0]
  if (!url)
    return (
      <p lang="en" className="wrap-anywhere">
        {of}
      </p>
    )
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      lang="en"
      className="inline-flex items-start gap-1 text-accent underline underline-offset-2 wrap-anywhere"
    >
      {of.replace(url, '').trim() || new URL(url).hostname}
      <ExternalLink className="mt-1 size-3 shrink-0" aria-hidden="true" />
    </a>
  )
}
