export { createApp, type AppOptions } from './app.ts'
export { listen, type Listening } from './server.ts'
export { apiDocument } from './openapi.ts'
