// Takes what the gateway tells of an order. Only a body that the gateway signed gets through.
import { createServer } from 'node:http'
import { SignatureError, TetriClient } from '@tetri/client'

const tetri = new TetriClient({ merchantId: 1549901, secretKey: 'test' })

createServer(async (request, response) => {
  const parts = []
  for await (const part of request)
    parts.push(part)
  try {
    const order = tetri.callbacks.read(Buffer.concat(parts), request.headers['content-type'])
    console.log(`${order.order_id} is ${order.order_status}: ${order.actual_amount} ${order.currency}`)
    response.writeHead(200).end()
  } catch (error) {
    if (!(error instanceof SignatureError))
      throw error
    console.log(`refused: ${error.reason}`)
    response.writeHead(400).end()
  }
}).listen(Number(process.env.PORT ?? 3001), '127.0.0.1', function () {
  console.log(`http://127.0.0.1:${this.address().port}/callback`)
})
