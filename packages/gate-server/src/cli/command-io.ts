/** A stream that text is written to; a terminal says so and knows its width. */
export interface TextSink {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** Everything that a command needs of the process around it, so that tests can stand in for the process. */
export interface CommandIo {
  readonly stdout: TextSink
  readonly stderr: TextSink
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folder that relative paths start from. */
  readonly cwd: string
  /** Aborts when the process is asked to stop. */
  readonly interrupted: AbortSignal
}
