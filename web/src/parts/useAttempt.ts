import { useRef } from 'react'

type Answer<T> = { data: T; error?: undefined } | { data?: undefined; error: unknown }

/**
 * Sends something under an Idempotency-Key, which stays the same for as long as the same is sent in vain: so what an answer was lost of is not done
 * twice. Once it is done, the same again is another.
 */
export function useAttempt(): <T>(body: unknown, send: (key: string) => PromiseLike<Answer<T>>) => Promise<Answer<T>> {
  const last = useRef({ body: '', key: '' })
  return async (body, send) => {
    const text = JSON.stringify(body)
    if (last.current.body !== text) last.current = { body: text, key: crypto.randomUUID() }
    const answer = await send(last.current.key)
    if (!answer.error) last.current = { body: '', key: '' }
    return answer
  }
}
