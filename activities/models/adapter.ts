import { PLATFORMS } from '../../domain/words.ts'
import { withDeadline } from './deadline.ts'
import { estimateOf, type ModelNames, nameFor } from './estimate.ts'
import { type Billed, type Echo, type Model, type ModelAnswer, type ModelCall, ModelFailure, type ToolCall, type Usage } from './port.ts'
import { costMicros, estimatedTokens } from './prices.ts'

/** What every provider is given; names of models, where it listens, and our own deadline. */
export interface AdapterOptions extends ModelNames {
  apiKey: string
  /** The provider's own address when absent. */
  baseUrl?: string | undefined
  /** One call, from the first byte sent to the last byte read. */
  deadlineMs: number
}

/** For the SDK's own timeout, which bounds less than ours does and says less when it fires: ours has to come first. */
export const SDK_SLACK_MS = 1_000

/** One provider's wire format: everything that differs between them. */
export interface Wire {
  provider: string
  /** Sends the call and reads the stream that answers it into `reading`, until it ends or `until` is aborted. */
  read(name: string, call: ModelCall, reading: Reading, until: AbortSignal): Promise<void>
  /** What an error of the provider's SDK means. */
  failureOf(error: unknown, name: string): ModelFailure
}

/** What has been read of an answer so far. It is kept apart from the reading of it, because what was read is paid for even when the rest never comes. */
export class Reading {
  /** Something of the answer has arrived. */
  begun = false
  text = ''
  readonly toolCalls: ToolCall[] = []
  /** As the provider counts, so far. */
  usage: Usage | undefined
  /** That count is the last one. */
  counted = false
  /** How it ended, by the provider's own word; a stream that stops without one was cut. */
  finish: 'whole' | 'cut' | undefined
  refusal: string | undefined
  echo: Echo | undefined
  /** Called for each piece. */
  moved: () => void = () => {}

  /** The provider's count, or ours of what was said where it has none: a cut stream, or a server that does not count. */
  billed(call: ModelCall, name: string): Billed | undefined {
    if (!this.begun) return undefined
    const written = this.text + (this.toolCalls.length ? JSON.stringify(this.toolCalls) : '')
    const usage: Usage =
      this.usage && this.counted
        ? this.usage
        : {
            ...(this.usage ?? {
              inputTokens: estimatedTokens(JSON.stringify(call.messages) + JSON.stringify(call.output.schema)),
              cachedInputTokens: 0,
            }),
            outputTokens: Math.max(this.usage?.outputTokens ?? 0, written || !this.usage ? estimatedTokens(written) : 0),
          }
    return { usage, costMicros: costMicros(name, usage), estimated: !(this.usage && this.counted) }
  }
}

/** A model over one provider's wire. Asks once, without any retry of its own: Temporal owns retries, and the SDKs are told so. */
export function adapter(wire: Wire, { deadlineMs, ...names }: AdapterOptions): Model {
  const { provider } = wire
  return {
    label: { provider, name: names.model, offline: false },
    languages: ['en', 'id'],

    estimate: (platforms) => estimateOf(platforms, (kind) => ({ first: [nameFor(names, kind === 'writer' ? PLATFORMS[0] : kind)] })),

    async complete(call, signal, hooks) {
      const name = nameFor(names, call.agent)
      const reading = new Reading()
      const { progress } = hooks ?? {}
      // Counting is cheap only at the end: a piece is told by its length.
      if (progress)
        reading.moved = () =>
          progress({ provider, model: name, outputTokens: Math.max(reading.usage?.outputTokens ?? 0, Math.ceil(reading.text.length / 3)) })
      try {
        await withDeadline(deadlineMs, signal, (until) => wire.read(name, call, reading, until))
        return answerOf(reading, call, { provider, name, offline: false })
      } catch (error) {
        if (signal.aborted && error === signal.reason) throw error
        const failure = error instanceof ModelFailure ? error : wire.failureOf(error, name)
        throw failure.of(name, reading.billed(call, name))
      }
    },
  }
}

/** An answer that is empty or was cut at the limit of tokens is still an answer that was paid for: it is handed on, and the agent's loop finds the fault. */
function answerOf(reading: Reading, call: ModelCall, model: ModelAnswer['model']): ModelAnswer {
  if (reading.refusal !== undefined) throw new ModelFailure('refused', reading.refusal)
  if (!reading.finish) throw new ModelFailure('unavailable', 'The stream ended before the answer did.')
  const { text, toolCalls, echo } = reading
  const billed = reading.billed(call, model.name)
  if (!billed) throw new ModelFailure('unavailable', 'The model answered nothing.')
  return {
    text,
    toolCalls: [...toolCalls],
    model,
    usage: billed.usage,
    costMicros: billed.costMicros,
    ...(reading.finish === 'cut' && { cut: true }),
    ...(echo && { echo }),
  }
}
