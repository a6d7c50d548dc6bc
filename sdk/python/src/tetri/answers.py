"""What the gateway answers, with types. Members have their names on the wire; what was empty there is None."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, Dict, List, Mapping, Optional

from . import money
from ._wire import Unreadable, read_time
from .errors import UsageError


def _member(kind: str, *, must: bool = False) -> Any:
    return field(default=None, metadata={"type": kind, "must": must})


def _raw() -> Any:
    """Every member as it came; left out where an answer is printed or compared."""
    return field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class CheckoutAddress:
    """Where the payer pays."""

    checkout_url: str = _member("text", must=True)
    payment_id: Optional[str] = _member("id")
    raw: Mapping[str, Any] = _raw()


@dataclass(frozen=True)
class CheckoutToken:
    """What a page of the shop's own opens the order with."""

    token: str = _member("text", must=True)
    raw: Mapping[str, Any] = _raw()


@dataclass(frozen=True)
class CheckoutForm:
    """A form that the payer's browser posts."""

    url: str
    fields: Dict[str, str]


@dataclass(frozen=True)
class Order:
    """An order as it stands. Amounts are minor units, times are UTC; None is what the gateway left empty."""

    order_id: str = _member("text", must=True)
    #: created, processing, approved, declined, expired or reversed
    order_status: str = _member("text", must=True)
    merchant_id: Optional[int] = _member("integer")
    payment_id: Optional[str] = _member("id")
    amount: Optional[int] = _member("amount")
    currency: Optional[str] = _member("text")
    actual_amount: Optional[int] = _member("amount")
    actual_currency: Optional[str] = _member("text")
    reversal_amount: Optional[int] = _member("amount")
    settlement_amount: Optional[int] = _member("amount")
    settlement_currency: Optional[str] = _member("text")
    settlement_date: Optional[str] = _member("text")
    fee: Optional[int] = _member("amount")
    fee_oplata: Optional[int] = _member("amount")
    response_code: Optional[int] = _member("integer")
    response_description: Optional[str] = _member("text")
    tran_type: Optional[str] = _member("text")
    masked_card: Optional[str] = _member("text")
    card_bin: Optional[str] = _member("text")
    card_type: Optional[str] = _member("text")
    rrn: Optional[str] = _member("text")
    approval_code: Optional[str] = _member("text")
    eci: Optional[str] = _member("text")
    payment_system: Optional[str] = _member("text")
    sender_email: Optional[str] = _member("text")
    sender_cell_phone: Optional[str] = _member("text")
    sender_account: Optional[str] = _member("text")
    order_time: Optional[datetime] = _member("time")
    product_id: Optional[str] = _member("text")
    merchant_data: Optional[str] = _member("text")
    rectoken: Optional[str] = _member("text")
    rectoken_lifetime: Optional[datetime] = _member("time")
    verification_status: Optional[str] = _member("text")
    parent_order_id: Optional[str] = _member("text")
    additional_info: Optional[str] = _member("text")
    transaction: Any = _member("json")
    raw: Mapping[str, Any] = _raw()


@dataclass(frozen=True)
class Capture:
    """What became of a capture."""

    capture_status: str = _member("text", must=True)
    order_id: Optional[str] = _member("text")
    merchant_id: Optional[int] = _member("integer")
    response_code: Optional[int] = _member("integer")
    response_description: Optional[str] = _member("text")
    raw: Mapping[str, Any] = _raw()


@dataclass(frozen=True)
class Reversal:
    """What became of giving money back; reversal_amount is what was given back so far."""

    reverse_status: str = _member("text", must=True)
    order_id: Optional[str] = _member("text")
    merchant_id: Optional[int] = _member("integer")
    reversal_amount: Optional[int] = _member("amount")
    reverse_id: Optional[str] = _member("text")
    transaction_id: Optional[str] = _member("id")
    response_code: Optional[int] = _member("integer")
    response_description: Optional[str] = _member("text")
    raw: Mapping[str, Any] = _raw()


@dataclass(frozen=True)
class Settlement:
    """A payment divided among merchants."""

    order_id: Optional[str] = _member("text")
    operation_id: Optional[str] = _member("text")
    merchant_id: Optional[int] = _member("integer")
    payment_id: Optional[str] = _member("id")
    order_status: Optional[str] = _member("text")
    tran_type: Optional[str] = _member("text")
    amount: Optional[int] = _member("amount")
    currency: Optional[str] = _member("text")
    transaction: Any = _member("json")
    raw: Mapping[str, Any] = _raw()


