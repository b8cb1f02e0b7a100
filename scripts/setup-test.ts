import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'

// Brings what the tests use beside npm's packages: Debian's Prometheus and Chromium, installed where this is Debian and
// the user is root. Elsewhere it says what is missing; the suites that need it are skipped, by name.
const wanted = [
  { name: 'prometheus', paths: ['/usr/bin/prometheus'] },
  { name: 'chromium', paths: ['/usr/bin/chromium', '/usr/bin/chromium-browser'] },
]
const isMissing = (one: (typeof wanted)[number]): boolean => !one.paths.some((path) => existsSync(path))
const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
const apt = (...args: readonly string[]): boolean =>
  spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
    env: environment,
    stdio: 'ignore',
    timeout: 600_000,
  }).status === 0

const missing = wanted.filter(isMissing)
if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
  // Debian starts a service when it installs one; a policy of this path keeps it from that.
  const policy = '/usr/sbin/policy-rc.d'
  const isOurs = !existsSync(policy)
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    const names = missing.map(({ name }) => name)
    const install = (): boolean => apt('install', '-y', '--no-install-recommends', ...names)
    if (!install() && apt('update')) install()
  } finally {
    if (isOurs) rmSync(policy, { force: true })
  }
}
for (const { name } of wanted.filter(isMissing))
  console.log(`${name} is not on this machine: the suites that need it are skipped`)
