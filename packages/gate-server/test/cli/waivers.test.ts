import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../../src/cli/index.ts'
import { compose } from '../../src/compose.ts'
import { loadConfig } from '../../src/config/index.ts'
import { memoryIo } from './memory-io.ts'

const policy = `version: 1
name: mine
gates:
  merge:
    - { id: scan, kind: vulnerabilities, max: { high: 0 } }
`
const trivy = JSON.stringify({
  SchemaVersion: 2,
  ArtifactName: 'shop',
  Results: [
    {
      Target: 'package-lock.json',
      Class: 'lang-pkgs',
      Type: 'npm',
      Vulnerabilities: [
        { VulnerabilityID: 'CVE-2026-1', PkgName: 'left', InstalledVersion: '1.0.0', Severity: 'HIGH' },
      ],
    },
  ],
})
const year = new Date().getUTCFullYear()
const waiver = (id: string, until = `${year}-12-31`, more = ''): string =>
  `version: 1\nwaivers:\n  - { id: ${id}, who: ann, why: not reachable, until: ${until}${more} }\n`

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kosmos-waivers-'))
  const files = {
    'gate.yaml': policy,
    'trivy.json': trivy,
    'lint-gate.yaml': policy.replace(/- \{.*\}/, '- { id: lint, kind: lint }'),
    'eslint.json': JSON.stringify([
      {
        filePath: '/src/a.js',
        messages: [{ ruleId: 'no-eval', severity: 2, message: 'No eval.', line: 1, column: 1 }],
        suppressedMessages: [],
        errorCount: 1,
        warningCount: 0,
        fatalErrorCount: 0,
        fixableErrorCount: 0,
        fixableWarningCount: 0,
      },
    ]),
    'wide.yaml': waiver('no-eval'),
    'good.yaml': waiver('CVE-2026-1'),
    'stale.yaml': waiver('CVE-2026-2'),
    'expired.yaml': waiver('CVE-2026-1', '2020-01-31'),
    'endless.yaml': waiver('CVE-2026-1').replace(/, until: [\d-]+/, ''),
    'ownerless.yaml': waiver('CVE-2026-1').replace('who: ann, ', ''),
    'far.yaml': waiver('CVE-2026-1', `${year + 5}-01-01`),
    'unknown.yaml': waiver('CVE-2026-1', `${year}-12-31`, ', condition: scann'),
    '.trivyignore': 'CVE-2026-1 exp:2099-01-02 # not reachable\n',
  }
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)))
})
afterAll(async () => rm(folder, { recursive: true }))

async function run(...argv: readonly string[]) {
  const io = memoryIo({ cwd: folder, env: { KOSMOS_PARSE_TIMEOUT: '60s' } })
  const code = await runCommand(argv, io)
  return { code, out: io.out(), err: io.err() }
}

const merge = ['evaluate', '--policy', 'gate.yaml', '--gate', 'merge', '--service', 'shop', '--report', 'trivy.json']

describe('evaluate --waivers', () => {
  test('promotes on what is permitted and shows it apart', async () => {
    expect((await run(...merge)).code).toBe(1)
    const { code, out } = await run(...merge, '--waivers', 'good.yaml')
    expect(code).toBe(0)
    expect(out).toMatch(/^PROMOTE \(pass\)/)
    expect(out).toContain(
      `  Waivers\n    applied CVE-2026-1, 1 found, until the end of ${year}-12-31, ann: not reachable\n`,
    )
  })

  test('fails on what has ended, and refuses what has no end', async () => {
    const { code, out } = await run(...merge, '--waivers', 'expired.yaml')
    expect([code, out]).toEqual([1, expect.stringContaining('expired CVE-2026-1')])
    const refused = await run(...merge, '--waivers', 'endless.yaml')
    expect([refused.code, refused.err]).toEqual([
      2,
      expect.stringContaining('3:5: expected the last day that it holds'),
    ])
  })
})

