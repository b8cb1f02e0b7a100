import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceSelector } from '../../src/hypothesis/select-difference.ts'
import { seededRandom } from '../../src/numeric/index.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 })
const values = fc.array(fc.oneof(finite, fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 18 })

test('every order statistic of the differences is the one that sorting gives', () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      const x = Float64Array.from(one).sort()
      const y = Float64Array.from(other).sort()
      const sorted = Float64Array.from([...x].flatMap((value) => [...y].map((less) => value - less))).sort()
      const select = differenceSelector(x, y)
      for (const [k, wanted] of sorted.entries()) expect(select(k) === wanted).toBe(true)
    }),
  )
})

/** Shapes that defeat interpolation each in a way of its own. */
const shapes: Readonly<Record<string, (random: () => number) => number>> = {
  'log-normal': (random) => Math.exp(Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
  'few whole numbers': (random) => Math.floor(random() * 5),
  'rounded to twentieths': (random) => Math.round(random() * 400) / 20,
  'two far clusters': (random) => (random() < 0.5 ? random() * 1e-9 : 1e9 * Math.floor(random() * 3)),
  'three hundred orders of magnitude': (random) => 10 ** (300 * (random() - 0.5)),
  'one value': () => 7,
  'a value and its neighbour': (random) => (random() < 0.5 ? 1 : 1 + Number.EPSILON),
}

test.each(Object.entries(shapes))('large samples of %s are selected from exactly', (_, draw) => {
  const random = seededRandom(5)
  const of = (length: number): Float64Array => Float64Array.from({ length }, () => draw(random)).sort()
  const [x, y] = [of(211), of(173)]
  const sorted = Float64Array.from([...x].flatMap((value) => [...y].map((less) => value - less))).sort()
  const select = differenceSelector(x, y)
  for (let k = 0; k < sorted.length; k += 97) expect(select(k) === sorted[k]).toBe(true)
  expect([select(0), select(sorted.length - 1)]).toEqual([sorted[0], sorted.at(-1)])
})
