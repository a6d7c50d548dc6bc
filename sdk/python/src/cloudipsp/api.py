from __future__ import annotations

import os
import uuid
from typing import Any, Dict, Mapping, Optional, Union

import tetri
from tetri.errors import RefusedError

from .exceptions import ResponseError


class Api:
    """Who the merchant is. Without arguments CLOUDIPSP_MERCHANT_ID and CLOUDIPSP_SECRETKEY say it."""

    def __init__(
        self,
        *,
        merchant_id: Union[int, str] = "",
        secret_key: str = "",
        credit_key: str = "",
        request_type: str = "json",
        api_domain: str = "",
        api_protocol: str = "1.0",
    ) -> None:
        """
        :param credit_key: signs payouts; the secret_key where there is none, as ever
        :param request_type: json or form
        :param api_domain: a host, or an address; otherwise TETRI_URL, otherwise http://localhost:8080
        :param api_protocol: 1.0 or 2.0
        """
        if not merchant_id or not secret_key:
            merchant_id = os.environ.get("CLOUDIPSP_MERCHANT_ID", "")
            secret_key = os.environ.get("CLOUDIPSP_SECRETKEY", "")
        if api_protocol not in ("1.0", "2.0"):
            raise ValueError("Incorrect protocol version")
        if api_protocol == "2.0" and request_type != "json":
            raise ValueError("In protocol '2.0' only json allowed")
        self.merchant_id = merchant_id
        self.request_type = request_type
        self.api_protocol = api_protocol
        self._client = tetri.Client(
            merchant_id=int(merchant_id or 0),
            secret_key=secret_key,
            credit_key=credit_key or secret_key,
            base_url=f"https://{api_domain}" if api_domain and "://" not in api_domain else api_domain,
            version=api_protocol,
            format=request_type,
        )
        self.api_url = f"{self._client.base_url}/api"

    def send(self, operation: str, data: Mapping[str, Any]) -> Any:
        try:
            return self._client.raw(operation, data)
        except RefusedError as refusal:
            raise ResponseError(refusal) from refusal


class Resource:
    def __init__(self, api: Api) -> None:
        self.api = api
        self.order_id: Optional[str] = None
        self._answer: Any = {}

    def get_url(self) -> Optional[str]:
        return self._answer.get("checkout_url") if isinstance(self._answer, dict) else None

    def _send(self, operation: str, data: Mapping[str, Any]) -> Any:
        self._answer = self.api.send(operation, data)
        return self._answer

    def _create(self, operation: str, data: Mapping[str, Any]) -> Any:
        """An order of which the shop says only what it wants to."""
        self.order_id = data.get("order_id") or str(uuid.uuid4())
        made: Dict[str, Any] = {"order_desc": f"Order {self.order_id}", **data, "order_id": self.order_id}
        return self._send(operation, made)
