from __future__ import annotations

from typing import Any, Mapping

from tetri import signature


def is_valid(data: Mapping[str, Any], secret_key: str, protocol: str) -> bool:
    """Whether a parsed callback is signed with the key. It is left as it was."""
    if "signature" not in data:
        raise ValueError("Incorrect data")
    return signature.fits(str(data["signature"]), str(data.get("data")) if protocol == "2.0" else data, secret_key)


def is_approved(data: Mapping[str, Any], secret_key: str, protocol: str) -> bool:
    if "order_status" not in data:
        raise ValueError("Incorrect data")
    if not is_valid(data, secret_key, protocol):
        raise ValueError("Payment invalid")
    return bool(data["order_status"] == "approved")
