import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePolicy, kosmosPolicy } from '@kosmos/analysis/policy'
import { chromium, type BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderRunPage } from '../../packages/gate-server/src/report/index.ts'
import { appendLooks, createRun, type Run } from '../../packages/gate-server/src/runs/index.ts'

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'

function run(): Run {
  const plan = parsePolicy(kosmosPolicy).canary
  if (plan === null) throw new Error('The shipped policy has a canary')
  const begun = createRun({
    id: 'run-1',
    now: 1_767_614_400_000,
    subject: { service: 'shop', environment: 'production', version: hostile, commit: null, digest: null, branch: null },
    policy: { name: 'kosmos', digest: 'sha256:0' },
    policyDocument: kosmosPolicy,
    plan,
    baseline: { labels: {}, targets: [] },
    canary: { labels: {}, targets: [] },
    advance: 'automatic',
  })
  const looks = Array.from({ length: 20 }, (_, index) => ({
    stage: index < 10 ? 0 : 1,
    start: begun.createdAt + index * 15_000,
    end: begun.createdAt + (index + 1) * 15_000,
    control: { kind: 'measured' as const, value: { events: 5, total: 1000 } },
    experiment:
      index === 5
        ? { kind: 'missing' as const, reason: 'no-data' as const, detail: 'none' }
        : { kind: 'measured' as const, value: { events: 1 + index, total: 100 } },
  }))
  return { ...begun, evidence: appendLooks([], [{ kind: 'proportion', metric: 'errors', quality: [], looks }]) }
}

describe.skipIf(browser === undefined)('a run page in Chromium', () => {
  let context: BrowserContext
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kosmos-browser-'))
    context = await chromium.launchPersistentContext(folder, {
      executablePath: browser ?? '',
      headless: true,
      args: flags.split(' '),
    })
  })
  afterAll(async () => {
    await context.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('shows sentence, chart and stages, runs nothing of what stands in its data, and asks for nothing', async () => {
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.setContent(renderRunPage(run()))
    expect(await page.textContent('h1')).toBe('Provisional: Nothing has been looked at yet')
    expect(await page.locator('svg path.control').getAttribute('d')).toMatch(/^M[\d.]+,[\d.]+L/)
    // A look without a value is a gap: the canary's line begins twice.
    expect((await page.locator('svg path.experiment').getAttribute('d'))?.match(/M/g)).toHaveLength(2)
    expect(await page.locator('table tbody tr').count()).toBe(3)
    expect(await page.locator('dd', { hasText: '<script>' }).count()).toBe(1)
    expect(await page.title()).toContain('shop')
    expect(asked.filter((url) => !url.startsWith('about:'))).toEqual([])
  })
})
