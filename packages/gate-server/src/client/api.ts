// Generated from openapi/openapi.json by `npm run openapi`; not to be edited.
export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What this service is and where to go on
         * @description Links to what can be read.
         */
        get: operations["showStart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evaluations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A verdict as a page
         * @description With its numbers, reasons and evidence.
         */
        get: operations["showEvaluation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The process answers
         * @description Says nothing about what the service depends on.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the service tells about itself, in the Prometheus text format
         * @description Open on loopback, elsewhere with the scope read.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description OpenAPI 3.1, as it is committed in the repository.
         */
        get: operations["contract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The service can decide
         * @description A problem with Retry-After while the store does not answer, and while the service stops.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A run as a page
         * @description While the run goes on the page renews itself.
         */
        get: operations["showRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/comparisons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare two samples once
         * @description By the fixed-sample method: valid for one look. Nothing is kept.
         */
        post: operations["compareSamples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Judge a gate on reports
         * @description The verdict is kept before it is answered. Reports come inline, or as file parts of a multipart body.
         */
        post: operations["createEvaluation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evaluations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A verdict that was given before
         * @description Exactly as it was given.
         */
        get: operations["readEvaluation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/references": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What evidence on other branches is compared with
         * @description By policy and condition, the newest first. What stood before a reset is shown and not used. A policy that comes in requests and one that the operator keeps have their own.
         */
        get: operations["listReferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/references:reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a reference anew, on record
         * @description To the evidence of an evaluation, or to nothing, so that the next accepted evaluation of the branch becomes it. Who asked and why is kept for good.
         */
        post: operations["resetReference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a canary run
         * @description A run of the same service and environment that still goes on is superseded.
         */
        post: operations["startRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A run as it stands, or after a wait
         * @description With wait, answers once the run is past the revision in after, or completed, or the time is over.
         */
        get: operations["readRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a run without a decision
         * @description A run that is already completed stays as it is.
         */
        post: operations["cancelRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/runs/{id}/stages/{stage}/advanced": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that a stage's traffic has moved
         * @description The looks of the stage start now. Repeating the report is harmless.
         */
        post: operations["reportTraffic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest verdict on a service, flat
         * @description Always 200 for a well-formed question: clients that poll take any other status for a failure of their own.
         */
        get: operations["readVerdict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AttachedReport: {
            /**
             * Format: date-time
             * @description RFC 3339
             * @example 2026-01-05T12:00:00Z
             */
            collectedAt?: string;
            /** @description Commit that the report belongs to */
            commit?: string;
            /** @description Digest of the artifact that the report belongs to */
            digest?: string;
            /** @description The tool ran, and an empty report is one without findings. Only with a format whose tool writes nothing where it finds nothing, such as trufflehog */
            emptyIsClean?: boolean;
            /** @description Where it is not to be found out from the content */
            format?: string;
            /** @description Name of the report, once in a request; in multipart the name of its part */
            name: string;
            /** @description Label that a condition asks for, such as unit or semgrep */
            suite?: string;
        };
        Comparison: {
            /**
             * @description Valid for one look, not for looking again and again
             * @constant
             */
            method: "fixed-sample";
            /** @description The same in words */
            note: string;
            result: components["schemas"]["Part"];
        };
        /**
         * @example {
         *       "control": [
         *         0.101,
         *         0.098,
         *         0.105,
         *         0.11,
         *         0.1
         *       ],
         *       "experiment": [
         *         0.099,
         *         0.104,
         *         0.1,
         *         0.108,
         *         0.101
         *       ]
         *     }
         */
        ComparisonRequest: {
            /** @default 0.05 */
            alpha?: number;
            /** @description Values of the baseline, all above 0 */
            control: number[];
            /** @description Values of the canary, all above 0 */
            experiment: number[];
            /**
             * @default increase
             * @enum {string}
             */
            harm?: "increase" | "decrease" | "either";
            /**
             * @description Relative harm that is unacceptable
             * @default 0.1
             */
            margin?: number;
            /**
             * @description Relative harm that is none
             * @default 0.03
             */
            tolerance?: number;
        };
        Deployment: {
            /**
             * @description What selects its series in a metric store; {{labels}} in a query
             * @default {}
             */
            labels?: {
                [key: string]: string;
            };
            /**
             * @description Its metrics pages, for the source 'scrape'
             * @default []
             */
            targets?: string[];
        };
        Evaluation: {
            /**
             * Format: date-time
             * @description RFC 3339
             * @example 2026-01-05T12:00:00Z
             */
            createdAt: string;
            id: string;
            reportUrl: string;
            verdict: components["schemas"]["Verdict"];
        };
        EvaluationFormRequest: {
            /**
             * Format: date-time
             * @description From then on an undecided verdict is final
             * @example 2026-01-05T12:00:00Z
             */
            deadline?: string;
            /**
             * @description Gate of the policy
             * @example pull-request
             */
            gate: string;
            policy: components["schemas"]["PolicyRequest"];
            /** @default [] */
            reports?: components["schemas"]["AttachedReport"][];
            subject: components["schemas"]["SubjectRequest"];
        };
        /**
         * @example {
         *       "policy": {
         *         "name": "kosmos"
         *       },
         *       "gate": "pull-request",
         *       "subject": {
         *         "service": "checkout",
         *         "commit": "4f0c2e1a9b7d5e6f"
         *       },
         *       "reports": [
         *         {
         *           "name": "lcov.info",
         *           "suite": "unit",
         *           "content": "TN:\nSF:src/cart.ts\nDA:1,1\nend_of_record\n"
         *         }
         *       ]
         *     }
         */
        EvaluationRequest: {
            /**
             * Format: date-time
             * @description From then on an undecided verdict is final
             * @example 2026-01-05T12:00:00Z
             */
            deadline?: string;
            /**
             * @description Gate of the policy
             * @example pull-request
             */
            gate: string;
            policy: components["schemas"]["PolicyRequest"];
            /** @default [] */
            reports?: components["schemas"]["InlineReport"][];
            subject: components["schemas"]["SubjectRequest"];
        };
        Fault: {
            column: number | null;
            /** @description What was expected and what came */
            detail: string;
            line: number | null;
            /** @description JSON pointer into the body, or name of a parameter */
            pointer: string;
        };
        FlatVerdict: {
            /** @description Id of the run or evaluation; empty where nothing is known */
            id: string;
            outcome: components["schemas"]["Outcome"];
            reason: string;
            reportUrl: string;
            /** @description 100 promote, 50 hold or running, 0 rollback */
            score: number;
            /** @description True where the judge itself gives a score */
            scored: boolean;
            state: components["schemas"]["RunState"];
            /** @enum {string} */
            status: "none" | "queued" | "running" | "completed";
            verdict: components["schemas"]["VerdictWord"];
        };
        InlineReport: {
            /**
             * Format: date-time
             * @description RFC 3339
             * @example 2026-01-05T12:00:00Z
             */
            collectedAt?: string;
            /** @description Commit that the report belongs to */
            commit?: string;
            /** @description The report as text; this or contentBase64 */
            content?: string;
            /** @description The report as bytes */
            contentBase64?: string;
            /** @description Digest of the artifact that the report belongs to */
            digest?: string;
            /** @description The tool ran, and an empty report is one without findings. Only with a format whose tool writes nothing where it finds nothing, such as trufflehog */
            emptyIsClean?: boolean;
            /** @description Where it is not to be found out from the content */
            format?: string;
            /** @description Name of the report, once in a request; in multipart the name of its part */
            name: string;
            /** @description Label that a condition asks for, such as unit or semgrep */
            suite?: string;
        };
        Measurement: {
            control: number | null;
            controlCount: number | null;
            difference: number | null;
            differenceKind: ("difference" | "ratio") | null;
            experiment: number | null;
            experimentCount: number | null;
            interval: {
                level: number;
                lower: number | null;
                upper: number | null;
            } | null;
            limit: number | null;
            unit: string;
        };
        /**
         * @description inconclusive: not enough evidence. error: could not be measured
         * @enum {string}
         */
        Outcome: "pass" | "warn" | "inconclusive" | "error" | "fail";
        Part: {
            evidence: string[];
            id: string;
            kind: string;
            measurement: components["schemas"]["Measurement"] | null;
            outcome: components["schemas"]["Outcome"];
            reasons: components["schemas"]["Reason"][];
            required: boolean;
            /** @enum {string} */
            role: "condition" | "metric" | "guard";
        };
        /**
         * @example {
         *       "name": "kosmos"
         *     }
         */
        PolicyRequest: {
            /** @description Name under which the operator keeps it */
            name: string;
        } | {
            /** @description The policy itself, YAML or JSON */
            document: string;
        };
        Problem: {
            /** @description Stable word for the kind of problem */
            code: string;
            detail: string;
            faults: components["schemas"]["Fault"][];
            /** @description Id of the request, as in the log */
            instance: string;
            /** @description Seconds after which asking again makes sense */
            retryAfter?: number;
            status: number;
            title: string;
            /**
             * @description Address of the kind of problem
             * @example urn:kosmos-gate:problem:not-found
             */
            type: string;
        };
        Reason: {
            code: string;
            facts: {
                [key: string]: string | number | boolean | null;
            };
            outcome: components["schemas"]["Outcome"];
            sentence: string;
        };
        Reference: {
            /**
             * Format: date-time
             * @description RFC 3339
             * @example 2026-01-05T12:00:00Z
             */
            acceptedAt: string;
            commit: string | null;
            condition: string;
            /** @description Kind of the condition; null where nothing is left to compare with */
            kind: string | null;
            origin: {
                id: string;
                /** @constant */
                kind: "evaluation";
            } | {
                /** @constant */
                kind: "reset";
                who: string;
                why: string;
            };
            /**
             * @description As in a reset
             * @example kept/kosmos
             */
            policy: string;
            /** @description What was observed, in a few words */
            summary: string;
            /** @description False for what stood before the newest reset */
            used: boolean;
        };
        /**
         * @example {
         *       "service": "checkout",
         *       "branch": "main",
         *       "policy": "kept/kosmos",
         *       "condition": "coverage",
         *       "why": "The old tests went with the old cart"
         *     }
         */
        ReferenceReset: {
            /**
             * @description Branch whose accepted evidence others are compared with
             * @example main
             */
            branch: string;
            /**
             * @description Id of the condition in the policy
             * @example coverage
             */
            condition: string;
            /** @description Id of the evaluation whose evidence becomes the reference; without it there is none */
            evaluation?: string & (unknown & unknown);
            /**
             * @description Policy that compares: kept/ where the operator keeps it, given/ where it comes in requests, and its name
             * @example kept/kosmos
             */
            policy: string;
            /** @description Service that is judged */
            service: string;
            /** @description The reason; kept beside the name of the caller */
            why: string;
        };
        References: {
            branch: string;
            references: components["schemas"]["Reference"][];
            service: string;
        };
        Run: {
            /** @enum {string} */
            advance: "automatic" | "reported";
            /**
             * Format: date-time
             * @description RFC 3339
             * @example 2026-01-05T12:00:00Z
             */
            createdAt: string;
            endedAt: string | null;
            endReason: ("decided" | "deadline" | "cancelled" | "superseded") | null;
            id: string;
            /** @description Milliseconds from look to look */
            interval: number;
            looks: number;
            nextLookAt: string | null;
            policy: {
                digest: string;
                name: string;
            };
            reportUrl: string;
            revision: number;
            source: string;
            /** @description Index of the current stage */
            stage: number;
            stages: components["schemas"]["RunStage"][];
            state: components["schemas"]["RunState"];
            /** @enum {string} */
            status: "queued" | "running" | "completed";
            subject: components["schemas"]["Subject"];
            verdict: components["schemas"]["Verdict"] | null;
        };
        /**
         * @example {
         *       "policy": {
         *         "name": "kosmos"
         *       },
         *       "subject": {
         *         "service": "checkout",
         *         "environment": "production",
         *         "version": "1.8.0"
         *       },
         *       "baseline": {
         *         "labels": {
         *           "track": "stable"
         *         }
         *       },
         *       "canary": {
         *         "labels": {
         *           "track": "canary"
         *         }
         *       }
         *     }
         */
        RunRequest: {
            /**
             * @description reported: a stage starts when the caller reports that its traffic has moved
             * @default automatic
             * @enum {string}
             */
            advance?: "automatic" | "reported";
            baseline: components["schemas"]["Deployment"];
            canary: components["schemas"]["Deployment"];
            policy: components["schemas"]["PolicyRequest"];
            subject: components["schemas"]["SubjectRequest"];
        };
        RunStage: {
            endsAt: string | null;
            extended: boolean;
            /** @enum {string} */
            requires: "no-harm" | "non-inferiority" | "bake";
            startedAt: string | null;
            /** @enum {string} */
            status: "pending" | "awaiting-traffic" | "running" | "decided";
            traffic: number;
            trafficDeadline: string | null;
            verdict: components["schemas"]["Verdict"] | null;
        };
        /** @enum {string} */
        RunState: "running" | "promote" | "hold" | "rollback";
        ServiceState: {
            /** @constant */
            status: "ok";
        };
        Subject: {
            branch: string | null;
            commit: string | null;
            digest: string | null;
            environment: string | null;
            service: string;
            version: string | null;
        };
        SubjectRequest: {
            /** @description Branch that it was built from */
            branch?: string;
            /** @description Full commit id */
            commit?: string;
            /** @description Digest of the image or artifact, sha256:… */
            digest?: string;
            /** @description Where it runs */
            environment?: string;
            /** @description Service that is judged */
            service: string;
            /** @description Its version */
            version?: string;
        };
        Verdict: {
            evidence: {
                /**
                 * Format: date-time
                 * @description RFC 3339
                 * @example 2026-01-05T12:00:00Z
                 */
                collectedAt: string;
                digest: string;
                format: string | null;
                name: string;
            }[];
            /** @enum {string} */
            exposure: "before" | "after";
            gate: string;
            /**
             * Format: date-time
             * @description RFC 3339
             * @example 2026-01-05T12:00:00Z
             */
            judgedAt: string;
            outcome: components["schemas"]["Outcome"];
            parts: components["schemas"]["Part"][];
            policy: {
                digest: string;
                name: string;
            };
            /** @description One sentence with the numbers */
            reason: string;
            subject: components["schemas"]["Subject"];
            verdict: components["schemas"]["VerdictWord"];
            /** @description Permissions that concern the gate; what they permit is no failure */
            waivers: components["schemas"]["WaiverUse"][];
        };
        /**
         * @description Go on, stay, go back
         * @enum {string}
         */
        VerdictWord: "promote" | "hold" | "rollback";
        WaiverUse: {
            /** @description The only condition that it is for */
            condition: string | null;
            /** @description How many findings it names */
            findings: number;
            id: string;
            /** @description Why it permits nothing of what it names */
            remark?: string;
            /** @description What it is limited to, in words */
            scope: string | null;
            /**
             * @description applied: permits something. expired: has ended. stale: there is nothing that it would permit
             * @enum {string}
             */
            state: "applied" | "expired" | "stale";
            /**
             * @description The last day that it holds, in UTC
             * @example 2026-12-31
             */
            until: string;
            who: string;
            why: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    showStart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that needs nothing else */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id as it was given on creation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that needs nothing else */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceState"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contract: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceState"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id as it was given on creation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that needs nothing else */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compareSamples: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ComparisonRequest"];
            };
        };
        responses: {
            /** @description What the samples show */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not read here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createEvaluation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same resource */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluationRequest"];
                "multipart/form-data": {
                    request: components["schemas"]["EvaluationFormRequest"];
                } & {
                    [key: string]: string;
                };
            };
        };
        responses: {
            /** @description The verdict */
            201: {
                headers: {
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not read here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The policy is not valid; The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readEvaluation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id as it was given on creation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verdict */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evaluation"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReferences: {
        parameters: {
            query: {
                /** @description Branch whose accepted evidence others are compared with */
                branch: string;
                /** @description Service that is judged */
                service: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The references of the branch */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["References"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetReference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReferenceReset"];
            };
        };
        responses: {
            /** @description The references of the branch afterwards */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["References"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not read here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gives the same resource */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunRequest"];
            };
        };
        responses: {
            /** @description The run, begun */
            202: {
                headers: {
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The content type is not read here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The policy is not valid; The idempotency key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRun: {
        parameters: {
            query?: {
                /** @description Wait for a revision past this one; without it, for the end */
                after?: number;
                /** @description Longest wait, such as 20s, at most 60s */
                wait?: string;
            };
            header?: never;
            path: {
                /** @description Id as it was given on creation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id as it was given on creation */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run, ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportTraffic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id as it was given on creation */
                id: string;
                /** @description Index of the stage, from 0 */
                stage: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run, looking */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state does not allow it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readVerdict: {
        parameters: {
            query: {
                environment?: string;
                /** @description text gives the state alone */
                format?: "json" | "text";
                /** @description Service that is asked about */
                service: string;
                /** @description A stage's own verdict, by its index from 0: promote means advance */
                stage?: number;
                version?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verdict; every field is always there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlatVerdict"];
                    "text/plain": components["schemas"]["RunState"];
                };
            };
            /** @description The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Who is asking is not known */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The caller may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service failed */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
