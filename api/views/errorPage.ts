import type { ErrorRequestHandler } from 'express'
import { noteAndTell } from '../errors.ts'
import { messagePage, pageHeaders } from './layout.ts'

/** The one error mapper's answer as a page: people see these. A token that opens nothing is told nothing. */
export function toPage(https: boolean): ErrorRequestHandler {
  return (error, req, res, next) => {
    const { status, detail } = noteAndTell(error, req)
    if (res.headersSent) return next(error)
    const [title, sentence] =
      status === 404
        ? ['Nothing here', 'Check that the whole link from your mail was opened.']
        : [status === 410 ? 'This link no longer works' : 'That did not work', detail]
    res
      .status(status)
      .set(pageHeaders(https))
      .type('html')
      .send(messagePage(title, [sentence, `Reference: ${String(req.id)}`]))
  }
}
