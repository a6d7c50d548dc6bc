from __future__ import annotations

import asyncio
import random
import secrets
import ssl
import time
from typing import Any, Dict, Mapping, Optional

from . import _http
from ._call import Caller
from ._drive import AsyncDriver, Driver
from .callback import Callbacks
from .cards import AsyncCards, Cards
from .checkout import AsyncCheckout, Checkout
from .options import Options
from .orders import AsyncOrders, Orders
from .payouts import AsyncPayouts, Payouts
from .subscriptions import AsyncSubscriptions, Subscriptions


class _Base:
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
        _around: Optional[Dict[str, Any]] = None,
    ) -> None:
        """
        :param secret_key: the payment key
        :param credit_key: payouts are signed with it
        :param former_secret_key: the payment key before it was changed; callbacks signed with it are still accepted
        :param base_url: otherwise the environment variable TETRI_URL, otherwise http://localhost:8080
        :param allow_http: lets plain http leave this machine
        :param version: what it can't carry goes in 2.0 by itself
        :param timeout: seconds for one try, with its body; each operation has a sensible time of its own
        :param deadline: seconds for a whole call, with its waits
        :param ssl_context: instead of the default one: for an authority of your own
        """
        options = Options(
            merchant_id=merchant_id, secret_key=secret_key, credit_key=credit_key, former_secret_key=former_secret_key, base_url=base_url,
            allow_http=allow_http, version=version, format=format, timeout=timeout, deadline=deadline, tries=tries, max_answer_bytes=max_answer_bytes,
            ssl_context=ssl_context,
        )
        around: Dict[str, Any] = {"now": time.monotonic, "random": random.random, "new_id": lambda: secrets.token_hex(16), **(_around or {})}
        self.base_url = options.base_url
        self.merchant_id = options.merchant_id
        self.callbacks = Callbacks(options)
        self._caller = Caller(options, now=around["now"], random=around["random"], new_id=around["new_id"])
        self._open(around)

    def _open(self, around: Dict[str, Any]) -> None:
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}(merchant_id={self.merchant_id}, base_url={self.base_url!r})"


class Client(_Base):
    """A merchant's way to the gateway. Make one and keep it; it may be used by several threads."""

    def _open(self, around: Dict[str, Any]) -> None:
        self._driver = Driver(self._caller, send=around.get("send", _http.send), wait=around.get("wait", time.sleep))
        self.checkout = Checkout(self._driver)
        self.orders = Orders(self._driver)
        self.cards = Cards(self._driver)
        self.payouts = Payouts(self._driver)
        self.subscriptions = Subscriptions(self._driver)

    def raw(self, operation: str, given: Mapping[str, Any]) -> Any:
        """An operation by its name, with the answer's members as they came."""
        return self._driver.run(self._caller.steps(operation, given, read=lambda answer: answer))


class AsyncClient(_Base):
    """The same for asyncio. A cancelled task ends its try, its connection and its wait."""

    def _open(self, around: Dict[str, Any]) -> None:
        self._driver = AsyncDriver(self._caller, send=around.get("send", _http.send_async), wait=around.get("wait", asyncio.sleep))
        self.checkout = AsyncCheckout(self._driver)
        self.orders = AsyncOrders(self._driver)
        self.cards = AsyncCards(self._driver)
        self.payouts = AsyncPayouts(self._driver)
        self.subscriptions = AsyncSubscriptions(self._driver)
