import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

/** What a page pays that imports all comparisons, minified and gzipped. */
const mostBytes = 12 * 1024

test('@kosmos/analysis/hypothesis bundles to 12 KiB, and brings no other package', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../../packages/analysis/src/hypothesis/index.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  expect(Object.keys(metafile.inputs).filter((path) => path.includes('node_modules'))).toEqual([])
  expect(gzipSync(outputFiles[0]?.contents ?? new Uint8Array(mostBytes), { level: 9 }).length).toBeLessThanOrEqual(
    mostBytes,
  )
})
