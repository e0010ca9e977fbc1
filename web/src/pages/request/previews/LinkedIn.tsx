import { MessageSquare, Repeat2, Send, ThumbsUp } from 'lucide-react'
import { Author, Folded, Media, type PreviewOf, Screen, usePreviewWords } from './parts.tsx'

/** A post with its fold, or an article behind the post that carries it. */
export function LinkedIn({ brand, content, published, fold, images }: PreviewOf) {
  const say = usePreviewWords()
  const image = (item: number) => images.find((one) => one.item === item)
  return (
    <Screen label="LinkedIn">
      <Author brand={brand} size="size-11" />
      <div className="px-3 pb-3">
        <Folded text={published} fold={fold} more={say('see_more')} />
      </div>
      {content.form === 'article' && (
        <div className="border-y border-line bg-sunk p-4">
          <p className="text-xs font-medium text-soft">{say('article')}</p>
          <h4 className="mt-1 text-xl font-semibold text-balance wrap-anywhere">{content.headline}</h4>
          {content.sections.map((section, i) => (
            <div key={i} className="mt-3">
              {section.heading && <h5 className="font-semibold wrap-anywhere">{section.heading}</h5>}
              <p className="mt-0.5 whitespace-pre-wrap wrap-anywhere">{section.body}</p>
            </div>
          ))}
        </div>
      )}
      {'media' in content &&
        content.media.map((media, i) => <Media key={i} {...media} alt={media.alt_text} image={image(i)} ratio="1.91 / 1" />)}
      <div className="flex justify-around p-2.5 text-soft" aria-hidden="true">
        <ThumbsUp className="size-5" />
        <MessageSquare className="size-5" />
        <Repeat2 className="size-5" />
        <Send className="size-5" />
      </div>
    </Screen>
  )
}
