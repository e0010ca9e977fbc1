import { Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Content, Media, Slide } from '../../../../domain/content.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Input, Textarea } from '../../ui/field.tsx'
import { useEditWords } from './words.ts'

type Set<T> = (to: T) => void

/** The fields of a draft, each form's own. */
export function ContentFields({ content, onChange }: { content: Content; onChange: Set<Content> }) {
  const say = useEditWords()
  const set = (part: Partial<Content>) => onChange({ ...content, ...part } as Content)
  return (
    <div className="flex flex-col gap-4">
      {content.form === 'photo' && <Input label={say('title')} value={content.title} onChange={(e) => set({ title: e.target.value })} />}
      {content.form !== 'story' && (
        <Textarea
          label={say(content.form === 'post' || content.form === 'thread' ? 'text' : 'caption')}
          value={content.text}
          onChange={(e) => set({ text: e.target.value })}
        />
      )}
      <Hashtags of={content.hashtags} onChange={(hashtags) => set({ hashtags })} />
      {content.form === 'article' && (
        <>
          <Input label={say('headline')} value={content.headline} onChange={(e) => set({ headline: e.target.value })} />
          <List
            items={content.sections}
            name={(n) => say('section', { n })}
            fresh={{ heading: '', body: '' }}
            onChange={(sections) => set({ sections })}
            most={30}
          >
            {(section, put) => (
              <>
                <Input label={say('heading')} value={section.heading} onChange={(e) => put({ ...section, heading: e.target.value })} />
                <Textarea label={say('body')} value={section.body} onChange={(e) => put({ ...section, body: e.target.value })} />
              </>
            )}
          </List>
        </>
      )}
      {content.form === 'thread' && (
        <List
          items={content.replies}
          name={(n) => say('reply', { n: n + 1 })}
          fresh={{ text: '', media: [] }}
          onChange={(replies) => set({ replies })}
          most={24}
          least={0}
        >
          {(reply, put) => <Textarea label={say('text')} value={reply.text} onChange={(e) => put({ ...reply, text: e.target.value })} />}
        </List>
      )}
      {content.form === 'carousel' && <Slides name="slide" of={content.slides} most={20} onChange={(slides) => set({ slides })} />}
      {content.form === 'story' && <Slides name="frame" of={content.frames} most={10} onChange={(frames) => set({ frames })} />}
      {content.form === 'script' && (
        <>
          <List
            items={content.beats}
            name={(n) => say('beat', { n })}
            fresh={{ seconds: 3, visual: '', on_screen_text: '', spoken: '' }}
            onChange={(beats) => set({ beats })}
            most={60}
          >
            {(beat, put) => (
              <div className="grid gap-3 sm:grid-cols-[6rem_1fr]">
                <Input
                  label={say('seconds')}
                  type="number"
                  min={0.5}
                  max={180}
                  step={0.5}
                  value={beat.seconds}
                  onChange={(e) => put({ ...beat, seconds: Number(e.target.value) })}
                />
                <Input
                  label={say('on_screen')}
                  value={beat.on_screen_text}
                  onChange={(e) => put({ ...beat, on_screen_text: e.target.value })}
                />
                <Input
                  className="sm:col-span-2"
                  label={say('visual')}
                  value={beat.visual}
                  onChange={(e) => put({ ...beat, visual: e.target.value })}
                />
                <Textarea
                  className="sm:col-span-2"
                  label={say('spoken')}
                  value={beat.spoken}
                  onChange={(e) => put({ ...beat, spoken: e.target.value })}
                />
              </div>
            )}
          </List>
          <Input label={say('sound')} value={content.sound} onChange={(e) => set({ sound: e.target.value })} />
          <fieldset className="flex flex-col gap-3">
            <legend className="font-semibold">{say('cover')}</legend>
            <MediaFields of={content.cover} onChange={(cover) => set({ cover })} />
          </fieldset>
        </>
      )}
      {content.form === 'photo' && <Input label={say('sound')} value={content.sound} onChange={(e) => set({ sound: e.target.value })} />}
      {'media' in content && content.media.length > 0 && (
        <List
          items={content.media}
          name={(n) => say('media', { n })}
          onChange={(media) => set({ media })}
          most={40}
          least={content.form === 'photo' ? 1 : 0}
        >
          {(media, put) => <MediaFields of={media} onChange={put} />}
        </List>
      )}
    </div>
  )
}

