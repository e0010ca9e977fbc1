import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Provider } from 'react-redux'
import { RouterProvider } from 'react-router/dom'
import { Toaster } from 'sonner'
import { router } from './app.tsx'
import { showTheme } from './layout/preferences.ts'
import { store } from './store.ts'
import './styles.css'
import { startWords } from './words/words.ts'

const { theme, language } = store.getState().preferences
showTheme(theme)
startWords(language)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <Provider store={store}>
      <RouterProvider router={router} />
      <Toaster position="bottom-center" theme={theme} closeButton />
    </Provider>
  </StrictMode>,
)
