"""One try over HTTP/1.1, on a connection of its own: nothing repeats it by itself, and its time holds until the last byte."""

from __future__ import annotations

import asyncio
import functools
import socket
import ssl
import time
from typing import Callable, Dict, Mapping, NamedTuple, Optional
from urllib.parse import urlsplit

NEVER_SENT = "never_sent"
BROKEN = "broken"
TIMEOUT = "timeout"
TOO_LARGE = "too_large"

_LARGEST_HEAD = 65536
_PART = 65536


class Request:
    """No tuple: it must not be printed, a card may be in it."""

    __slots__ = ("url", "headers", "body", "timeout_ms", "max_answer_bytes", "ssl_context")

    def __init__(self, url: str, headers: Mapping[str, str], body: bytes, timeout_ms: int, max_answer_bytes: int, ssl_context: Optional[ssl.SSLContext]) -> None:
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout_ms = timeout_ms
        self.max_answer_bytes = max_answer_bytes
        self.ssl_context = ssl_context


class Reply(NamedTuple):
    status: int
    #: By lower-case name.
    headers: Mapping[str, str]
    body: bytes


class TransportFailure(Exception):
    """Why a try brought no answer."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def send(request: Request) -> Reply:
    end = time.monotonic() + request.timeout_ms / 1000

    def left() -> float:
        seconds = end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    try:
        connection = _connect(request, left)
    except (OSError, ValueError) as cause:
        raise TransportFailure(NEVER_SENT) from cause
    with connection:
        try:
            connection.settimeout(left())
            connection.sendall(_written(request))
            reader = ReplyReader(request.max_answer_bytes)
            reply = None
            while reply is None:
                connection.settimeout(left())
                reply = reader.feed(connection.recv(_PART))
            return reply
        # Before Python 3.10 socket.timeout is no TimeoutError.
        except (TimeoutError, socket.timeout) as cause:
            raise TransportFailure(TIMEOUT) from cause
        except OSError as cause:
            raise TransportFailure(BROKEN) from cause


async def send_async(request: Request) -> Reply:
    """Giving up the task closes the connection."""
    url = urlsplit(request.url)
    end = time.monotonic() + request.timeout_ms / 1000
    context = _context(request)
    try:
        reader, writer = await asyncio.wait_for(
            asyncio.open_connection(url.hostname, url.port or (443 if context else 80), ssl=context), request.timeout_ms / 1000
        )
    except (OSError, ValueError, asyncio.TimeoutError) as cause:
        raise TransportFailure(NEVER_SENT) from cause
    try:
        return await asyncio.wait_for(_exchange(reader, writer, request), max(0.001, end - time.monotonic()))
    except (TimeoutError, asyncio.TimeoutError) as cause:
        raise TransportFailure(TIMEOUT) from cause
    except OSError as cause:
        raise TransportFailure(BROKEN) from cause
    finally:
        # Not close: that would first wait to send what nobody reads.
        writer.transport.abort()


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: Request) -> Reply:
    writer.write(_written(request))
    await writer.drain()
    answer = ReplyReader(request.max_answer_bytes)
    reply = None
    while reply is None:
        reply = answer.feed(await reader.read(_PART))
    return reply


def _connect(request: Request, left: Callable[[], float]) -> socket.socket:
    url = urlsplit(request.url)
    context = _context(request)
    connection = socket.create_connection((url.hostname or "", url.port or (443 if context else 80)), left())
    if not context:
        return connection
    try:
        connection.settimeout(left())
        return context.wrap_socket(connection, server_hostname=url.hostname)
    except BaseException:
        connection.close()
        raise


def _context(request: Request) -> Optional[ssl.SSLContext]:
    return (request.ssl_context or _default_context()) if request.url.startswith("https:") else None


@functools.lru_cache(maxsize=None)
def _default_context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _written(request: Request) -> bytes:
    url = urlsplit(request.url)
    headers = {"host": url.netloc, "connection": "close", "content-length": str(len(request.body)), **request.headers}
    head = [f"POST {url.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(head).encode("latin-1") + request.body


class ReplyReader:
    """Puts a reply together from the bytes as they come. What breaks off or is no HTTP is a broken connection."""

    def __init__(self, max_answer_bytes: int) -> None:
        self._most = max_answer_bytes
        self._came = bytearray()
        self._head: Optional[Reply] = None
        self._body = bytearray()
        #: Of the body, or of the chunk that is being read; None: until the connection ends.
        self._left: Optional[int] = None
        self._is_chunked = False
        self._is_trailer = False

    def feed(self, part: bytes) -> Optional[Reply]:
        """The whole reply, or None while some of it is missing. An empty part is the end of the connection."""
        self._came += part
        if self._is_whole(is_end=not part):
            assert self._head
            return self._head._replace(body=bytes(self._body))
        if not part:
            raise TransportFailure(BROKEN)
        return None

    def _is_whole(self, is_end: bool) -> bool:
        while self._head is None:
            if not self._read_head():
                return False
        if self._is_chunked:
            return self._read_chunks()
        taken = len(self._came) if self._left is None else min(self._left, len(self._came))
        self._take(taken)
        if self._left is None:
            return is_end
        self._left -= taken
        return self._left == 0

    def _read_head(self) -> bool:
        end = self._came.find(b"\r\n\r\n")
        if end < 0 or end > _LARGEST_HEAD:
            if len(self._came) > _LARGEST_HEAD:
                raise TransportFailure(BROKEN)
            return False
        first, *lines = bytes(self._came[:end]).decode("latin-1").split("\r\n")
        del self._came[: end + 4]
        words = first.split(" ", 2)
        if len(words) < 2 or not words[0].startswith("HTTP/1.") or not _is_number(words[1]):
            raise TransportFailure(BROKEN)
        status = int(words[1])
        headers: Dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        if status >= 200:
            self._head = Reply(status, headers, b"")
            self._is_chunked = headers.get("transfer-encoding", "").lower().endswith("chunked")
            length = headers.get("content-length")
            if status in (204, 304):
                self._left = 0
            elif length is not None and not self._is_chunked:
                if not _is_number(length):
                    raise TransportFailure(BROKEN)
                self._left = int(length)
        return True

    def _read_chunks(self) -> bool:
        while True:
            if self._left:
                taken = min(self._left, len(self._came))
                self._take(taken)
                self._left -= taken
                if self._left:
                    return False
            line = self._read_line()
            if line is None:
                return False
            if self._is_trailer:
                if not line:
                    return True
            elif self._left == 0:
                # The end of a chunk.
                if line:
                    raise TransportFailure(BROKEN)
                self._left = None
            else:
                size = line.split(b";")[0].strip().decode("latin-1")
                if not size or len(size) > 12 or not all(digit in "0123456789abcdefABCDEF" for digit in size):
                    raise TransportFailure(BROKEN)
                self._left = int(size, 16)
                self._is_trailer = self._left == 0

    def _read_line(self) -> Optional[bytes]:
        end = self._came.find(b"\r\n")
        if end < 0:
            if len(self._came) > _LARGEST_HEAD:
                raise TransportFailure(BROKEN)
            return None
        line = bytes(self._came[:end])
        del self._came[: end + 2]
        return line

    def _take(self, count: int) -> None:
        if len(self._body) + count > self._most:
            raise TransportFailure(TOO_LARGE)
        self._body += self._came[:count]
        del self._came[:count]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15
