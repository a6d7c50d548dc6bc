"""A failed try and how many were made → how long to wait, or the end. Nothing here waits, asks the time or draws."""

from __future__ import annotations

import math
from typing import NamedTuple, Optional

STATUSES = (429, 502, 503, 504)
#: The gateway turned the request away before it did anything.
STATUSES_NOT_CARRIED_OUT = (429, 503)
FIRST_DELAY_MS = 500
LARGEST_DELAY_MS = 5000
LARGEST_RETRY_AFTER_S = 30


class Failure(NamedTuple):
    """What a try came to, as far as repeating is concerned."""

    #: refused, answer, network, timeout, or other, which is never tried again
    kind: str
    status: Optional[int] = None
    #: Nothing of the request can have arrived.
    is_unsent: bool = False
    retry_after: Optional[int] = None


def is_retryable(failure: Failure, repeat: str) -> bool:
    """The same call may be made again without harm, and may succeed."""
    is_safe = repeat != "once"
    if failure.status is not None:
        return failure.status in STATUSES_NOT_CARRIED_OUT or (is_safe and failure.status in STATUSES)
    return failure.kind in ("network", "timeout") and (is_safe or failure.is_unsent)


def is_outcome_unknown(failure: Failure, repeat: str) -> bool:
    """Nobody can say whether the request was carried out."""
    if repeat == "read" or failure.is_unsent or failure.status in STATUSES_NOT_CARRIED_OUT:
        return False
    return failure.kind != "refused" or (failure.status or 0) >= 500


def wait_before(failure: Failure, repeat: str, made: int, *, tries: int, left_ms: float, random: float) -> Optional[int]:
    """Milliseconds before the next try, or None when there is none."""
    if made >= tries or not is_retryable(failure, repeat):
        return None
    if failure.retry_after is not None and failure.retry_after > LARGEST_RETRY_AFTER_S:
        return None
    own = math.floor(min(FIRST_DELAY_MS * 2 ** (made - 1), LARGEST_DELAY_MS) * (1 - random / 2))
    wait = own if failure.retry_after is None else failure.retry_after * 1000
    return wait if wait < left_ms else None
