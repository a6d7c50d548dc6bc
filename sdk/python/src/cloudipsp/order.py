from __future__ import annotations

from typing import Any, Mapping

from .api import Resource


class Order(Resource):
    def status(self, data: Mapping[str, Any]) -> Any:
        return self._send("orders.status", data)

    def capture(self, data: Mapping[str, Any]) -> Any:
        return self._send("orders.capture", data)

    def reverse(self, data: Mapping[str, Any]) -> Any:
        return self._send("orders.reverse", data)

    def settlement(self, data: Mapping[str, Any]) -> Any:
        return self._create("orders.settle", data)

    def transaction_list(self, data: Mapping[str, Any]) -> Any:
        return self._send("orders.transactions", data)