@dataclass(frozen=True)
class Transaction:
    """One thing that was tried or done for an order. Amounts are minor units, though the wire has major ones."""

    id: Optional[str] = _member("id")
    payment_id: Optional[str] = _member("id")
    parent_tran_id: Optional[str] = _member("id")
    order_id: Optional[str] = _member("text")
    merchant_id: Optional[int] = _member("integer")
    tran_type: Optional[str] = _member("text")
    transaction_status: Optional[str] = _member("text")
    amount: Optional[int] = _member("major")
    currency: Optional[str] = _member("text")
    actual_amount: Optional[int] = _member("major")
    actual_currency: Optional[str] = _member("text")
    reversal_amount: Optional[int] = _member("major")
    capture_amount: Optional[int] = _member("major")
    capture_status: Optional[str] = _member("text")
    preauth: Optional[bool] = _member("flag")
    response_code: Optional[int] = _member("integer")
    timestart: Optional[datetime] = _member("time")
    timeend: Optional[datetime] = _member("time")
    duration: Optional[int] = _member("integer")
    payment_system: Optional[str] = _member("text")
    masked_card: Optional[str] = _member("text")
    card_bin: Optional[str] = _member("text")
    card_type: Optional[str] = _member("text")
    eci: Optional[str] = _member("text")
    sender_rrn: Optional[str] = _member("text")
    sender_approval_code: Optional[str] = _member("text")
    sender_email: Optional[str] = _member("text")
    rectoken: Optional[str] = _member("text")
    raw: Mapping[str, Any] = _raw()


@dataclass(frozen=True)
class FiscalData:
    """What the gateway knows of fiscal receipts."""

    error: Optional[str] = _member("text")
    raw: Mapping[str, Any] = _raw()


@dataclass(frozen=True)
class DirectPayment:
    """Either the issuer wants to see the payer (post pareq as PaReq, md as MD and a TermUrl to acs_url), or there is an order already."""

    acs_url: Optional[str] = _member("text")
    pareq: Optional[str] = _member("text")
    md: Optional[str] = _member("text")
    order: Optional[Order] = _member("order")
    raw: Mapping[str, Any] = _raw()


@dataclass(frozen=True)
class SubscriptionState:
    """Whether a subscription charges."""

    order_id: Optional[str] = _member("text")
    merchant_id: Optional[int] = _member("integer")
    status: Optional[str] = _member("text")
    raw: Mapping[str, Any] = _raw()


_CLASSES: Dict[str, Any] = {
    "checkout": CheckoutAddress,
    "token": CheckoutToken,
    "order": Order,
    "capture": Capture,
    "reversal": Reversal,
    "settlement": Settlement,
    "transactions": Transaction,
    "fiscal": FiscalData,
    "direct": DirectPayment,
    "subscription": SubscriptionState,
}
_ROWS = {"transactions": Transaction, "orders": Order}


def types_of(name: str) -> Dict[str, str]:
    return {member.name: member.metadata["type"] for member in fields(_CLASSES[name]) if "type" in member.metadata}


def typed(name: str, came: Any) -> Any:
    """Turns what came into one of the classes above, or a list of them."""
    row = _ROWS.get(name)
    if row:
        if not isinstance(came, list):
            raise Unreadable("A list was expected.")
        rows: List[Any] = [_one(row, each) for each in came]
        return rows
    if name == "direct" and isinstance(came, dict) and not came.get("acs_url"):
        return DirectPayment(order=_one(Order, came), raw=came)
    return _one(_CLASSES[name], came)


def _one(shape: Any, came: Any) -> Any:
    if not isinstance(came, dict):
        raise Unreadable("An object was expected.")
    members: Dict[str, Any] = {}
    for member in fields(shape):
        value = came.get(member.name) if "type" in member.metadata else None
        if value is not None and value != "":
            members[member.name] = _value(member.name, member.metadata["type"], value, came)
        elif member.metadata.get("must"):
            raise Unreadable(f"{member.name} is missing.")
    return shape(**members, raw=came)


def _value(name: str, kind: str, value: Any, row: Mapping[str, Any]) -> Any:
    if kind == "json":
        return value
    if isinstance(value, (dict, list)):
        raise Unreadable(f"{name} is no single value.")
    text = ("true" if value else "false") if isinstance(value, bool) else str(value)
    if kind == "time":
        return read_time(text)
    if kind == "flag":
        return _must(name, "true|false", text) == "true"
    if kind == "id":
        return _must(name, "[0-9]{1,19}", text)
    if kind in ("integer", "amount"):
        return int(_must(name, "-?[0-9]{1,15}", text))
    if kind == "major":
        try:
            return money.to_minor(text, str(row.get("currency") or ""))
        except UsageError:
            raise Unreadable(f"{name} is no amount.") from None
    return text


def _must(name: str, pattern: str, text: str) -> str:
    if not re.fullmatch(pattern, text):
        raise Unreadable(f"{name} is not what it should be.")
    return text
