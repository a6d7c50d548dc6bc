import CloudIpsp = require('@tetri/client/cloudipsp')
import { TetriClient } from '@tetri/client'

const old = new CloudIpsp({ merchantId: 1549901, secretKey: 'test' })
old.Checkout({ amount: 1000, currency: 'GEL', order_desc: 'x' }).then(data => data['checkout_url'])
export const client: TetriClient = new TetriClient({ merchantId: 1, secretKey: 'x' })
