from __future__ import annotations

from typing import Any, Mapping

from .api import Resource


class Checkout(Resource):
    def url(self, data: Mapping[str, Any]) -> Any:
        return self._create("checkout.url", data)

    def token(self, data: Mapping[str, Any]) -> Any:
        return self._create("checkout.token", data)

    def verification(self, data: Mapping[str, Any]) -> Any:
        return self._create("checkout.verification", {"verification_type": "code", **data})

    def subscription(self, data: Mapping[str, Any]) -> Any:
        return self._create("checkout.url", {**data, "subscription": "Y"})

    def subscription_stop(self, order_id: str) -> Any:
        return self._send("subscriptions.stop", {"order_id": order_id})
