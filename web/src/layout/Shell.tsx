import { clsx } from 'clsx'
import {
  BadgeCheck,
  Building2,
  CalendarDays,
  ChartColumn,
  ChevronsUpDown,
  CircleUser,
  History,
  House,
  KeyRound,
  type LucideIcon,
  Menu as MenuIcon,
  Plus,
  Scale,
  ScrollText,
  ShieldCheck,
  Tag,
  Users,
  X,
} from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { NavLink, ScrollRestoration, useLocation, useNavigate, useNavigation } from 'react-router'
import { usePostAuthLogoutMutation } from '../api/generated.ts'
import { type Permission, useMay, useMembership } from '../session/may.ts'
import { organizationChosen, signedOut } from '../session/session.ts'
import { useAppDispatch, useAppSelector } from '../store.ts'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { Menu, MenuChoice, MenuItem, MenuLine } from '../ui/menu.tsx'
import { LANGUAGE_CHOICES, words } from '../words/words.ts'
import { Content } from './Content.tsx'
import { languageChosen, THEMES, themeChosen } from './preferences.ts'

const useShellWords = words('shell', {
  en: {
    skip: 'Skip to content',
    menu: 'Menu',
    close: 'Close menu',
    main: 'Main',
    home: 'Home',
    ask: 'New request',
    history: 'History',
    calendar: 'Calendar',
    approvals: 'Approvals',
    brands: 'Brands',
    manage: 'Organization',
    policies: 'Approval policies',
    usage: 'Usage and cost',
    members: 'Members',
    keys: 'API keys',
    rules: 'Platform rules',
    audit: 'Audit log',
    organization: 'Settings',
    switch: 'Organization: {{name}}. Change',
    account: 'Your account',
    you: 'Account: {{name}}',
    theme: 'Theme',
    system: 'As the system',
    light: 'Light',
    dark: 'Dark',
    language: 'Language',
    sign_out: 'Sign out',
    loading: 'Loading page',
  },
  id: {
    skip: 'Langsung ke isi',
    menu: 'Menu',
    close: 'Tutup menu',
    main: 'Utama',
    home: 'Beranda',
    ask: 'Permintaan baru',
    history: 'Riwayat',
    calendar: 'Kalender',
    approvals: 'Persetujuan',
    brands: 'Merek',
    manage: 'Organisasi',
    policies: 'Kebijakan persetujuan',
    usage: 'Pemakaian dan biaya',
    members: 'Anggota',
    keys: 'Kunci API',
    rules: 'Aturan platform',
    audit: 'Log audit',
    organization: 'Pengaturan',
    switch: 'Organisasi: {{name}}. Ganti',
    account: 'Akun Anda',
    you: 'Akun: {{name}}',
    theme: 'Tema',
    system: 'Ikut sistem',
    light: 'Terang',
    dark: 'Gelap',
    language: 'Bahasa',
    sign_out: 'Keluar',
    loading: 'Memuat halaman',
  },
})
type Key = Parameters<ReturnType<typeof useShellWords>>[0]

const WORK: readonly { to: string; name: Key; icon: LucideIcon; needs?: Permission }[] = [
  { to: '/', name: 'home', icon: House },
  { to: '/history', name: 'history', icon: History },
  { to: '/calendar', name: 'calendar', icon: CalendarDays },
  { to: '/approvals', name: 'approvals', icon: BadgeCheck },
  { to: '/brands', name: 'brands', icon: Tag },
]
const MANAGE: typeof WORK = [
  { to: '/policies', name: 'policies', icon: ShieldCheck, needs: 'policies.read' },
  { to: '/usage', name: 'usage', icon: ChartColumn, needs: 'usage.read' },
  { to: '/members', name: 'members', icon: Users, needs: 'members.read' },
  { to: '/rules', name: 'rules', icon: Scale, needs: 'rules.read' },
  { to: '/api-keys', name: 'keys', icon: KeyRound, needs: 'keys.read' },
  { to: '/audit', name: 'audit', icon: ScrollText, needs: 'audit.read' },
  { to: '/organization', name: 'organization', icon: Building2, needs: 'organization.read' },
]

