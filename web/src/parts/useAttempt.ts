import { useRef } from 'react'

/** The key of an attempt: the same for as long as the same is sent, so that what an answer was lost of is not done twice. */
export function useAttempt(): (body: unknown) => string {
  const last = useRef({ body: '', key: '' })
  return (body) => {
    const text = JSON.stringify(body)
    if (last.current.body !== text) last.current = { body: text, key: crypto.randomUUID() }
    return last.current.key
  }
}
