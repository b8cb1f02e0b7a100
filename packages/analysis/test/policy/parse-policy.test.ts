import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AnalysisError, type PolicyIssue } from '../../src/errors.ts'
import { kosmosPolicy, lintPolicy, parsePolicy } from '../../src/policy/index.ts'

/** The default policy with one text exchanged; fails where the text does not stand in it. */
function changed(from: string | RegExp, to: string): string {
  const text = kosmosPolicy.replace(from, to)
  if (text === kosmosPolicy) throw new Error(`The default policy does not hold ${from}`)
  return text
}

function issuesOf(text: string): readonly PolicyIssue[] {
  try {
    parsePolicy(text)
  } catch (error) {
    if (error instanceof AnalysisError && error.is('policy-invalid')) return error.details.issues
    throw error
  }
  return []
}

describe('the default policy', () => {
  const policy = parsePolicy(kosmosPolicy)

  test('parses and lints clean', () => {
    expect(policy.name).toBe('kosmos')
    expect(policy.gates.map(({ name }) => name)).toEqual([
      'pull-request',
      'merge',
      'staging',
      'production',
      'production-smoke',
    ])
    expect(lintPolicy(policy)).toEqual([])
  })

  test('resolves durations to milliseconds, shares to numbers and every default', () => {
    expect(policy.canary).toMatchObject({
      strategy: 'canary',
      interval: 15_000,
      warmup: 0,
      maxWait: 600_000,
      stages: [
        { traffic: 0.1, duration: 300_000, requires: 'no-harm', extend: 0 },
        { traffic: 0.5, duration: 300_000, requires: 'non-inferiority', extend: 900_000 },
        { traffic: 1, duration: 600_000, requires: 'bake', extend: 0 },
      ],
      metrics: [
        { id: 'errors', required: true, margin: { absolute: 0.001, relative: 0.5 } },
        { id: 'latency', quantile: 0.5, margin: { absolute: 0, relative: 0.1 } },
        { id: 'health', kind: 'health' },
      ],
      guards: [
        { rule: 'proportion-above', above: 0.05, window: 60_000 },
        { rule: 'quantile-above-baseline', quantile: 0.95, ratio: 2 },
        { rule: 'failing-for', failingFor: 300_000 },
      ],
      judge: {
        kind: 'sequential',
        options: { alpha: 0.01, promoteAlpha: 0.05, minLooks: 5, trafficSplit: 'checked' },
      },
      onInconclusive: 'rollback',
    })
  })

  test('is plain data that survives being kept as JSON', () => {
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy)
  })

  test('reads the same from JSON, with a byte order mark and with carriage returns', () => {
    expect(parsePolicy(`\uFEFF${kosmosPolicy}`)).toEqual(policy)
    expect(parsePolicy(kosmosPolicy.replaceAll('\n', '\r\n'))).toEqual(policy)
    const json = JSON.stringify(
      { version: 1, name: 'x', gates: { merge: [{ id: 'unit', kind: 'tests' }] } },
      null,
      '\t',
    )
    expect(parsePolicy(json).gates[0]?.conditions).toMatchObject([{ id: 'unit', kind: 'tests', required: true }])
  })
})

