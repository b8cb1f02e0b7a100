import { parseWaivers } from '@kosmos/analysis/waivers'
import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { evaluationBody, gateHouse, junit } from './gate-house.ts'

const waivers = parseWaivers(`
version: 1
waivers:
  - { id: red-week, condition: unit-tests, who: "ann <b>", why: "moving house", until: 2026-01-05 }
`)
const failing = { ...evaluationBody, reports: [{ name: 'junit.xml', suite: 'unit', content: junit(3, 1) }] }

describe('waivers of the operator', () => {
  test('are applied to every request, and shown in the answer and on the page apart from failures', async () => {
    const house = await gateHouse({ waivers })
    const made = await request(house.app).post('/v1/evaluations').send(failing)
    expect(made.body).toMatchObject({
      verdict: {
        verdict: 'promote',
        outcome: 'warn',
        waivers: [{ id: 'red-week', state: 'applied', who: 'ann <b>', until: '2026-01-05' }],
      },
    })
    const page = await request(house.app).get(String(made.headers['location']).replace('/v1', ''))
    expect(page.text).toContain('<h2>Waivers</h2>')
    expect(page.text).toContain('ann &lt;b&gt;')
    await house.close()
  })

  test('end with their last day', async () => {
    const house = await gateHouse({ waivers })
    house.clock.advance(Date.UTC(2026, 0, 6) - house.clock.now())
    const made = await request(house.app).post('/v1/evaluations').send(failing)
    expect(made.body).toMatchObject({ verdict: { outcome: 'fail', waivers: [{ state: 'expired' }] } })
    await house.close()
  })

  test('are not brought by whoever asks', async () => {
    const house = await gateHouse()
    const asked = {
      ...failing,
      waivers: [{ id: 'red-week', condition: 'unit-tests', who: 'me', why: 'x', until: '2026-12-31' }],
    }
    const answer = await request(house.app).post('/v1/evaluations').send(asked)
    expect(answer).toMatchObject({ status: 400, body: { faults: [{ pointer: '/waivers' }] } })
    await house.close()
  })
})