/** The frame around every page: where one is, where one can go, who one is. */
export function Shell() {
  const say = useShellWords()
  const [open, setOpen] = useState(false)
  const { pathname } = useLocation()
  const { state } = useNavigation()
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)

  // A new page begins at its top, for the eye and for who listens.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each new path
  useEffect(() => {
    setOpen(false)
    if (first.current) first.current = false
    else main.current?.focus({ preventScroll: true })
  }, [pathname])

  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <ScrollRestoration />
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2"
      >
        {say('skip')}
      </a>
      <header className="sticky top-0 z-30 flex h-13 items-center justify-between gap-2 border-b border-line bg-paper px-3 lg:hidden">
        <IconButton label={say(open ? 'close' : 'menu')} aria-expanded={open} aria-controls="navigation" onClick={() => setOpen(!open)}>
          {open ? <X className="size-5" /> : <MenuIcon className="size-5" />}
        </IconButton>
        <OrganizationMenu />
        <PersonMenu compact />
      </header>
      <aside
        id="navigation"
        className={clsx(
          'z-20 flex-col gap-4 border-line bg-paper p-3 lg:sticky lg:top-0 lg:flex lg:h-dvh lg:overflow-y-auto lg:border-r',
          open ? 'fixed inset-x-0 top-13 bottom-0 flex overflow-y-auto' : 'hidden',
        )}
      >
        <div className="hidden lg:block">
          <OrganizationMenu />
        </div>
        <Navigation />
        <div className="mt-auto hidden lg:block">
          <PersonMenu />
        </div>
      </aside>
      <main id="main" ref={main} tabIndex={-1} className="min-w-0 outline-none" aria-busy={state === 'loading' || undefined}>
        {state === 'loading' && (
          <div role="progressbar" aria-label={say('loading')} className="fixed inset-x-0 top-0 z-50 h-0.5 animate-pulse bg-accent" />
        )}
        <Content />
      </main>
    </div>
  )
}

function Navigation() {
  const say = useShellWords()
  const may = useMay()
  const list = (of: typeof WORK) => (
    <ul className="flex flex-col gap-0.5">
      {of
        .filter(({ needs }) => !needs || may(needs))
        .map(({ to, name, icon: Icon }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={to === '/'}
              className={({ isActive }) =>
                clsx(
                  'flex h-8.5 items-center gap-2.5 rounded-md px-2.5 font-medium',
                  isActive ? 'bg-accent-wash text-accent' : 'text-soft hover:bg-hover hover:text-ink',
                )
              }
            >
              <Icon className="size-4 shrink-0" aria-hidden="true" />
              {say(name)}
            </NavLink>
          </li>
        ))}
    </ul>
  )
  const managed = MANAGE.some(({ needs }) => !needs || may(needs))
  return (
    <nav aria-label={say('main')} className="flex flex-col gap-4">
      {may('content.create') && (
        <ButtonLink to="/requests/new" look="main" className="w-full">
          <Plus className="size-4" aria-hidden="true" />
          {say('ask')}
        </ButtonLink>
      )}
      {list(WORK)}
      {managed && (
        <div>
          <p className="mb-1 px-2.5 text-xs font-medium text-soft">{say('manage')}</p>
          {list(MANAGE)}
        </div>
      )}
    </nav>
  )
}

function OrganizationMenu() {
  const say = useShellWords()
  const dispatch = useAppDispatch()
  const navigate = useNavigate()
  const membership = useMembership()
  const organizations = useAppSelector(({ session }) => session.organizations)
  if (!membership) return <span className="px-2.5 font-semibold">AI Media Consultant</span>
  if (organizations.length === 1) return <p className="flex h-9 items-center truncate px-2.5 text-lg font-semibold">{membership.name}</p>
  return (
    <Menu
      align="start"
      trigger={
        <Button look="quiet" className="w-full justify-between! px-2.5!" aria-label={say('switch', { name: membership.name })}>
          <span className="truncate text-lg font-semibold">{membership.name}</span>
          <ChevronsUpDown className="size-4 shrink-0 text-soft" aria-hidden="true" />
        </Button>
      }
    >
      <MenuChoice
        label={say('manage')}
        value={membership.id}
        options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => {
          dispatch(organizationChosen(id))
          void navigate('/')
        }}
      />
    </Menu>
  )
}

function PersonMenu({ compact = false }: { compact?: boolean }) {
  const say = useShellWords()
  const dispatch = useAppDispatch()
  const navigate = useNavigate()
  const { theme, language } = useAppSelector(({ preferences }) => preferences)
  const user = useAppSelector(({ session }) => session.user)
  const [logout] = usePostAuthLogoutMutation()
  const name = user?.name || user?.email || ''
  return (
    <Menu
      trigger={
        <Button look="quiet" className={compact ? 'px-2!' : 'w-full justify-start! px-2.5!'} aria-label={say('you', { name })}>
          <CircleUser className="size-5 shrink-0 text-soft" aria-hidden="true" />
          {!compact && <span className="truncate">{name}</span>}
        </Button>
      }
    >
      <MenuItem onSelect={() => void navigate('/me')}>{say('account')}</MenuItem>
      <MenuLine />
      <MenuChoice
        label={say('theme')}
        value={theme}
        options={THEMES.map((value) => ({ value, label: say(value) }))}
        onChange={(to) => dispatch(themeChosen(to))}
      />
      <MenuChoice label={say('language')} value={language} options={LANGUAGE_CHOICES} onChange={(to) => dispatch(languageChosen(to))} />
      <MenuLine />
      <MenuItem
        onSelect={() => {
          void logout({ refresh: {} })
            .unwrap()
            .catch(() => undefined)
            .finally(() => {
              dispatch(signedOut())
              void navigate('/sign-in')
            })
        }}
      >
        {say('sign_out')}
      </MenuItem>
    </Menu>
  )
}
