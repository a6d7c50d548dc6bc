// What the cases can't show, with real sockets: the limit of an answer, redirects, a slow body, giving up, an unreachable gateway.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { test } from 'node:test'

const { AbortedError, AnswerError, NetworkError, TetriClient, TimedOutError } = createRequire(import.meta.url)('../dist/index.js')

async function against(answer, settings, check) {
  let asked = 0
  const server = createServer((request, response) => {
    asked++
    answer(response, request)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await check(new TetriClient({ merchantId: 1, secretKey: 'test', baseUrl: `http://127.0.0.1:${server.address().port}`, tries: 1, ...settings }), () => asked)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('an answer above the limit is left at the limit', async () => {
  let sent = 0
  await against(response => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, ' ')))
        sent += 65_536
    }
    response.on('drain', more)
    more()
  }, { maxAnswerBytes: 100_000 }, async client => {
    await assert.rejects(client.orders.status({ order_id: 'x' }), error => error instanceof AnswerError && error.reason === 'too_large')
    assert.ok(sent < 50_000_000)
  })
})

test('a redirect is not followed', async () => {
  await against((response, request) => response.writeHead(307, { location: `${request.url}/elsewhere` }).end(), {}, async (client, asked) => {
    await assert.rejects(client.orders.status({ order_id: 'x' }), error => error instanceof AnswerError && error.status === 307)
    assert.equal(asked(), 1)
  })
})

test('the time of a try covers its body', async () => {
  await against(response => response.writeHead(200).write('{"response":'), { timeoutMs: 150 }, async client => {
    await assert.rejects(client.orders.status({ order_id: 'x' }), error => error instanceof TimedOutError && error.tries === 1)
  })
})

test('giving up ends a try, and the wait between tries', async () => {
  await against(response => response.writeHead(200).write('{'), {}, async client => {
    await assert.rejects(client.orders.status({ order_id: 'x' }, { signal: AbortSignal.timeout(100) }), AbortedError)
  })
  await against(response => response.writeHead(503, { 'retry-after': '20' }).end(), { tries: 2 }, async (client, asked) => {
    await assert.rejects(client.orders.status({ order_id: 'x' }, { signal: AbortSignal.timeout(200) }), error => error instanceof AbortedError && error.tries === 1)
    assert.equal(asked(), 1)
  })
})

test('a connection that breaks is not one that was never made', async () => {
  await against(response => response.destroy(), {}, async client => {
    await assert.rejects(client.orders.settle({ operation_id: 'x' }), error => error instanceof NetworkError && error.outcomeUnknown && !error.retryable)
  })
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address()
  closed.close()
  await assert.rejects(
    new TetriClient({ merchantId: 1, secretKey: 'test', baseUrl: `http://127.0.0.1:${port}`, tries: 1 }).orders.settle({ operation_id: 'x' }),
    error => error instanceof NetworkError && !error.outcomeUnknown && error.retryable)
})

test('a gateway may have a port that browsers never call', async () => {
  const server = createServer((_, response) => response.writeHead(404).end())
  for (const port of [6697, 6669, 6668, 6667, 6666, 6665]) {
    const taken = await new Promise(resolve => server.once('error', () => resolve(true)).listen(port, '127.0.0.1', () => resolve(false)))
    if (!taken)
      break
  }
  try {
    await assert.rejects(
      new TetriClient({ merchantId: 1, secretKey: 'test', baseUrl: `http://127.0.0.1:${server.address().port}`, tries: 1 }).orders.status({ order_id: 'x' }),
      error => error instanceof AnswerError && error.status === 404)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
