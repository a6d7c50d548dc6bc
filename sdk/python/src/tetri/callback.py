from __future__ import annotations

import re
from typing import Any, Dict, Mapping, NamedTuple, Optional, Tuple, Union

from . import signature
from ._wire import Unreadable, decode, enclose, read_data, read_form, read_json, write_form, write_json
from .answers import Order, typed
from .errors import SignatureError, UsageError
from .options import Options

_PAYOUT = "p2p credit"

_SENTENCES = {
    "empty_body": "The body is empty: it was read before, or never came.",
    "unreadable": "The body is no callback.",
    "no_signature": "The callback has no signature.",
    "malformed_signature": "The signature is not forty digits of lower-case hex.",
    "mismatch": "The signature does not fit: the body was changed, is not as it came, or was signed with a key that this client does not have.",
    "wrong_key": "It is signed with the merchant's other key: payouts have the credit key, everything else the payment key.",
    "key_has_space": "The signature fits the key without the space around it: take the space off the configured key.",
    "no_credit_key": "It tells of a payout, which is signed with the credit key, and this client has none.",
    "other_merchant": "It is signed with this key and tells of another merchant.",
}


class BuiltCallback(NamedTuple):
    """A callback for a shop's own tests."""

    body: str
    content_type: str


class Callbacks:
    """Reads what the gateway posts to server_callback_url."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def read(self, body: Union[bytes, str], content_type: Optional[str] = None) -> Order:
        """
        The order that a callback tells of. Raises a SignatureError unless the gateway signed exactly this.

        :param body: as it came: request.body or request.get_data(), not what a framework parsed
        :param content_type: of the request; JSON is known without it
        """
        if not isinstance(body, (bytes, bytearray, memoryview, str)):
            raise UsageError("Give the body as it came, bytes or text. What a parser made of it can't be checked.", reason="not_raw")
        if not body:
            raise _refused("empty_body")
        try:
            text = body if isinstance(body, str) else decode(bytes(body))
            message, is_json = _message(text, content_type or "")
            data = message.get("data")
            if isinstance(data, str) and is_json:
                order = _unchecked(data)
                self._check(message.get("signature"), data, order or {})
            else:
                order = message
                self._check(message.get("signature"), message, message)
            if order is None:
                raise Unreadable("data holds no order.")
            if str(order.get("merchant_id")) != str(self._options.merchant_id):
                raise _refused("other_merchant")
            read: Order = typed("order", order)
            return read
        except Unreadable:
            raise _refused("unreadable") from None

    def build(self, members: Mapping[str, Any], *, version: str = "1.0.1", format: str = "json") -> BuiltCallback:
        """A callback signed as the gateway signs, for a shop's own tests."""
        order: Dict[str, Any] = {"merchant_id": self._options.merchant_id, **members}
        key = self._key(order)
        if key is None:
            raise UsageError("credit_key is missing: callbacks of payouts are signed with the credit key.", reason="no_credit_key")
        if version == "2.0":
            return BuiltCallback(write_json(enclose(order, key)), "application/json; charset=UTF-8")
        order["signature"] = signature.of(order, key)
        if format == "form":
            return BuiltCallback(write_form(order), "application/x-www-form-urlencoded; charset=UTF-8")
        return BuiltCallback(write_json(order), "application/json; charset=UTF-8")

    def _check(self, given: Any, signed: Union[Mapping[str, Any], str], order: Mapping[str, Any]) -> None:
        if given is None or given == "":
            raise _refused("no_signature")
        if not isinstance(given, str) or not signature.is_well_formed(given):
            raise _refused("malformed_signature")
        key = self._key(order)
        if key is None:
            raise _refused("no_credit_key")
        # What is nested has no signed form in 1.0 and 1.0.1.
        if not isinstance(signed, str) and any(isinstance(value, (dict, list)) for value in signed.values()):
            raise _refused("mismatch")

        def fits(key: Optional[str]) -> bool:
            return key is not None and signature.fits(given, signed, key)

        is_payout = _is_payout(order)
        if fits(key) or (not is_payout and fits(self._options.former_secret_key)):
            return
        other = self._options.secret_key if is_payout else self._options.credit_key
        raise _refused("wrong_key" if fits(other) else "key_has_space" if fits(key.strip()) else "mismatch")

    def _key(self, order: Mapping[str, Any]) -> Optional[str]:
        return self._options.credit_key if _is_payout(order) else self._options.secret_key


def _message(text: str, content_type: str) -> Tuple[Dict[str, Any], bool]:
    is_json = re.match(r"\s*[\[{\"]", text) is not None
    if not is_json and "json" in content_type.lower():
        raise Unreadable("It is no JSON.")
    came = read_json(text) if is_json else read_form(text)
    message = came["response"] if isinstance(came, dict) and isinstance(came.get("response"), dict) else came
    if not isinstance(message, dict) or not ("data" in message or "order_id" in message or "signature" in message):
        raise Unreadable("It is no order.")
    return message, is_json


def _unchecked(data: str) -> Optional[Dict[str, Any]]:
    """What data holds says which key signs it; a text that holds nothing is still checked first."""
    try:
        return read_data(data)
    except Unreadable:
        return None


def _is_payout(order: Mapping[str, Any]) -> bool:
    return order.get("tran_type") == _PAYOUT


def _refused(reason: str) -> SignatureError:
    return SignatureError(_SENTENCES[reason], reason=reason)
