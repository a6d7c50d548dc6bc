from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from ._drive import AsyncDriver, Driver
from .answers import Order
from .members import AccountPayoutRequest, CardPayoutRequest

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Payouts:
    """Money that goes out; signed with the credit key."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def to_card(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[CardPayoutRequest]
    ) -> Order:
        return self._driver.call("payouts.to_card", request, idempotency_key=idempotency_key, timeout=timeout)

    def to_account(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[AccountPayoutRequest]
    ) -> Order:
        return self._driver.call("payouts.to_account", request, idempotency_key=idempotency_key, timeout=timeout)


class AsyncPayouts:
    """Money that goes out; signed with the credit key."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def to_card(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[CardPayoutRequest]
    ) -> Order:
        return await self._driver.call("payouts.to_card", request, idempotency_key=idempotency_key, timeout=timeout)

    async def to_account(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[AccountPayoutRequest]
    ) -> Order:
        return await self._driver.call("payouts.to_account", request, idempotency_key=idempotency_key, timeout=timeout)
