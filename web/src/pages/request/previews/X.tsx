import type { ReactNode } from 'react'
import { RULE_PACKS } from '../../../../../domain/platforms/index.ts'
import { mediaOf, postsOf } from '../../../../../domain/platforms/measures.ts'
import { Avatar, Folded, handleOf, Media, type PreviewOf, Screen, usePreviewWords } from './parts.tsx'

/** A post, or the posts of a thread under one another. */
export function X({ brand, content, published, fold, images }: PreviewOf) {
  const say = usePreviewWords()
  const name = handleOf(brand)
  const posts = content.form === 'thread' ? postsOf(RULE_PACKS.x, content) : [published]
  const media = mediaOf(content)
  let before = 0
  return (
    <Screen label="X">
      <ol className="divide-y divide-line">
        {posts.map((post, i) => {
          const own = media[i] ?? []
          const first = before
          before += own.length
          return (
            <Post key={i} brand={brand} name={name} count={posts.length > 1 ? say('post_of', { n: i + 1, all: posts.length }) : ''}>
              <Folded text={post} fold={fold} more={say('see_more_x')} />
              {own.map((one, j) => (
                <div key={j} className="mt-2 overflow-hidden rounded-lg border border-line">
                  <Media {...one} alt={one.alt_text} image={images.find(({ item }) => item === first + j)} ratio="16 / 9" />
                </div>
              ))}
            </Post>
          )
        })}
      </ol>
    </Screen>
  )
}

const Post = ({ brand, name, count, children }: { brand: string; name: string; count: string; children: ReactNode }) => (
  <li className="flex gap-2.5 p-3">
    <Avatar brand={brand} />
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap gap-x-1.5">
        <span className="font-semibold">{brand}</span>
        <span className="text-soft">@{name}</span>
        {count && <span className="ml-auto text-xs text-soft">{count}</span>}
      </p>
      {children}
    </div>
  </li>
)
