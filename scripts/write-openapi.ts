import { readFile, writeFile } from 'node:fs/promises'
import { apiDocument } from '../packages/gate-server/src/http/index.ts'
import openapiTS, { astToString } from 'openapi-typescript'

// Writes the contract and the client's types from the routes; with --check, fails where the files are not what it would write.
const contract = new URL('../openapi/openapi.json', import.meta.url)
const types = new URL('../packages/gate-server/src/client/api.ts', import.meta.url)

const document = `${JSON.stringify(apiDocument(), null, 2)}\n`
const ast = await openapiTS(document, { defaultNonNullable: false, alphabetize: true })
const source = `// Generated from openapi/openapi.json by \`npm run openapi\`; not to be edited.\n${astToString(ast)}`

if (process.argv.includes('--check')) {
  for (const [file, text] of [
    [contract, document],
    [types, source],
  ] as const) {
    if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      console.error(`${file.pathname.split('/').slice(-3).join('/')} is not up to date: run npm run openapi`)
      process.exitCode = 1
    }
  }
} else {
  await writeFile(contract, document)
  await writeFile(types, source)
}
