import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in ticks; every kernel we run on has 100 of them a second (`getconf CLK_TCK`). */
const MS_PER_TICK = 10

interface Usage {
  parent: number
  /** Own time over all threads, and that of children already waited for, ms. */
  own: number
  reaped: number
}

function usageOf(pid: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command's name may hold spaces and brackets: fields are counted after its last one.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [parent = 0, utime = 0, stime = 0, cutime = 0, cstime = 0] = [fields[1], fields[11], fields[12], fields[13], fields[14]]
    return { parent, own: (utime + stime) * MS_PER_TICK, reaped: (cutime + cstime) * MS_PER_TICK }
  } catch {
    return undefined
  }
}

/** CPU time of a process, its threads and all its descendants, dead ones that were waited for included, in ms. Linux only. */
export function cpuMsOfTree(root: number): number {
  const all = new Map<number, Usage>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const usage = Number.isInteger(pid) ? usageOf(pid) : undefined
    if (usage) all.set(pid, usage)
  }
  const inTree = (pid: number): boolean => pid === root || (all.has(pid) && pid > 1 && inTree(all.get(pid)?.parent ?? 0))
  let total = 0
  for (const [pid, usage] of all) if (inTree(pid)) total += usage.own + usage.reaped
  return total
}
