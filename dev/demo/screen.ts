import type { Board, Mark } from './board.ts'

/** Where progress is shown. */
export interface Screen {
  /** Text above the live part. */
  print(line: string): void
  /** Shows a change: redraws the live part on a terminal, prints `line` elsewhere. */
  progress(board: Board, line: string | undefined): void
  /** Leaves the live part as it stands; what follows is printed below. */
  settle(): void
}

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const SIGN: Record<Exclude<Mark, 'working'>, string> = { waiting: '·', done: '✔', failed: '✖' }
const FRAME_MS = 120

/** A terminal gets a part that is redrawn in place; a pipe, a file or CI gets one line for each thing that happens. */
export function openScreen(stream: NodeJS.WriteStream): Screen {
  const print = (line: string) => void stream.write(`${line}\n`)
  if (!stream.isTTY || process.env.TERM === 'dumb')
    return { print, progress: (_board, line) => void (line !== undefined && print(`  ${line}`)), settle() {} }

  let board: Board | undefined
  let drawn = 0
  let frame = 0
  let timer: NodeJS.Timeout | undefined
  const erase = () => (drawn ? `\u001b[${drawn}A\u001b[0J` : '')
  const draw = () => {
    if (!board) return
    const lines = linesOf(board, SPINNER[frame++ % SPINNER.length] ?? '', stream.columns || 80)
    stream.write(`${erase()}${lines.map((line) => `${line}\n`).join('')}`)
    drawn = lines.length
  }
  const settle = () => {
    clearInterval(timer)
    timer = undefined
    draw()
    board = undefined
    drawn = 0
  }
  return {
    print(line) {
      stream.write(erase())
      drawn = 0
      print(line)
      draw()
    },
    progress(next) {
      board = next
      // The timer alone must not keep the process.
      timer ??= setInterval(draw, FRAME_MS).unref()
      draw()
    },
    settle,
  }
}

/** One line a row, never longer than the terminal is wide: a wrapped line could not be redrawn. */
export function linesOf(board: Board, spinner: string, width: number): string[] {
  const widest = Math.max(...board.map(({ name }) => name.length))
  return board.map(({ name, cells, end }) => {
    const parts = cells.map(({ role, mark, note }) => {
      const sign = mark === 'working' ? spinner : SIGN[mark]
      return [sign, ...(role === name ? [] : [role]), ...(note ? [note] : [])].join(' ')
    })
    return [...`  ${name.padEnd(widest)}  ${parts.join('   ')}${end ? `   ${end}` : ''}`].slice(0, width - 1).join('')
  })
}
