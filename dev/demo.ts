import type { Config } from '../config/env.ts'
import { loadConfig } from '../config/env.ts'
import { isFinal } from '../domain/outcome.ts'
import { attachOrStart } from './attach.ts'
import { commandLine } from './commandLine.ts'
import { type DataDir, openDataDir, type StackAddresses } from './dataDir.ts'
import { type Api, signIn } from './demo/api.ts'
import { approvalLink, decideByLink } from './demo/approval.ts'
import { type DemoArguments, parseDemo } from './demo/arguments.ts'
import { newBoard, takeIn } from './demo/board.ts'
import { demoBrand } from './demo/brand.ts'
import { draftLines } from './demo/draftText.ts'
import { followEvents } from './demo/events.ts'
import type { RequestView } from './demo/requestView.ts'
import { openScreen, type Screen } from './demo/screen.ts'

/** `npm run demo -- "a prompt"`: one request from the prompt to the decision, on a stack that runs or is started for it. */
await commandLine(async ({ signal, onSecondSignal }) => {
  const asked = parseDemo(process.argv.slice(2))
  const config = loadConfig()
  const dataDir = openDataDir(config.DATA_DIR)
  // With --json stdout holds the document and nothing else, so people are told on stderr.
  const screen = openScreen(asked.json ? process.stderr : process.stdout)
  const stack = await attachOrStart({ config, dataDir, say: screen.print, signal, localMail: true })
  onSecondSignal(() => void stack.stop())
  try {
    const request = await runDemo({ asked, config, dataDir, screen, addresses: stack.addresses, signal })
    if (asked.json) process.stdout.write(`${JSON.stringify(request, null, 2)}\n`)
    return request.status === 'completed' ? 0 : 1
  } finally {
    screen.settle()
    if (signal.aborted) screen.print('\nNot waiting any longer. The request is kept, and goes on while the stack runs.')
    await stack.stop()
  }
})

interface Demo {
  asked: DemoArguments
  config: Config
  dataDir: DataDir
  screen: Screen
  addresses: StackAddresses
  signal: AbortSignal
}

/** Resolves with the finished request. */
async function runDemo(demo: Demo): Promise<RequestView> {
  const { asked, dataDir, screen, addresses, signal } = demo
  const mailbox = addresses.mailIsLocal ? dataDir.in('mailbox') : null
  const api = await signIn(addresses.apiUrl, { accountFile: dataDir.in('demo.json'), mailbox, signal })
  const brand = await demoBrand(api, asked.brand)
  sayModel(screen, addresses, asked.platforms.length)
  const { id } = await api.post<{ id: string }>('/api/v1/content/generate', {
    prompt: asked.prompt,
    platforms: asked.platforms,
    content_types: asked.contentTypes,
    language: asked.language,
    brand_profile_id: brand.id,
  })
  screen.print(`\nRequest ${id} for ${brand.brand_name}: “${asked.prompt}”\n`)

  const path = `/api/v1/content/requests/${id}`
  const board = newBoard(asked.platforms)
  const shown = new Set<string>()
  for await (const event of followEvents(api, id, signal)) {
    const line = takeIn(board, event)
    if (event.type.startsWith('agent.') || event.type === 'draft.ready' || line !== undefined) screen.progress(board, line)
    if (event.type === 'review.opened') {
      screen.settle()
      await review(demo, api, await api.get<RequestView>(path), shown)
    }
    if (event.type === 'request.status' && isFinal(event.data.status)) break
  }
  signal.throwIfAborted()
  screen.settle()
  const request = await api.get<RequestView>(path)
  sayEnd(demo, request, shown)
  return request
}

/** Shows what is up for review and how to decide; decides itself when asked to. */
async function review(
  { asked, dataDir, screen, addresses, signal }: Demo,
  api: Api,
  request: RequestView,
  shown: Set<string>,
): Promise<void> {
  if (request.status !== 'awaiting_approval' || !request.approval.round_id) return
  sayDrafts(screen, request, shown)
  sayFailures(screen, request)
  const to = request.approval.approvers.map(({ email }) => email).join(', ')
  screen.print('')
  screen.print(
    `Dashboard      ${addresses.apiUrl}/requests/${request.id}\n               sign in as ${api.account.email} with ${api.account.password}`,
  )
  if (request.links.temporal_ui) screen.print(`Temporal UI    ${request.links.temporal_ui}`)
  if (!addresses.mailIsLocal) {
    screen.print(`Approval link  mailed to ${to}; waiting for the decision.`)
    return
  }
  const link = await approvalLink(dataDir.in('mailbox'), request.approval.round_id, signal)
  screen.print(`Approval link  ${link}`)
  if (asked.approve) {
    await decideByLink(link, 'approve')
    screen.print('\nApproved every draft through that link (--approve).')
  } else
    screen.print(
      `\nOpen the link to decide (until ${request.approval.due_at}). Waiting; Ctrl-C stops waiting, the request goes on with the stack.`,
    )
}

function sayModel(screen: Screen, { model }: StackAddresses, platforms: number): void {
  const estimate = model.estimates[platforms - 1]
  const usd = (micros: number) => `$${(micros / 1e6).toFixed(2)}`
  screen.print(
    !estimate || estimate.ceilingMicros === 0
      ? `\nModel: ${model.label.name}, which composes offline, without a language model: expected cost $0.00. Set MODEL=openai and OPENAI_API_KEY for a real one.`
      : `\nModel: ${model.label.provider}/${model.label.name}: expected cost about ${usd(estimate.expectedMicros)}, at most ${usd(estimate.ceilingMicros)}.`,
  )
}

function sayDrafts(screen: Screen, request: RequestView, shown: Set<string>): void {
  const width = Math.min(100, Math.max(60, process.stdout.columns || 80))
  for (const draft of request.drafts) {
    const name = `${draft.platform}/${draft.version}`
    if (shown.has(name)) continue
    shown.add(name)
    for (const line of draftLines(draft, width)) screen.print(line)
  }
}

function sayFailures(screen: Screen, request: RequestView): void {
  for (const { platform, status, reason } of request.platforms)
    if (status === 'failed') screen.print(`\n${platform} failed: ${reason}. Its unit of quota is free again.`)
}

function sayEnd({ screen, dataDir }: Demo, request: RequestView, shown: Set<string>): void {
  sayDrafts(screen, request, shown)
  screen.print('')
  for (const { platform, version, verdict, comment, by } of request.decisions)
    screen.print(`${platform} version ${version}: ${verdict} by ${by.name || by.email}${comment ? `: “${comment}”` : ''}`)
  sayFailures(screen, request)
  screen.print(
    `\nThe request is ${request.status}${request.reason ? `: ${request.reason}` : ''}. It cost $${request.cost.spent_usd.toFixed(4)}.`,
  )
  screen.print(
    request.status === 'completed'
      ? `Ready to paste, while "npm start" runs: GET ${request.links.export} as the account in ${dataDir.in('demo.json')}.`
      : request.next_step,
  )
}