describe('lint --waivers', () => {
  const reports = ['--policy', 'gate.yaml', '--gate', 'merge', '--report', 'trivy.json']

  test.each([
    ['good.yaml', [], 0, '1 checked, 0 errors, 0 warnings, 0 waivers that permit nothing'],
    ['good.yaml', reports, 0, '0 waivers that permit nothing'],
    ['stale.yaml', [], 0, '0 waivers that permit nothing'],
    ['stale.yaml', reports, 1, 'stale.yaml:3:5: finding: the waiver of CVE-2026-2 by ann names nothing that is there'],
    [
      'wide.yaml',
      ['--policy', 'lint-gate.yaml', '--gate', 'merge', '--report', 'eslint.json'],
      1,
      'the waiver of no-eval by ann permits nothing: it names a rule without a path',
    ],
    ['expired.yaml', [], 1, 'expired.yaml:3:5: finding: the waiver of CVE-2026-1 by ann ended on 2020-01-31'],
    ['endless.yaml', [], 2, 'endless.yaml:3:5: error: expected the last day that it holds'],
    ['ownerless.yaml', [], 2, 'ownerless.yaml:3:5: error: expected who answers for it'],
    ['far.yaml', [], 0, 'warning: the waiver of CVE-2026-1 by ann ends in more than a year'],
    [
      'unknown.yaml',
      ['--policy', 'gate.yaml'],
      2,
      "expected a condition of the policy, got 'scann'; did you mean 'scan'?",
    ],
  ])('says of %s %j with exit code %i what is wrong', async (file, more, code, text) => {
    const said = await run('lint', '--waivers', file, ...more)
    expect([said.code, said.out]).toEqual([code, expect.stringContaining(text)])
  })

  test('does not take a report that cannot be read for one without findings', async () => {
    await writeFile(join(folder, 'broken.json'), '{')
    const said = await run(
      'lint',
      '--waivers',
      'good.yaml',
      '--policy',
      'gate.yaml',
      '--gate',
      'merge',
      '--report',
      'broken.json',
    )
    expect([said.code, said.out]).toEqual([2, expect.stringContaining('could not be looked for')])
  })

  test('goes together with policies, and needs one of them', async () => {
    expect((await run('lint', 'gate.yaml', '--waivers', 'good.yaml')).out).toContain('2 checked, 0 errors')
    expect((await run('lint')).code).toBe(2)
    expect((await run('lint', '--waivers', 'good.yaml', '--report', 'trivy.json')).err).toContain('together')
  })
})

describe('import waivers', () => {
  test('writes what lint and evaluate take', async () => {
    const { code, out, err } = await run('import', 'waivers', '.trivyignore', '--who', 'ann')
    expect([code, err]).toEqual([0, '1 exceptions of trivyignore taken over, 0 notes\n'])
    await writeFile(join(folder, 'imported.yaml'), out)
    expect((await run(...merge, '--waivers', 'imported.yaml')).code).toBe(0)
    expect(out).toContain('until: 2099-01-01')
  })

  test('makes nothing up: who answers for it has to be said', async () => {
    const { code, err } = await run('import', 'waivers', '.trivyignore')
    expect([code, err]).toEqual([2, expect.stringContaining('expected --who for CVE-2026-1, which does not say it')])
  })

  test('tells the formats where it knows none', async () => {
    expect((await run('import', 'waivers', 'gate.yaml', '--who', 'ann')).err).toContain(
      'trivyignore, trivyignore-yaml, snyk',
    )
    expect((await run('import', 'waivers', '.trivyignore', '--format', 'trivi')).code).toBe(2)
  })
})

describe('KOSMOS_WAIVERS', () => {
  const settings = { KOSMOS_STORE: ':memory:', KOSMOS_LOG_LEVEL: 'silent' }

  test('that is malformed keeps the service from starting, with its place', async () => {
    const place = join(folder, 'endless.yaml')
    await expect(compose(loadConfig({ ...settings, KOSMOS_WAIVERS: place }))).rejects.toMatchObject({
      code: 'request-invalid',
      faults: [{ pointer: `${place}:3:5` }],
    })
  })

  test('may be a file or a folder', async () => {
    const only = await mkdtemp(join(tmpdir(), 'kosmos-waivers-only-'))
    await writeFile(join(only, 'a.yaml'), waiver('CVE-2026-1'))
    for (const place of [only, join(only, 'a.yaml')]) {
      await (await compose(loadConfig({ ...settings, KOSMOS_WAIVERS: place }))).close()
    }
    await rm(only, { recursive: true })
  })
})
