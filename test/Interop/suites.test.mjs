import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { lookup } from 'node:dns/promises'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { clients } from './clients.mjs'

const require = createRequire(import.meta.url)
const mocha = require.resolve('mocha/bin/mocha.js')

/** The suites insist on the host of the service they were written for, so they need a network in which it leads here. */
async function leadsHere(host) {
  return (await lookup(host).catch(() => ({ address: '' }))).address === '127.0.0.1'
}

for (const { name, host } of clients) {
  const skip = !(await leadsHere(host)) && `${host} does not lead here`

  test(`${name}: the test suite in the package, as it was published`, { skip }, () => {
    const suite = dirname(require.resolve(`${name}/test/index.js`))
    const run = spawnSync(process.execPath, [mocha, '--timeout', '15000', '--reporter', 'json', suite], { encoding: 'utf8' })
    const { stats, failures } = JSON.parse(run.stdout)

    assert.deepEqual(failures.map((failure) => `${failure.title}: ${failure.err.message}`), [])
    assert.equal(stats.passes, 13)
    assert.equal(run.status, 0)
  })
}
