import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { drawPlots, workedExample } from './plots/index.ts'

// Draws the pictures of docs/methods from simulated canaries and writes the worked example into the page of the sequential judge;
// with --check, fails where the files are not what it would write.
const methods = new URL('../docs/methods/', import.meta.url)
const folder = new URL('plots/', methods)

const page = await readFile(new URL('sequential.md', methods), 'utf8')
const files = new Map([
  ...[...drawPlots({ canaries: 200 })].map(([name, text]) => [`plots/${name}`, text] as const),
  ['sequential.md', withExample(page)] as const,
])

if (process.argv.includes('--check')) {
  for (const [name, text] of files) {
    if ((await readFile(new URL(name, methods), 'utf8').catch(() => '')) !== text) {
      console.error(`docs/methods/${name} is not up to date: run npm run plots`)
      process.exitCode = 1
    }
  }
} else {
  await mkdir(folder, { recursive: true })
  for (const [name, text] of files) await writeFile(new URL(name, methods), text)
}

function withExample(text: string): string {
  const [begin, end] = ['<!-- npm run plots -->\n', '<!-- end -->']
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)]
  if (start < 0 || stop < start) throw new Error('sequential.md has no place for the worked example')
  return `${text.slice(0, start)}${begin}\n${workedExample()}\n\n${text.slice(stop)}`
}
