export { issueToken, scopes, type Scope } from './token.ts'
export { authenticate, requireScope, type Credentials, type Principal } from './authenticate.ts'
export { assertBindAllowed, isLoopbackAddress, isLoopbackHost } from './loopback.ts'
