import type { ReportParser } from '../report-parser.ts'
import { blackParser } from './black/black.ts'
import { checkstyleParser } from './checkstyle/checkstyle.ts'
import { cppcheckXmlParser } from './cppcheck-xml/cppcheck-xml.ts'
import { eslintParser } from './eslint/eslint.ts'
import { golangciLintParser } from './golangci-lint/golangci-lint.ts'
import { mypyParser } from './mypy/mypy.ts'
import { prettierParser } from './prettier/prettier.ts'
import { pylintParser } from './pylint/pylint.ts'
import { rubocopParser } from './rubocop/rubocop.ts'
import { ruffParser } from './ruff/ruff.ts'
import { stylelintParser } from './stylelint/stylelint.ts'
import { tscParser } from './tsc/tsc.ts'

/** Formats of linters, formatters and type checkers. */
export const lintParsers = {
  black: blackParser,
  checkstyle: checkstyleParser,
  'cppcheck-xml': cppcheckXmlParser,
  eslint: eslintParser,
  'golangci-lint': golangciLintParser,
  mypy: mypyParser,
  prettier: prettierParser,
  pylint: pylintParser,
  rubocop: rubocopParser,
  ruff: ruffParser,
  stylelint: stylelintParser,
  tsc: tscParser,
} as const satisfies Readonly<Record<string, ReportParser>>
