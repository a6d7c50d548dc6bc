// Whole payments on a running sandbox, for measuring what they leave in the database: node bench/sizes/pay.mjs http://localhost:8080 20000
// Each order is created, paid by card, and its callback taken. The rows are measured with sqlite.sql or postgres.sql then.
import { createHash } from 'node:crypto'
import http from 'node:http'

const [gateway, payments] = [process.argv[2] ?? 'http://localhost:8080', Number(process.argv[3] ?? 20_000)]
const agent = new http.Agent({ keepAlive: true, maxSockets: 32 })
let begun = 0
let told = 0

const shop = http.createServer((request, answer) => {
    request.resume().on('end', () => {
        told++
        answer.end('OK')
    })
})
await new Promise(listening => shop.listen(0, '127.0.0.1', listening))

function post(path, body) {
    const text = JSON.stringify(body)
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }
    return new Promise((done, failed) => {
        http.request(gateway + path, { method: 'POST', agent, headers }, async answer => {
            let json = ''
            for await (const piece of answer)
                json += piece
            done(JSON.parse(json))
        }).on('error', failed).end(text)
    })
}

async function pay() {
    const order = {
        amount: '1000',
        currency: 'GEL',
        merchant_id: '1549901',
        order_desc: 'Two books and a pencil',
        order_id: `order-${process.pid}-${++begun}`,
        response_url: 'https://shop.example/thanks',
        server_callback_url: `http://127.0.0.1:${shop.address().port}/callback`,
    }
    const signed = Object.keys(order).sort().map(name => order[name]).join('|')
    order.signature = createHash('sha1').update(`test|${signed}`).digest('hex')
    const made = (await post('/api/checkout/url', { request: order })).response
    const token = new URL(made.checkout_url).searchParams.get('token')
    const { view } = await post('/checkout/pay', { token, cardNumber: '4444555511116666', expiryDate: '12/30', cvv2: '123' })
    if (view.state !== 'approved')
        throw new Error(JSON.stringify(view))
}

await Promise.all(Array.from({ length: 32 }, async () => {
    while (begun < payments)
        await pay()
}))
while (told < begun)
    await new Promise(later => setTimeout(later, 100))
console.log(`${begun} payments, ${told} callbacks`)
process.exit()
