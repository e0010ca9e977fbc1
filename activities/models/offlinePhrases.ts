import type { Intent, Kind } from '../tools/reading.ts'
import type { Hooks, PhraseBook } from './offlinePhraseBook.ts'

const HOOKS: Readonly<Record<Intent, Hooks>> = {
  launch: {
    question: ['Have you seen {t} yet?', 'Who wants a first look at {t}?', 'Curious about {t}?'],
    plain: ['Meet {t}.', 'Say hello to {t}.', 'It is time to meet {t}.'],
    scene: ['Just arrived: {t}.', 'A first look at {t}.', 'Fresh and ready for you: {t}.'],
  },
  offer: {
    question: ['Did you hear about {t}?', 'Ready for {t}?'],
    plain: ['{T}.', 'It is official: {t}.'],
    scene: ['One line for your calendar: {t}.', 'For everyone who has been eyeing {s}: {t}.'],
  },
  event: {
    question: ['Will we see you at {t}?', 'Who will you bring to {t}?'],
    plain: ['You are invited to {t}.', 'Save the date for {t}.'],
    scene: ['Picture yourself at {t}.', 'One for the calendar: {t}.'],
  },
  lesson: {
    question: ['Looking for {t}?', 'Could you use {t}?'],
    plain: ['{T}, short and practical.', '{T}, in plain words.'],
    scene: ['Keep this for later: {t}.', 'Worth a minute of your day: {t}.'],
  },
  hiring: {
    question: ['Are you, or do you know, {t}?', 'Who comes to mind when we say that we are hiring {t}?'],
    plain: ['We are hiring {t}.', 'Now hiring: {t}.'],
    scene: ['There is an open seat on the team: we are hiring {t}.', 'One more chair at the table: we are hiring {t}.'],
  },
  milestone: {
    question: ['Will you celebrate {t} with {us}?', 'Who is celebrating {t} with {us}?'],
    plain: ['Today is about {t}.', 'It is here: {t}.'],
    scene: ['Time to pause for a moment: {t}.', 'Candles, please: {t}.'],
  },
  question: {
    question: ['What do you say about {t}?', 'Can you help {us} with {t}?'],
    plain: ['You decide about {t}.', 'The choice is yours: {t}.'],
    scene: ['One vote each: {t}.', 'The ballot is open: {t}.'],
  },
  story: {
    question: ['What is the story of {t}?', 'Have you heard the story of {t}?'],
    plain: ['This is the story of {t}.', 'A closer look at {t}.'],
    scene: ['Come along for a look at {t}.', 'Take a step closer to {t}.'],
  },
  notice: {
    question: ['Have you heard about {t}?', 'Do you know about {t}?'],
    plain: ['A word about {t}.', 'Good to know: {t}.'],
    scene: ['Before you scroll on, a word about {t}.', 'Worth knowing before the day is over: {t}.'],
  },
}

const OTHER_HOOKS: Readonly<Record<Exclude<Kind, 'thing'>, Hooks>> = {
  question: {
    question: ['Have you ever wondered {t}?', 'Can you say {t}?'],
    plain: ['{T}: a plain answer.', '{T}, in plain words.'],
    scene: ['Worth a minute of your day: {t}.', 'One question for today: {t}.'],
  },
  clause: {
    question: ['Did you know that {t}?', 'Have you heard that {t}?'],
    plain: ['{T}.', 'In one line: {t}.'],
    scene: ['Worth knowing: {t}.', 'Here is something to share: {t}.'],
  },
  action: {
    question: ['Ready to {t}?', 'Who is ready to {t}?'],
    plain: ['Today is the day to {t}.', '{T}.'],
    scene: ['On the list for today: {t}.', 'One thing to do today: {t}.'],
  },
}
const THANK_HOOKS: Hooks = {
  question: ['Will you join {us} in thanking {t}?', 'Who else wants to thank {t}?'],
  plain: ['Thank you to {t}.', 'A warm thank you to {t}.'],
  scene: ['A round of applause for {t}.', 'Standing ovation, please, for {t}.'],
}
const BALLOT_HOOKS: Hooks = {
  question: ['Can you help {us} decide {t}?', 'Will you tell {us} {t}?'],
  plain: ['You decide {t}.', 'It is your call {t}.'],
  scene: ['One vote each: {t}.', 'The ballot is open: {t}.'],
}

