import { type FormEvent, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { usePostAuthRegisterMutation } from '../api/generated.ts'
import { issuesOf } from '../api/problem.ts'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/field.tsx'
import { Refusal } from '../ui/refusal.tsx'
import { words } from '../words/words.ts'
import { Doorway, LINK } from './Doorway.tsx'

const useRegisterWords = words('register', {
  en: {
    title: 'Make an account',
    name: 'Your name',
    organization: 'Your organization',
    organization_hint: 'Your agency or company. You become its owner.',
    email: 'E-mail',
    email_hint: 'We send a link that proves it is yours.',
    password: 'Password',
    password_hint: 'At least 10 characters.',
    make: 'Make an account',
    sent: 'Open your mail',
    sent_about: 'We have sent a link to {{email}}. It works for 24 hours; open it and give the password that you chose just now.',
    sign_in: 'Sign in',
    have: 'You have an account?',
    after: 'The link is open and done?',
    network: 'The server did not answer. Try again.',
  },
  id: {
    title: 'Buat akun',
    name: 'Nama Anda',
    organization: 'Organisasi Anda',
    organization_hint: 'Agensi atau perusahaan Anda. Anda menjadi pemiliknya.',
    email: 'Email',
    email_hint: 'Kami kirim tautan yang membuktikan alamat ini milik Anda.',
    password: 'Kata sandi',
    password_hint: 'Paling sedikit 10 karakter.',
    make: 'Buat akun',
    sent: 'Buka email Anda',
    sent_about: 'Kami sudah mengirim tautan ke {{email}}. Tautan berlaku 24 jam; buka dan isikan kata sandi yang baru Anda pilih.',
    sign_in: 'Masuk',
    have: 'Sudah punya akun?',
    after: 'Tautan sudah dibuka?',
    network: 'Server tidak menjawab. Coba lagi.',
  },
})

export function Register() {
  const say = useRegisterWords()
  const [search] = useSearchParams()
  const [register, { isLoading, error, isSuccess }] = usePostAuthRegisterMutation()
  const [form, setForm] = useState({ name: '', organization_name: '', email: '', password: '' })
  const issues = issuesOf(error)
  const set = (key: keyof typeof form) => (event: { target: { value: string } }) => setForm({ ...form, [key]: event.target.value })
  const signIn = (
    <Link className={LINK} to={`/sign-in${search.size ? `?${search}` : ''}`}>
      {say('sign_in')}
    </Link>
  )
  if (isSuccess)
    return (
      <Doorway title={say('sent')} about={say('sent_about', { email: form.email })}>
        <p>
          {say('after')} {signIn}
        </p>
      </Doorway>
    )

  function submit(event: FormEvent) {
    event.preventDefault()
    void register({ registration: form })
  }
  return (
    <Doorway
      title={say('title')}
      foot={
        <p>
          {say('have')} {signIn}
        </p>
      }
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {error && !Object.keys(issues).length && <Refusal of={error} unanswered={say('network')} />}
        <Input
          label={say('name')}
          autoComplete="name"
          required
          maxLength={255}
          value={form.name}
          onChange={set('name')}
          fault={issues.name}
        />
        <Input
          label={say('organization')}
          hint={say('organization_hint')}
          autoComplete="organization"
          required
          maxLength={255}
          value={form.organization_name}
          onChange={set('organization_name')}
          fault={issues.organization_name}
        />
        <Input
          label={say('email')}
          hint={say('email_hint')}
          type="email"
          autoComplete="username"
          required
          value={form.email}
          onChange={set('email')}
          fault={issues.email}
        />
        <Input
          label={say('password')}
          hint={say('password_hint')}
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          value={form.password}
          onChange={set('password')}
          fault={issues.password}
        />
        <Button look="main" type="submit" busy={isLoading}>
          {say('make')}
        </Button>
      </form>
    </Doorway>
  )
}
