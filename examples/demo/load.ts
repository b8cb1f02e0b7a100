// Users of the demo: sends requests at a steady rate and splits them between baseline and canary. `POST /traffic` with
// a percentage moves the split; it stands in for a service mesh or a load balancer.
import { Agent, createServer, get } from 'node:http'

const [baseline, canary, rate = '300'] = process.argv.slice(2)
if (baseline === undefined || canary === undefined) throw new Error('Expected the addresses of baseline and canary')

const tickMs = 10
const agent = new Agent({ keepAlive: true, maxSockets: 200 })
let canaryShare = 0
let owed = 0
let canaryOwed = 0
let last = performance.now()

// By the clock and not by the tick: a late tick sends what is owed.
setInterval(() => {
  const now = performance.now()
  owed = Math.min(owed + ((now - last) / 1000) * Number(rate), Number(rate))
  last = now
  for (; owed >= 1; owed -= 1) {
    // Spread evenly instead of drawn, so that each second has the asked split.
    canaryOwed += canaryShare
    const toCanary = canaryOwed >= 1
    if (toCanary) canaryOwed -= 1
    send(toCanary ? canary : baseline)
  }
}, tickMs)

function send(address: string): void {
  get(address, { agent }, (response) => response.resume()).on('error', () => {
    // A user sees an error page and comes again; the services count for themselves.
  })
}

const control = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => (body += chunk))
  request.on('end', () => {
    const percent = Number(body)
    const isShare = body !== '' && percent >= 0 && percent <= 100
    if (isShare) canaryShare = percent / 100
    response.writeHead(isShare ? 204 : 400).end()
  })
})
control.listen(0, '127.0.0.1', () => {
  const address = control.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined })
})
process.on('disconnect', () => process.exit(0))