const BODIES: Readonly<Record<Intent, readonly string[]>> = {
  launch: [
    'A picture says more about {c} than a long speech, so take a good look.',
    '>There is a lot to say about {c}; the essentials come first.',
    'If you are hearing about {c} for the first time, welcome.',
    'Some things are better seen than described: think of {c}.',
  ],
  offer: [
    'If you were thinking about {c} anyway, this is the moment.',
    'An offer on {c} needs few words.',
    'Good news about {c} is best shared early.',
    '>There is no need to read between the lines: what counts for {c} is written here.',
  ],
  event: [
    'Bring your questions to {c}, and someone whose company you like.',
    '>A few lines tell you what to expect from {c}.',
    'Everyone who has been thinking about {c} can stop thinking and come.',
  ],
  lesson: [
    'With {c}, small things decide the result.',
    'Everyone has a first time with {c}, and a first question.',
    '>There is more to {c} than a headline can hold, so take it one step at a time.',
    'Most questions about {c} have a short answer and a longer one.',
  ],
  hiring: [
    'A good {b} changes how a whole team works.',
    'The right {b} may not be looking today, so please pass this on.',
    'You may know the right {b} better than any job board does.',
    '>What {ab} can expect is written here in plain words.',
  ],
  milestone: [
    'There is a lot behind {c}, and most of it is people.',
    '{C} did not happen by itself.',
    'Everyone who was part of the way here has a share in {c}.',
  ],
  question: [
    'When it comes to {c}, your taste is the best guide.',
    'There is no wrong answer about {c}.',
    'A single word about {c} is answer enough.',
  ],
  story: [
    'There is more behind {c} than one picture can show.',
    'The story of {c} is best told plainly.',
    'The details of {c} are worth a minute of your time.',
  ],
  notice: [
    '>Nothing about {c} should come as a surprise, so here are the facts.',
    'A minute spent on {c} now saves questions later.',
    'Better to hear about {c} today than too late.',
    '>What you need to know about {c} fits into a few lines.',
  ],
}

const THANK_BODIES: readonly string[] = ['What {s} did deserves more than a like.', 'Without {s}, this would be another story.']

const LEADS: Readonly<Record<Intent, readonly string[]>> = {
  launch: ['What to know about {c}:', '{C} at a glance:'],
  offer: ['What counts for {c}:', '{C}, the facts:'],
  event: ['What awaits you at {c}:', '{C} at a glance:'],
  lesson: ['What matters with {c}:', '{C}, point by point:'],
  hiring: ['What comes with the role of {b}:', 'What the future {b} can count on:'],
  milestone: ['What belongs to {c}:', '{C}, in a few words:'],
  question: ['The candidates for {c}:', 'Your options for {c}:'],
  story: ['{C}, step by step:', 'What belongs to the story of {c}:'],
  notice: ['What to know about {c}:', '{C} at a glance:'],
}
const ACTION_LEADS: readonly string[] = ['What you can do with {s}:', '{S} lets you do this:']
const STEP_LEADS: readonly string[] = ['How to go about {s}:', '{S}, step by step:']

const POINT_NOTES: Readonly<Record<Kind, readonly string[]>> = {
  thing: [
    'Worth writing down about {s}: {p}.',
    'Also part of {s}: {p}.',
    'On the subject of {s}, note this: {p}.',
    'To be clear about {s}: {p}.',
  ],
  clause: ['About {s}: {p}.', 'Please note for {s}: {p}.', 'And one more thing about {s}: {p}.'],
  action: ['For {s}, remember this: {p}.', 'A step you should not skip with {s}: {p}.', 'When it comes to {s}: {p}.'],
  question: ['A closer look: {p}.', 'Part of the story of {s}: {p}.', 'This is about {s}, and about {p}.'],
}
const TOLD: Readonly<Record<'first' | 'middle' | 'last', readonly string[]>> = {
  first: ['First: {p}.', 'To begin with: {p}.', 'One thing first: {p}.'],
  middle: ['Then: {p}.', 'Next: {p}.', 'After that: {p}.'],
  last: ['And finally: {p}.', 'And last: {p}.', 'Not least: {p}.'],
}
const THANKS: readonly string[] = ['Thank you to {p} for being part of {s}.', '{S} is a good moment to say thank you to {p}.']

const CALLS: Readonly<Record<Intent, readonly string[]>> = {
  launch: ['Take a closer look at {s} today.', 'Come and see {s} for yourself.', 'Discover {s} and tell {us} what you think.'],
  offer: ['Visit {us} while the offer on {s} lasts.', 'Choose yours while the offer on {s} is on.'],
  event: ['Save your place at {s} today.', 'Tell {us} in the comments if you are coming to {s}.'],
  lesson: ['Save this for the next time you think about {s}.', 'Ask {us} your own question about {s}.'],
  hiring: ['Apply for the role of {b} today.', 'Send this to {ab} you would like to work with.'],
  milestone: ['Celebrate {s} with {us} in the comments.', 'Share your best memory with {us} in honour of {s}.'],
  question: ['Vote for your {b} in the comments.', 'Write your choice of {b} in the comments.'],
  story: ['Ask {us} anything about {s}.', 'Share {s} with someone who would enjoy it.'],
  notice: ['Save this note about {s}.', 'Write to {us} if anything about {s} is unclear.'],
}

