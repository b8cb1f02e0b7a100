import { expect, test } from 'vitest'
import { purlDifference } from '../../../src/conditions/vex/match-purl.ts'
import { parsePurl } from '../../../src/conditions/vex/purl.ts'

test('a package URL is taken apart and its escapes are read', () => {
  expect(
    parsePurl('pkg:deb/ubuntu/libstdc%2B%2B6@12.3.0-1ubuntu1~22.04?arch=amd64&distro=ubuntu-22.04#usr/lib'),
  ).toEqual({
    type: 'deb',
    namespace: 'ubuntu',
    name: 'libstdc++6',
    version: '12.3.0-1ubuntu1~22.04',
    qualifiers: new Map([
      ['arch', 'amd64'],
      ['distro', 'ubuntu-22.04'],
    ]),
    subpath: 'usr/lib',
  })
})

test.each([
  ['pkg:npm/%40angular/core@17.0.0', '@angular', 'core', '17.0.0'],
  ['pkg:npm/@angular/core@17.0.0', '@angular', 'core', '17.0.0'],
  ['pkg:npm/@angular/core', '@angular', 'core', null],
  ['pkg:golang/github.com/a/b@v1.2.3', 'github.com/a', 'b', 'v1.2.3'],
  ['pkg:oci/alpine@sha256%3A12ab', '', 'alpine', 'sha256:12ab'],
  ['pkg:oci/alpine@sha256:12ab?repository_url=docker.io%2Flibrary', '', 'alpine', 'sha256:12ab'],
  ['pkg://PyPI/Django_Rest.Framework@3', '', 'django-rest-framework', '3'],
  ['pkg:maven/org.apache.Logging/Log4J@2', 'org.apache.Logging', 'Log4J', '2'],
])('%s', (text, namespace, name, version) => {
  expect(parsePurl(text)).toMatchObject({ namespace, name, version })
})

test.each([
  '',
  'pkg:',
  'pkg:npm',
  'pkg:npm/',
  'npm/left',
  'alpine:3.18',
  'pkg:npm/%zz',
  'pkg:npm/a?arch',
  'pkg:npm/a?b=%E0%A4%A',
])('%j is none', (text) => {
  expect(parsePurl(text)).toBeNull()
})

test.each([
  ['pkg:deb/debian/bash', 'pkg:deb/debian/bash@5.2?arch=amd64', null],
  ['pkg:deb/debian/bash@5.2', 'pkg:deb/debian/bash@5.2?arch=amd64', null],
  ['pkg:deb/debian/bash@5.2?arch=amd64', 'pkg:deb/debian/bash@5.2?arch=amd64&distro=12', null],
  ['pkg:deb/debian/bash@5.2?arch=arm64', 'pkg:deb/debian/bash@5.2?arch=amd64', 'qualifiers'],
  ['pkg:deb/debian/bash@5.2?arch=arm64', 'pkg:deb/debian/bash@5.2', 'qualifiers'],
  ['pkg:deb/debian/bash@5.2', 'pkg:deb/debian/bash', 'version'],
  ['pkg:deb/debian/bash@5.1', 'pkg:deb/debian/bash@5.2', 'version'],
  ['pkg:deb/ubuntu/bash@5.2', 'pkg:deb/debian/bash@5.2', 'package'],
  ['pkg:apk/debian/bash@5.2', 'pkg:deb/debian/bash@5.2', 'package'],
  ['bash', 'bash', 'package'],
  [
    'pkg:oci/shop?repository_url=docker.io/example',
    'pkg:oci/shop?repository_url=index.docker.io%2Fexample%2Fshop',
    null,
  ],
  ['pkg:oci/shop?repository_url=https://ghcr.io/Example/shop/', 'pkg:oci/shop@1?repository_url=ghcr.io/example', null],
  ['pkg:oci/shop?repository_url=ghcr.io/other', 'pkg:oci/shop?repository_url=ghcr.io/example', 'qualifiers'],
  ['pkg:maven/a/b?repository_url=https://x.org/b', 'pkg:maven/a/b?repository_url=x.org', 'qualifiers'],
])('%s beside %s differs in %s', (stated, found, difference) => {
  expect(purlDifference(parsePurl(stated), parsePurl(found))).toBe(difference)
})
