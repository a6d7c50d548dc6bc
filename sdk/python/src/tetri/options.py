"""Who the merchant is, where the gateway is, and how long to wait for it."""

from __future__ import annotations

import os
import re
import ssl
from typing import Optional

from .errors import UsageError

VERSIONS = ("1.0", "1.0.1", "2.0")
FORMATS = ("json", "form")

_ADDRESS = re.compile(r"(https?)://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?(/(?:(?![?#@\\])[!-~])*)?", re.IGNORECASE | re.ASCII)
_LOOPBACK = re.compile(r"localhost|\[::1\]|127(\.[0-9]{1,3}){3}")


class _Secret:
    """Keeps a key out of what repr, str and vars show."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return "***"


class Options:
    """Checks the options of a client and fills what is not given."""

    def __init__(
        self,
        *,
        merchant_id: int = 0,
        secret_key: str = "",
        credit_key: Optional[str] = None,
        former_secret_key: Optional[str] = None,
        base_url: Optional[str] = None,
        allow_http: bool = False,
        version: str = "1.0.1",
        format: str = "json",
        timeout: Optional[float] = None,
        deadline: float = 180,
        tries: int = 3,
        max_answer_bytes: int = 16 * 1024 * 1024,
        ssl_context: Optional[ssl.SSLContext] = None,
    ) -> None:
        if not isinstance(merchant_id, int) or merchant_id <= 0:
            raise UsageError("merchant_id is missing: the number of the merchant.", reason="no_merchant_id")
        if not secret_key:
            raise UsageError("secret_key is missing: the payment key of the merchant.", reason="no_secret_key")
        if version not in VERSIONS:
            raise UsageError("version is 1.0, 1.0.1 or 2.0.", reason="version")
        if format not in FORMATS:
            raise UsageError("format is json or form.", reason="format")
        self.merchant_id = merchant_id
        self._secret_key = _Secret(secret_key)
        self._credit_key = _Secret(credit_key) if credit_key else None
        self._former_secret_key = _Secret(former_secret_key) if former_secret_key else None
        self.base_url = _address(base_url or os.environ.get("TETRI_URL") or "http://localhost:8080", allow_http)
        self.version = version
        self.format = format
        self.timeout = timeout
        self.deadline = deadline
        self.tries = tries
        self.max_answer_bytes = max_answer_bytes
        self.ssl_context = ssl_context

    @property
    def secret_key(self) -> str:
        return self._secret_key.text

    @property
    def credit_key(self) -> Optional[str]:
        return self._credit_key.text if self._credit_key else None

    @property
    def former_secret_key(self) -> Optional[str]:
        return self._former_secret_key.text if self._former_secret_key else None

    def __repr__(self) -> str:
        return f"Options(merchant_id={self.merchant_id}, base_url={self.base_url!r})"


def _address(text: str, allow_http: bool) -> str:
    parts = _ADDRESS.fullmatch(text)
    if not parts:
        raise UsageError("base_url is https://host, with a port and a path where there is one, and nothing else.", reason="base_url")
    scheme, host = parts[1].lower(), parts[2].lower()
    if scheme == "http" and not allow_http and not _LOOPBACK.fullmatch(host):
        raise UsageError("base_url is plain http to another machine. Use https, or say allow_http in a network that you trust.", reason="plain_http")
    return f"{scheme}://{host}{parts[3] or ''}{parts[4] or ''}".rstrip("/")
