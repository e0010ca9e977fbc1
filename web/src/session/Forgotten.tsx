import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { usePostAuthPasswordForgotMutation } from '../api/generated.ts'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { Note } from '../ui/parts.tsx'
import { Refusal } from '../ui/refusal.tsx'
import { words } from '../words/words.ts'
import { Doorway, LINK } from './Doorway.tsx'

const useForgottenWords = words('forgotten', {
  en: {
    title: 'Forgot your password?',
    about: 'We send a link with which you choose another.',
    email: 'E-mail',
    send: 'Send the link',
    sent: 'If {{email}} has an account, a mail is on its way.',
    sign_in: 'Back to sign in',
    network: 'The server did not answer. Try again.',
  },
  id: {
    title: 'Lupa kata sandi?',
    about: 'Kami kirim tautan untuk memilih yang baru.',
    email: 'Email',
    send: 'Kirim tautan',
    sent: 'Bila {{email}} punya akun, email sedang dikirim.',
    sign_in: 'Kembali ke halaman masuk',
    network: 'Server tidak menjawab. Coba lagi.',
  },
})

export function Forgotten() {
  const say = useForgottenWords()
  const [ask, { isLoading, isSuccess, error }] = usePostAuthPasswordForgotMutation()
  const [email, setEmail] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    void ask({ forgottenPassword: { email } })
  }
  return (
    <Doorway
      title={say('title')}
      about={say('about')}
      foot={
        <p>
          <Link className={LINK} to="/sign-in">
            {say('sign_in')}
          </Link>
        </p>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {error && <Refusal of={error} unanswered={say('network')} />}
        {isSuccess && (
          <Note tone="good" role="status">
            {say('sent', { email })}
          </Note>
        )}
        <Input
          label={say('email')}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Button look="main" type="submit" busy={isLoading}>
          {say('send')}
        </Button>
      </form>
    </Doorway>
  )
}
