import { closeSync, openSync, writeSync } from 'node:fs'

export type LargeReport = 'cobertura' | 'trivy'

/** Writes a report of about so many bytes, in the layout of a real one: files of 300 lines, advisories of the usual length. */
export function writeLargeReport(report: LargeReport, path: string, bytes: number): void {
  const file = openSync(path, 'w')
  let written = 0
  const write = (text: string): void => {
    written += writeSync(file, text)
  }
  const { begin, item, between, end } = layouts[report]
  write(begin)
  for (let index = 0; written < bytes - end.length; index += 1) write((index > 0 ? between : '') + item(index))
  write(end)
  closeSync(file)
}

const layouts: Readonly<
  Record<
    LargeReport,
    {
      readonly begin: string
      readonly item: (index: number) => string
      readonly between: string
      readonly end: string
    }
  >
> = {
  cobertura: {
    begin: `<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.6667" branch-rate="0.5" version="7.6" timestamp="1"><sources><source>/src</source></sources>
<packages><package name="shop" line-rate="0.6667" branch-rate="0.5" complexity="0"><classes>
`,
    item: (index) =>
      `<class name="Part${index}" filename="src/shop/parts/part-${index}.ts" line-rate="0.6667" branch-rate="0.5" complexity="0">
<methods/><lines>
${Array.from({ length: 300 }, (_, line) => coberturaLine(line + 1)).join('')}</lines></class>
`,
    between: '',
    end: '</classes></package></packages></coverage>\n',
  },
  trivy: {
    begin: `{"SchemaVersion":2,"ArtifactName":"shop:1","CreatedAt":"2026-01-01T00:00:00Z","Results":[
{"Target":"shop:1 (debian 12)","Class":"os-pkgs","Type":"debian","Vulnerabilities":[`,
    item: (index) => JSON.stringify(advisory(index), null, 2),
    between: ',',
    end: ']}]}\n',
  },
}

function coberturaLine(line: number): string {
  return line % 10 === 0
    ? `<line number="${line}" hits="${line % 3}" branch="true" condition-coverage="50% (1/2)"/>\n`
    : `<line number="${line}" hits="${line % 3}" branch="false"/>\n`
}

function advisory(index: number) {
  return {
    VulnerabilityID: `CVE-2024-${index}`,
    PkgID: `lib${index}@1.0`,
    PkgName: `lib${index}`,
    PkgIdentifier: { PURL: `pkg:deb/debian/lib${index}@1.0?arch=amd64`, UID: `a${index}` },
    InstalledVersion: '1.0',
    FixedVersion: '1.1',
    Status: 'fixed',
    Layer: { DiffID: `sha256:${'a'.repeat(64)}` },
    SeveritySource: 'nvd',
    PrimaryURL: `https://avd.example/cve-2024-${index}`,
    DataSource: { ID: 'debian', Name: 'Debian Security Tracker', URL: 'https://tracker.example/security' },
    Title: `lib${index}: a "quoted" overflow`,
    Description: `${'An attacker who can send a request may read beyond the buffer. '.repeat(6)}\n\n`,
    Severity: ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'][index % 4],
    CweIDs: ['CWE-125', 'CWE-787'],
    CVSS: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', V3Score: 9.8 } },
    References: [`https://a.example/${index}`, `https://b.example/${index}`, `https://c.example/${index}`],
    PublishedDate: '2024-01-01T00:00:00Z',
    LastModifiedDate: '2024-02-01T00:00:00Z',
  }
}
