"""Amounts are whole numbers of minor units; nothing here is a float."""

from __future__ import annotations

import re

from .errors import UsageError

WITHOUT_DECIMALS = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())
WITH_THREE_DECIMALS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())

# More than a JSON number carries in every language.
_LARGEST = 2**53 - 1
_MAJOR = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")


def decimals(currency: str) -> int:
    """Digits behind the point in major units."""
    return 0 if currency in WITHOUT_DECIMALS else 3 if currency in WITH_THREE_DECIMALS else 2


def to_major(minor: int, currency: str) -> str:
    """1050 GEL is "10.50"."""
    if not isinstance(minor, int) or isinstance(minor, bool):
        raise UsageError("An amount is a whole number of minor units.", reason="amount")
    places = decimals(currency)
    digits = str(abs(minor)).rjust(places + 1, "0")
    sign = "-" if minor < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def to_minor(major: str, currency: str) -> int:
    """"10.5" GEL is 1050. Text only: a float has lost digits already. Nothing is rounded."""
    places = decimals(currency)
    parts = _MAJOR.fullmatch(major) if isinstance(major, str) and len(major) < 40 else None
    if parts:
        rest = (parts[3] or "").rstrip("0")
        minor = int(parts[2] + rest.ljust(places, "0"))
        if len(rest) <= places and minor <= _LARGEST:
            return -minor if parts[1] else minor
    raise UsageError(f"This is no amount in {currency}: digits, a point and at most {places} digits behind it.", reason="amount")
