import type { AgentName } from '../../domain/words.ts'
import { audienceAnalyzer } from './audienceAnalyzer.ts'
import { competitorAnalyzer } from './competitorAnalyzer.ts'
import { complianceValidator } from './complianceValidator.ts'
import { engagementOptimizer } from './engagementOptimizer.ts'
import { grammarChecker } from './grammarChecker.ts'
import { hashtagGenerator } from './hashtagGenerator.ts'
import type { Tool } from './port.ts'
import { professionalPostCreator } from './professionalPostCreator.ts'
import { scriptWriter } from './scriptWriter.ts'
import { styleEnforcer } from './styleEnforcer.ts'
import { threadPlanner } from './threadPlanner.ts'
import { toneDetector } from './toneDetector.ts'
import { trendDetector } from './trendDetector.ts'

/** Which tools each agent may call: its own and no other. */
export const TOOLS: Readonly<Record<AgentName, Tool[]>> = {
  strategist: [audienceAnalyzer, trendDetector, competitorAnalyzer],
  instagram: [hashtagGenerator],
  linkedin: [professionalPostCreator],
  tiktok: [scriptWriter],
  facebook: [hashtagGenerator, scriptWriter],
  x: [threadPlanner],
  brand_voice: [toneDetector, styleEnforcer],
  quality_assurance: [grammarChecker, engagementOptimizer, complianceValidator],
}
