import { readFile } from 'node:fs/promises'
import { type EvidencePack, evidenceFaults } from '../domain/evidence.ts'

/** `npm run evidence:verify -- pack.json`: checks a pack by itself, without database or network. Exit status 1 when anything does not hold. */
async function main(): Promise<number> {
  const [file] = process.argv.slice(2)
  if (!file) {
    process.stderr.write('Name the file of an evidence pack: npm run evidence:verify -- evidence.json\n')
    return 2
  }
  const pack = JSON.parse(await readFile(file, 'utf8')) as EvidencePack
  if (pack.kind !== 'approval-evidence' || pack.version !== 1) {
    process.stderr.write(`${file} is no evidence pack of version 1.\n`)
    return 2
  }
  const faults = evidenceFaults(pack)
  const decisions = pack.drafts.flatMap((draft) => draft.decisions)
  process.stdout.write(
    faults.length
      ? `${faults.map((fault) => `- ${fault}`).join('\n')}\n`
      : `${file} holds together: ${pack.drafts.length} versions, ${decisions.length} decisions, ${pack.audit.length} rows of the log.\n`,
  )
  return faults.length ? 1 : 0
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  },
)
