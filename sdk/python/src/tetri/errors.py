"""What can go wrong. A declined payment is no error: it is an order whose order_status says so."""

from __future__ import annotations

from typing import Optional


class TetriError(Exception):
    """The base of every error of this package."""

    #: refused, network, timeout, signature, answer or usage
    kind = ""

    def __init__(
        self,
        message: str,
        *,
        reason: Optional[str] = None,
        code: Optional[int] = None,
        request_id: Optional[str] = None,
        status: Optional[int] = None,
        retryable: bool = False,
        retry_after: Optional[int] = None,
        outcome_unknown: bool = False,
        tries: int = 0,
    ) -> None:
        super().__init__(message)
        self.message = message
        #: Which mistake it is, where a kind has several.
        self.reason = reason
        #: The gateway's error code, of a refusal.
        self.code = code
        #: Names this request in the gateway's logs.
        self.request_id = request_id
        #: The HTTP status.
        self.status = status
        #: The same call may be made again without harm, and may succeed.
        self.retryable = retryable
        #: Seconds after which the gateway wants to be asked again.
        self.retry_after = retry_after
        #: The request may have been carried out: ask for the order's status before anything else.
        self.outcome_unknown = outcome_unknown
        #: How many tries were made.
        self.tries = tries


class RefusedError(TetriError):
    """The gateway said no. `code` says why; the list is in the gateway's reference."""

    kind = "refused"


class NetworkError(TetriError):
    """The connection was not made, or broke."""

    kind = "network"


class TimedOutError(TetriError):
    """No whole answer came in time."""

    kind = "timeout"


class SignatureError(TetriError):
    """An answer or a callback does not come from the gateway as it stands; `reason` says which mistake it is."""

    kind = "signature"


class AnswerError(TetriError):
    """What came is not an answer of the gateway: unreadable, of a status without words, or too large."""

    kind = "answer"


class UsageError(TetriError):
    """A mistake of the caller; nothing was sent."""

    kind = "usage"
