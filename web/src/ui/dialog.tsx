import { X } from 'lucide-react'
import { AlertDialog, Dialog as Radix } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { words } from '../words/words.ts'
import { Button, IconButton } from './button.tsx'

const useDialogWords = words('dialog', {
  en: { close: 'Close', cancel: 'Cancel' },
  id: { close: 'Tutup', cancel: 'Batal' },
})

const SHADE = 'fixed inset-0 z-40 bg-black/45'
const BOX =
  'fixed z-50 left-1/2 top-1/2 -translate-x-1/2 -translate-y-1/2 w-[calc(100vw-2rem)] max-h-[calc(100dvh-2rem)] overflow-y-auto rounded-lg border border-line bg-raised p-5 shadow-float'

/** A window over the page. `size` is its width on a wide screen. */
export function Dialog({
  open,
  onOpenChange,
  title,
  about,
  size = 'md',
  children,
}: {
  open: boolean
  onOpenChange(open: boolean): void
  title: ReactNode
  about?: ReactNode
  size?: 'md' | 'lg'
  children: ReactNode
}) {
  const say = useDialogWords()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={SHADE} />
        <Radix.Content className={`${BOX} ${size === 'lg' ? 'max-w-3xl' : 'max-w-lg'}`} {...(!about && { 'aria-describedby': undefined })}>
          <div className="mb-3 flex items-start justify-between gap-3">
            <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={say('close')} size="sm" className="-mt-1 -mr-1">
                <X className="size-4" />
              </IconButton>
            </Radix.Close>
          </div>
          {about && <Radix.Description className="mb-4 text-soft">{about}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Asks before something that cannot be undone. `act` is awaited; the window stays open when it throws or answers false. */
export function Confirm({
  trigger,
  title,
  about,
  action,
  act,
}: {
  trigger: ReactNode
  title: ReactNode
  about: ReactNode
  action: ReactNode
  act(): Promise<unknown>
}) {
  const say = useDialogWords()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  return (
    <AlertDialog.Root open={open} onOpenChange={(to) => !busy && setOpen(to)}>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={SHADE} />
        <AlertDialog.Content className={`${BOX} max-w-md`}>
          <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-soft">{about}</AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button disabled={busy}>{say('cancel')}</Button>
            </AlertDialog.Cancel>
            <Button
              look="danger"
              busy={busy}
              onClick={() => {
                setBusy(true)
                act()
                  .then((done) => done !== false && setOpen(false))
                  .catch(() => undefined)
                  .finally(() => setBusy(false))
              }}
            >
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
