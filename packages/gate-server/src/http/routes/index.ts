import type { Route } from '../route.ts'
import { comparisonRoutes } from './comparisons.ts'
import { evaluationRoutes } from './evaluations.ts'
import { pageRoutes } from './pages.ts'
import { referenceRoutes } from './references.ts'
import { runRoutes } from './runs.ts'
import { serviceRoutes } from './service.ts'
import { verdictRoutes } from './verdict.ts'

/** Every route of the service. */
export const routes: readonly Route[] = [
  ...evaluationRoutes,
  ...referenceRoutes,
  ...comparisonRoutes,
  ...runRoutes,
  ...verdictRoutes,
  ...pageRoutes,
  ...serviceRoutes,
]
