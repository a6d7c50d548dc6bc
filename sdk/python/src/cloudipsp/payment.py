from __future__ import annotations

from typing import Any, Mapping

from .api import Resource


class Payment(Resource):
    def p2pcredit(self, data: Mapping[str, Any]) -> Any:
        return self._create("payouts.to_card", data)

    def recurring(self, data: Mapping[str, Any]) -> Any:
        return self._create("cards.recurring", data)

    def reports(self, data: Mapping[str, Any]) -> Any:
        return self._send("orders.report", data)

    def capture_hold(self, data: Mapping[str, Any]) -> Any:
        return self._send("orders.capture", data)


class Pcidss(Resource):
    def step_one(self, data: Mapping[str, Any]) -> Any:
        return self._create("cards.step1", data)

    def step_two(self, data: Mapping[str, Any]) -> Any:
        return self._send("cards.step2", data)
