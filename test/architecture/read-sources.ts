import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../packages/', import.meta.url))

/** The sources of both packages by their path below `packages/`. */
export function readSources(): ReadonlyMap<string, string> {
  const sources = new Map<string, string>()
  for (const name of ['analysis', 'gate-server']) {
    for (const entry of readdirSync(`${packages}${name}/src`, { recursive: true, encoding: 'utf8' })) {
      if (entry.endsWith('.ts'))
        sources.set(`${name}/src/${entry}`, readFileSync(`${packages}${name}/src/${entry}`, 'utf8'))
    }
  }
  return sources
}
