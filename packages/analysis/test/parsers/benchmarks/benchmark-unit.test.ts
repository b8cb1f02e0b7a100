import { expect, test } from 'vitest'
import { benchmarkUnit } from '../../../src/parsers/benchmarks/benchmark-unit.ts'

test.each([
  ['ns/op', 'seconds', 1e-9],
  ['µs', 'seconds', 1e-6],
  ['μs/iter', 'seconds', 1e-6],
  ['Milliseconds', 'seconds', 1e-3],
  ['s/op', 'seconds', 1],
  ['min', 'seconds', 60],
])('%s is a time', (word, unit, scale) => {
  expect(benchmarkUnit(word)).toEqual({ unit, scale, better: 'smaller' })
})

test.each([
  ['MB/s', 'MB/s', 'bigger'],
  ['req/sec', 'req/s', 'bigger'],
  ['iterations per second', 'iterations per second', 'bigger'],
  ['B/op', 'B/op', 'smaller'],
  ['allocs/op', 'allocs/op', 'smaller'],
  ['total-bytes', 'total-bytes', 'smaller'],
  ['p99-ns/op', 'p99-ns/op', 'smaller'],
  ['widgets/op', 'widgets/op', null],
  ['M', 'M', null],
  ['', '', null],
])('%s keeps its own word', (word, unit, better) => {
  expect(benchmarkUnit(word)).toEqual({ unit, scale: 1, better })
})
