// fastify and pg: one process, a pool of 20 connections, one durable insert for each request. The table is there already.
import Fastify from 'fastify'
import pg from 'pg'
import { accepted, duplicate, readOrder, Refusal, refused } from './order.js'

const pool = new pg.Pool({ connectionString: process.env.DATABASE, max: 20 })
const insert = {
  name: 'insert-order',
  text: `
    INSERT INTO orders (merchant_id, order_id, state, version, amount, currency, created_at, expires_at, terms)
    VALUES ($1, $2, 0, 0, $3, $4, $5, $6, $7)
    ON CONFLICT (merchant_id, order_id) DO NOTHING
    RETURNING payment_id`
}

const app = Fastify()
app.post('/api/checkout/url', async request => {
  try {
    const order = readOrder(request.body)
    const { rows } = await pool.query({
      ...insert,
      values: [order.merchantId, order.orderId, order.amount, order.currency, order.createdAt, order.expiresAt, order.terms]
    })
    if (rows.length === 0) throw duplicate
    return accepted(order, rows[0].payment_id, request.headers.host)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refused(error)
  }
})
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
