import type { ReactNode } from 'react'
import { type Brand, useGetBrandsByIdVoiceQuery, type VoiceProfile } from '../../api/generated.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Badge, Card, Note, Skeleton } from '../../ui/parts.tsx'
import { useFormats } from '../../words/format.ts'
import { type Counted, Signs } from './Signs.tsx'
import { VoiceCheck } from './VoiceCheck.tsx'
import { useVoiceWords } from './voiceWords.ts'
import { useBrandWords } from './words.ts'

/** How the brand in fact writes, beside how it says it does; and a box to try a text in. */
export function Voice({ brand }: { brand: Brand }) {
  const query = useGetBrandsByIdVoiceQuery({ id: brand.id })
  return (
    <div className="flex flex-col gap-5">
      <VoiceCheck brandId={brand.id} />
      <Loaded query={query} loading={<Skeleton className="h-112" />}>
        {(profile) => <Profile brand={brand} profile={profile} />}
      </Loaded>
    </div>
  )
}

function Profile({ brand, profile }: { brand: Brand; profile: VoiceProfile }) {
  const say = useVoiceWords()
  const brandSay = useBrandWords()
  const { number, list } = useFormats()
  const { texts, enough, voice } = profile
  const stated = brand.brand_voice
  const { person = 'we', formality = 'neutral', emoji = 'some' } = stated
  const words = (of: readonly string[] | undefined) => (of?.length ? of.join(', ') : say('unstated'))
  const marks: Counted[] = (['exclamations', 'questions', 'ellipses', 'dashes'] as const).map((name) => ({
    name: say(name),
    ...profile.punctuation[name],
  }))
  return (
    <Card title={say('profile')}>
      <p className="text-soft">{say('read_from', { samples: texts.samples, drafts: texts.approved_drafts, words: number(texts.words) })}</p>
      {!enough && (
        <div className="mt-3">
          <Note
            actions={
              <ButtonLink size="sm" to="?tab=samples">
                {say('add_samples')}
              </ButtonLink>
            }
          >
            <p className="font-medium text-ink">{say('not_enough')}</p>
            <p>{say('not_enough_about')}</p>
          </Note>
        </div>
      )}
      <ul className="mt-3 divide-y divide-line border-t border-line">
        <Trait
          name={say('person')}
          states={brandSay(`person_${person}`)}
          shows={profile.person.value && brandSay(`person_${profile.person.value}`)}
          held={brandSay(`person_${voice.person ?? person}`)}
          differs={profile.person.value !== null && profile.person.value !== person}
        >
          <Signs
            of={[
              { name: say('we'), ...profile.person.signs.we },
              { name: say('I'), ...profile.person.signs.I },
            ]}
          />
        </Trait>
        <Trait
          name={say('formality')}
          states={brandSay(`formality_${formality}`)}
          shows={profile.formality.value && brandSay(`formality_${profile.formality.value}`)}
          held={brandSay(`formality_${voice.formality ?? formality}`)}
          differs={profile.formality.value !== null && profile.formality.value !== formality}
        >
          <Signs
            of={[
              { name: say('casual'), ...profile.formality.signs.casual },
              { name: say('formal'), ...profile.formality.signs.formal },
            ]}
          />
        </Trait>
        <Trait
          name={say('emoji')}
          states={brandSay(`emoji_${emoji}`)}
          shows={profile.emoji.value && brandSay(`emoji_${profile.emoji.value}`)}
          held={brandSay(`emoji_${voice.emoji ?? emoji}`)}
          differs={profile.emoji.value !== null && profile.emoji.value !== emoji}
        >
          <p className="tabular-nums">{say('a_text', { n: number(profile.emoji.a_text, 1) })}</p>
          {profile.emoji.favourites.length > 0 && (
            <p className="text-soft">{say('favourite_emoji', { list: profile.emoji.favourites.join(' ') })}</p>
          )}
        </Trait>
        <Trait
          name={say('sentence')}
          shows={profile.sentence_length.mean_words !== null && say('mean_words', { n: number(profile.sentence_length.mean_words, 1) })}
        >
          {profile.sentence_length.longest ? (
            <>
              <p className="text-soft">{say('longest')}</p>
              <p className="wrap-anywhere">“{profile.sentence_length.longest}”</p>
            </>
          ) : (
            <p className="text-soft">{say('no_quotes')}</p>
          )}
        </Trait>
        <Trait name={say('punctuation')} shows={enough && say('in_sentences', { count: profile.punctuation.sentences })}>
          <Signs of={marks} />
        </Trait>
        <Trait
          name={say('favourites')}
          states={words(stated.favourite_words)}
          shows={profile.favourite_words.length > 0 && list(profile.favourite_words.map(({ word }) => word))}
          held={words(voice.favourite_words)}
        >
          {profile.favourite_words.length === 0 && <p className="text-soft">{say('no_quotes')}</p>}
          <ul className="flex flex-col gap-1">
            {profile.favourite_words.map(({ word, texts: count, quote }) => (
              <li key={word} className="wrap-anywhere">
                <span className="font-medium">{word}</span> <span className="text-soft">{say('in_texts', { count })}:</span> “{quote}”
              </li>
            ))}
          </ul>
        </Trait>
        <Trait
          name={say('banned')}
          states={words(stated.banned_words)}
          shows={
            profile.banned_words.length
              ? `${list(profile.banned_words.map(({ word }) => word))}: ${say('banned_used')}`
              : stated.banned_words?.length
                ? say('banned_clean')
                : say('unstated')
          }
          held={words(voice.banned_words)}
          differs={profile.banned_words.length > 0}
        >
          <Signs of={profile.banned_words.map(({ word, ...sign }) => ({ name: word, ...sign }))} />
        </Trait>
      </ul>
    </Card>
  )
}

/** One trait: what is said, what is seen, what counts; the evidence under it. */
function Trait({
  name,
  states,
  shows,
  held,
  differs = false,
  children,
}: {
  name: string
  states?: string
  shows: string | false | null
  held?: string
  differs?: boolean
  children: ReactNode
}) {
  const say = useVoiceWords()
  const fact = (label: string, value: ReactNode) => (
    <div className="min-w-0">
      <dt className="text-xs text-soft">{label}</dt>
      <dd className="line-clamp-3 wrap-anywhere">{value}</dd>
    </div>
  )
  return (
    <li className="py-3">
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[9rem_minmax(0,1fr)]">
        <h3 className="font-semibold">{name}</h3>
        <div className="min-w-0">
          <dl className="grid grid-cols-1 gap-x-4 gap-y-1.5 xs:grid-cols-3">
            {fact(say('states'), states ?? <span className="text-soft">–</span>)}
            {fact(
              say('shows'),
              <>
                {shows || <span className="text-soft">{say('unclear')}</span>} {differs && <Badge tone="warn">{say('differs')}</Badge>}
              </>,
            )}
            {fact(say('held'), held ?? <span className="text-soft">–</span>)}
          </dl>
          <details className="mt-1">
            <summary className="inline-flex min-h-6 items-center text-sm text-soft hover:text-ink">
              <span className="underline underline-offset-2">{say('evidence')}</span>
              <span className="sr-only">: {name}</span>
            </summary>
            <div className="mt-1 rounded-md bg-sunk p-3 text-sm">{children}</div>
          </details>
        </div>
      </div>
    </li>
  )
}
