import { describe, expect, test } from 'vitest'
import { parseReport } from '../../../src/parsers/index.ts'
import { parse, refusalOf } from '../read.ts'
import { lintOf } from './lint-evidence.ts'

describe('mypy', () => {
  test('counts errors, and tells the files that it looked at', () => {
    const text =
      'a.py:3: error: Bad type  [return-value]\na.py:3: note: See the docs\nb.py:1:2: error: No\nFound 2 errors in 2 files (checked 5 source files)\n'
    expect(lintOf(text)).toMatchObject({ tool: 'mypy', errors: 2, infos: 1, files: 5, failure: null })
    expect(lintOf(text).problems[0]).toEqual({
      level: 'error',
      rule: 'return-value',
      file: 'a.py',
      line: 3,
      message: 'Bad type',
    })
    expect(lintOf('Success: no issues found in 4 source files\n')).toMatchObject({ errors: 0, files: 4, failure: null })
  })

  test('takes the number that it says where fewer are listed', () => {
    const text = 'Found 2 errors in 1 file (checked 1 source file)\n'
    expect(lintOf(text).errors).toBe(2)
    expect(parse(text).warnings).toMatchObject([{ code: 'summary-mismatch' }])
  })

  test.each([
    ['a.py:1: error: INTERNAL ERROR -- Please try using mypy master\n', 'a.py:1: error: INTERNAL ERROR'],
    ["mypy: can't read file 'x': No such file or directory\n", "mypy: can't read file"],
    ['a.py:1: error: Bad\nFound 1 error in 1 file (errors prevented further checking)\n', 'errors prevented'],
  ])('that did not come to its end proves nothing: %j', (text, failure) => {
    expect(lintOf(text).failure).toContain(failure)
  })

  test('is read as JSON, a value per line', () => {
    const line = '{"file":"a.py","line":3,"column":1,"message":"Bad","hint":null,"code":"misc","severity":"error"}'
    expect(lintOf(`${line}\n${line}\n`)).toMatchObject({ tool: 'mypy', errors: 2 })
    expect(lintOf(line).errors).toBe(1)
    expect(refusalOf(`${line}\n${line}\nhello\n`).code).toBe('report-malformed')
  })

  test('of another compiler with lines of the same shape is not read as it', () => {
    expect(refusalOf('a.c:3:4: error: expected ;\n').code).toBe('format-unsupported')
  })
})

describe('Prettier', () => {
  test('counts files that are not formatted, and those that could not be read', () => {
    const text =
      'Checking formatting...\n[error] x.json: SyntaxError: Unexpected token (2:1)\n[error]   1 | {\n[error] > 2 |\n[warn] a.ts\n[warn] b.ts\n[warn] Code style issues found in 2 files. Run Prettier with --write to fix.\n'
    expect(lintOf(text)).toMatchObject({ tool: 'Prettier', errors: 3, failure: null })
    expect(lintOf('Checking formatting...\nAll matched files use Prettier code style!\n')).toMatchObject({
      errors: 0,
      failure: null,
    })
  })

  test('without a conclusion, or without a file, proves nothing', () => {
    expect(lintOf('Checking formatting...\n').failure).toBe('the output ends without a result')
    expect(
      lintOf(
        'Checking formatting...\n[error] No files matching the pattern were found: "x".\nAll matched files use Prettier code style!\n',
      ).failure,
    ).toContain('No files matching')
  })
})

describe('Black and ruff format', () => {
  test('count files that would be changed', () => {
    const black =
      'would reformat a.py\nerror: cannot format c.py: Cannot parse: 1:4\n\nOh no! 💥 💔 💥\n1 file would be reformatted, 2 files would be left unchanged, 1 file would fail to reformat.\n'
    expect(lintOf(black)).toMatchObject({ tool: 'Black', errors: 2, files: 4 })
    expect(lintOf('All done! ✨ 🍰 ✨\n3 files would be left unchanged.\n')).toMatchObject({ errors: 0, files: 3 })
    expect(lintOf('Would reformat: a.py\n1 file would be reformatted, 1 file already formatted\n')).toMatchObject({
      tool: 'ruff format',
      errors: 1,
      files: 2,
    })
    const newer =
      'unformatted: File would be reformatted\n --> a.py:2:1\n  |\n1 file would be reformatted, 1 file already formatted\n'
    expect(lintOf(newer)).toMatchObject({ errors: 1, problems: [{ file: 'a.py' }] })
  })

  test('take the number that they say where fewer are listed', () => {
    expect(lintOf('2 files would be reformatted.\n').errors).toBe(2)
  })

  test('without a file prove nothing', () => {
    expect(refusalOf('No Python files are present to be formatted. Nothing to do 😴\n').code).toBe('format-unsupported')
  })
})

describe('the TypeScript compiler', () => {
  const plain = 'a.ts(1,7): error TS2322: Type is wrong.\n  More of it.\nerror TS5023: Unknown option.\n'
  const pretty =
    '\u001b[96ma.ts\u001b[0m:\u001b[93m1\u001b[0m:7 - \u001b[91merror\u001b[0m\u001b[90m TS2322: \u001b[0mWrong.\n\nFound 1 error in a.ts:1\n'

  test('counts diagnostics, plain and pretty', () => {
    expect(lintOf(plain)).toMatchObject({
      tool: 'tsc',
      errors: 2,
      problems: [{ rule: 'TS2322', file: 'a.ts', line: 1 }, {}],
    })
    expect(lintOf(pretty)).toMatchObject({ errors: 1, problems: [{ file: 'a.ts', line: 1 }] })
  })

  test('that prints its numbers has come to its end, and tells how many files it read', () => {
    const numbers = 'Files:             1714\nLines:           214228\nTotal time:      13.49s\n'
    expect(lintOf(numbers)).toMatchObject({ tool: 'tsc', errors: 0, files: 1714 })
    expect(lintOf(plain + numbers)).toMatchObject({ errors: 2, files: 1714 })
    expect(refusalOf(numbers.slice(0, 60)).code).toBe('format-unsupported')
  })

  test('that writes nothing is clean only where the caller says so', () => {
    expect(refusalOf('').code).toBe('report-empty')
    const report = parseReport(new Uint8Array(), { format: 'tsc', emptyIsClean: true })
    expect(report.evidence).toMatchObject([{ kind: 'lint', errors: 0, files: null }])
  })
})
