import { invalidArgument } from '../errors.ts'
import { checkOpenShare } from './open-share.ts'

/** The error that a planned test of one side or two spends on the side of the difference. */
export function plannedTail(alpha: number, sides: 1 | 2): number {
  checkOpenShare(alpha, 'alpha')
  if (![1, 2].includes(sides)) throw invalidArgument('sides', '1 or 2', String(sides))
  return alpha / sides
}
