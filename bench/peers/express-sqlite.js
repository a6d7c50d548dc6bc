// express and better-sqlite3: one process, one durable insert for each request.
import Database from 'better-sqlite3'
import express from 'express'
import { readFileSync } from 'node:fs'
import { accepted, duplicate, readOrder, Refusal, refused } from './order.js'

const database = new Database(process.env.DATABASE)
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec(readFileSync(new URL('orders.sqlite.sql', import.meta.url), 'utf8'))
const insert = database.prepare(`
  INSERT INTO orders (merchant_id, order_id, state, version, amount, currency, created_at, expires_at, terms)
  VALUES (@merchantId, @orderId, 0, 0, @amount, @currency, @createdAt, @expiresAt, @terms)
  ON CONFLICT (merchant_id, order_id) DO NOTHING
  RETURNING payment_id`)

const app = express()
app.disable('x-powered-by')
app.use(express.json())
app.post('/api/checkout/url', (request, response) => {
  try {
    const { merchant, ...row } = readOrder(request.body)
    const added = insert.get(row)
    if (!added) throw duplicate
    response.json(accepted({ merchant, ...row }, added.payment_id, request.headers.host))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    response.json(refused(error))
  }
})
app.listen(Number(process.env.PORT), '127.0.0.1')
