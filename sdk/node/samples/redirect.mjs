// Creates an order and sends the payer to its page.
import { createServer } from 'node:http'
import { TetriClient } from '@tetri/client'

const tetri = new TetriClient({ merchantId: 1549901, secretKey: 'test' })

createServer(async (request, response) => {
  const { checkout_url } = await tetri.checkout.url({
    order_id: `order-${Date.now()}`,
    order_desc: 'Two books',
    amount: 1000,
    currency: 'GEL',
    response_url: 'https://shop.example/thanks',
    server_callback_url: 'https://shop.example/callback',
  })
  response.writeHead(303, { location: checkout_url }).end()
}).listen(Number(process.env.PORT ?? 3000), '127.0.0.1', function () {
  console.log(`http://127.0.0.1:${this.address().port}`)
})
