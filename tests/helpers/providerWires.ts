/** What a provider says, in no provider's words. */
export interface Said {
  text?: string
  toolCalls?: { id?: string; name: string; arguments: string }[]
  /** Input read anew, from a cache and into one; Anthropic alone has a price for the last. */
  usage?: { anew: number; cached?: number; written?: number; output: number; thoughts?: number }
  refusal?: string
  /** Ends at the limit of tokens. */
  full?: boolean
  /** A signature of thoughts that has to be sent back. */
  signature?: string
}

export type ProviderName = 'openai' | 'anthropic' | 'gemini'

/** The server-sent events by which each provider would say it, the last one being the end. */
export const EVENTS: Record<ProviderName, (said: Said, model: string) => string[]> = {
  openai: (said, model) => openaiPieces(said, model).map((piece) => `data: ${piece === '[DONE]' ? piece : JSON.stringify(piece)}\n\n`),
  anthropic: (said, model) => anthropicEvents(said, model).map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
  gemini: (said, model) => geminiPieces(said, model).map((piece) => `data: ${JSON.stringify(piece)}\r\n\r\n`),
}

/** In pieces of up to twelve characters. */
const piecesOf = (text = '') => text.match(/[\s\S]{1,12}/g) ?? []

function openaiPieces({ text, toolCalls, usage, refusal, full }: Said, model: string): unknown[] {
  const chunk = (choices: unknown[], count: unknown = null) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    model,
    choices,
    usage: count,
  })
  const delta = (said: unknown, finish: string | null = null) => chunk([{ index: 0, delta: said, finish_reason: finish }])
  const finish = full ? 'length' : toolCalls ? 'tool_calls' : 'stop'
  const calls = (toolCalls ?? []).flatMap(({ id, name, arguments: args }, index) => [
    delta({ tool_calls: [{ index, id: id ?? `call_${index}`, type: 'function', function: { name, arguments: '' } }] }),
    ...piecesOf(args).map((piece) => delta({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ])
  const count = usage && {
    prompt_tokens: usage.anew + (usage.cached ?? 0),
    completion_tokens: usage.output + (usage.thoughts ?? 0),
    prompt_tokens_details: { cached_tokens: usage.cached ?? 0 },
  }
  return [
    delta({ role: 'assistant', content: '' }),
    ...piecesOf(refusal).map((piece) => delta({ refusal: piece })),
    ...piecesOf(text).map((piece) => delta({ content: piece })),
    ...calls,
    delta({}, finish),
    ...(count ? [chunk([], count)] : []),
    '[DONE]',
  ]
}

function anthropicEvents(
  { text, toolCalls, usage, refusal, full, signature }: Said,
  model: string,
): ({ type: string } & Record<string, unknown>)[] {
  const start = {
    input_tokens: usage?.anew ?? 1,
    cache_read_input_tokens: usage?.cached ?? 0,
    cache_creation_input_tokens: usage?.written ?? 0,
  }
  const block = (index: number, begins: unknown, deltas: unknown[]) => [
    { type: 'content_block_start', index, content_block: begins },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]
  const blocks: [unknown, unknown[]][] = [
    ...(signature
      ? [[{ type: 'thinking', thinking: '', signature: '' }, [{ type: 'signature_delta', signature }]] as [unknown, unknown[]]]
      : []),
    ...(text
      ? [[{ type: 'text', text: '' }, piecesOf(text).map((piece) => ({ type: 'text_delta', text: piece }))] as [unknown, unknown[]]]
      : []),
    ...(toolCalls ?? []).map(({ id, name, arguments: args }, i): [unknown, unknown[]] => [
      { type: 'tool_use', id: id ?? `toolu_${i}`, name, input: {} },
      piecesOf(args).map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
    ]),
  ]
  return [
    {
      type: 'message_start',
      message: { id: 'msg_1', type: 'message', role: 'assistant', model, content: [], usage: { ...start, output_tokens: 1 } },
    },
    ...blocks.flatMap(([begins, deltas], index) => block(index, begins, deltas)),
    {
      type: 'message_delta',
      delta: {
        stop_reason: refusal ? 'refusal' : full ? 'max_tokens' : toolCalls ? 'tool_use' : 'end_turn',
        stop_details: refusal ? { type: 'refusal', category: null, explanation: refusal } : null,
      },
      usage: { output_tokens: (usage?.output ?? 1) + (usage?.thoughts ?? 0) },
    },
    { type: 'message_stop' },
  ]
}

function geminiPieces({ text, toolCalls, usage, refusal, full, signature }: Said, model: string): unknown[] {
  const counts = (output: number) =>
    usage && {
      promptTokenCount: usage.anew + (usage.cached ?? 0),
      ...(usage.cached && { cachedContentTokenCount: usage.cached }),
      candidatesTokenCount: output,
      ...(usage.thoughts && { thoughtsTokenCount: usage.thoughts }),
    }
  const piece = (parts: unknown[], end?: string) => ({
    candidates: [{ index: 0, content: { role: 'model', parts }, ...(end && { finishReason: end }) }],
    usageMetadata: counts(end ? (usage?.output ?? 0) : 1),
    modelVersion: model,
  })
  const calls = (toolCalls ?? []).map(({ name, arguments: args }, i) => ({
    functionCall: { name, args: JSON.parse(args) as unknown },
    ...(i === 0 && signature && { thoughtSignature: signature }),
  }))
  return [
    ...piecesOf(text).map((said) => piece([{ text: said }])),
    ...(calls.length ? [piece(calls)] : []),
    piece(refusal ? [] : [{ text: '' }], refusal ? 'SAFETY' : full ? 'MAX_TOKENS' : 'STOP'),
  ]
}
