import type { AgentName } from '../../domain/words.ts'
import { articleWriter } from './articleWriter.ts'
import { audienceAnalyzer } from './audienceAnalyzer.ts'
import { brandAnalyzer } from './brandAnalyzer.ts'
import { carouselCreator } from './carouselCreator.ts'
import { competitorAnalyzer } from './competitorAnalyzer.ts'
import { complianceValidator } from './complianceValidator.ts'
import { engagementOptimizer } from './engagementOptimizer.ts'
import { grammarChecker } from './grammarChecker.ts'
import { hashtagGenerator } from './hashtagGenerator.ts'
import { industryAnalyzer } from './industryAnalyzer.ts'
import type { Tool } from './port.ts'
import { professionalPostCreator } from './professionalPostCreator.ts'
import { scriptWriter } from './scriptWriter.ts'
import { soundSelector } from './soundSelector.ts'
import { storyTemplate } from './storyTemplate.ts'
import { styleEnforcer } from './styleEnforcer.ts'
import { threadPlanner } from './threadPlanner.ts'
import { toneDetector } from './toneDetector.ts'
import { trendDetector } from './trendDetector.ts'
import { trendTracker } from './trendTracker.ts'

/** Which tools each agent may call: its own and no other, and of these those that fit what is written. */
export const TOOLS: Readonly<Record<AgentName, Tool[]>> = {
  strategist: [audienceAnalyzer, trendDetector, competitorAnalyzer],
  instagram: [hashtagGenerator, carouselCreator, storyTemplate, scriptWriter, soundSelector],
  linkedin: [professionalPostCreator, articleWriter, industryAnalyzer],
  tiktok: [scriptWriter, trendTracker, soundSelector],
  facebook: [hashtagGenerator, scriptWriter, soundSelector],
  x: [threadPlanner],
  brand_voice: [brandAnalyzer, toneDetector, styleEnforcer],
  quality_assurance: [grammarChecker, engagementOptimizer, complianceValidator],
}
