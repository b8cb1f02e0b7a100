import { describe, expect, test } from 'vitest'
import { normalCdf } from '../../src/distributions/index.ts'
import { halfNormalAtoms } from '../../src/sequential/index.ts'

describe('the atoms of a half-normal distribution', () => {
  test('stand in the middle of equal shares of it', () => {
    const atoms = halfNormalAtoms(Math.log(3), 32)
    expect(atoms).toHaveLength(32)
    for (const [k, atom] of atoms.entries())
      expect(2 * normalCdf(atom / Math.log(3)) - 1).toBeCloseTo((k + 0.5) / 32, 13)
  })

  test('grow with the scale alone', () => {
    const unit = halfNormalAtoms(1, 5)
    expect(halfNormalAtoms(4, 5)).toEqual(unit.map((atom) => 4 * atom))
    expect(unit).toEqual(unit.toSorted((a, b) => a - b))
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('have no scale of %s', (scale) => {
    expect(() => halfNormalAtoms(scale, 3)).toThrow('scale')
  })

  test.each([0, 1.5, -1, Number.NaN, 1001])('are not %s in number', (count) => {
    expect(() => halfNormalAtoms(1, count)).toThrow('count')
  })
})
