import { MessageCircle, Share2, ThumbsUp } from 'lucide-react'
import { Author, Folded, Media, type PreviewOf, Screen } from './parts.tsx'
import { Timeline } from './Timeline.tsx'

/** Text first, folded, then the picture; a reel as its script. */
export function Facebook({ brand, content, published, fold, images }: PreviewOf) {
  return (
    <Screen label="Facebook">
      <Author brand={brand} size="size-10" />
      <div className="px-3 pb-3">
        <Folded text={published} fold={fold} />
      </div>
      {content.form === 'script' && (
        <div className="px-3 pb-3">
          <Timeline script={content} />
        </div>
      )}
      {'media' in content &&
        content.media.map((media, i) => (
          <Media key={i} {...media} alt={media.alt_text} image={images.find((one) => one.item === i)} ratio="1 / 1" />
        ))}
      <div className="flex justify-around border-t border-line p-2.5 text-soft" aria-hidden="true">
        <ThumbsUp className="size-5" />
        <MessageCircle className="size-5" />
        <Share2 className="size-5" />
      </div>
    </Screen>
  )
}
