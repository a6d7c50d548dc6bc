// spec/client/live.json with a running gateway; test/Sdk/run.sh starts one.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'

const { SignatureError, TetriClient } = createRequire(import.meta.url)('../dist/index.js')

const live = JSON.parse(readFileSync(new URL('../../../spec/client/live.json', import.meta.url), 'utf8'))
const skip = process.env.TETRI_LIVE ? false : 'no running gateway: test/Sdk/run.sh starts one'

for (const row of live.cases)
  test(row.name, { skip }, async () => {
    const kept = { unique: `node-${process.pid}-${Date.now()}-${Math.random().toString(36).slice(2, 8)}`, callbacks: `${process.env.TETRI_CALLBACKS}/callback` }
    for (const step of row.steps) {
      const client = new TetriClient(inLanguage({ ...live.client, ...row.client, ...step.client }))
      const expected = filled(step.expect, kept)
      let result, error
      try {
        result = step.callback ? await readCallback(client, filled(step.callback, kept), step.refuses_changes) : await call(client, step, kept)
      } catch (thrown) {
        error = thrown
      }
      if (error && !expected.error)
        throw error
      if (expected.error)
        contains({ kind: error?.kind, code: error?.code, message: error?.message, request_id: error?.requestId, retryable: error?.retryable, outcome_unknown: error?.outcomeUnknown }, expected.error)
      if (expected.result)
        contains(result, expected.result)
      if (expected.rows)
        assert.equal(result.length, expected.rows)
      if (expected.row)
        assert.ok(result.some(found => holds(found, expected.row)), `no row with ${JSON.stringify(expected.row)}`)
      for (const [name, path] of Object.entries(step.keep ?? {}))
        kept[name] = path.split('.').reduce((value, member) => value[member], result)
    }
  })

function call(client, step, kept) {
  const [noun, verb] = step.call.split('.')
  const args = Object.fromEntries(Object.entries(filled(step.args, kept)).map(([name, value]) => [name, value?.time ? day(value.time) : value]))
  return client[noun][verb.replace(/_(.)/g, (_, letter) => letter.toUpperCase())](args, inLanguage(filled(step.options ?? {}, kept)))
}

async function readCallback(client, wanted, refusesChanges) {
  const response = await fetch(`${process.env.TETRI_CALLBACKS}/of?${new URLSearchParams(wanted)}`)
  const body = await response.text()
  assert.equal(response.status, 200, body)
  const contentType = response.headers.get('content-type')
  if (refusesChanges) {
    const message = JSON.parse(body)
    const { signature, ...unsigned } = message
    const changed = message.data ? { ...message, data: `${message.data.slice(0, 40)}${message.data[40] === 'A' ? 'B' : 'A'}${message.data.slice(41)}` } : { ...message, amount: '1001' }
    const removed = message.data ? { ...message, data: message.data.slice(4) } : (({ approval_code, ...rest }) => rest)(message)
    const refused = { changed, removed, 'empty signature': { ...message, signature: '' }, 'no signature': unsigned, ...(!message.data && { added: { ...message, extra: '1' } }) }
    for (const [what, other] of Object.entries(refused))
      assert.throws(() => client.callbacks.read(JSON.stringify(other), contentType), SignatureError, what)
    const stranger = new TetriClient(inLanguage({ ...live.client, secret_key: 'another', credit_key: 'another' }))
    assert.throws(() => stranger.callbacks.read(body, contentType), SignatureError)
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(message).reverse()))
    assert.deepEqual(client.callbacks.read(reordered, contentType), client.callbacks.read(body, contentType))
  }
  return client.callbacks.read(body, contentType)
}

function filled(value, kept) {
  return JSON.parse(JSON.stringify(value).replace(/\{(\w+)\}/g, (whole, name) => kept[name] ?? whole))
}

function contains(found, expected) {
  if (!holds(found, expected))
    assert.deepEqual(found, expected)
}

function holds(found, expected) {
  if (expected?.matches)
    return new RegExp(expected.matches).test(found)
  return expected && typeof expected === 'object' ? Object.entries(expected).every(([name, value]) => found !== undefined && holds(found[name], value)) : found === expected
}

const inLanguage = options => Object.fromEntries(Object.entries(options).map(([name, value]) => [name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), value]))

/** Of midnight in UTC. */
function day(name) {
  const today = new Date(new Date().toISOString().slice(0, 10))
  return name === 'tomorrow' ? new Date(today.getTime() + 86_400_000) : today
}
