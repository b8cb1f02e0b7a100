import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('../../', import.meta.url))
const json = (path: string): unknown => JSON.parse(readFileSync(`${root}${path}`, 'utf8'))
const manifest = z.looseObject({ exports: z.record(z.string(), z.unknown()) })

describe('the exports of @kosmos/analysis', () => {
  test('are its folders', () => {
    const { exports } = manifest.parse(json('packages/analysis/package.json'))
    const folders = readdirSync(`${root}packages/analysis/src`, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    )
    const expected = ['.', './package.json', ...folders.map(({ name }) => `./${name}`)].sort()
    expect(Object.keys(exports).sort()).toEqual(expected)
  })

  test('lead to files', () => {
    for (const name of ['analysis', 'gate-server']) {
      const { exports } = manifest.parse(json(`packages/${name}/package.json`))
      for (const target of Object.values(exports)) {
        const source = z.looseObject({ '@kosmos/source': z.string() }).safeParse(target)
        if (source.success) expect(existsSync(`${root}packages/${name}/${source.data['@kosmos/source']}`)).toBe(true)
      }
    }
  })
})

test('package-lock.json names no address of a registry', () => {
  const { packages } = z
    .looseObject({ packages: z.record(z.string(), z.looseObject({ resolved: z.string().optional() })) })
    .parse(json('package-lock.json'))
  expect(
    Object.values(packages).flatMap(({ resolved }) => (resolved?.includes('://') === true ? [resolved] : [])),
  ).toEqual([])
})

test('every file that a document links to exists', () => {
  const documents = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.md') && !/node_modules|dist|\.stryker-tmp/.test(path),
  )
  const broken = documents.flatMap((path) => {
    const text = readFileSync(`${root}${path}`, 'utf8')
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : ''
    return [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)]
      .map(([, target = '']) => `${folder}${target}`)
      .filter((target) => !existsSync(`${root}${target}`))
      .map((target) => `${path} links to ${target}`)
  })
  expect(documents.length).toBeGreaterThan(3)
  expect(broken).toEqual([])
})
