import i18next, { type i18n } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'

export const LANGUAGES = ['en', 'id'] as const
export type UiLanguage = (typeof LANGUAGES)[number]
/** The languages to choose from, each called as those call it who read it. */
export const LANGUAGE_CHOICES: { value: UiLanguage; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'id', label: 'Bahasa Indonesia' },
]

export const language: i18n = i18next.createInstance()

/** Starts i18next; each page brings its own words with it (see `words`). */
export function startWords(first: UiLanguage): void {
  document.documentElement.lang = first
  language.on('languageChanged', (to) => {
    document.documentElement.lang = to
  })
  void language.use(initReactI18next).init({
    lng: first,
    fallbackLng: 'en',
    initAsync: false,
    interpolation: { escapeValue: false },
    // A word that is missing is a fault of ours: the tests look for this mark.
    saveMissing: true,
    missingKeyHandler: (_languages, namespace, key) => console.error(`no word for ${namespace}:${key}`),
    resources: {},
  })
}

/** The words of one page or part: a flat list in each language. `{{name}}` is filled in; `_one` and `_other` follow `count`. */
type Words = Readonly<Record<string, string>>
type Plain<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K
/** Every key of English has to be there in Indonesian (which has no plural forms: `_other` is enough). */
type Same<E extends Words> = { readonly [K in keyof E as K extends `${string}_one` ? never : K]: string }
export type Say<E extends Words> = (key: Plain<keyof E & string>, values?: Record<string, string | number>) => string

/** Declares the words of a part and gives the hook that says them. */
export function words<const E extends Words>(namespace: string, all: { en: E; id: Same<E> }): () => Say<E> {
  const add = () => {
    for (const at of LANGUAGES) language.addResourceBundle(at, namespace, all[at])
  }
  if (language.isInitialized) add()
  else language.on('initialized', add)
  return () => useTranslation(namespace, { i18n: language }).t as Say<E>
}
