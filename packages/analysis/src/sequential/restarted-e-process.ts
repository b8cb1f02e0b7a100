import { invalidArgument } from '../errors.ts'

/** What one look adds to an e-process that is a mean over atoms of equal weight. */
export interface RestartedLook {
  /** End of the look, in the unit of the window; ascending. */
  readonly end: number
  /** ln of the factor of each atom, the same number of atoms at every look; `null` adds nothing, as a look without answer. */
  readonly logRatios: readonly number[] | null
}

/** Evidence that is kept at most: beyond it nothing changes any more, and no product leaves the numbers. */
const most = 1e250

/** Starts up to about this one have nearly equal weights. */
const flat = 20

/**
 * Evidence of a trailing window at every look of a run, always valid over the whole run: an e-process is started at every
 * look k with the weight w(k), and left when its look leaves the window; the evidence is the sum of those that run. Where the
 * null hypothesis holds at every look, it reaches 1/alpha at any time with a probability of at most alpha.
 *
 * That holds since the weights add up to 1 and leaving only lowers the sum. w(k) = g(k) − g(k + 1) with g(k) =
 * √(21/(k + 20)): the length of the run need not be known, and a start costs 3.8 (k = 1), 4.7 (k = 20), 6.1 (k = 80) or 8.6
 * (k = 500) in ln of the evidence, where 80 looks known in advance would cost 4.4 and 960 looks 6.9.
 *
 * @param looks - of the whole run, oldest first, also those without an answer: they count as starts.
 * @param window - above 0. A look is in the window of another one where it ends less than `window` before its end.
 * @returns ln of the evidence after each look; −∞ where no start can recover, at most 576.
 * @throws AnalysisError `invalid-argument` for a window that is not above 0, factors that are NaN or of another number of
 *   atoms than before.
 * @see Ville (1939) for the bound; Shin, Ramdas and Rinaldo (2024), E-detectors, for starts at every look.
 * @example
 * ```ts
 * restartedEvidence([{ end: 15, logRatios: [Math.log(1000)] }], 60)[0] // 3.1351280220016213
 * ```
 */
export function restartedEvidence(looks: readonly RestartedLook[], window: number): Float64Array {
  if (!(window > 0)) throw invalidArgument('window', 'a number above 0', String(window))
  const atoms = looks.find(({ logRatios }) => logRatios !== null)?.logRatios?.length ?? 1
  // One row of atoms for each start; those before `oldest` have been left.
  const started = new Float64Array(looks.length * atoms)
  const logEvidence = new Float64Array(looks.length)
  let oldest = 0
  for (const [at, { end, logRatios }] of looks.entries()) {
    started.fill(startWeight(at + 1) / atoms, at * atoms, (at + 1) * atoms)
    while (oldest <= at && !((looks[oldest]?.end ?? Number.NaN) > end - window)) oldest += 1
    const factors = logRatios === null ? null : factorsOf(logRatios, atoms)
    logEvidence[at] = Math.log(Math.min(most, grow(started.subarray(oldest * atoms, (at + 1) * atoms), factors, atoms)))
  }
  return logEvidence
}

/** Multiplies every row by the factors of its atoms, in place, and adds all up. */
function grow(rows: Float64Array, factors: Float64Array | null, atoms: number): number {
  let sum = 0
  for (let row = 0; row < rows.length; row += atoms) {
    for (let atom = 0; atom < atoms; atom += 1) {
      const factor = factors === null ? 1 : (factors[atom] ?? Number.NaN)
      const grown = Math.min(most, (rows[row + atom] ?? Number.NaN) * factor)
      rows[row + atom] = grown
      sum += grown
    }
  }
  return sum
}

/** The weight of a start at look k, from 1: differences of a falling sequence that begins at 1, so that they add up to 1. */
function startWeight(k: number): number {
  return leftFrom(k) - leftFrom(k + 1)
}

function leftFrom(k: number): number {
  return Math.sqrt((flat + 1) / (k + flat))
}

/** @throws AnalysisError `invalid-argument` for what no look can have added. */
function factorsOf(logRatios: readonly number[], atoms: number): Float64Array {
  if (logRatios.length !== atoms)
    throw invalidArgument('logRatios', `${atoms} atoms as at the looks before`, `${logRatios.length}`)
  const factors = new Float64Array(atoms)
  for (const [atom, logRatio] of logRatios.entries()) {
    if (Number.isNaN(logRatio)) throw invalidArgument('logRatios', 'numbers', 'NaN')
    factors[atom] = Math.min(most, Math.exp(logRatio))
  }
  return factors
}
