import { api } from '../../api/generated.ts'

/** A decision on a learned rule shows at once, and is taken back where it was refused. */
const decided = api.enhanceEndpoints({
  endpoints: {
    patchBrandsByIdVoiceRulesByRule: {
      async onQueryStarted({ id, rule, voiceRuleDecision }, { dispatch, queryFulfilled }) {
        const shown = dispatch(
          api.util.updateQueryData('getBrandsByIdVoiceRules', { id }, (draft) => {
            const found = draft.items.find((one) => one.id === rule)
            if (!found) return
            found.state = voiceRuleDecision.state
            found.decided_at = new Date().toISOString()
          }),
        )
        try {
          await queryFulfilled
        } catch {
          shown.undo()
        }
      },
    },
  },
})

export const { useGetBrandsByIdVoiceRulesQuery, usePatchBrandsByIdVoiceRulesByRuleMutation } = decided
