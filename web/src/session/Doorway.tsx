import { type ReactNode, useEffect } from 'react'
import { languageChosen } from '../layout/preferences.ts'
import { useAppDispatch, useAppSelector } from '../store.ts'
import { Segments } from '../ui/field.tsx'
import { LANGUAGE_CHOICES } from '../words/words.ts'

/** The frame of the pages in front of the door. */
export function Doorway({ title, about, children, foot }: { title: string; about?: ReactNode; children: ReactNode; foot?: ReactNode }) {
  const dispatch = useAppDispatch()
  const language = useAppSelector(({ preferences }) => preferences.language)
  useEffect(() => {
    document.title = `${title} · AI Media Consultant`
  }, [title])
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-8">
      <main className="my-auto w-full max-w-sm">
        <p className="mb-6 flex items-center gap-2.5 font-semibold">
          <img src="/icon.svg" alt="" width="28" height="28" />
          AI Media Consultant
        </p>
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {about && <div className="mt-1.5 text-soft">{about}</div>}
        <div className="mt-6">{children}</div>
        {foot && <div className="mt-6 flex flex-col gap-1.5 text-soft">{foot}</div>}
      </main>
      <footer className="mt-8">
        <Segments
          label="Language / Bahasa"
          size="sm"
          value={language}
          options={LANGUAGE_CHOICES}
          onChange={(to) => dispatch(languageChosen(to))}
        />
      </footer>
    </div>
  )
}

export const LINK = 'font-medium text-accent underline underline-offset-2 hover:text-accent-hover'