const PLAIN_CALLS: readonly string[] = ['Ask {us} about {s}.', 'Get in touch about {s}.']

const QUESTIONS: Readonly<Record<Intent, readonly string[]>> = {
  launch: ['What catches your eye first about {c}?', 'Who should hear about {c} first?'],
  offer: ['Who do you know that has been waiting for {c}?', 'Who will you tell about {c} first?'],
  event: ['Who would you take along to {c}?', 'What would you like to ask at {c}?'],
  lesson: ['What has worked for you with {c}?', 'What would you add about {c}?'],
  hiring: ['Who is the best {b} you know?', 'What would make you say yes to a role as {b}?'],
  milestone: ['What comes to mind when you think of {c}?', 'Who belongs in a picture of {c}?'],
  question: ['Which {b} gets your vote, and why?', 'What speaks for your choice of {b}?'],
  story: ['What would you like to know about {c}?', 'Which part of {c} would you like to see next?'],
  notice: ['Is anything about {c} still unclear to you?', 'What else would you like to know about {c}?'],
}

const AUDIENCE_LINES: readonly string[] = ['{Aud}, this is for you: {s}.', 'Made with {aud} in mind: {s}.', 'Calling all {aud}: {s}.']

const SOUNDS: Readonly<Record<Intent, string>> = {
  launch: 'Light and upbeat, from the commercial library',
  offer: 'Quick and bright, from the commercial library',
  event: 'Warm and inviting, from the commercial library',
  lesson: 'Quiet, under the voice, from the commercial library',
  hiring: 'Calm and confident, from the commercial library',
  milestone: 'Warm and festive, from the commercial library',
  question: 'Playful, from the commercial library',
  story: 'Soft acoustic, from the commercial library',
  notice: 'Quiet, under the voice, from the commercial library',
}

/** The composer's English. */
export const ENGLISH: PhraseBook = {
  hooks: HOOKS,
  otherHooks: OTHER_HOOKS,
  thankHooks: THANK_HOOKS,
  ballotHooks: BALLOT_HOOKS,
  bodies: BODIES,
  thankBodies: THANK_BODIES,
  leads: LEADS,
  actionLeads: ACTION_LEADS,
  stepLeads: STEP_LEADS,
  pointNotes: POINT_NOTES,
  told: TOLD,
  thanks: THANKS,
  calls: CALLS,
  plainCalls: PLAIN_CALLS,
  questions: QUESTIONS,
  audienceLines: AUDIENCE_LINES,
  sounds: SOUNDS,
  thankItem: 'thank you to {p}',
  also: 'Also: {p}',
  card: 'Card that reads: {p}',
  about: '{p}. It is about {s}.',
  stickers: {
    poll: 'room for the poll sticker that a person sets: {p}',
    question: 'room for the question sticker that a person sets: {p}',
    link: 'room for the link sticker that a person sets: {p}',
  },
  pictures: {
    words: [
      { brief: `Plain card with the words "{T}" in the brand's type`, alt: 'Card that reads: {T}' },
      { brief: 'One quiet picture that makes people think of {s}, natural light, nothing written on it', alt: 'A picture about {s}' },
    ],
    people: [
      { brief: 'Candid picture that belongs to {s}: people in it only with their consent, natural light', alt: 'A scene around {s}' },
      {
        brief: 'A wide picture with room for a line of text about {s}, nobody in the frame',
        alt: 'A quiet scene with a line of text about {s}',
      },
    ],
    thing: [
      { brief: '{S} in daylight, one clear subject, nothing written on the picture', alt: '{S} in daylight' },
      { brief: 'Close view that shows {s} at first glance, plain background', alt: 'Close view of {s} before a plain background' },
    ],
  },
  slides: {
    opening: '{S}, large in the frame, room for the headline',
    closeUp: '{S}, seen up close in daylight',
    invitation: '{S}, with quiet space for the invitation',
  },
  framing: 'Straight to camera',
  strategy: {
    audience: 'people who follow {brand}',
    and: ' and ',
    pillars: ['What {is} {s}', 'What comes with {s}', 'How to get in touch about {s}'],
    angles: {
      question: 'Open with a question about {s}.',
      plain: 'Say plainly what this is about: {s}.',
      scene: 'Begin with a scene: {s}.',
    },
    frequency: 'once, and again a week later',
    pace: '; the busiest competitor dates about {p} posts a week',
  },
}
