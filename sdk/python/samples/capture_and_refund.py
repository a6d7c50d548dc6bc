"""Takes a part of what an order holds, and gives a part of that back."""

import uuid

import tetri

gateway = tetri.Client(merchant_id=1549901, secret_key="test")
order_id = f"order-{uuid.uuid4()}"

# A shop without PCI DSS lets the payer do this on the hosted page, with preauth at checkout.url.
gateway.cards.step1(
    order_id=order_id, order_desc="Two books", amount=1000, currency="GEL", preauth=True,
    card_number="4444555511116666", expiry_date="1232", cvv2="111",
)

capture = gateway.orders.capture(order_id=order_id, amount=600, currency="GEL")
print(capture.capture_status)

reversal = gateway.orders.reverse(order_id=order_id, amount=250, currency="GEL", reverse_id=f"refund-{order_id}"[:50])
print(reversal.reverse_status, reversal.reversal_amount)
