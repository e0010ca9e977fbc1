import { type ReactNode, useState } from 'react'
import type { Content } from '../../../../../domain/content.ts'
import { firstGraphemes } from '../../../../../domain/platforms/measures.ts'
import type { Draft } from '../../../api/generated.ts'
import { words } from '../../../words/words.ts'

export interface PreviewOf<F extends Content['form'] = Content['form']> {
  brand: string
  content: Extract<Content, { form: F }>
  /** Text and hashtags as a person pastes them. */
  published: string
  fold: number
  images: Draft['images']
}

export const usePreviewWords = words('preview', {
  en: {
    more: 'more',
    less: 'less',
    see_more: '…see more',
    see_more_x: 'Show more',
    to_make: 'To be made: {{kind}}',
    image: 'image',
    video: 'video',
    alt: 'Alt text',
    no_alt: 'No alt text',
    slide: 'Slide {{n}} of {{all}}',
    frame: 'Frame {{n}} of {{all}}',
    previous: 'Previous',
    next: 'Next',
    on_screen: 'On screen',
    spoken: 'Spoken',
    sound: 'Sound',
    cover: 'Cover',
    beat: 'Beat {{n}}: {{from}} to {{to}}',
    timeline: 'Timeline of {{seconds}} seconds',
    article: 'Article',
    post_of: 'Post {{n}} of {{all}}',
    just_now: 'Just now',
    picture: 'Picture',
  },
  id: {
    more: 'selengkapnya',
    less: 'lebih sedikit',
    see_more: '…lihat selengkapnya',
    see_more_x: 'Tampilkan lebih banyak',
    to_make: 'Perlu dibuat: {{kind}}',
    image: 'gambar',
    video: 'video',
    alt: 'Teks alternatif',
    no_alt: 'Tanpa teks alternatif',
    slide: 'Slide {{n}} dari {{all}}',
    frame: 'Bingkai {{n}} dari {{all}}',
    previous: 'Sebelumnya',
    next: 'Berikutnya',
    on_screen: 'Di layar',
    spoken: 'Diucapkan',
    sound: 'Suara',
    cover: 'Sampul',
    beat: 'Bagian {{n}}: {{from}} sampai {{to}}',
    timeline: 'Garis waktu {{seconds}} detik',
    article: 'Artikel',
    post_of: 'Unggahan {{n}} dari {{all}}',
    just_now: 'Baru saja',
    picture: 'Gambar',
  },
})

/** The text as far as the platform shows it before "more", and the rest behind it. */
export function Folded({ text, fold, more, lead }: { text: string; fold: number; more?: string; lead?: ReactNode }) {
  const say = usePreviewWords()
  const [open, setOpen] = useState(false)
  const head = firstGraphemes(text, fold)
  const whole = head.length === text.length
  // Cut between words, as all of them do, unless a word is longer than the line.
  const cut = head.replace(/\s+\S*$/, '')
  const shown = whole || open ? text : cut.length > head.length / 2 ? cut : head
  return (
    <p className="whitespace-pre-wrap wrap-anywhere">
      {lead}
      {shown}
      {!whole && (
        <>
          {open ? ' ' : '… '}
          <button type="button" aria-expanded={open} className="text-soft hover:text-ink" onClick={() => setOpen(!open)}>
            {open ? say('less') : (more ?? say('more'))}
          </button>
        </>
      )}
    </p>
  )
}

export function Avatar({ brand, size = 'size-9' }: { brand: string; size?: string }) {
  return (
    <span aria-hidden="true" className={`grid ${size} shrink-0 place-items-center rounded-full bg-accent-wash font-semibold text-accent`}>
      {[...brand][0]?.toUpperCase()}
    </span>
  )
}

/** Who posts, over the text of a post. */
export function Author({ brand, size }: { brand: string; size: string }) {
  const say = usePreviewWords()
  return (
    <div className="flex items-center gap-2.5 p-3 pb-2">
      <Avatar brand={brand} size={size} />
      <div className="min-w-0">
        <p className="truncate font-semibold">{brand}</p>
        <p className="text-xs text-soft">{say('just_now')}</p>
      </div>
    </div>
  )
}

/** A brand as its account may be called: what is shown is where the name stands, not which it is. */
export const handleOf = (brand: string): string => brand.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/** A picture where its file exists; else what is to be made, in its shape. */
export function Media({
  kind = 'image',
  brief,
  alt,
  image,
  ratio,
}: {
  kind?: 'image' | 'video'
  brief: string
  alt: string
  image?: Draft['images'][number] | undefined
  /** Width through height, for what does not exist yet. */
  ratio: string
}) {
  const say = usePreviewWords()
  if (image)
    return (
      <img
        src={image.url}
        alt={image.alt_text}
        width={image.width}
        height={image.height}
        loading="lazy"
        className="block h-auto w-full bg-sunk"
      />
    )
  return (
    <div className="flex flex-col justify-center gap-2 overflow-hidden bg-sunk p-4 text-sm" style={{ aspectRatio: ratio }}>
      <p className="font-medium text-soft">{say('to_make', { kind: say(kind) })}</p>
      <p className="wrap-anywhere">{brief}</p>
      <p className="text-soft wrap-anywhere">{alt ? `${say('alt')}: ${alt}` : say('no_alt')}</p>
    </div>
  )
}

/** A phone's screen, as wide as one. */
export const Screen = ({ children, label }: { children: ReactNode; label: string }) => (
  <article aria-label={label} className="mx-auto w-full max-w-96 overflow-hidden rounded-xl border border-line bg-raised">
    {children}
  </article>
)
