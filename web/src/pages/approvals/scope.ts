import { type ApprovalPolicy, useGetBrandsQuery } from '../../api/generated.ts'
import { useTradeWords } from '../../words/trade.ts'
import { usePolicyWords } from './policyWords.ts'

/** What a policy applies to, in a sentence. */
export function useScope(): (of: Pick<ApprovalPolicy, 'applies' | 'brand_id' | 'content_class'>) => string {
  const say = usePolicyWords()
  const trade = useTradeWords()
  const brands = useGetBrandsQuery({ limit: 100 })
  return ({ applies, brand_id, content_class }) => {
    if (!applies) return say('m_applies_not')
    const brand = brand_id ? (brands.data?.items.find(({ id }) => id === brand_id)?.brand_name ?? '…') : say('m_every_brand')
    const name = content_class === 'paid' ? say('class_paid') : trade((content_class ?? 'post') as 'post')
    return say('m_applies', { brand, what: content_class ? say('m_class', { what: `“${name}”` }) : say('m_everything') })
  }
}
