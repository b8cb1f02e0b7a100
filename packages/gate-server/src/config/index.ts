export { loadConfig, type Config } from './load-config.ts'
export { settings, type SettingName } from './settings.ts'
export { Secret } from './secret.ts'