function Hashtags({ of, onChange }: { of: readonly string[]; onChange: Set<string[]> }) {
  const say = useEditWords()
  const [typed, setTyped] = useState(of.join(' '))
  const parsed = (text: string) => text.split(/[\s,#]+/).filter(Boolean)
  // What a fix or a reset changed is shown; what is being typed is left as it is typed.
  const shown = parsed(typed).join(' ') === of.join(' ') ? typed : of.join(' ')
  return (
    <Input
      label={say('hashtags')}
      hint={say('hashtags_hint')}
      value={shown}
      onChange={(e) => {
        setTyped(e.target.value)
        onChange(parsed(e.target.value))
      }}
    />
  )
}

function Slides({ name, of, most, onChange }: { name: 'slide' | 'frame'; of: readonly Slide[]; most: number; onChange: Set<Slide[]> }) {
  const say = useEditWords()
  return (
    <List
      items={of}
      name={(n) => say(name, { n })}
      fresh={{ headline: '', body: '', visual: '', alt_text: '' }}
      onChange={onChange}
      most={most}
    >
      {(slide, put) => (
        <>
          <Input label={say('headline')} value={slide.headline} onChange={(e) => put({ ...slide, headline: e.target.value })} />
          <Textarea label={say('body')} value={slide.body} onChange={(e) => put({ ...slide, body: e.target.value })} />
          <Input label={say('visual')} value={slide.visual} onChange={(e) => put({ ...slide, visual: e.target.value })} />
          <Input label={say('alt')} value={slide.alt_text} onChange={(e) => put({ ...slide, alt_text: e.target.value })} />
        </>
      )}
    </List>
  )
}

function MediaFields({ of, onChange }: { of: Media; onChange: Set<Media> }) {
  const say = useEditWords()
  return (
    <>
      <Textarea label={say('brief')} value={of.brief} onChange={(e) => onChange({ ...of, brief: e.target.value })} />
      <Input label={say('alt')} value={of.alt_text} onChange={(e) => onChange({ ...of, alt_text: e.target.value })} />
    </>
  )
}

/** Several of one kind; one can be taken out, and where `fresh` is given, added. */
function List<T>({
  items,
  name,
  fresh,
  most,
  least = 1,
  onChange,
  children,
}: {
  items: readonly T[]
  name(n: number): string
  fresh?: T
  most: number
  least?: number
  onChange: Set<T[]>
  children: (item: T, put: Set<T>) => ReactNode
}) {
  const say = useEditWords()
  return (
    <div className="flex flex-col gap-4">
      {items.map((item, i) => (
        <fieldset key={i} className="flex flex-col gap-3 border-l-2 border-line pl-3">
          <legend className="sr-only">{name(i + 1)}</legend>
          <div className="flex items-center justify-between">
            <span aria-hidden="true" className="font-semibold">
              {name(i + 1)}
            </span>
            {items.length > least && (
              <IconButton size="sm" label={`${say('remove')}: ${name(i + 1)}`} onClick={() => onChange(items.filter((_, j) => j !== i))}>
                <Trash2 className="size-4" aria-hidden="true" />
              </IconButton>
            )}
          </div>
          {children(item, (to) => onChange(items.map((old, j) => (j === i ? to : old))))}
        </fieldset>
      ))}
      {fresh !== undefined && items.length < most && (
        <Button size="sm" className="self-start" onClick={() => onChange([...items, fresh])}>
          <Plus className="size-4" aria-hidden="true" />
          {say('add')}: {name(items.length + 1)}
        </Button>
      )}
    </div>
  )
}
