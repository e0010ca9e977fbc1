import { Music2 } from 'lucide-react'
import { Folded, handleOf, Media, type PreviewOf, Screen, usePreviewWords } from './parts.tsx'
import { Swipe } from './Swipe.tsx'
import { Timeline } from './Timeline.tsx'

/** A script on its timeline, or photos to swipe; the description folded under them, and the sound. */
export function TikTok({ brand, content, published, fold, images }: PreviewOf) {
  const say = usePreviewWords()
  const name = handleOf(brand)
  const image = (item: number) => images.find((one) => one.item === item)
  const sound = 'sound' in content ? content.sound : ''
  return (
    <Screen label="TikTok">
      {content.form === 'script' && (
        <div className="p-3">
          <Timeline script={content} />
        </div>
      )}
      {content.form === 'photo' && (
        <Swipe
          name="slide"
          items={content.media.map((media, i) => <Media key={i} {...media} alt={media.alt_text} image={image(i)} ratio="9 / 16" />)}
        />
      )}
      <div className="flex flex-col gap-1.5 border-t border-line p-3">
        <p className="font-semibold">@{name}</p>
        {content.form === 'photo' && <p className="font-semibold wrap-anywhere">{content.title}</p>}
        <Folded text={published} fold={fold} />
        {sound && (
          <p className="flex items-start gap-1.5 text-sm text-soft">
            <Music2 className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
            <span className="wrap-anywhere">
              <span className="sr-only">{say('sound')}: </span>
              {sound}
            </span>
          </p>
        )}
        {content.form === 'script' && (
          <p className="text-sm text-soft wrap-anywhere">
            {say('cover')}: {content.cover.brief}
          </p>
        )}
      </div>
    </Screen>
  )
}
