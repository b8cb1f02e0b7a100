// What `--on-advance` and `--on-rollback` run in the demo: moves KOSMOS_TRAFFIC percent of the traffic to the canary.
const control = process.argv[2]
const percent = process.env['KOSMOS_TRAFFIC']
if (control === undefined || percent === undefined) throw new Error('Expected an address, and KOSMOS_TRAFFIC')

const response = await fetch(control, { method: 'POST', body: percent, signal: AbortSignal.timeout(5000) })
if (!response.ok) throw new Error(`The load generator refused ${percent} %: ${response.status}`)
