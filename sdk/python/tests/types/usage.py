"""Read by mypy, not run: right uses, and wrong ones that it must find."""

from datetime import datetime
from typing import List, Optional

import tetri
from tetri.answers import Transaction


def right(client: tetri.Client) -> None:
    address: str = client.checkout.url(order_id="a", order_desc="b", amount=1000, currency="GEL", preauth=True, idempotency_key="k").checkout_url
    order: tetri.Order = client.orders.status(order_id="a", timeout=1.5)
    amount: Optional[int] = order.actual_amount
    time: Optional[datetime] = order.order_time
    rows: List[Transaction] = client.orders.transactions(order_id="a")
    callback: tetri.Order = client.callbacks.read(b"{}", "application/json")
    print(address, amount, time, rows, callback)


async def right_too(client: tetri.AsyncClient) -> str:
    return (await client.checkout.token(order_id="a", order_desc="b", amount="1000", currency="GEL")).token


def wrong(client: tetri.Client) -> None:
    client.checkout.url(order_id="a", order_desc="b", currency="GEL")  # type: ignore[call-arg]
    client.checkout.url(order_id="a", order_desc="b", amount=10.5, currency="GEL")  # type: ignore[arg-type]
    client.orders.status(order_id="a").order_state  # type: ignore[attr-defined]
    tetri.Client(1549901, "test")  # type: ignore[misc]
    tetri.Client(merchant_id="1549901", secret_key="test")  # type: ignore[arg-type]
