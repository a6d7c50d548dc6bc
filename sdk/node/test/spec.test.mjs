// spec/client is well-formed, every operation has a case, and the tables in the code are those of the spec.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import Ajv2020 from 'ajv/dist/2020.js'

const require = createRequire(import.meta.url)
const read = path => JSON.parse(readFileSync(new URL(`../../../spec/${path}`, import.meta.url), 'utf8'))
const index = read('client/cases/index.json')
const files = index.files.map(file => [file, read(`client/cases/${file}`)])
const { operations, retry, limits } = read('client/operations.json')

test('the files of spec/client fit their schemas', () => {
  const fits = (name, value) => {
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(read(`client/schema/${name}.json`))
    assert.ok(validate(value), JSON.stringify(validate.errors))
  }
  fits('operations', read('client/operations.json'))
  for (const [, file] of files)
    fits('cases', file)
  assert.throws(() => fits('cases', { about: 'x', cases: [{ name: 'unknown key', call: 'x', args: {}, expect: { resutl: 1 } }] }))
})

test('names of cases are unique in their file', () => {
  for (const [file, { cases }] of files)
    assert.equal(new Set(cases.map(row => row.name)).size, cases.length, file)
})

test('every operation has a case that looks at its request and one with the running gateway', () => {
  const looked = new Set(files.flatMap(([, { cases }]) => cases).filter(row => row.expect.requests?.length || row.call === 'checkout.form').map(row => row.call))
  const live = new Set(read('client/live.json').cases.flatMap(row => row.steps).map(step => step.call))
  for (const { name } of operations) {
    assert.ok(looked.has(name), `${name} has no case`)
    assert.ok(live.has(name) || ['checkout.form', 'cards.step2'].includes(name), `${name} has no live case`)
  }
})

test('the operations in the code are those of the spec', () => {
  const own = require('../dist/operations.js').operations
  const asSpec = operations.map(({ name, must, version_sent: versionSent = true, adds = {}, made, ...rest }) => [name, { ...rest, versionSent, adds, made }])
  assert.deepEqual(own, Object.fromEntries(asSpec))
})

test('the members of answers in the code are those of the spec', () => {
  const own = require('../dist/answers.js').answers
  assert.deepEqual(own, read('client/answers.json').answers)
})

test('currencies without two decimals are those of the spec', () => {
  const { decimalsOf } = require('../dist/money.js')
  const { about, ...money } = read('client/money.json')
  for (const [decimals, currencies] of Object.entries(money))
    for (const currency of currencies)
      assert.equal(decimalsOf(currency), Number(decimals), currency)
  assert.equal(decimalsOf('GEL'), 2)
})

test('rules of retrying and limits are those of the spec', () => {
  const { waitBefore } = require('../dist/retry.js')
  const { settingsOf } = require('../dist/options.js')
  const settings = settingsOf({ merchantId: 1, secretKey: 'x' }, {})
  assert.deepEqual([settings.tries, settings.deadlineMs, settings.maxAnswerBytes], [retry.tries, retry.deadline_s * 1000, limits.answer_bytes])
  for (let status = 200; status < 600; status++)
    for (const [repeat, statuses] of [['read', retry.statuses], ['once', retry.statuses_not_carried_out]])
      assert.equal(waitBefore({ kind: 'answer', status }, repeat, 1, { tries: 2, left: 1e9 }, () => 0), statuses.includes(status) ? retry.first_delay_ms : undefined, `${repeat} ${status}`)
  assert.equal(waitBefore({ kind: 'network' }, 'read', 20, { tries: 99, left: 1e9 }, () => 0), retry.largest_delay_ms)
  assert.equal(waitBefore({ kind: 'answer', status: 503, retryAfter: retry.largest_retry_after_s }, 'read', 1, { tries: 2, left: 1e9 }, () => 0), retry.largest_retry_after_s * 1000)
  assert.equal(waitBefore({ kind: 'answer', status: 503, retryAfter: retry.largest_retry_after_s + 1 }, 'read', 1, { tries: 2, left: 1e9 }, () => 0), undefined)
})
