"""What proves that a message comes from one who has the key."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Any, Mapping, Union

_UNSIGNED = ("signature", "response_signature_string")
_WELL_FORMED = re.compile("[0-9a-f]{40}")


def of(signed: Union[Mapping[str, Any], str], key: str) -> str:
    """The signature of flat members (1.0 and 1.0.1), or of `data` as it is sent (2.0)."""
    if isinstance(signed, str):
        parts = [key, signed]
    else:
        parts = [key, *(_text(signed[name]) for name in sorted(signed) if name not in _UNSIGNED and _takes_part(signed[name]))]
    # A lone surrogate can come in JSON; it must make a wrong signature, not an encoding error.
    return hashlib.sha1("|".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def fits(signature: str, signed: Union[Mapping[str, Any], str], key: str) -> bool:
    """Whether a signature fits; the time that it takes tells nothing."""
    return hmac.compare_digest(of(signed, key).encode(), signature.encode("utf-8", "surrogatepass"))


def is_well_formed(signature: str) -> bool:
    """Forty digits of lower-case hex."""
    return _WELL_FORMED.fullmatch(signature) is not None


def _takes_part(value: Any) -> bool:
    return value is not None and value != "" and not isinstance(value, (dict, list, tuple))


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
