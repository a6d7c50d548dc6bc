// Takes what the gateway posts and keeps the bytes, so that each client can read a real callback.
//   POST /callback                         a callback
//   GET /of?order_id=…&holds=…             the newest callback of that order whose text, or whose data, holds this; waits for it ten seconds
import { createServer } from 'node:http'

const caught = []
const waiting = new Set()

const server = createServer(async (request, response) => {
  const address = new URL(request.url, 'http://catcher')
  if (request.method === 'POST') {
    const parts = []
    for await (const part of request)
      parts.push(part)
    caught.push({ body: Buffer.concat(parts).toString(), contentType: request.headers['content-type'] })
    response.end()
    for (const look of waiting)
      look()
    return
  }
  const wanted = [`"order_id":"${address.searchParams.get('order_id')}"`, address.searchParams.get('holds') ?? '']
  const look = () => {
    const found = caught.findLast(callback => wanted.every(text => textOf(callback.body).includes(text)))
    if (found)
      end(200, found.contentType, found.body)
  }
  const tooLate = setTimeout(() => end(404, 'text/plain', 'no such callback came'), 10_000)
  const end = (status, contentType, body) => {
    clearTimeout(tooLate)
    waiting.delete(look)
    if (!response.writableEnded)
      response.writeHead(status, { 'content-type': contentType }).end(body)
  }
  waiting.add(look)
  look()
})

function textOf(body) {
  const data = /"data":"([^"]+)"/.exec(body)?.[1]
  return (data ? Buffer.from(data, 'base64').toString() : body).replaceAll(/":\s+/g, '":')
}

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))
