import { type Logger, pino } from 'pino'

export type { Logger }

/** Structured logs on stderr, so that stdout stays free for a command's answer. Secrets are redacted by path. */
export function createLog(name: string, level: string): Logger {
  return pino(
    {
      name,
      level,
      redact: ['req.headers.authorization', 'req.headers.cookie', '*.token', '*.password', '*.api_key'],
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: false }),
  )
}
