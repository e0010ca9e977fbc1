import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import { LANGUAGES, language, type UiLanguage } from '../words/words.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export interface Preferences {
  theme: Theme
  language: UiLanguage
}

const read = <T extends string>(key: string, among: readonly T[], otherwise: T): T => {
  const kept = localStorage.getItem(key)
  return among.find((one) => one === kept) ?? otherwise
}
const preferred = (): UiLanguage => (navigator.languages.some((tag) => /^(?:id|in)\b/i.test(tag)) ? 'id' : 'en')

/** Shows the theme; the choice `system` leaves it to the browser. */
export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

const slice = createSlice({
  name: 'preferences',
  initialState: (): Preferences => ({ theme: read('theme', THEMES, 'system'), language: read('language', LANGUAGES, preferred()) }),
  reducers: {
    themeChosen(state, { payload }: PayloadAction<Theme>) {
      state.theme = payload
      localStorage.setItem('theme', payload)
      showTheme(payload)
    },
    languageChosen(state, { payload }: PayloadAction<UiLanguage>) {
      state.language = payload
      localStorage.setItem('language', payload)
      void language.changeLanguage(payload)
    },
  },
})

export const { themeChosen, languageChosen } = slice.actions
export const preferencesReducer = slice.reducer
