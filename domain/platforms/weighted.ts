/**
 * Length of a post as X counts it: configuration 3 of twitter-text, which its documents name as the reference (docs.x.com, counting
 * characters). That library was last published in 2020, brings core-js 2 and knows no emoji after Unicode 11, and rule packs reach no
 * package; so the rule stands here, and tests hold it to twitter-text's own conformance cases.
 *
 * Letters of most alphabets and ordinary punctuation count 1; all else (Chinese, Japanese, Korean, symbols) counts 2; an emoji counts 2
 * however it is joined; a link counts 23 however long it is. Where it is unsure whether X sees a link, the longer of both counts.
 */
const LIGHT: readonly (readonly [from: number, to: number])[] = [
  [0x0000, 0x10ff],
  [0x2000, 0x200d],
  [0x2010, 0x201f],
  [0x2032, 0x2037],
]
const LINK_LENGTH = 23

/** Country codes, and of the more than a thousand other endings those that brands use; a link with another ending counts its own length, if that is more. */
const ENDINGS = new Set(
  (
    'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr ' +
    'cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ' +
    'ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo ' +
    'mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se ' +
    'sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt ' +
    'za zm zw com net org info biz edu gov mil int asia jobs mobi museum name pro travel agency app art beauty blog boutique business cafe care city ' +
    'click clinic cloud club coffee company consulting cooking deals dental design dev digital eco education email events express farm fashion finance ' +
    'fit fitness flowers food fun fund gallery garden gift global green group guide guru health holiday homes hotel house kitchen law life link live ' +
    'london love market marketing media menu news ngo ninja online page paris partners photography pizza plus press restaurant sale salon school ' +
    'services shoes shop site social software solutions space store studio style support tech today tokyo tools tours town toys training travel video ' +
    'vip website wiki wine work world xyz yoga zone'
  ).split(' '),
)

const PATH = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\d!*';:=+,.$/%#\[\]\u2013_~@|&-]`
const PATH_END = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\d=_#/+-]`
const QUERY = String.raw`[a-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]`
const LINK = new RegExp(
  String.raw`(?:(?<![A-Za-z0-9@$#])https?:\/\/(?:[\p{L}\p{N}_-]+\.)+|(?<![A-Za-z0-9@$#_./-])(?:[a-z0-9\u00c0-\u024f_-]+\.)+)(?<ending>xn--[a-z0-9-]+|\p{L}{2,24})(?![A-Za-z0-9@+-])` +
    String.raw`(?::\d{1,5})?(?:\/(?:(?:${PATH}|\(${PATH}*\))*(?:${PATH_END}|\(${PATH}*\)))?)?(?:\?${QUERY}*[a-z0-9_&=#/-])?`,
  'giu',
)
/** A property of strings needs the flag v: Node 20 and browsers have it, the compiler's target does not yet. */
const OF_STRINGS: string = 'gv'
const EMOJI = new RegExp(String.raw`\p{RGI_Emoji}`, OF_STRINGS)
/** Whatever an emoji can be made of. That pattern knows thousands of sequences and is slow, so it only sees these: on whole texts it took a test run from 10 to 25 minutes. */
const MAYBE_EMOJI =
  /(?:[#*0-9](?=\uFE0F?\u20E3)|[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u{E0020}-\u{E007F}]|\uFE0F|\u200D|\u20E3)+/gu

export function weightedLength(text: string): number {
  const composed = text.normalize('NFC')
  if (!composed.includes('.')) return weightOf(composed)
  let total = 0
  let from = 0
  for (const link of composed.matchAll(LINK)) {
    total += weightOf(composed.slice(from, link.index))
    from = link.index + link[0].length
    // No name of a host has a part of more than 63 characters.
    const sure = ENDINGS.has(link.groups?.ending?.toLowerCase() ?? '') && !/[^./]{64}\./.test(link[0])
    total += sure ? LINK_LENGTH : Math.max(LINK_LENGTH, weightOf(link[0]))
  }
  return total + weightOf(composed.slice(from))
}

/** Without links. */
function weightOf(text: string): number {
  // Plain letters, digits and punctuation are one each: most texts are nothing else.
  if (/^[\x20-\x7e\n]*$/.test(text)) return text.length
  let weight = 0
  const rest = text.replace(MAYBE_EMOJI, (run) =>
    run.replace(EMOJI, () => {
      weight += 2
      return ''
    }),
  )
  for (const character of rest) {
    const code = character.codePointAt(0) ?? 0
    weight += LIGHT.some(([first, last]) => code >= first && code <= last) ? 1 : 2
  }
  return weight
}
