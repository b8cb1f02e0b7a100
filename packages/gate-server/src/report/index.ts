export { renderRunPage } from './run-page.ts'
export { renderEvaluationPage } from './evaluation-page.ts'
export { escapeHtml, html, type Html } from './html.ts'
export { page } from './page.ts'
