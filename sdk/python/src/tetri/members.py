"""Members of requests, by their names on the wire. Amounts are minor units: 1050 is 10.50 GEL."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, List, TypedDict, Union

Amount = Union[int, str]
PaymentId = Union[int, str]
#: An aware time, or DD.MM.YYYY HH:mm:ss in UTC.
Time = Union[datetime, str]


class _Order(TypedDict):
    #: The shop's own name of the order, unique.
    order_id: str
    order_desc: str
    amount: Amount
    #: ISO 4217: GEL.
    currency: str


class OrderRequest(_Order, total=False):
    #: Where the payer's browser returns to.
    response_url: str
    #: Where the gateway tells of the outcome.
    server_callback_url: str
    subscription_callback_url: str
    chargeback_callback_url: str
    cancel_url: str
    #: Seconds in which the order can be paid.
    lifetime: int
    lang: str
    #: Comes back in status and callbacks.
    merchant_data: str
    product_id: str
    #: Holds the amount; capture takes it.
    preauth: bool
    #: Whether the payer may try again after a decline.
    delayed: bool
    #: Stores the card, so that it can be charged again.
    required_rectoken: bool
    #: amount or code
    verification_type: str
    subscription: bool
    #: amount, period (day, week, month), every; quantity, start_time, end_time.
    recurring_data: Dict[str, Any]
    receiver: List[Dict[str, Any]]
    payment_systems: str
    sender_email: str
    client_ip: str
    reservation_data: str


class StatusRequest(TypedDict):
    order_id: str


class StatusByPaymentIdRequest(TypedDict):
    payment_id: PaymentId


class CaptureRequest(TypedDict):
    order_id: str
    amount: Amount
    currency: str


class _Reversal(TypedDict, total=False):
    #: The shop's own name of the reversal: the same one gives nothing back twice. One is made where none is given.
    reverse_id: str
    comment: str
    receiver: List[Dict[str, Any]]


class ReverseRequest(_Reversal):
    order_id: str
    amount: Amount
    currency: str


class ReverseByPaymentIdRequest(_Reversal):
    payment_id: PaymentId
    amount: Amount
    currency: str


class _Settlement(TypedDict):
    #: The order_id of the payment that is divided.
    operation_id: str
    amount: Amount
    currency: str
    receiver: List[Dict[str, Any]]


class SettlementRequest(_Settlement, total=False):
    order_id: str
    order_desc: str


class _Report(TypedDict):
    date_from: Time
    date_to: Time


class ReportRequest(_Report, total=False):
    #: Goes on behind the last payment of the report before.
    after_payment_id: PaymentId


class _Card(OrderRequest):
    card_number: str
    #: MMYY.
    expiry_date: str


class CardOrderRequest(_Card, total=False):
    """For shops that may handle card numbers (PCI DSS)."""

    cvv2: str


class Step2Request(TypedDict):
    order_id: str
    pares: str
    md: str


class RecurringRequest(OrderRequest):
    rectoken: str


class CardPayoutRequest(OrderRequest, total=False):
    receiver_card_number: str
    receiver_rectoken: str


class AccountPayoutRequest(OrderRequest):
    receiver_iban: str