/** Fault, document, JSON pointer, message. */
const faults: readonly [string, string, string, RegExp][] = [
  [
    'a misspelt key',
    changed('maxFailures', 'maxFailurs'),
    '/gates/pull-request/3/maxFailurs',
    /did you mean 'maxFailures'/,
  ],
  ['a misspelt key of the document', changed('canary:', 'canari:'), '/canari', /did you mean 'canary'/],
  [
    'an unknown kind',
    changed('kind: coverage', 'kind: coverge'),
    '/gates/pull-request/4/kind',
    /coverage, .*, vulnerabilities, got 'coverge'; did you mean 'coverage'/,
  ],
  ['a missing kind', changed('kind: coverage, ', ''), '/gates/pull-request/4/kind', /got nothing/],
  ['another version', changed('version: 1', 'version: 2'), '/version', /expected version 1.*got 2/],
  [
    'an id used twice in a gate',
    changed('id: sast', 'id: unit-tests'),
    '/gates/pull-request/7/id',
    /each id once, got 'unit-tests' again/,
  ],
  ['a guard with the id of a metric', changed('id: error-rate', 'id: errors'), '/canary/guards/0/id', /each id once/],
  [
    'a floor without its sign',
    changed('>= 80%', '80'),
    '/gates/pull-request/4/lines',
    /a floor such as '>= 80%', got '80'/,
  ],
  [
    'a floor that is a number',
    changed('">= 80%"', '80'),
    '/gates/pull-request/4/lines',
    /a floor such as '>= 80%', got 80/,
  ],
  [
    'coverage without a floor',
    changed(/lines: ">= 80%", maxDrop: \{[^}]*\}/, 'required: true'),
    '/gates/pull-request/4',
    /a floor for lines, branches or functions, or one of/,
  ],
  [
    'no limit per severity',
    changed('max: { critical: 0, high: 0 }', 'max: {}'),
    '/gates/pull-request/5/max',
    /at least one severity/,
  ],
  [
    'a number that is not one',
    changed('maxFailures: 0', 'maxFailures: .nan'),
    '/gates/pull-request/3/maxFailures',
    /a number, got NaN/,
  ],
  [
    'a number without an end',
    changed('minTests: 1', 'minTests: .inf'),
    '/gates/pull-request/3/minTests',
    /a number, got Infinity/,
  ],
  [
    'a number in quotes',
    changed('maxFailures: 0', 'maxFailures: "0"'),
    '/gates/pull-request/3/maxFailures',
    /a number, got '0'/,
  ],
  [
    'a negative count',
    changed('maxFailures: 0', 'maxFailures: -1'),
    '/gates/pull-request/3/maxFailures',
    />=0, got -1/,
  ],
  [
    'the word yes for true',
    changed('maxFailures: 0', 'required: yes'),
    '/gates/pull-request/3/required',
    /true or false, got 'yes'/,
  ],
  [
    'promote for what stays undecided',
    changed('onInconclusive: rollback', 'onInconclusive: promote'),
    '/canary/onInconclusive',
    /never shown to be good is not promoted, got 'promote'/,
  ],
  [
    'another strategy',
    changed('strategy: canary', 'strategy: blue-green'),
    '/canary/strategy',
    /the only one that is supported, got 'blue-green'/,
  ],
  ['no strategy', changed('  strategy: canary\n', ''), '/canary/strategy', /expected strategy 'canary'.*got nothing/],
  [
    'stages that do not rise',
    changed('traffic: 50%', 'traffic: 10%'),
    '/canary/stages/1/traffic',
    /more traffic than in the stage before/,
  ],
  [
    'a last comparison without a positive claim',
    changed('requires: non-inferiority', 'requires: no-harm'),
    '/canary/stages/1/requires',
    /'requires: non-inferiority'/,
  ],
  ['a duration at 100 %', changed('bake: 10m', 'duration: 10m'), '/canary/stages/2', /say 'bake' and nothing else/],
  ['no stages', changed(/stages:[\s\S]*? {2}metrics/, 'stages: []\n  metrics'), '/canary/stages', /at least one stage/],
  [
    'no metrics',
    changed(/metrics:[\s\S]*? {2}guards/, 'metrics: []\n  guards'),
    '/canary/metrics',
    /at least one metric/,
  ],
  [
    'a guard on no metric',
    changed('metric: errors,', 'metric: erors,'),
    '/canary/guards/0/metric',
    /errors, latency, health, got 'erors'/,
  ],
  [
    'a guard on the wrong kind of metric',
    changed('metric: errors,', 'metric: latency,'),
    '/canary/guards/0/metric',
    /kind proportion.*'latency' is of kind distribution/,
  ],
  [
    'an unknown placeholder',
    changed('{{window}}', '{{windw}}'),
    '/canary/metrics/0/events',
    /\{\{window\}\}, got '\{\{windw\}\}'/,
  ],
  [
    'an unfinished placeholder',
    changed('{{window}}', '{{ sum(x{a="b"}) }}'),
    '/canary/metrics/0/events',
    /expected one of the placeholders/,
  ],
  [
    'a tolerance above the margin',
    changed('tolerance: 3%', 'tolerance: 30%'),
    '/canary/metrics/1/tolerance',
    /not above the margin, got '30%'/,
  ],
  [
    'a judge that does not exist',
    changed('kind: sequential', 'kind: bayesian'),
    '/canary/judge/kind',
    /sequential, got 'bayesian'/,
  ],
]

