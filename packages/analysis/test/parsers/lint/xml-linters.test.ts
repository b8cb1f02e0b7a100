import { describe, expect, test } from 'vitest'
import { parse, refusalOf } from '../read.ts'
import { lintOf } from './lint-evidence.ts'

describe('Checkstyle', () => {
  test('counts errors by severity, one without a word that is known as an error', () => {
    const errors = ['error', 'warning', 'info', 'ignore', 'odd'].map(
      (word) => `<error line="2" severity="${word}" message="m" source="R"/>`,
    )
    const text = `<checkstyle version="8"><file name="a.java">${errors.join('')}<error message="m"/></file><file name="b.java"/></checkstyle>`
    expect(lintOf(text)).toMatchObject({
      tool: 'Checkstyle',
      errors: 3,
      warnings: 1,
      infos: 1,
      suppressed: 1,
      files: 2,
    })
    expect(lintOf(text).problems[0]).toMatchObject({ file: 'a.java', line: 2, rule: 'R' })
  })

  test('counts a file that could not be checked as an error, and knows no number of files where it lists none', () => {
    expect(lintOf('<checkstyle><file name="a"><exception>boom</exception></file></checkstyle>')).toMatchObject({
      errors: 1,
      problems: [{ message: 'boom' }],
    })
    expect(lintOf('<checkstyle version="4.3"></checkstyle>')).toMatchObject({ errors: 0, files: null })
  })
})

describe('Cppcheck', () => {
  test('counts errors by severity, with the place of the first location', () => {
    const errors =
      '<error id="nullPointer" severity="error" msg="m"><location file="a.c" line="3"/><location file="b.c" line="4"/></error>' +
      '<error id="x" severity="warning" msg="m"/><error id="y" severity="style" msg="m"/><error id="z" severity="odd" msg="m"/>'
    const text = `<results version="2"><cppcheck version="2.10"/><errors>${errors}</errors></results>`
    expect(parse(text).format).toBe('cppcheck-xml')
    expect(lintOf(text)).toMatchObject({ errors: 2, warnings: 1, infos: 1 })
    expect(lintOf(text).problems[0]).toMatchObject({ rule: 'nullPointer', file: 'a.c', line: 3 })
  })

  test('of version 1 is read', () => {
    const text = '<results><error file="a.c" line="2" id="x" severity="error" msg="m"/></results>'
    expect(lintOf(text)).toMatchObject({ errors: 1, problems: [{ file: 'a.c', line: 2 }] })
  })

  test('is no other file of results', () => {
    expect(refusalOf('<results><row/></results>').code).toBe('format-unsupported')
  })
})
