import type { Slide as SlideOf } from '../../../../../domain/content.ts'
import type { Draft } from '../../../api/generated.ts'
import { Media, usePreviewWords } from './parts.tsx'

/** One slide or frame: as it was drawn, or the words it will bear. */
export function Slide({ slide, image, ratio }: { slide: SlideOf; image?: Draft['images'][number] | undefined; ratio: string }) {
  const say = usePreviewWords()
  if (image) return <Media brief="" alt={slide.alt_text} image={image} ratio={ratio} />
  return (
    <div className="flex flex-col justify-between gap-3 overflow-auto bg-sunk p-5" style={{ aspectRatio: ratio }}>
      <div>
        <p className="text-xl font-semibold wrap-anywhere">{slide.headline}</p>
        {slide.body && <p className="mt-2 whitespace-pre-wrap wrap-anywhere">{slide.body}</p>}
      </div>
      <div className="text-sm text-soft wrap-anywhere">
        <p>
          {say('picture')}: {slide.visual}
        </p>
        <p>{slide.alt_text ? `${say('alt')}: ${slide.alt_text}` : say('no_alt')}</p>
      </div>
    </div>
  )
}
