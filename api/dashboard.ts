import { accessSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Request, RequestHandler } from 'express'
import staticFiles from 'express-static-gzip'

/** Addresses that are the API's own: the dashboard answers none of them, whatever a browser accepts. */
const OURS = /^\/(?:api|approve|account|files|health|metrics)(?:\/|$)/
/** Files are named by their content, so a name never means another; everything else is looked for anew. */
const FOR_EVER = 'public, max-age=31536000, immutable'

/**
 * Serves a built dashboard: its files, compressed as they were at its build, and its one page for every other address that a browser goes to.
 * `imagesFrom` are the origins that drafts' images come from, besides this one. Throws when the folder holds no dashboard.
 */
export function dashboard(folder: string, { https, imagesFrom }: { https: boolean; imagesFrom: readonly string[] }): RequestHandler {
  const index = path.join(folder, 'index.html')
  accessSync(index)
  const policy = [
    `default-src 'self'`,
    // Menus and notices place themselves by style attributes and sheets of their libraries; no script comes from elsewhere or from the page.
    `style-src 'self' 'unsafe-inline'`,
    `img-src ${["'self'", 'data:', 'blob:', ...imagesFrom].join(' ')}`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
  const files = staticFiles(folder, {
    index: false,
    enableBrotli: true,
    orderPreference: ['br', 'gz'],
    serveStatic: {
      index: false,
      cacheControl: false,
      setHeaders: (res, file) => {
        res.setHeader('Cache-Control', file.includes(`${path.sep}assets${path.sep}`) ? FOR_EVER : 'public, max-age=3600')
      },
    },
  })
  return async (req, res, next) => {
    if ((req.method !== 'GET' && req.method !== 'HEAD') || OURS.test(req.path)) return next()
    if (req.path !== '/' && req.path !== '/index.html' && path.extname(req.path)) return files(req, res, next)
    if (!isNavigation(req)) return next()
    res.set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex, nofollow' })
    // Read each time: a newer dashboard under a running API names other files.
    res.type('html').send(await readFile(index, 'utf8'))
  }
}

/** A person who goes somewhere, rather than a program that asks. */
const isNavigation = (req: Request) => req.accepts(['json', 'html']) === 'html'
