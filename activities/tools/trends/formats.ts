import type { Language } from '../../../domain/words.ts'
import type { Intent } from '../reading.ts'

type Phrase = Readonly<Record<Language, string>>

/** A way to tell something on TikTok that has worked for years, whatever is of the moment. */
export interface VideoFormat {
  id: string
  name: Phrase
  /** What happens, shot by shot. */
  shape: Readonly<Record<Language, readonly string[]>>
  /** The first words: {s} is the subject. */
  opening: Phrase
  /** What a request has to be for. */
  suits: readonly Intent[]
  /** Points it needs to be told at all. */
  leastPoints: number
  /** First day on which it may be suggested, and the day on which somebody last looked whether it still works; YYYY-MM-DD. */
  effectiveFrom: string
  checked: string
}

const CHECKED = '2026-11-25'

/**
 * A table of this house, as dated data: ways of telling that have worn well since their first day here, of which no figure is claimed. What
 * is new or worn out is changed here and not in code.
 */
export const FORMATS: readonly VideoFormat[] = [
  {
    id: 'before_you_buy',
    name: { en: 'Before you buy', id: 'Sebelum beli' },
    shape: {
      en: ['the product in the hand', 'one fact a shot, shown', 'for whom it is', 'where to get it'],
      id: ['produk di tangan', 'satu fakta tiap adegan, diperlihatkan', 'untuk siapa', 'dapat di mana'],
    },
    opening: { en: 'Before you choose {s}, watch this.', id: 'Sebelum memilih {s}, tonton ini dulu.' },
    suits: ['launch'],
    leastPoints: 1,
    effectiveFrom: '2022-01-01',
    checked: CHECKED,
  },
  {
    id: 'three_things',
    name: { en: 'Things to know', id: 'Hal yang perlu tahu' },
    shape: {
      en: ['the subject on the screen', 'one thing a shot, counted aloud', 'the best one last'],
      id: ['pokoknya di layar', 'satu hal tiap adegan, dihitung', 'yang terbaik di akhir'],
    },
    opening: { en: 'Things to know about {s}.', id: 'Hal yang perlu kamu tahu tentang {s}.' },
    suits: ['launch', 'offer', 'event', 'lesson', 'notice', 'milestone'],
    leastPoints: 3,
    effectiveFrom: '2020-01-01',
    checked: CHECKED,
  },
  {
    id: 'pov',
    name: { en: 'POV', id: 'POV' },
    shape: {
      en: ['the camera is the guest', 'what the guest sees, step by step', 'the moment it pays off'],
      id: ['kamera adalah tamunya', 'yang dilihat tamu, langkah demi langkah', 'momen yang ditunggu'],
    },
    opening: { en: 'POV: your first look at {s}.', id: 'POV: pertama kali melihat {s}.' },
    suits: ['launch', 'event', 'story'],
    leastPoints: 0,
    effectiveFrom: '2020-01-01',
    checked: CHECKED,
  },
  {
    id: 'day_in_the_life',
    name: { en: 'A day in the life', id: 'Sehari bersama' },
    shape: {
      en: ['the morning', 'the work, hands and faces', 'one thing that goes wrong or right', 'the evening'],
      id: ['pagi hari', 'pekerjaan, tangan dan wajah', 'satu hal yang gagal atau berhasil', 'malam hari'],
    },
    opening: { en: 'A day around {s}, from the inside.', id: 'Sehari di balik {s}, dari dalam.' },
    suits: ['story', 'hiring', 'milestone'],
    leastPoints: 0,
    effectiveFrom: '2019-06-01',
    checked: CHECKED,
  },
  {
    id: 'myth_fact',
    name: { en: 'Myth or fact', id: 'Mitos atau fakta' },
    shape: {
      en: ['the myth, said as people say it', 'stop', 'the fact, shown', 'what to do instead'],
      id: ['mitosnya, seperti kata orang', 'berhenti', 'faktanya, diperlihatkan', 'yang sebaiknya dilakukan'],
    },
    opening: { en: 'Myth or fact? This is about {s}.', id: 'Mitos atau fakta? Ini soal {s}.' },
    suits: ['lesson'],
    leastPoints: 1,
    effectiveFrom: '2020-06-01',
    checked: CHECKED,
  },
  {
    id: 'how_it_is_done',
    name: { en: 'How it is done', id: 'Begini caranya' },
    shape: {
      en: ['the result first', 'each step in one shot', 'the result again, closer'],
      id: ['hasilnya dulu', 'tiap langkah satu adegan', 'hasilnya lagi, lebih dekat'],
    },
    opening: { en: 'How to go about {s}, step by step.', id: 'Begini cara {s}, langkah demi langkah.' },
    suits: ['lesson'],
    leastPoints: 2,
    effectiveFrom: '2019-06-01',
    checked: CHECKED,
  },
  {
    id: 'reply_to_comment',
    name: { en: 'Answering a question', id: 'Menjawab pertanyaan' },
    shape: {
      en: ['the question on the screen', 'the answer in one sentence', 'the proof, shown', 'the next question is asked for'],
      id: ['pertanyaannya di layar', 'jawabannya dalam satu kalimat', 'buktinya, diperlihatkan', 'pertanyaan berikutnya diminta'],
    },
    opening: { en: 'You ask about {s}, here is the answer.', id: 'Kamu tanya soal {s}, ini jawabannya.' },
    suits: ['notice', 'hiring', 'lesson'],
    leastPoints: 1,
    effectiveFrom: '2021-01-01',
    checked: CHECKED,
  },
  {
    id: 'this_or_that',
    name: { en: 'This or that', id: 'Pilih ini atau itu' },
    shape: {
      en: ['both side by side', 'what speaks for the one', 'what speaks for the other', 'the viewer decides'],
      id: ['keduanya berdampingan', 'alasan memilih yang satu', 'alasan memilih yang lain', 'penonton yang memutuskan'],
    },
    opening: { en: 'This or that? You decide about {s}.', id: 'Ini atau itu? Kamu yang pilih {s}.' },
    suits: ['question'],
    leastPoints: 0,
    effectiveFrom: '2020-01-01',
    checked: CHECKED,
  },
  {
    id: 'then_and_now',
    name: { en: 'Then and now', id: 'Dulu dan sekarang' },
    shape: {
      en: ['an old picture', 'the same place or people today', 'who made it possible'],
      id: ['foto lama', 'tempat atau orang yang sama hari ini', 'siapa yang membuatnya mungkin'],
    },
    opening: { en: 'Then and now: {s}.', id: 'Dulu dan sekarang: {s}.' },
    suits: ['milestone'],
    leastPoints: 0,
    effectiveFrom: '2020-01-01',
    checked: CHECKED,
  },
]
