import type { ReportParser } from '../report-parser.ts'
import { cosignVerifyParser } from './cosign-verify/cosign-verify.ts'
import { dsseParser } from './dsse/dsse.ts'
import { intotoParser } from './intoto/intoto.ts'
import { sigstoreBundleParser } from './sigstore-bundle/sigstore-bundle.ts'

/** Formats of signatures and attestations. */
export const attestationsParsers = {
  'cosign-verify': cosignVerifyParser,
  dsse: dsseParser,
  intoto: intotoParser,
  'sigstore-bundle': sigstoreBundleParser,
} as const satisfies Readonly<Record<string, ReportParser>>
