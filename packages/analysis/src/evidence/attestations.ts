/** One signed statement about artifacts, as far as it was checked. */
export interface Attestation {
  /** `verified`: checked here against given trust material. `claimed`: the output of a check that someone else ran, or a
   * document whose signature was not checked. `refused`: checked here, and it does not hold. */
  readonly state: 'verified' | 'claimed' | 'refused'
  /** Whose check a claim reports (`cosign verify`); `null` where it was checked here or by nobody. */
  readonly checkedBy: string | null
  /** Why a check failed; `null` otherwise. */
  readonly refusal: string | null
  /** `sha256:…` of what is signed. */
  readonly digests: readonly string[]
  /** Who signed (subject alternative name of the certificate, or the id of a key). */
  readonly identity: string | null
  /** Who vouched for the identity: the OIDC issuer. */
  readonly issuer: string | null
  /** `null` for a plain signature. */
  readonly predicateType: string | null
}

export interface AttestationsEvidence {
  readonly kind: 'attestations'
  readonly tool: string
  readonly attestations: readonly Attestation[]
}
