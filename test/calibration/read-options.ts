import { parseArgs } from 'node:util'
import { availableParallelism } from 'node:os'
import { configurations, findConfiguration, type Configuration } from './configurations.ts'
import { findScenario, scenarios, type Scenario } from './scenarios.ts'

/** What `npm run calibrate` was asked for, every default filled in. */
export interface CalibrateOptions {
  readonly reps: number
  readonly seed: number
  readonly scenarios: readonly Scenario[]
  readonly configurations: readonly Configuration[]
  readonly guards: boolean
  readonly lookSeconds: number
  readonly workers: number
  readonly json: boolean
  readonly write: boolean
  /** The words that chose scenarios and configurations, to say them again; none for all. */
  readonly selection: readonly string[]
}

const looks: Readonly<Record<string, number>> = { '15s': 15, '30s': 30, '60s': 60 }

/**
 * Reads the words of the command line.
 *
 * @throws Error that says what is known, for an unknown name or value.
 */
export function readOptions(words: readonly string[]): CalibrateOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      reps: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '7' },
      scenario: { type: 'string' },
      config: { type: 'string' },
      guards: { type: 'string', default: 'on' },
      looks: { type: 'string', default: '30s' },
      workers: { type: 'string', default: String(Math.min(2, availableParallelism())) },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  })
  return {
    reps: wholeNumber('reps', values.reps, 1),
    seed: wholeNumber('seed', values.seed, 0),
    scenarios: named('scenario', values.scenario, scenarios, findScenario, ({ id }) => id),
    configurations: named('config', values.config, configurations, findConfiguration, ({ name }) => name),
    guards: oneOf('guards', values.guards, { on: true, off: false }),
    lookSeconds: oneOf('looks', values.looks, looks),
    workers: wholeNumber('workers', values.workers, 0),
    json: values.json,
    write: values.write,
    selection: [
      ...(values.scenario === undefined ? [] : [`--scenario ${values.scenario}`]),
      ...(values.config === undefined ? [] : [`--config ${values.config}`]),
    ],
  }
}

function wholeNumber(option: string, text: string, least: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && Number.isSafeInteger(number))) {
    throw new Error(`--${option} takes a whole number from ${least}, got '${text}'`)
  }
  return number
}

function oneOf<Value>(option: string, text: string, known: Readonly<Record<string, Value>>): Value {
  const value = Object.hasOwn(known, text) ? known[text] : undefined
  if (value === undefined) throw new Error(`--${option} takes ${Object.keys(known).join(', ')}; got '${text}'`)
  return value
}

function named<Value extends Scenario | Configuration>(
  option: string,
  text: string | undefined,
  all: readonly Value[],
  find: (name: string) => Value | undefined,
  nameOf: (value: Value) => string,
): readonly Value[] {
  if (text === undefined) return all
  const asked = text.split(',').map((name) => {
    const value = find(name)
    if (value === undefined) throw new Error(`Unknown --${option} '${name}'; known are ${all.map(nameOf).join(', ')}`)
    return value
  })
  return all.filter((value) => asked.includes(value))
}
