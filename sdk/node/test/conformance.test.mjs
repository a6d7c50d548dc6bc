// The cases of spec/client: a loop over rows, one entry for each thing that can be called.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, test } from 'node:test'
import { inspect } from 'node:util'

const require = createRequire(import.meta.url)
const { TetriClient, money, version } = require('../dist/index.js')
const { TransportFailure } = require('../dist/transport.js')

const root = new URL('../../../', import.meta.url)
const read = path => JSON.parse(readFileSync(new URL(path, root), 'utf8'))
const index = read('spec/client/cases/index.json')
const { lacks } = read('sdk/node/conformance.json')

const calls = {
  'client.new': client => ({ base_url: client.baseUrl }),
  'client.text': client => [inspect(client, { depth: 10, showHidden: true }), String(client), JSON.stringify(client)].join(),
  'callback.read': (client, args) => client.callbacks.read(args.parsed ?? args.body, args.content_type),
  'callback.build': (client, args) => client.callbacks.build(args.members, args),
  'money.to_major': (_, args) => money.toMajor(args.minor, args.currency),
  'money.to_minor': (_, args) => money.toMinor(args.major, args.currency),
}
for (const { name } of read('spec/client/operations.json').operations) {
  const [noun, verb] = name.split('.')
  calls[name] = (client, args, options) => client[noun][verb.replace(/_(.)/g, (_, letter) => letter.toUpperCase())](args, options)
}

const results = {}
for (const file of index.files) {
  const theme = results[file.replace('.json', '')] = {}
  for (const row of read(`spec/client/cases/${file}`).cases) {
    const lack = row.needs?.find(need => need in lacks)
    test(`${file} ${row.name}`, { skip: lack && `no ${lack}: ${lacks[lack]}` }, async () => {
      await run(row)
      theme[row.name] = 'passed'
    })
    theme[row.name] = lack ? `skipped: ${lacks[lack]}` : 'failed'
  }
}

after(() => {
  mkdirSync(new URL('artifacts/sdk/', root), { recursive: true })
  const outcome = { language: 'node', version, ran_on: `Node ${process.versions.node}`, cases: results }
  writeFileSync(new URL('artifacts/sdk/node.json', root), JSON.stringify(outcome, null, 1) + '\n')
})

async function run(row) {
  known(row, 'name', 'needs', 'client', 'env', 'random', 'call', 'args', 'options', 'replies', 'expect')
  known(row.expect, 'requests', 'result', 'error', 'delays', 'text_without')
  const giveUp = new AbortController()
  const replies = [...row.replies ?? []]
  const requests = []
  const delays = []
  let now = Date.parse(index.now)
  let ids = 0
  const around = {
    environment: row.env ?? {},
    now: () => now,
    random: () => row.random ?? index.random,
    newId: () => `id-${++ids}`,
    wait: async milliseconds => {
      delays.push(milliseconds)
      now += milliseconds
      if (row.options?.abort === 'in_wait')
        giveUp.abort()
    },
    transport: async (request, limits) => {
      requests.push({ ...request, timeout_ms: limits.timeoutMs })
      assert.notEqual(replies.length, 0, 'a try that was not expected')
      const reply = replies.shift()
      known(reply, 'status', 'headers', 'json', 'text', 'fails', 'after_ms')
      now += reply.after_ms ?? 0
      if (reply.fails)
        throw new TransportFailure({ refused: 'never_sent', reset: 'broken', timeout: 'timeout' }[reply.fails])
      const headers = new Headers(reply.headers ?? {})
      return { status: reply.status, header: name => headers.get(name), body: Buffer.from(reply.text ?? JSON.stringify(reply.json)) }
    },
  }
  if (row.options?.abort === 'before')
    giveUp.abort()
  const options = { ...inLanguage(row.options), ...(row.options?.abort && { signal: giveUp.signal }) }
  delete options.abort
  const settings = inLanguage({ ...index.client, ...row.client })
  for (const name of Object.keys(settings))
    settings[name] ?? delete settings[name]

  let result, error
  try {
    result = await calls[row.call](new TetriClient(settings, around), timed(row.args), options)
  } catch (thrown) {
    error = thrown
  }
  const { expect } = row
  if (error && !expect.error)
    throw error
  assert.equal(replies.length, 0, 'a reply that nobody asked for')
  if ('error' in expect)
    matchesError(error, expect.error)
  if ('result' in expect)
    row.call === 'callback.build' ? matchesBody(result.body, result.contentType, expect.result) : assert.deepEqual(canonical(result), expect.result)
  if ('delays' in expect)
    assert.deepEqual(delays, expect.delays)
  if ('requests' in expect) {
    assert.equal(requests.length, expect.requests.length, 'number of tries')
    expect.requests.forEach((expected, place) => matchesRequest(requests[place], expected))
  }
  for (const secret of expect.text_without ?? [])
    assert.ok(!printed(error ?? result).includes(secret), `${secret} was told`)
}

function matchesRequest(request, expected) {
  const { method, url, headers = {}, timeout_ms, ...body } = expected
  for (const [name, value] of Object.entries({ method, url, timeout_ms }))
    if (value !== undefined)
      assert.equal(request[name], value)
  for (const [name, value] of Object.entries(headers))
    value?.matches ? assert.match(request.headers[name], new RegExp(value.matches)) : assert.equal(request.headers[name], value ?? undefined, name)
  matchesBody(request.body, request.headers['content-type'], body, sent => sent.request)
}

function matchesBody(body, contentType, expected, unwrapped = sent => sent) {
  known(expected, 'json', 'form', 'order', 'signed_with', 'content_type')
  if (expected.content_type)
    assert.equal(contentType, expected.content_type)
  if (expected.json)
    assert.deepEqual(JSON.parse(body), expected.json)
  if (expected.form)
    assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), expected.form)
  if (expected.order) {
    const sent = unwrapped(JSON.parse(body))
    assert.equal(sent.version, '2.0')
    assert.deepEqual(JSON.parse(Buffer.from(sent.data, 'base64').toString()), { order: expected.order })
    assert.equal(sent.signature, createHash('sha1').update(`${expected.signed_with}|${sent.data}`).digest('hex'))
  }
}

function matchesError(error, expected) {
  assert.ok(error, 'an error was expected')
  const names = { request_id: 'requestId', retry_after_s: 'retryAfter', outcome_unknown: 'outcomeUnknown' }
  known(expected, 'kind', 'reason', 'code', 'message', 'request_id', 'status', 'retryable', 'retry_after_s', 'outcome_unknown', 'tries')
  if (!error.kind)
    throw error
  for (const [name, value] of Object.entries(expected))
    assert.equal(error[names[name] ?? name], value, name)
}

/** As cases write results: wire names, times as text. */
function canonical(value) {
  if (value instanceof Date)
    return value.toISOString().replace('.000Z', 'Z')
  if (Array.isArray(value))
    return value.map(canonical)
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, canonical(member)])) : value
}

const timed = args => Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value?.time ? new Date(value.time) : value]))

const inLanguage = options => Object.fromEntries(Object.entries(options ?? {}).map(([name, value]) => [name.replace(/_(.)/g, (_, letter) => letter.toUpperCase()), value]))

const printed = value => [typeof value === 'string' ? value : inspect(value, { depth: 10, showHidden: true }), value?.stack, JSON.stringify(value)].join()

function known(object, ...keys) {
  for (const key of Object.keys(object))
    assert.ok(keys.includes(key), `the runner does not know ${key}`)
}
