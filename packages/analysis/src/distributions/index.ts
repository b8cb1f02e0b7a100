export { normalCdf, normalLogCdf, normalSurvival, normalQuantile } from './normal.ts'
export { rankSumDistribution, rankSumCdf, rankSumQuantile } from './rank-sum.ts'
