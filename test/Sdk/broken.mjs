// A gateway with one fault, and a client's live tests with it: the command must fail, and name the fault.
// The fault is the gateway's own answer to a capture with one word changed and signed anew, so nothing but that word is wrong.
//   node broken.mjs COMMAND…       runs COMMAND with TETRI_URL leading to it
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

const right = 'captured', wrong = 'misplaced'
let faults = 0

const server = createServer(async (request, response) => {
  const { host, 'transfer-encoding': _, ...headers } = request.headers
  const answer = await fetch(process.env.TETRI_URL + request.url, { method: request.method, headers, redirect: 'manual', body: request.method === 'POST' ? await text(request) : null })
  const body = await answer.text()
  const isCapture = request.url === '/api/capture/order_id' && body.includes(right)
  faults += isCapture
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(isCapture ? changed(body) : body)
})
await once(server.listen(0, '127.0.0.1'), 'listening')

const [command, ...args] = process.argv.slice(2)
const run = spawn(command, args, { env: { ...process.env, TETRI_URL: `http://127.0.0.1:${server.address().port}` }, stdio: ['ignore', 'pipe', 'pipe'] })
const [said, complained, [status]] = await Promise.all([text(run.stdout), text(run.stderr), once(run, 'close')])
server.closeAllConnections()
server.close()
assert.ok(faults > 0, `no capture was asked for\n${said}${complained}`)
assert.ok(status > 0, `nothing failed although captures were answered with ${wrong}\n${said}${complained}`)
assert.ok(`${said}${complained}`.includes(wrong), `it failed, but not for ${wrong}\n${said}${complained}`)
console.log(`a gateway that answers ${wrong} was noticed`)

function changed(body) {
  const { signature, response_signature_string, ...members } = JSON.parse(body).response
  members.capture_status = wrong
  const signed = Object.keys(members).filter(name => members[name] !== '' && members[name] !== null).sort().map(name => members[name])
  return JSON.stringify({ response: { ...members, signature: createHash('sha1').update(['test', ...signed].join('|')).digest('hex') } })
}
