from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional

from ._drive import AsyncDriver, Driver
from .answers import Capture, FiscalData, Order, Reversal, Settlement, Transaction
from .members import CaptureRequest, ReportRequest, ReverseByPaymentIdRequest, ReverseRequest, SettlementRequest, StatusByPaymentIdRequest, StatusRequest

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Orders:
    """What became of orders, and what follows their approval."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def status(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusRequest]
    ) -> Order:
        return self._driver.call("orders.status", request, idempotency_key=idempotency_key, timeout=timeout)

    def status_by_payment_id(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusByPaymentIdRequest]
    ) -> Order:
        return self._driver.call("orders.status_by_payment_id", request, idempotency_key=idempotency_key, timeout=timeout)

    def capture(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[CaptureRequest]
    ) -> Capture:
        """Takes what an order with preauth holds, or a part of it."""
        return self._driver.call("orders.capture", request, idempotency_key=idempotency_key, timeout=timeout)

    def reverse(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[ReverseRequest]
    ) -> Reversal:
        """Gives a payment back, whole or in parts."""
        return self._driver.call("orders.reverse", request, idempotency_key=idempotency_key, timeout=timeout)

    def reverse_by_payment_id(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[ReverseByPaymentIdRequest]
    ) -> Reversal:
        return self._driver.call("orders.reverse_by_payment_id", request, idempotency_key=idempotency_key, timeout=timeout)

    def settle(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[SettlementRequest]
    ) -> Settlement:
        """Divides a payment among merchants."""
        return self._driver.call("orders.settle", request, idempotency_key=idempotency_key, timeout=timeout)

    def transactions(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusRequest]
    ) -> List[Transaction]:
        """What was tried and done for an order."""
        return self._driver.call("orders.transactions", request, idempotency_key=idempotency_key, timeout=timeout)

    def report(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[ReportRequest]
    ) -> List[Order]:
        """Orders of at most 31 days, at most 10 000 of them."""
        return self._driver.call("orders.report", request, idempotency_key=idempotency_key, timeout=timeout)

    def fiscal_data(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusRequest]
    ) -> FiscalData:
        return self._driver.call("orders.fiscal_data", request, idempotency_key=idempotency_key, timeout=timeout)


class AsyncOrders:
    """What became of orders, and what follows their approval."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def status(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusRequest]
    ) -> Order:
        return await self._driver.call("orders.status", request, idempotency_key=idempotency_key, timeout=timeout)

    async def status_by_payment_id(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusByPaymentIdRequest]
    ) -> Order:
        return await self._driver.call("orders.status_by_payment_id", request, idempotency_key=idempotency_key, timeout=timeout)

    async def capture(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[CaptureRequest]
    ) -> Capture:
        """Takes what an order with preauth holds, or a part of it."""
        return await self._driver.call("orders.capture", request, idempotency_key=idempotency_key, timeout=timeout)

    async def reverse(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[ReverseRequest]
    ) -> Reversal:
        """Gives a payment back, whole or in parts."""
        return await self._driver.call("orders.reverse", request, idempotency_key=idempotency_key, timeout=timeout)

    async def reverse_by_payment_id(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[ReverseByPaymentIdRequest]
    ) -> Reversal:
        return await self._driver.call("orders.reverse_by_payment_id", request, idempotency_key=idempotency_key, timeout=timeout)

    async def settle(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[SettlementRequest]
    ) -> Settlement:
        """Divides a payment among merchants."""
        return await self._driver.call("orders.settle", request, idempotency_key=idempotency_key, timeout=timeout)

    async def transactions(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusRequest]
    ) -> List[Transaction]:
        """What was tried and done for an order."""
        return await self._driver.call("orders.transactions", request, idempotency_key=idempotency_key, timeout=timeout)

    async def report(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[ReportRequest]
    ) -> List[Order]:
        """Orders of at most 31 days, at most 10 000 of them."""
        return await self._driver.call("orders.report", request, idempotency_key=idempotency_key, timeout=timeout)

    async def fiscal_data(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **request: Unpack[StatusRequest]
    ) -> FiscalData:
        return await self._driver.call("orders.fiscal_data", request, idempotency_key=idempotency_key, timeout=timeout)
