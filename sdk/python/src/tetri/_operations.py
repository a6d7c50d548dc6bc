"""Every endpoint, and how it is called; spec/client/README.md says what each word means."""

from __future__ import annotations

from typing import Mapping, NamedTuple, Optional, Tuple


class Operation(NamedTuple):
    path: str
    #: read, key, same, once or browser
    repeat: str
    answer: str
    #: Seconds for one try.
    timeout: int = 30
    key: str = "payment"
    #: required, when_present, rows or no
    signed: str = "required"
    formats: Tuple[str, ...] = ("json", "form")
    versions: Tuple[str, ...] = ("1.0", "1.0.1", "2.0")
    is_version_sent: bool = True
    adds: Mapping[str, str] = {}
    #: A member that is made where the caller gives none.
    made: Optional[str] = None


#: The same as spec/client/operations.json; a test compares them.
OPERATIONS = {
    "checkout.url": Operation("checkout/url", "key", "checkout", signed="when_present"),
    "checkout.token": Operation("checkout/token", "key", "token", signed="no"),
    "checkout.form": Operation("checkout/redirect", "browser", "form", signed="no", formats=("form",), versions=("1.0", "1.0.1")),
    "checkout.verification": Operation("checkout/url", "key", "checkout", signed="when_present", adds={"verification": "Y"}),
    "orders.status": Operation("status/order_id", "read", "order"),
    "orders.status_by_payment_id": Operation("status/payment_id", "read", "order"),
    "orders.capture": Operation("capture/order_id", "same", "capture", timeout=75),
    "orders.reverse": Operation("reverse/order_id", "same", "reversal", timeout=75, made="reverse_id"),
    "orders.reverse_by_payment_id": Operation("reverse/payment_id", "same", "reversal", timeout=75, made="reverse_id"),
    "orders.settle": Operation("settlement", "once", "settlement", formats=("json",), versions=("2.0",), adds={"order_type": "settlement"}),
    "orders.transactions": Operation("transaction_list", "read", "transactions", signed="no", formats=("json",), versions=("1.0", "1.0.1"), is_version_sent=False),
    "orders.report": Operation("reports", "read", "orders", timeout=120, signed="rows", formats=("json",)),
    "orders.fiscal_data": Operation("fiscal_data", "read", "fiscal", signed="no"),
    "cards.step1": Operation("3dsecure_step1", "key", "direct", timeout=75, signed="when_present"),
    "cards.step2": Operation("3dsecure_step2", "same", "direct", timeout=75, signed="when_present"),
    "cards.recurring": Operation("recurring", "key", "order", timeout=75),
    "payouts.to_card": Operation("p2pcredit", "once", "order", timeout=75, key="credit"),
    "payouts.to_account": Operation("ibancredit", "once", "order", timeout=75, key="credit"),
    "subscriptions.start": Operation("subscription", "same", "subscription", adds={"action": "start"}),
    "subscriptions.stop": Operation("subscription", "same", "subscription", adds={"action": "stop"}),
}
