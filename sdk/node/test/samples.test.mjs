// The samples and the first payment of the README, as they stand, with the running gateway.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const { TetriClient } = createRequire(import.meta.url)('../dist/index.js')
const folder = fileURLToPath(new URL('..', import.meta.url))
const options = { skip: process.env.TETRI_LIVE ? false : 'no running gateway: test/Sdk/run.sh starts one' }

const run = (...args) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: 20_000 })

/** A sample that listens; it prints its address first, and everything else goes into lines. */
async function listening(sample, use) {
  const lines = []
  const child = spawn(process.execPath, [`samples/${sample}`], { cwd: folder, env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [address] = await once(child.stdout, 'data')
    child.stdout.on('data', text => lines.push(String(text)))
    await use(String(address).trim(), lines)
  } finally {
    child.kill()
    await once(child, 'exit')
  }
}

test('the first payment of the README', options, () => {
  const code = /## First payment\n.*?```js\n(.*?)```/s.exec(readFileSync(new URL('../README.md', import.meta.url), 'utf8'))[1]
  assert.ok(code.trim().split('\n').length <= 10)
  assert.match(run('--input-type=module', '-e', code), /token=[0-9a-f]{40}/)
})

test('create and redirect', options, () => listening('redirect.mjs', async address => {
  const response = await fetch(address, { redirect: 'manual' })
  assert.equal(response.status, 303)
  assert.equal((await fetch(response.headers.get('location'))).status, 200)
}))

test('handle a callback that the gateway sends', options, () => listening('callback.mjs', async (address, lines) => {
  const order_id = `sample-${process.pid}-${Date.now()}`
  await new TetriClient({ merchantId: 1549901, secretKey: 'test' }).cards.step1({
    order_id, order_desc: 'x', amount: 1000, currency: 'GEL', card_number: '4444555511116666', expiry_date: '1232', server_callback_url: address,
  })
  for (let tries = 0; tries < 100 && lines.length === 0; tries++)
    await new Promise(resolve => setTimeout(resolve, 50))
  assert.equal(lines.join(''), `${order_id} is approved: 1000 GEL\n`)
  const forged = await fetch(address, { method: 'POST', body: JSON.stringify({ order_id, order_status: 'approved', signature: '' }) })
  assert.equal(forged.status, 400)
}))

test('capture and refund', options, () => {
  assert.equal(run('samples/capture-and-refund.mjs'), 'captured\napproved 250\n')
})

test('recurring', options, () => {
  assert.match(run('samples/recurring.mjs'), /^approved/)
})
