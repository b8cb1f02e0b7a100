/** One fault in a document that people write, with the place where a person finds it. */
export interface PolicyIssue {
  /** JSON pointer into the document, for example `/gates/pull-request/0/lines`. Empty for the whole document. */
  readonly pointer: string
  /** 1-based line and column in the text, or `null` where the document was not given as text. */
  readonly line: number | null
  readonly column: number | null
  /** What was expected, what came, and a suggestion where one is near. */
  readonly message: string
}

/** One fault in what Kayenta's judge was given. */
export interface KayentaFault {
  /** JSON pointer, for example `/canaryConfig/metrics/0/groups`. */
  readonly pointer: string
  readonly expected: string
  readonly received: string
  /** The known word nearest to a misspelt one. */
  readonly suggestion: string | null
}

/** The facts that each error code carries. The keys are the closed union of codes of this package. */
export interface AnalysisErrorDetails {
  /** A function was called wrongly. */
  readonly 'invalid-argument': { readonly argument: string; readonly expected: string; readonly received: string }
  /** A policy document breaks its schema or its rules. */
  readonly 'policy-invalid': { readonly issues: readonly PolicyIssue[] }
  /** A document of waivers breaks its schema or its rules. */
  readonly 'waivers-invalid': { readonly issues: readonly PolicyIssue[] }
  /** A gate was asked for that the policy does not have. */
  readonly 'gate-unknown': { readonly gate: string; readonly known: readonly string[] }
  /** A report of zero bytes or only white space: proof of nothing. */
  readonly 'report-empty': { readonly format: string | null }
  /** A report that is not what its format says. `line` and `column` are 1-based, `null` where they have no meaning. */
  readonly 'report-malformed': {
    readonly format: string | null
    readonly line: number | null
    readonly column: number | null
    readonly expected: string
    readonly received: string
  }
  /** A report whose bytes belong to none of the formats that are read. `looksLike` names a known foreign format. */
  readonly 'format-unsupported': { readonly looksLike: string | null; readonly supported: readonly string[] }
  /** A report that several formats claim; the caller has to name one. */
  readonly 'format-ambiguous': { readonly candidates: readonly string[] }
  /** The producing tool itself says that it failed. */
  readonly 'report-of-failure': { readonly format: string; readonly said: string }
  /** A canary config, score thresholds or metric pairs that Kayenta's judge cannot be asked about. */
  readonly 'kayenta-config-invalid': {
    readonly faults: readonly KayentaFault[]
    /** The Java exception that ends Kayenta's own judgement at this place; `null` where it would go on. */
    readonly javaException: string | null
  }
  /** A limit on size, depth or count was passed. */
  readonly 'report-over-limit': { readonly limit: string; readonly allowed: number; readonly received: number }
}

export type AnalysisErrorCode = keyof AnalysisErrorDetails

/**
 * Every error that this package throws on purpose. `code` is stable and closed, `details` holds the facts of that code.
 *
 * @example
 * ```ts
 * try { parsePolicy('version: 2') } catch (error) {
 *   if (error instanceof AnalysisError && error.is('policy-invalid')) console.log(error.details.issues)
 * }
 * ```
 */
export class AnalysisError<Code extends AnalysisErrorCode = AnalysisErrorCode> extends Error {
  override readonly name = 'AnalysisError'
  readonly code: Code
  readonly details: AnalysisErrorDetails[Code]

  constructor(code: Code, message: string, details: AnalysisErrorDetails[Code], options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }

  /** Narrows `details` to those of `code`. */
  is<Wanted extends AnalysisErrorCode>(code: Wanted): this is AnalysisError<Wanted> {
    const own: AnalysisErrorCode = this.code
    return own === code
  }
}

/**
 * The error for a function that was called wrongly: which argument, what was expected and what came.
 *
 * @example
 * ```ts
 * invalidArgument('p', 'a probability between 0 and 1', '2').message // "Expected p to be a probability between 0 and 1, got 2"
 * ```
 */
export function invalidArgument(
  argument: string,
  expected: string,
  received: string,
): AnalysisError<'invalid-argument'> {
  return new AnalysisError('invalid-argument', `Expected ${argument} to be ${expected}, got ${received}`, {
    argument,
    expected,
    received,
  })
}
