export { readDocument, type DocumentText } from './read-document.ts'
export { documentIssues, valueAt, type KnownWords } from './document-issues.ts'
export { documentRefused, type DocumentKind } from './document-refused.ts'
