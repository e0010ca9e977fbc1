import { createBrowserRouter } from 'react-router'
import { Crashed } from './layout/Crashed.tsx'
import { NoPage } from './layout/NoPage.tsx'
import { Shell } from './layout/Shell.tsx'
import { SignedIn, SignedOut } from './session/Gate.tsx'

/** Before the first page's script is there. */
const Nothing = () => null

/** A page is loaded when it is first visited. */
export const router = createBrowserRouter([
  {
    Component: SignedOut,
    HydrateFallback: Nothing,
    ErrorBoundary: Crashed,
    children: [
      { path: '/sign-in', lazy: async () => ({ Component: (await import('./session/SignIn.tsx')).SignIn }) },
      { path: '/register', lazy: async () => ({ Component: (await import('./session/Register.tsx')).Register }) },
      { path: '/forgotten', lazy: async () => ({ Component: (await import('./session/Forgotten.tsx')).Forgotten }) },
    ],
  },
  {
    Component: SignedIn,
    HydrateFallback: Nothing,
    ErrorBoundary: Crashed,
    children: [
      {
        Component: Shell,
        children: [
          {
            ErrorBoundary: Crashed,
            children: [
              { path: '/', lazy: async () => ({ Component: (await import('./pages/home/Home.tsx')).Home }) },
              { path: '/requests/new', lazy: async () => ({ Component: (await import('./pages/ask/NewRequest.tsx')).NewRequest }) },
              { path: '/requests/:id', lazy: async () => ({ Component: (await import('./pages/request/Request.tsx')).RequestPage }) },
              { path: '/history', lazy: async () => ({ Component: (await import('./pages/history/History.tsx')).History }) },
              { path: '/calendar', lazy: async () => ({ Component: (await import('./pages/calendar/Calendar.tsx')).Calendar }) },
              { path: '/brands', lazy: async () => ({ Component: (await import('./pages/brands/Brands.tsx')).Brands }) },
              { path: '/brands/:id', lazy: async () => ({ Component: (await import('./pages/brands/Brand.tsx')).BrandPage }) },
              { path: '/approvals', lazy: async () => ({ Component: (await import('./pages/approvals/Approvals.tsx')).Approvals }) },
              { path: '/approvals/:id', lazy: async () => ({ Component: (await import('./pages/approvals/Approval.tsx')).ApprovalPage }) },
              { path: '/policies', lazy: async () => ({ Component: (await import('./pages/approvals/Policies.tsx')).Policies }) },
              { path: '/usage', lazy: async () => ({ Component: (await import('./pages/usage/UsagePage.tsx')).UsagePage }) },
              { path: '/members', lazy: async () => ({ Component: (await import('./pages/settings/Members.tsx')).Members }) },
              { path: '/api-keys', lazy: async () => ({ Component: (await import('./pages/settings/ApiKeys.tsx')).ApiKeys }) },
              { path: '/rules', lazy: async () => ({ Component: (await import('./pages/settings/Rules.tsx')).Rules }) },
              { path: '/audit', lazy: async () => ({ Component: (await import('./pages/settings/Audit.tsx')).Audit }) },
              {
                path: '/organization',
                lazy: async () => ({ Component: (await import('./pages/settings/Organization.tsx')).OrganizationPage }),
              },
              { path: '/me', lazy: async () => ({ Component: (await import('./pages/settings/Account.tsx')).Account }) },
              { path: '*', Component: NoPage },
            ],
          },
        ],
      },
    ],
  },
])
