import { RULE_PACKS } from '../../domain/platforms/index.ts'
import { preview, wrapped } from '../../domain/platforms/preview.ts'
import type { DraftView } from './requestView.ts'

/** A draft as its platform would show it, then what our checks say of it and what a person still has to add. */
export function draftLines(draft: DraftView, width: number): string[] {
  const { platform, content_type, version, model } = draft
  const title = ` ${RULE_PACKS[platform].name} ${content_type}, version ${version} `
  const hanging = (sign: string, text: string) => wrapped(text, width - 4).map((line, i) => `${i === 0 ? `  ${sign} ` : '    '}${line}`)
  return [
    '',
    `━━${title}${'━'.repeat(Math.max(2, width - title.length - 2))}`,
    '',
    ...preview(platform, content_type, draft.content_data, { width }),
    '',
    `Score ${draft.quality_score === null ? 'none' : draft.quality_score.toFixed(2)}${partsOf(draft)}`,
    `Written by ${model.offline ? `${model.name}: composed offline, without a language model` : `${model.provider}/${model.name}`}`,
    draft.findings.length ? 'Findings' : 'Findings: none',
    ...draft.findings.flatMap(({ severity, message }) => hanging('•', `${severity}: ${message}`)),
    draft.to_attach.length ? 'To attach before publishing' : 'To attach: nothing',
    ...draft.to_attach.flatMap(({ what, why }) => hanging('☐', `${what} (${why})`)),
  ]
}

function partsOf({ score_parts }: DraftView): string {
  const parts = Object.entries(score_parts).flatMap(([name, part]) => {
    const value = typeof part === 'number' ? part : (part as { score?: unknown; value?: unknown } | null)?.score
    return typeof value === 'number' ? [`${name.replaceAll('_', ' ')} ${value.toFixed(2)}`] : []
  })
  return parts.length ? `: ${parts.join(', ')}` : ''
}
