from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from ._drive import AsyncDriver, Driver
from .answers import CheckoutAddress, CheckoutForm, CheckoutToken
from .members import OrderRequest

if TYPE_CHECKING:
    from typing_extensions import Unpack


class Checkout:
    """Ways to send a payer to the hosted page."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def url(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **order: Unpack[OrderRequest]
    ) -> CheckoutAddress:
        """Creates an order; send the payer to its checkout_url."""
        return self._driver.call("checkout.url", order, idempotency_key=idempotency_key, timeout=timeout)

    def token(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **order: Unpack[OrderRequest]
    ) -> CheckoutToken:
        """Creates an order for a page of the shop's own, which takes the token."""
        return self._driver.call("checkout.token", order, idempotency_key=idempotency_key, timeout=timeout)

    def verification(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **order: Unpack[OrderRequest]
    ) -> CheckoutAddress:
        """Proves a card and takes nothing."""
        return self._driver.call("checkout.verification", order, idempotency_key=idempotency_key, timeout=timeout)

    def form(self, **order: Unpack[OrderRequest]) -> CheckoutForm:
        """A signed form that the payer's browser posts. Nothing is sent from here."""
        return self._driver.caller.form(order)


class AsyncCheckout:
    """Ways to send a payer to the hosted page."""

    def __init__(self, driver: AsyncDriver) -> None:
        self._driver = driver

    async def url(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **order: Unpack[OrderRequest]
    ) -> CheckoutAddress:
        """Creates an order; send the payer to its checkout_url."""
        return await self._driver.call("checkout.url", order, idempotency_key=idempotency_key, timeout=timeout)

    async def token(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **order: Unpack[OrderRequest]
    ) -> CheckoutToken:
        """Creates an order for a page of the shop's own, which takes the token."""
        return await self._driver.call("checkout.token", order, idempotency_key=idempotency_key, timeout=timeout)

    async def verification(
        self, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None, **order: Unpack[OrderRequest]
    ) -> CheckoutAddress:
        """Proves a card and takes nothing."""
        return await self._driver.call("checkout.verification", order, idempotency_key=idempotency_key, timeout=timeout)

    def form(self, **order: Unpack[OrderRequest]) -> CheckoutForm:
        """A signed form that the payer's browser posts. Nothing is sent from here."""
        return self._driver.caller.form(order)
