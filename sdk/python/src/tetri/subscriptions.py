from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from ._drive import AsyncDriver, Driver
from .answers import SubscriptionState
from .members import StatusRequest

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Subscriptions:
    """Scheduled charges of an order that was made with subscription and recurring_data."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def start(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusRequest]
    ) -> SubscriptionState:
        return self._driver.call("subscriptions.start", request, idempotency_key=idempotency_key, timeout=timeout)

    def stop(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusRequest]
    ) -> SubscriptionState:
        return self._driver.call("subscriptions.stop", request, idempotency_key=idempotency_key, timeout=timeout)


class AsyncSubscriptions:
    """Scheduled charges of an order that was made with subscription and recurring_data."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def start(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusRequest]
    ) -> SubscriptionState:
        return await self._driver.call("subscriptions.start", request, idempotency_key=idempotency_key, timeout=timeout)

    async def stop(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusRequest]
    ) -> SubscriptionState:
        return await self._driver.call("subscriptions.stop", request, idempotency_key=idempotency_key, timeout=timeout)
