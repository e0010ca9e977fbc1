import { ExternalLink } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { PLATFORMS } from '../../../../domain/words.ts'
import {
  type Rule,
  useDeleteRulesByRuleOverrideMutation,
  useGetRulesQuery,
  usePutRulesByRuleOverrideMutation,
} from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { useAllowed, useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Input, Select } from '../../ui/field.tsx'
import { Loaded, NotAllowedPage } from '../../ui/loaded.tsx'
import { Ago, Badge, Empty, Page, Skeleton, type Tone } from '../../ui/parts.tsx'
import { Cell, Table } from '../../ui/table.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { refused, told } from '../../ui/toast.ts'
import { useFormats } from '../../words/format.ts'
import { useTradeWords } from '../../words/trade.ts'
import { DeniedLists } from './DeniedLists.tsx'
import { OverrideRule } from './OverrideRule.tsx'
import { useRuleName } from './ruleNames.ts'
import { useRuleWords } from './ruleWords.ts'
import { useWho } from './who.ts'

const TONES: Record<Rule['severity'], Tone> = { BLOCK: 'bad', WARN: 'warn', INFO: 'neutral' }
const SHOWN = ['BLOCK', 'WARN', 'INFO', 'own'] as const
const VIEWS = ['rules', 'denied'] as const

/** The rules that drafts are held to, where they come from, and what the organization decided about them. */
export function Rules() {
  const say = useRuleWords()
  const allowed = useAllowed('rules.read')
  const [search, setSearch] = useSearchParams()
  const view = VIEWS.find((one) => one === search.get('view')) ?? 'rules'
  if (allowed === false) return <NotAllowedPage title={say('title')} />
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
  const severity = SHOWN.find((one) => one === search.get('severity')) ?? ''
  const words = search.get('q') ?? ''
  const set = (key: string, value: string) =>
    setSearch(
      (before) => {
        if (value) before.set(key, value)
        else before.delete(key)
        return before
      },
      { replace: true },
    )
  const [changing, setChanging] = useState<Rule>()
  const nameOf = useRuleName()
  const { who } = useWho()
  const query = useGetRulesQuery({})
  const shown = useMemo(() => {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
    return (query.data?.items ?? []).filter(
      (rule) =>
        rule.platform === platform &&
        (severity === '' || (severity === 'own' ? rule.override !== null : rule.severity === severity)) &&
        wanted.every((word) => `${rule.id} ${nameOf(rule.id)} ${rule.source}`.toLowerCase().includes(word)),
    )
  }, [query.data, platform, severity, words, nameOf])
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-3">
        <Select
          label={say('platform')}
          className="w-44"
          value={platform}
          options={PLATFORMS.map((value) => ({ value, label: PLATFORM_NAMES[value] }))}
          onChange={(event) => set('platform', event.target.value)}
        />
        <Select
          label={say('severity')}
          className="w-44"
          value={severity}
          options={[
            { value: '', label: say('any') },
            ...(['BLOCK', 'WARN', 'INFO'] as const).map((value) => ({ value, label: trade(value) })),
            { value: 'own', label: say('own') },
          ]}
          onChange={(event) => set('severity', event.target.value)}
        />
        <Input
          label={say('search')}
          type="search"
          className="min-w-52 flex-1"
          value={words}
          onChange={(event) => set('q', event.target.value)}
        />
      </div>
      <Loaded query={query} loading={<Skeleton className="h-96" />}>
        {() =>
          shown.length === 0 ? (
            <Empty title={say('none')}>{say('none_about')}</Empty>
          ) : (
            <Table
              label={say('rules')}
              head={[say('rule'), say('severity'), { label: say('limit'), right: true }, say('since'), say('source'), say('decided')]}
            >
              {shown.map((rule) => {
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
                      <Decided
                        who={who}
                        rule={rule}
                        name={nameOf(rule.id)}
                        change={may('rules.write') ? () => setChanging(rule) : undefined}
                      />
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

/** What the organization made of a rule, and making something else of it. */
function Decided({ rule, name, who, change }: { rule: Rule; name: string; who(actor: string): string; change: (() => void) | undefined }) {
  const say = useRuleWords()
  const trade = useTradeWords()
  const { number } = useFormats()
  const [lift, { isLoading }] = useDeleteRulesByRuleOverrideMutation()
  const [put] = usePutRulesByRuleOverrideMutation()
  const { override } = rule
  async function back() {
    if (!override) return
    const { limit, severity, reason } = override
    try {
      await lift({ rule: rule.id }).unwrap()
      told(say('lifted'), {
        label: say('undo'),
        act: () =>
          void put({ rule: rule.id, newRuleOverride: { ...(limit !== null && { limit }), ...(severity && { severity }), reason } })
            .unwrap()
            .catch((failure: unknown) => refused(failure, say('failed'))),
      })
    } catch (failure) {
      refused(failure, say('failed'))
    }
  }
  return (
    <>
      {override ? (
        <>
          <p className="font-medium">
            {override.severity === 'off'
              ? say('off')
              : [override.severity && trade(override.severity), override.limit !== null && say('limit_of', { n: number(override.limit) })]
                  .filter(Boolean)
                  .join(', ')}
          </p>
          <p className="text-sm wrap-anywhere">“{override.reason}”</p>
          <p className="text-sm text-soft">
            {who(override.set_by)}, <Ago at={override.set_at} />
          </p>
        </>
      ) : (
        <span className="text-soft">{say(rule.may_override ? 'as_is' : 'fixed')}</span>
      )}
      {rule.may_override && change && (
        <span className="mt-1 flex gap-2">
          <Button size="sm" aria-label={`${say('change')}: ${name}`} onClick={change}>
            {say('change')}
          </Button>
          {override && (
            <Button size="sm" busy={isLoading} aria-label={`${say('lift')}: ${name}`} onClick={() => void back()}>
              {say('lift')}
            </Button>
          )}
        </span>
      )}
    </>
  )
}

/** Sites that a source names without writing out their whole address; help pages by their number too. */
const SITE =
  /(?:https?:\/\/)?(?:[a-z0-9-]+\.)+(?:com|gov|org|net|io|ai|me|de|dev|in|wiki|it)\b(?:\/[^\s;,)(]*)?(?:(?<=help\.instagram\.com) (\d{9,}))?/

/** Where a rule comes from, with a link where it names a page. */
function Source({ of }: { of: string }) {
  const say = useRuleWords()
  const [found, help] = SITE.exec(of) ?? []
  if (!found)
    return (
      <p lang="en" className="wrap-anywhere">
        {of}
      </p>
    )
  const url = found.replace(/ \d+$/, help ? `/${help}` : '')
  const [before, after] = [of.slice(0, of.indexOf(found)), of.slice(of.indexOf(found) + found.length)]
  return (
    <p lang="en" className="wrap-anywhere">
      {before}
      <a
        href={url.startsWith('http') ? url : `https://${url}`}
        target="_blank"
        rel="noreferrer"
        title={say('elsewhere')}
        className="text-accent underline underline-offset-2"
      >
        {found}
        <ExternalLink className="ml-0.5 inline size-3" aria-hidden="true" />
      </a>
      {after}
    </p>
  )
}
