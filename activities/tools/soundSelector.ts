import { z } from 'zod'
import type { BrandSnapshot } from '../../domain/brand.ts'
import { RULE_PACKS } from '../../domain/platforms/index.ts'
import type { Disclosure, Language, Platform } from '../../domain/words.ts'
import { boundsOfTask } from './bounds.ts'
import type { Tool } from './port.ts'
import { type Intent, readPrompt, upperFirst } from './reading.ts'

const ENERGIES = ['calm', 'steady', 'lively'] as const
export type Energy = (typeof ENERGIES)[number]

const parameters = z.object({ energy: z.enum(ENERGIES).describe('How much drive the pictures have.') })

/** What a video or a run of pictures may sound like, and under which licence. Nothing here knows a track or an artist, so none can be named. */
export const soundSelector: Tool<z.infer<typeof parameters>> = {
  name: 'sound_selector',
  description:
    'Suggests moods of sound and says which licence classes the content may use, because of what it promotes and who pays. Names moods and classes, never a track or an artist.',
  contentTypes: ['script', 'photo', 'reel'],
  parameters,
  run({ energy }, task) {
    const { platform } = boundsOfTask(task, 'sound_selector')
    return selectSound(task.prompt, task.brand, {
      platform,
      energy,
      language: task.language,
      ...('disclosure' in task && task.disclosure && { disclosure: task.disclosure }),
    })
  },
}

export type LicenceClass = 'commercial_library' | 'original_sound' | 'general_library'

export interface SoundChoice {
  moods: { mood: string; energy: Energy; licence_class: LicenceClass; line: string }[]
  licence: {
    /** It promotes, or somebody pays: then no account may use what is licensed to persons. */
    commercial: boolean
    allowed: { class: LicenceClass; name: string }[]
    /** What it may use only where a person knows that it is posted from a personal account. */
    only_from_a_personal_account: { class: LicenceClass; name: string }[]
    never: { class: LicenceClass; name: string }[]
    why: string[]
    /** Where the rule was found, and on which day. */
    source: string
    checked: string
  }
}

/** What offers something for sale, a job or a seat. */
const PROMOTES: ReadonlySet<Intent> = new Set(['launch', 'offer', 'event', 'hiring'])
const QUIET = /calm|quiet|serious|understated|elegant|serene|minimal|gentle|refined|precise|tenang|elegan|lembut|kalem|serius/i
const LOUD = /playful|bold|energetic|fun|vibrant|lively|cheerful|loud|ceria|berani|energik|seru|enerjik|riang/i

type Phrase = Readonly<Record<Language, string>>

const MOODS: Readonly<Record<Intent, readonly [Phrase, Phrase]>> = {
  launch: [
    { en: 'light and curious', id: 'ringan dan penuh rasa ingin tahu' },
    { en: 'fresh and upbeat', id: 'segar dan bersemangat' },
  ],
  offer: [
    { en: 'bright and quick', id: 'cerah dan cepat' },
    { en: 'cheerful claps and bass', id: 'tepuk tangan riang dengan bas' },
  ],
  event: [
    { en: 'warm and inviting', id: 'hangat dan mengundang' },
    { en: 'building up, festive', id: 'makin naik, meriah' },
  ],
  lesson: [
    { en: 'quiet, under the voice', id: 'pelan, di bawah suara' },
    { en: 'soft keys, unobtrusive', id: 'piano lembut yang tidak mengganggu' },
  ],
  hiring: [
    { en: 'calm and confident', id: 'tenang dan percaya diri' },
    { en: 'open and friendly guitar', id: 'gitar yang ramah dan terbuka' },
  ],
  milestone: [
    { en: 'warm and festive', id: 'hangat dan meriah' },
    { en: 'proud, slowly rising', id: 'bangga, naik perlahan' },
  ],
  question: [
    { en: 'playful plucked strings', id: 'petikan senar yang jenaka' },
    { en: 'light, with room to think', id: 'ringan, dengan jeda untuk berpikir' },
  ],
  story: [
    { en: 'soft acoustic', id: 'akustik lembut' },
    { en: 'sounds of the place itself', id: 'suara asli tempatnya' },
  ],
  notice: [
    { en: 'quiet, under the voice', id: 'pelan, di bawah suara' },
    { en: 'plain and even', id: 'sederhana dan datar' },
  ],
}

