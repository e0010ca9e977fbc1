import { Badge } from '../ui/parts.tsx'
import { type TradeWord, toneOf, useTradeWords } from '../words/trade.ts'

/** A request's or a draft's state, in words and not only in colour. */
export function Status({ of }: { of: TradeWord }) {
  const say = useTradeWords()
  return <Badge tone={toneOf(of)}>{say(of)}</Badge>
}
