import { describe, expect, test } from 'vitest'
import { createUploadBudget } from '../../src/http/upload-budget.ts'

describe('a budget of uploads', () => {
  test('takes what fits, refuses one byte more for now, and takes again what was given back', () => {
    const budget = createUploadBudget(10)
    budget.take(6)
    budget.take(4)
    expect(() => budget.take(1)).toThrow('Too many uploads are in hand')
    budget.give(4)
    expect(() => budget.take(4)).not.toThrow()
  })

  test('refuses what is no number of bytes', () => {
    expect(() => createUploadBudget(10).take(Number.NaN)).toThrow('Too many uploads')
  })
})
