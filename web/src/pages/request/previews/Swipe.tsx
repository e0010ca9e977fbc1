import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { usePreviewWords } from './parts.tsx'

/** Pictures beside each other: swiped with a finger, turned with the buttons or with the arrow keys. */
export function Swipe({ items, name }: { items: readonly ReactNode[]; name: 'slide' | 'frame' }) {
  const say = usePreviewWords()
  const strip = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const go = (to: number) => strip.current?.children[to]?.scrollIntoView({ block: 'nearest', inline: 'start' })

  useEffect(() => {
    const box = strip.current
    if (!box) return
    const seen = () => setAt(Math.round(box.scrollLeft / Math.max(1, box.clientWidth)))
    box.addEventListener('scroll', seen, { passive: true })
    return () => box.removeEventListener('scroll', seen)
  }, [])

  const arrow =
    'absolute top-1/2 -translate-y-1/2 grid size-8 place-items-center rounded-full bg-raised text-ink shadow-float disabled:hidden'
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/useSemanticElements: a group of slides, not of fields */}
      <div
        ref={strip}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with a keyboard
        tabIndex={0}
        role="group"
        aria-roledescription="carousel"
        aria-label={say(name, { n: at + 1, all: items.length })}
        className="flex snap-x snap-mandatory overflow-x-auto scroll-smooth [scrollbar-width:none]"
        onKeyDown={(event) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
          if (!step) return
          event.preventDefault()
          go(at + step)
        }}
      >
        {items.map((item, i) => (
          <div key={i} className="w-full shrink-0 snap-start">
            {item}
          </div>
        ))}
      </div>
      {items.length > 1 && (
        <>
          <button type="button" aria-label={say('previous')} disabled={at === 0} className={`${arrow} left-2`} onClick={() => go(at - 1)}>
            <ChevronLeft className="size-5" aria-hidden="true" />
          </button>
          <button
            type="button"
            aria-label={say('next')}
            disabled={at >= items.length - 1}
            className={`${arrow} right-2`}
            onClick={() => go(at + 1)}
          >
            <ChevronRight className="size-5" aria-hidden="true" />
          </button>
          <p className="absolute top-2 right-2 rounded-full bg-black/65 px-2 text-xs text-white tabular-nums">
            {at + 1}/{items.length}
          </p>
        </>
      )}
    </div>
  )
}
