import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { pinoHttp } from 'pino-http'
import type { Logger } from '../config/log.ts'

const SANE_ID = /^[A-Za-z0-9._-]{8,128}$/
const QUIET = /^\/(health|metrics)/

/**
 * One line a request, with the id the caller gets in X-Request-Id. A token in an approval address opens the review, so it never
 * reaches a log; headers and bodies are not logged at all.
 */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId(req, res) {
      const given = req.headers['x-request-id']
      const id = typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID()
      res.setHeader('X-Request-Id', id)
      return id
    },
    customLogLevel: (req, res, error) => (error || res.statusCode >= 500 ? 'error' : QUIET.test(req.url ?? '') ? 'trace' : 'info'),
    serializers: {
      req: (req: { id: unknown; method: string; url: string }) => ({ id: req.id, method: req.method, url: withoutToken(req.url) }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  })
}

/** The address with the secret part of an approval link taken out, and whatever else in its path could be one. */
function withoutToken(url: string): string {
  const [path = '', ...query] = url.split('?')
  const shown = path.replace(/(\/approve\/)[^/]+/i, '$1[token]').replaceAll(/[A-Za-z0-9_-]{40,}/g, '[token]')
  // A provider's callback carries a code that signs in, the address of an image the signature that opens it.
  return /\/oidc\/[^/]+\/callback$|^\/files\//.test(path) ? shown : [shown, ...query].join('?')
}
