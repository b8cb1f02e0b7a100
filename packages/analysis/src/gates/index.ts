export { evaluateGate } from './evaluate-gate.ts'
export { judgeStage, judgeStageFrom, type StageRequest } from './judge-stage.ts'
export { explain, explainMarkdown } from './explain.ts'
export { plainText, markdownText } from './plain-text.ts'
