import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { kosmosPolicy, policyJsonSchema } from '../../src/policy/index.ts'

const validate = new Ajv2020({ strict: false }).compile(policyJsonSchema())

test('the published schema accepts the default policy as written', () => {
  expect(validate(parse(kosmosPolicy)) ? [] : validate.errors).toEqual([])
})

test.each([
  ['an unknown key', kosmosPolicy.replace('maxFailures', 'maxFailurs')],
  ['an unknown kind', kosmosPolicy.replace('kind: coverage', 'kind: sectrets')],
  ['a gate without conditions', 'version: 1\nname: x\ngates: { merge: [] }'],
])('the published schema refuses %s', (_, text) => {
  expect(validate(parse(text))).toBe(false)
})
