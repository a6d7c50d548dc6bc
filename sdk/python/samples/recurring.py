"""Stores a card with the first payment and charges it again without the payer. With asyncio, for a change."""

import asyncio
import uuid

import tetri


async def main():
    gateway = tetri.AsyncClient(merchant_id=1549901, secret_key="test")
    order_id = f"order-{uuid.uuid4()}"

    # A shop without PCI DSS sends required_rectoken to checkout.url and takes the rectoken from the callback.
    first = await gateway.cards.step1(
        order_id=order_id, order_desc="First month", amount=1000, currency="GEL", required_rectoken=True,
        card_number="4444555511116666", expiry_date="1232", cvv2="111",
    )

    next_month = await gateway.cards.recurring(
        order_id=f"{order_id}-2", order_desc="Second month", amount=1000, currency="GEL", rectoken=first.order.rectoken
    )
    print(next_month.order_status, next_month.response_description or "")


asyncio.run(main())
