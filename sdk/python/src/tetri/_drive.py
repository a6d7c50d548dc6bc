"""Carries out what a call asks for: tries and waits, in this thread or in this task."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Optional, Union

from ._call import Caller, Members, Steps, Wait
from ._http import Reply, Request, TransportFailure


class Driver:
    def __init__(self, caller: Caller, *, send: Callable[[Request], Reply], wait: Callable[[float], None]) -> None:
        self.caller = caller
        self._send = send
        #: Seconds.
        self._wait = wait

    def call(self, name: str, given: Members, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None) -> Any:
        return self.run(self.caller.steps(name, given, idempotency_key=idempotency_key, timeout=timeout))

    def run(self, steps: Steps) -> Any:
        outcome: Union[Reply, TransportFailure, None] = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                return end.value
            if isinstance(step, Wait):
                self._wait(step.milliseconds / 1000)
                outcome = None
                continue
            try:
                outcome = self._send(step)
            except TransportFailure as failure:
                outcome = failure


class AsyncDriver:
    def __init__(self, caller: Caller, *, send: Callable[[Request], Awaitable[Reply]], wait: Callable[[float], Awaitable[None]]) -> None:
        self.caller = caller
        self._send = send
        self._wait = wait

    async def call(self, name: str, given: Members, *, idempotency_key: Optional[str] = None, timeout: Optional[float] = None) -> Any:
        steps = self.caller.steps(name, given, idempotency_key=idempotency_key, timeout=timeout)
        outcome: Union[Reply, TransportFailure, None] = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                return end.value
            if isinstance(step, Wait):
                await self._wait(step.milliseconds / 1000)
                outcome = None
                continue
            try:
                outcome = await self._send(step)
            except TransportFailure as failure:
                outcome = failure
