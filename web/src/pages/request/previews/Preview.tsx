import type { ComponentType } from 'react'
import type { Content } from '../../../../../domain/content.ts'
import { publishedText, RULE_PACKS } from '../../../../../domain/platforms/index.ts'
import type { ContentType, Platform } from '../../../../../domain/words.ts'
import type { Draft } from '../../../api/generated.ts'
import { Facebook } from './Facebook.tsx'
import { Instagram } from './Instagram.tsx'
import { LinkedIn } from './LinkedIn.tsx'
import type { PreviewOf } from './parts.tsx'
import { TikTok } from './TikTok.tsx'
import { X } from './X.tsx'

/** One preview a platform: the one map. */
const PREVIEWS: Readonly<Record<Platform, ComponentType<PreviewOf>>> = {
  instagram: Instagram,
  linkedin: LinkedIn,
  tiktok: TikTok,
  facebook: Facebook,
  x: X,
}

/** A draft as its platform would show it. */
export function Preview(of: { platform: Platform; contentType: ContentType; content: Content; brand: string; images: Draft['images'] }) {
  const { platform, contentType, content, brand, images } = of
  const Shown = PREVIEWS[platform]
  const { fold } = RULE_PACKS[platform]
  return <Shown brand={brand} content={content} published={publishedText(platform, contentType, content)} fold={fold} images={images} />
}
