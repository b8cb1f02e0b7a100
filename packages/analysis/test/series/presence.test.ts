import { describe, expect, test } from 'vitest'
import type { Measured } from '../../src/evidence/index.ts'
import { presence } from '../../src/series/index.ts'

const seen: Measured<number> = { kind: 'measured', value: 0 }
const absent: Measured<number> = { kind: 'missing', reason: 'no-data', detail: 'as said' }

/** Looks by letters: b both, c control only, e experiment only, n neither, x no baseline and no experiment. */
const looks = (letters: string) =>
  Array.from(letters, (letter) => ({
    control: letter === 'x' ? null : 'bc'.includes(letter) ? seen : absent,
    experiment: 'be'.includes(letter) ? seen : absent,
  }))

describe('the presence of the experiment', () => {
  test.each([
    { letters: '', state: 'waiting', alone: 0 },
    { letters: 'b', state: 'present', alone: 0 },
    { letters: 'e', state: 'present', alone: 0 },
    { letters: 'bc', state: 'waiting', alone: 1 },
    { letters: 'bcc', state: 'waiting', alone: 2 },
    { letters: 'bccc', state: 'experiment-absent', alone: 3 },
    { letters: 'cccc', state: 'experiment-absent', alone: 4 },
    { letters: 'cccb', state: 'present', alone: 0 },
    { letters: 'cccbc', state: 'waiting', alone: 1 },
    { letters: 'ccec', state: 'waiting', alone: 1 },
    { letters: 'n', state: 'both-absent', alone: 0 },
    { letters: 'cccn', state: 'both-absent', alone: 3 },
    { letters: 'ccnc', state: 'experiment-absent', alone: 3 },
    { letters: 'x', state: 'waiting', alone: 0 },
    { letters: 'cccx', state: 'experiment-absent', alone: 3 },
  ])('after $letters is $state', ({ letters, ...expected }) => {
    expect(presence(looks(letters))).toEqual(expected)
  })

  test('is given up after as many looks as asked for', () => {
    expect(presence(looks('c'), { after: 1 }).state).toBe('experiment-absent')
    expect(presence(looks('cccc'), { after: 5 }).state).toBe('waiting')
  })

  test.each([0, -1, 1.5, NaN])('cannot be given up after %d looks', (after) => {
    expect(() => presence([], { after })).toThrow(`Expected after to be a whole number from 1 on, got ${after}`)
  })
})
