/** nspell 2.1.5 ships no types; this is the part we use. */
declare module 'nspell' {
  interface Speller {
    correct(word: string): boolean
  }
  export default function nspell(aff: Uint8Array, dic: Uint8Array): Speller
}
