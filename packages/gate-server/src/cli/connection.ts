import type { CommandIo } from './command-io.ts'
import { UsageError } from './usage-error.ts'

/** The options that say which service is asked, and as whom. */
export interface ConnectionOptions {
  readonly server?: string
  readonly token?: string
}

export interface Connection {
  readonly baseUrl: string
  readonly token: string | null
}

/** The service that the caller named, or `null`: flags go before KOSMOS_SERVER and KOSMOS_TOKEN. */
export function namedConnection(options: ConnectionOptions, io: CommandIo): Connection | null {
  const server = given(options.server) ?? given(io.env['KOSMOS_SERVER'])
  if (server === null) return null
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) {
    throw new UsageError(`Expected --server with an http or https address, got '${server}'`)
  }
  return { baseUrl: server.replace(/\/+$/, ''), token: tokenOf(options, io) }
}

/** The service that the caller named, else the one that `serve` starts on this machine without settings. */
export function connection(options: ConnectionOptions, io: CommandIo): Connection {
  return namedConnection(options, io) ?? { baseUrl: 'http://127.0.0.1:8484', token: tokenOf(options, io) }
}

function tokenOf(options: ConnectionOptions, io: CommandIo): string | null {
  return given(options.token) ?? given(io.env['KOSMOS_TOKEN'])
}

function given(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}
