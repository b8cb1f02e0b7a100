export { issueToken, scopes, type Scope } from './token.ts'
export { authenticate, requireScope, type Credentials, type Principal } from './authenticate.ts'
export { assertBindAllowed, isLoopbackHost } from './loopback.ts'
