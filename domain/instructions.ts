/** What an approver asked for, as instructions that an agent can follow one by one. */
export interface ChangeWish {
  comment: string
  /** Remarks on words of the draft, as they stand in it. */
  spans: readonly { quote: string; comment: string }[]
}

/** One instruction for each remark on words, then one for each line of the comment; bullets and numbers before a line are taken off. */
export function instructionsOf({ comment, spans }: ChangeWish): string[] {
  const lines = comment
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*•–]|\d{1,2}[.)])\s+/, '').trim())
    .filter(Boolean)
  return [...spans.map((span) => `At “${span.quote.trim()}”: ${span.comment.trim()}`), ...lines]
}
