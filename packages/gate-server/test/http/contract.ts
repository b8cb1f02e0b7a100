import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { z } from 'zod'

const operation = z.object({
  operationId: z.string(),
  summary: z.string().optional(),
  description: z.string().optional(),
  security: z.array(z.unknown()).optional(),
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).optional() })),
})
const document = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), operation)) })

export const contractFile = new URL('../../../../openapi/openapi.json', import.meta.url)
const written: unknown = JSON.parse(readFileSync(contractFile, 'utf8'))
/** The committed contract, as far as the tests walk through it. */
export const contract = document.parse(written)

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(z.record(z.string(), z.unknown()).parse(written), 'api')

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
  const answered = contract.paths[path]?.[method]?.responses[String(status)]
  if (answered === undefined) return [`${method} ${path} does not document status ${status}`]
  if (answered.content?.[type] === undefined) return [`${method} ${path} ${status} does not document '${type}'`]
  const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema'].map(step).join('/')
  const validate = ajv.compile({ $ref: `api#/${pointer}` })
  if (validate(answer.body)) return []
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`)
}
