import { Link } from 'react-router'
import type { Brand, VoiceRule } from '../../api/generated.ts'
import { PLATFORM_NAMES } from '../../parts/platforms.ts'
import { LINK } from '../../session/Doorway.tsx'
import { useMay } from '../../session/may.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Ago, Badge, Empty, Skeleton } from '../../ui/parts.tsx'
import { refused, told } from '../../ui/toast.ts'
import { useGetBrandsByIdVoiceRulesQuery, usePatchBrandsByIdVoiceRulesByRuleMutation } from './learned.ts'
import { useVoiceWords } from './voiceWords.ts'
import { useBrandWords } from './words.ts'

const STATES = ['proposed', 'accepted', 'dismissed'] as const

/** What people's changes suggest about the voice, each with the changes it comes from. */
export function LearnedRules({ brand }: { brand: Brand }) {
  const say = useVoiceWords()
  const query = useGetBrandsByIdVoiceRulesQuery({ id: brand.id })
  return (
    <div className="flex flex-col gap-5">
      <p className="max-w-prose text-soft">{say('rules_about')}</p>
      <Loaded query={query} loading={<Skeleton className="h-64" />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('rules_none')}>{say('rules_none_about')}</Empty>
          ) : (
            STATES.map((state) => {
              const of = items.filter((rule) => rule.state === state)
              if (!of.length && state !== 'proposed') return null
              return (
                <section key={state} aria-label={say(state)}>
                  <h2 className="mb-2 text-lg font-semibold">
                    {say(state)} <span className="font-normal text-soft tabular-nums">{of.length}</span>
                  </h2>
                  {of.length === 0 ? (
                    <p className="text-soft">{say('nobody')}</p>
                  ) : (
                    <ul className="divide-y divide-line rounded-lg border border-line bg-paper">
                      {of.map((rule) => (
                        <Rule key={rule.id} brandId={brand.id} rule={rule} />
                      ))}
                    </ul>
                  )}
                </section>
              )
            })
          )
        }
      </Loaded>
    </div>
  )
}

function Rule({ brandId, rule }: { brandId: string; rule: VoiceRule }) {
  const say = useVoiceWords()
  const brandSay = useBrandWords()
  const may = useMay()
  const [decide] = usePatchBrandsByIdVoiceRulesByRuleMutation()

  async function put(state: 'accepted' | 'dismissed') {
    const other = state === 'accepted' ? 'dismissed' : 'accepted'
    try {
      await decide({ id: brandId, rule: rule.id, voiceRuleDecision: { state } }).unwrap()
      told(say(`was_${state}`), {
        label: say(other === 'accepted' ? 'accept_instead' : 'dismiss_instead'),
        act: () => void put(other),
      })
    } catch (failure) {
      refused(failure, brandSay('failed'))
    }
  }
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <span lang="en" className="font-medium wrap-anywhere">
            {rule.sentence}
          </span>
          <Badge>{say(`kind_${rule.kind}`)}</Badge>
        </p>
        <details className="mt-1">
          <summary className="text-sm text-soft hover:text-ink">
            <span className="underline underline-offset-2">{say('from_changes', { count: rule.evidence.length })}</span>
          </summary>
          <ul className="mt-1.5 flex flex-col gap-1.5 border-l-2 border-line pl-3 text-sm">
            {rule.evidence.map(({ request_id, platform, version, quote }, i) => (
              <li key={i} className="wrap-anywhere">
                “{quote}”{' '}
                <Link className={LINK} to={`/requests/${request_id}`}>
                  {PLATFORM_NAMES[platform]}, {say('version', { n: version })}
                </Link>
              </li>
            ))}
          </ul>
        </details>
        <p className="mt-1 text-sm text-soft">
          <Ago at={rule.decided_at ?? rule.created_at} />
        </p>
      </div>
      {may('brands.write') && (
        <div className="flex gap-2">
          {rule.state !== 'accepted' && (
            <Button size="sm" look={rule.state === 'proposed' ? 'main' : 'plain'} onClick={() => void put('accepted')}>
              {say('accept')}
              <span className="sr-only">: {rule.sentence}</span>
            </Button>
          )}
          {rule.state !== 'dismissed' && (
            <Button size="sm" onClick={() => void put('dismissed')}>
              {say('dismiss')}
              <span className="sr-only">: {rule.sentence}</span>
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
