import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const corpora = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url))
const largestSeed = 40_000
const entrySchema = z.looseObject({ file: z.string(), expect: z.string(), bytes: z.number() })

/** A sound report to start from. */
export interface Seed {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Real reports that stand beside the repository, and small ones of our own. */
export function readSeeds(): readonly Seed[] {
  return [...ownSeeds(), ...realSeeds()]
}

function realSeeds(): readonly Seed[] {
  const manifest = join(corpora, 'manifest.json')
  if (!existsSync(manifest)) return []
  const entries = z.array(entrySchema).parse(JSON.parse(readFileSync(manifest, 'utf8')))
  return entries
    .filter(({ expect, bytes }) => expect === 'ok' && bytes <= largestSeed)
    .map(({ file }) => ({ name: file, bytes: readFileSync(join(corpora, file)) }))
}

function ownSeeds(): readonly Seed[] {
  return Object.entries(own).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }))
}

const own: Readonly<Record<string, string>> = {
  cobertura: `<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.5"><packages><package name="a"><classes><class name="A" filename="src/a.ts"><lines>
<line number="1" hits="3"/><line number="2" hits="0" branch="true" condition-coverage="50% (1/2)"/>
</lines></class></classes></package></packages></coverage>`,
  junit: `<testsuites tests="3"><testsuite name="s" tests="3"><testcase classname="c" name="one" time="0.5"/>
<testcase classname="c" name="two"><failure message="no">at x</failure></testcase><testcase name="three"><skipped/></testcase>
</testsuite></testsuites>`,
  jacoco: `<report name="r"><package name="p"><sourcefile name="A.java"><line nr="1" mi="0" ci="2" mb="1" cb="1"/>
<counter type="LINE" missed="0" covered="1"/></sourcefile></package><counter type="LINE" missed="0" covered="1"/></report>`,
  lcov: 'TN:\nSF:src/a.ts\nFN:1,f\nFNDA:2,f\nDA:1,2\nDA:2,0\nBRDA:1,0,0,1\nBRDA:1,0,1,-\nLF:2\nLH:1\nend_of_record\n',
  gocover: 'mode: set\nexample.org/a/a.go:1.1,3.2 2 1\nexample.org/a/a.go:5.1,6.2 1 0\n',
  trivy: `{"SchemaVersion":2,"ArtifactName":"shop:1","Results":[{"Target":"t","Vulnerabilities":[
{"VulnerabilityID":"CVE-2024-1","PkgName":"a","InstalledVersion":"1.0","FixedVersion":"1.1","Severity":"HIGH"},
{"VulnerabilityID":"CVE-2024-2","PkgName":"b","InstalledVersion":"2.0","Severity":"LOW"}]}]}`,
  sarif: `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x","rules":[{"id":"r","properties":{"security-severity":"8.1"}}]}},
"results":[{"ruleId":"r","ruleIndex":0,"level":"error","message":{"text":"m"}},{"ruleId":"q","message":{"text":"n"}}]}]}`,
  goTest:
    '{"Action":"run","Package":"p","Test":"T"}\n{"Action":"pass","Package":"p","Test":"T"}\n{"Action":"pass","Package":"p"}\n',
}
