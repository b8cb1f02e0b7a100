/** The command was called wrongly in a way that only its own work shows, for example with a file that is not there. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
