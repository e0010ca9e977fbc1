import { createHash } from 'node:crypto'
import type { Language } from '../../domain/words.ts'
import { type Html, html } from './html.ts'

const STYLE = `
:root{color-scheme:light dark;--ink:#16181d;--soft:#5b6270;--line:#d9dde4;--paper:#fff;--back:#f4f5f7;--accent:#1a4fd6;--bad:#b3261e;--good:#1d7a3e}
@media(prefers-color-scheme:dark){:root{--ink:#eceef2;--soft:#a3abb8;--line:#3a404b;--paper:#1c1f26;--back:#121419;--accent:#8fb0ff;--bad:#ff8a80;--good:#7bd99a}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:44rem;margin:0 auto;padding:1.25rem 1rem 4rem}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 .75rem}
h2{font-size:1.2rem;margin:0}
h3{font-size:1rem;margin:1rem 0 .25rem}
p{margin:.5rem 0}
.soft,small{color:var(--soft);font-size:.9rem}
.card{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:1rem;margin:1rem 0}
.said{white-space:pre-wrap;overflow-wrap:anywhere}
.part{border-left:3px solid var(--line);padding-left:.75rem;margin:.75rem 0;overflow-wrap:anywhere}
figure{margin:.75rem 0}
figure img{display:block;width:100%;max-width:22rem;height:auto;border:1px solid var(--line);border-radius:8px}
figcaption{color:var(--soft);font-size:.9rem;margin-top:.35rem}
fieldset{border:0;border-top:1px solid var(--line);margin:1rem 0 0;padding:1rem 0 0}
legend{font-weight:600;padding:0}
label{display:block}
.choice{display:flex;gap:.75rem;align-items:center;min-height:2.75rem}
.choice input{width:1.35rem;height:1.35rem;flex:none}
textarea{width:100%;min-height:6rem;font:inherit;color:inherit;background:var(--back);border:1px solid var(--soft);border-radius:8px;padding:.6rem;margin-top:.25rem}
input[type=text],input[type=password]{width:100%;min-height:2.75rem;font:inherit;color:inherit;background:var(--back);border:1px solid var(--soft);border-radius:8px;padding:.4rem .6rem;margin-top:.25rem}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;color:var(--soft)}
header a{color:var(--accent);padding:.6rem 0}
.logo{display:block;max-height:2.75rem;max-width:12rem;width:auto}
.preview{border:1px solid var(--line);border-radius:10px;padding:.85rem}
.poster{display:flex;gap:.6rem;align-items:center;margin:0 0 .75rem;line-height:1.25}
.face{display:grid;place-items:center;width:2.25rem;height:2.25rem;border-radius:50%;background:var(--line);font-weight:600;flex:none}
.slides{display:flex;gap:.75rem;overflow-x:auto;scroll-snap-type:x mandatory;padding-bottom:.5rem}
.slide{flex:0 0 min(85%,22rem);scroll-snap-align:start;overflow-wrap:anywhere}
details{margin:.75rem 0}
summary{cursor:pointer;min-height:2.75rem;padding:.6rem 0;font-weight:600}
ins{background:color-mix(in srgb,var(--good) 18%,transparent);text-decoration:underline}
del{background:color-mix(in srgb,var(--bad) 14%,transparent)}
.settled{border-top:1px solid var(--line);margin-top:1rem;padding-top:1rem;font-weight:600}
button{width:100%;min-height:3.25rem;font:inherit;font-weight:600;color:#fff;background:#1a4fd6;border:0;border-radius:10px;margin-top:1rem}
button.second{color:var(--ink);background:transparent;border:2px solid var(--soft)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.bad{color:var(--bad);font-weight:600}
.card.wrong{border-color:var(--bad)}
.good{color:var(--good)}
.tag{display:inline-block;border:1px solid var(--line);border-radius:99px;padding:0 .6rem;font-size:.85rem;color:var(--soft)}
ul{padding-left:1.2rem;margin:.5rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;border-top:1px solid var(--line);padding:.4rem .5rem .4rem 0}
`

const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** Headers of every page behind a link: nothing is kept, passed on, indexed, framed, run or loaded from elsewhere; images only from `images`. */
export function pageHeaders(https: boolean, images: readonly string[] = []): Record<string, string> {
  const policy = [
    `default-src 'none'`,
    `style-src ${STYLE_HASH}`,
    ...(images.length ? [`img-src ${images.join(' ')}`] : []),
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    // On plain http this would send the form to a port where nobody listens.
    ...(https ? ['upgrade-insecure-requests'] : []),
  ]
  return {
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
    'Content-Security-Policy': policy.join('; '),
  }
}

/** A whole document, in English unless said. */
export function page(title: string, body: Html, language: Language = 'en'): string {
  const style: Html = { markup: STYLE }
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>
`.markup
}

/** A page that only says something. */
export const messagePage = (title: string, sentences: readonly (string | Html)[], language: Language = 'en'): string =>
  page(title, html`<h1>${title}</h1><div class="card">${sentences.map((s) => html`<p>${s}</p>`)}</div>`, language)
