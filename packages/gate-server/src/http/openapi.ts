import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import { routes } from './routes/index.ts'

/** The contract: OpenAPI 3.1, made of the routes and the schemas that they are served by. */
export function apiDocument(): object {
  document ??= createDocument({
    openapi: '3.1.0',
    info: {
      title: 'kosmos-gate',
      version: '0.1.0',
      description: 'May this deployment go on? A gate that answers with evidence.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'gates', description: 'Judge a gate on reports' },
      { name: 'library', description: 'Judge samples; nothing is kept' },
      { name: 'runs', description: 'Judge a canary while it takes traffic' },
      { name: 'verdict', description: 'The newest verdict in one small object' },
      { name: 'pages', description: 'The same values for people' },
      { name: 'service', description: 'The service itself' },
    ],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token: kosmos-gate token create' },
      },
    },
    paths: paths(),
  })
  return document
}

let document: object | null = null

function paths(): ZodOpenApiPathsObject {
  const all: ZodOpenApiPathsObject = {}
  for (const { method, path, scope, operation } of routes) {
    all[path] = { ...all[path], [method]: { ...operation, security: scope === null ? [] : [{ token: [] }] } }
  }
  return all
}
