from __future__ import annotations

from tetri.errors import RefusedError


class ResponseError(Exception):
    """The gateway said no; the cause is a tetri.RefusedError, which has more to tell."""

    def __init__(self, refusal: RefusedError) -> None:
        self.response = {
            "response_status": "failure",
            "error_code": refusal.code,
            "error_message": refusal.message,
            "request_id": refusal.request_id,
        }
        super().__init__(
            f"Response status is failure. Error message: {refusal.message}. Error code: {refusal.code}. Request id: {refusal.request_id}. Check parameters"
        )
