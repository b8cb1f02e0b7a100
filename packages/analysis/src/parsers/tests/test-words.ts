import type { TestStatus } from '../../evidence/index.ts'

const words: ReadonlyMap<string, TestStatus> = new Map(
  (
    [
      ['passed', 'pass passed success successful succeeded ok fixed warning'],
      ['failed', 'fail failed failure notok undefined expectedfail unexpectedsuccess'],
      [
        'error',
        'error errored errors incomplete invalid notrunnable cancelled canceled timeout timedout aborted panicked interrupted broken crashed disconnected passedbutrunaborted inprogress',
      ],
      [
        'skipped',
        'skip skipped ignored ignore disabled pending todo notrun notexecuted inconclusive suppressed inactive untested explicit blocked',
      ],
    ] as const
  ).flatMap(([status, list]) => list.split(' ').map((word): [string, TestStatus] => [word, status])),
)

/**
 * A test tool's word as one of our four, without regard to case, spaces and punctuation; what follows a bracket or a
 * colon is an addition (`Failed(Child)`). `null` for a word that nobody knows: the format decides, never for a pass.
 */
export function testStatusOfWord(word: string): TestStatus | null {
  const [bare = ''] = word.toLowerCase().split(/[(:]/, 1)
  return words.get(bare.replace(/[^a-z]/g, '')) ?? null
}
