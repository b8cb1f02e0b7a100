import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** What the contract says about one answer. */
interface Written {
  readonly content?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, unknown>>
}
interface Operation {
  readonly operationId: string
  readonly summary?: string
  readonly security?: readonly unknown[]
  readonly responses: Readonly<Record<string, Written>>
}

export interface Contract {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

export const contractFile = new URL('../../../../openapi/openapi.json', import.meta.url)
/** The committed contract, at its validated boundary. */
export const contract = JSON.parse(readFileSync(contractFile, 'utf8')) as Contract

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(contract, 'api')

const step = (text: string): string => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'))

/** What an answer breaks of the committed contract; empty where it keeps it. */
export function breaches(answer: {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly type: string
  readonly body: unknown
}): readonly string[] {
  const { method, path, status } = answer
  const type = (answer.type.split(';')[0] ?? '').trim()
  const written = contract.paths[path]?.[method]?.responses[String(status)]
  if (written === undefined) return [`${method} ${path} does not document status ${status}`]
  if (written.content?.[type] === undefined) return [`${method} ${path} ${status} does not document '${type}'`]
  const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema'].map(step).join('/')
  const validate = ajv.compile({ $ref: `api#/${pointer}` })
  if (validate(answer.body) === true) return []
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`)
}