describe('a policy with', () => {
  test.each(faults)('%s is refused with its place, what was expected and what came', (_, text, pointer, message) => {
    const issue = issuesOf(text).find((one) => one.pointer === pointer)
    expect(issue?.message).toMatch(message)
    expect(issue?.line).toBeGreaterThan(0)
    expect(issue?.column).toBeGreaterThan(0)
  })

  test.each([
    ['nothing in it', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', 'hello'],
    ['neither gates nor canary', 'version: 1\nname: x'],
    ['no gate', 'version: 1\nname: x\ngates: {}'],
    ['a gate without conditions', 'version: 1\nname: x\ngates: { merge: [] }'],
    ['a gate of nothing', 'version: 1\nname: x\ngates: { merge: null }'],
    ['no required condition', 'version: 1\nname: x\ngates: { m: [{ id: u, kind: tests, required: false }] }'],
    ['a key given twice', `${kosmosPolicy}name: other\n`],
    ['a second document', `${kosmosPolicy}---\nversion: 1\n`],
    ['a tag', changed('name: kosmos', 'name: !secret kosmos')],
    ['an alias', 'version: &v 1\nname: x\ngates: { m: [{ id: u, kind: tests, minTests: *v }] }'],
    ['a merge key', 'version: 1\nname: x\n<<: { gates: { m: [{ id: u, kind: tests }] } }'],
    ['a key that is no text', 'version: 1\nname: x\n? [a]\n: 1\ngates: { m: [{ id: u, kind: tests }] }'],
    ['the key __proto__', 'version: 1\nname: x\ngates: { __proto__: [{ id: u, kind: tests }] }'],
    ['broken YAML', 'gates: ['],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a hundred thousand lists in one line', '- '.repeat(100_000)],
    ['a thousand levels', Array.from({ length: 700 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
    ['more characters than it may have', `# ${'x'.repeat(300_000)}`],
  ])('%s is refused', (_, text) => {
    expect(issuesOf(text)).not.toEqual([])
  })

  test('many faults tells all of them, and never more than fifty', () => {
    expect(issuesOf(changed('gates:', 'gatez: 1\nnaem: 2\ngates:')).map(({ pointer }) => pointer)).toEqual([
      '/gatez',
      '/naem',
    ])
    expect(issuesOf(Array.from({ length: 5000 }, (_, at) => `k${at}: 1`).join('\n'))).toHaveLength(50)
  })

  test('stages after which nothing could be judged at 100 % is refused', () => {
    const text = changed(/guards:[\s\S]*? {2}judge/, 'judge').replace(/ {4}- id: health[\s\S]*? {2}judge/, '  judge')
    expect(issuesOf(text).map(({ pointer }) => pointer)).toEqual(['/canary/stages/2'])
  })
})

test('no text does anything but resolve or be refused with issues', () => {
  const token = fc.constantFrom(
    'version: 1\n',
    'name: x\n',
    'gates:',
    ' {',
    '}',
    '[',
    ']',
    'm',
    ': ',
    ', ',
    '- ',
    '\n',
    '  ',
    'id: u',
    'kind: tests',
    '&a ',
    '*a',
    '!t ',
    '"',
    "'",
    '? ',
    '|',
    '>',
    '#',
    '__proto__',
    '<<',
    '.nan',
    '\0',
    '\t',
    '---\n',
    '%YAML 1.1\n',
  )
  const text = fc.oneof(
    fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join('')),
    fc.string(),
    fc.json(),
    fc
      .tuple(fc.nat(kosmosPolicy.length), fc.nat(20), token)
      .map(([at, length, with_]) => kosmosPolicy.slice(0, at) + with_ + kosmosPolicy.slice(at + length)),
  )
  fc.assert(
    fc.property(text, (written) => {
      for (const issue of issuesOf(written)) expect(issue.message.length).toBeGreaterThan(10)
    }),
    { numRuns: 1500 },
  )
})
