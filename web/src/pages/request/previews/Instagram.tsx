import { Bookmark, Heart, MessageCircle, Send } from 'lucide-react'
import { Avatar, Folded, handleOf, Media, type PreviewOf, Screen, usePreviewWords } from './parts.tsx'
import { Slide } from './Slide.tsx'
import { Swipe } from './Swipe.tsx'
import { Timeline } from './Timeline.tsx'

/** As the feed shows it: picture first, the caption folded under it; a story as a frame of its own, a reel as its script. */
export function Instagram({ brand, content, published, fold, images }: PreviewOf) {
  const say = usePreviewWords()
  const name = handleOf(brand)
  const image = (item: number) => images.find((one) => one.item === item)
  if (content.form === 'story')
    return (
      <Screen label="Instagram">
        <Swipe name="frame" items={content.frames.map((frame, i) => <Slide key={i} slide={frame} image={image(i)} ratio="9 / 16" />)} />
        {published && <p className="p-3 text-sm text-soft wrap-anywhere">{published}</p>}
      </Screen>
    )
  const head = (
    <div className="flex items-center gap-2.5 p-3">
      <Avatar brand={brand} />
      <span className="truncate font-semibold">{name}</span>
    </div>
  )
  return (
    <Screen label="Instagram">
      {head}
      {content.form === 'carousel' && (
        <Swipe name="slide" items={content.slides.map((slide, i) => <Slide key={i} slide={slide} image={image(i)} ratio="4 / 5" />)} />
      )}
      {content.form === 'post' &&
        (content.media.length > 1 ? (
          <Swipe
            name="slide"
            items={content.media.map((media, i) => <Media key={i} {...media} alt={media.alt_text} image={image(i)} ratio="4 / 5" />)}
          />
        ) : (
          content.media.map((media, i) => <Media key={i} {...media} alt={media.alt_text} image={image(i)} ratio="4 / 5" />)
        ))}
      {content.form === 'script' && (
        <div className="px-3">
          <Timeline script={content} />
          <p className="mt-2 text-sm text-soft wrap-anywhere">
            {say('sound')}: {content.sound}
          </p>
        </div>
      )}
      <div className="flex items-center gap-3.5 px-3 pt-3" aria-hidden="true">
        <Heart className="size-5.5" />
        <MessageCircle className="size-5.5" />
        <Send className="size-5.5" />
        <Bookmark className="ml-auto size-5.5" />
      </div>
      <div className="p-3">
        <Folded text={published} fold={fold} lead={<strong className="font-semibold">{name} </strong>} />
      </div>
    </Screen>
  )
}
