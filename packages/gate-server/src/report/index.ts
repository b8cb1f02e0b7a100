export { renderRunPage } from './run-page.ts'
export { renderEvaluationPage } from './evaluation-page.ts'
export { html } from './html.ts'
export { page } from './page.ts'
