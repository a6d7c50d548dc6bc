from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from ._drive import AsyncDriver, Driver
from .answers import DirectPayment, Order
from .members import CardOrderRequest, RecurringRequest, Step2Request

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Cards:
    """Cards in the shop's own hands, and cards that the gateway stored."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def step1(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[CardOrderRequest]
    ) -> DirectPayment:
        """Creates an order and asks a card for it (PCI DSS)."""
        return self._driver.call("cards.step1", request, idempotency_key=idempotency_key, timeout=timeout)

    def step2(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[Step2Request]
    ) -> DirectPayment:
        """Goes on with what the issuer sent back."""
        return self._driver.call("cards.step2", request, idempotency_key=idempotency_key, timeout=timeout)

    def recurring(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[RecurringRequest]
    ) -> Order:
        """Creates an order and charges a stored card, without its payer."""
        return self._driver.call("cards.recurring", request, idempotency_key=idempotency_key, timeout=timeout)


class AsyncCards:
    """Cards in the shop's own hands, and cards that the gateway stored."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def step1(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[CardOrderRequest]
    ) -> DirectPayment:
        """Creates an order and asks a card for it (PCI DSS)."""
        return await self._driver.call("cards.step1", request, idempotency_key=idempotency_key, timeout=timeout)

    async def step2(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[Step2Request]
    ) -> DirectPayment:
        """Goes on with what the issuer sent back."""
        return await self._driver.call("cards.step2", request, idempotency_key=idempotency_key, timeout=timeout)

    async def recurring(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[RecurringRequest]
    ) -> Order:
        """Creates an order and charges a stored card, without its payer."""
        return await self._driver.call("cards.recurring", request, idempotency_key=idempotency_key, timeout=timeout)
