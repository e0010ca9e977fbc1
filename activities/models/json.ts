/** What a text says as JSON; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Arguments of a tool as a model wrote them, as an object; empty where they are none: the agent's loop judges the text itself. */
export function argumentsOf(text: string): Record<string, unknown> {
  const value = jsonOf(text || '{}')
  return value && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}