const PACE: Readonly<Record<Energy, Phrase>> = {
  calm: { en: 'slow', id: 'tempo lambat' },
  steady: { en: 'medium pace', id: 'tempo sedang' },
  lively: { en: 'quick pace', id: 'tempo cepat' },
}

const CLASSES: Readonly<Record<LicenceClass, Phrase>> = {
  commercial_library: { en: "from the platform's library for commercial use", id: 'dari pustaka musik komersial platform' },
  original_sound: { en: 'own sound, recorded for this', id: 'suara sendiri, direkam untuk konten ini' },
  general_library: { en: "from the platform's general music library", id: 'dari pustaka musik umum platform' },
}

const WHY: Readonly<Record<Language, { owed: string; promotes: string; business: string; personal: string }>> = {
  en: {
    owed: 'Somebody pays for it, gives for it or advertises with it, so it is commercial whoever posts it.',
    promotes: 'It promotes what the brand offers, and promotion is commercial use.',
    business: '{platform} lets business accounts use its library for commercial use or sound of their own, and no other music.',
    personal: 'It promotes nothing; whether the account is a personal one is known only to whoever posts it.',
  },
  id: {
    owed: 'Ada yang membayar, memberi, atau beriklan dengannya, jadi ini komersial siapa pun yang mengunggah.',
    promotes: 'Konten ini mempromosikan tawaran merek, dan promosi adalah pemakaian komersial.',
    business: 'Di {platform}, akun bisnis hanya boleh memakai pustaka musik komersial atau suara sendiri.',
    personal: 'Konten ini tidak mempromosikan apa pun; hanya pengunggah yang tahu apakah akunnya pribadi.',
  },
}

interface Ask {
  platform: Platform
  energy: Energy
  language: Language
  disclosure?: Disclosure
}

export function selectSound(prompt: string, brand: BrandSnapshot, { platform, energy: asked, language, disclosure }: Ask): SoundChoice {
  const { intent } = readPrompt(prompt)
  const { soundLibrary: library, name: where } = RULE_PACKS[platform]
  const energy = energyOf(asked, brand.brand_voice.tone)
  const owed = (disclosure?.connection ?? 'none') !== 'none'
  const commercial = owed || PROMOTES.has(intent)
  const words = WHY[language]
  const named = (licence: LicenceClass) => ({
    class: licence,
    name: licence === 'commercial_library' ? (library?.name ?? CLASSES[licence][language]) : CLASSES[licence][language],
  })
  const mood = (phrase: Phrase, licence: LicenceClass) => ({
    mood: phrase[language],
    energy,
    licence_class: licence,
    line: upperFirst(`${phrase[language]}, ${PACE[energy][language]}, ${CLASSES[licence][language]}`),
  })
  const [first, second] = MOODS[intent]
  return {
    moods: [mood(first, 'commercial_library'), mood(second, 'commercial_library'), mood(first, 'original_sound')],
    licence: {
      commercial,
      allowed: [named('commercial_library'), named('original_sound')],
      only_from_a_personal_account: commercial ? [] : [named('general_library')],
      never: commercial ? [named('general_library')] : [],
      why: [
        ...(owed ? [words.owed] : []),
        ...(PROMOTES.has(intent) ? [words.promotes] : []),
        words.business.replace('{platform}', where),
        ...(commercial ? [] : [words.personal]),
      ],
      source: library?.source ?? '',
      checked: library?.checked ?? '',
    },
  }
}

/** A quiet brand is never lively, a loud one never calm. */
function energyOf(asked: Energy, tones: readonly string[]): Energy {
  const quiet = tones.some((tone) => QUIET.test(tone))
  const loud = tones.some((tone) => LOUD.test(tone))
  if (quiet && !loud && asked === 'lively') return 'steady'
  return loud && !quiet && asked === 'calm' ? 'steady' : asked
}
