/** What is being judged. Evidence names the subject that it belongs to, in the same words. */
export interface Subject {
  readonly service: string
  readonly environment: string | null
  readonly version: string | null
  /** Full commit id. */
  readonly commit: string | null
  /** Image or artifact digest, `sha256:…`. */
  readonly digest: string | null
  readonly branch: string | null
}
