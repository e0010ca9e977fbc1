import { z } from 'zod'
import { violations } from '../../domain/platforms/index.ts'
import { STAGES } from '../../domain/words.ts'
import { boundsOf } from './bounds.ts'
import type { Tool } from './port.ts'

const parameters = z.object({ stage: z.enum(STAGES).describe('How far the draft is to be checked: draft, approval or export.') })

/** The platform's rules in force today, asked of the draft under review. */
export const complianceValidator: Tool<z.infer<typeof parameters>> = {
  name: 'compliance_validator',
  description:
    "Checks the draft against the platform's dated rules: lengths, counts, claims, disclosure. Returns every broken rule with what to do.",
  parameters,
  run({ stage }, task) {
    if (!('platform' in task)) throw new Error(`compliance_validator serves agents that have a draft, not ${task.agent}`)
    return { findings: violations(task, stage, boundsOf(task)) }
  },
}
