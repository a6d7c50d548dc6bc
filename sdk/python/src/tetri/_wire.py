"""JSON, form and version 2.0, as they travel."""

from __future__ import annotations

import base64
import json
import re
from datetime import datetime, timezone
from typing import Any, Mapping
from urllib.parse import parse_qsl, urlencode

from . import signature

Members = Mapping[str, Any]

_TIME = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2})")


class Unreadable(Exception):
    """Holds nothing of what could not be read, since that may be a card. So it is raised after the error that did, not inside it."""


def read_json(text: str) -> Any:
    """A number that Python would change (10.0, -0) comes as the text that was sent."""
    try:
        return json.loads(text, parse_float=str, parse_int=_whole, parse_constant=_no_number)
    except (ValueError, RecursionError):
        pass
    raise Unreadable("It is no JSON.")


def read_form(text: str) -> "dict[str, Any]":
    try:
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except ValueError:
        pass
    raise Unreadable("It is no form.")


def write_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def write_form(members: Members) -> str:
    return urlencode({name: str(value) for name, value in members.items()})


def enclose(order: Members, key: str) -> "dict[str, Any]":
    """Version 2.0: the members in data, and what signs it."""
    data = base64.b64encode(write_json({"order": order}).encode()).decode()
    return {"version": "2.0", "data": data, "signature": signature.of(data, key)}


def read_data(data: str) -> "dict[str, Any]":
    try:
        text = base64.b64decode(data, validate=True)
    except ValueError:
        text = b""
    read = read_json(decode(text))
    order = read.get("order") if isinstance(read, dict) else None
    if not isinstance(order, dict):
        raise Unreadable("data holds no order.")
    return order


def decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    raise Unreadable("It is no UTF-8.")


def write_time(time: datetime) -> str:
    """13.07.2024 01:23:59 in UTC."""
    return time.astimezone(timezone.utc).strftime("%d.%m.%Y %H:%M:%S")


def read_time(text: str) -> datetime:
    parts = _TIME.fullmatch(text)
    try:
        if parts:
            day, month, year, hour, minute, second = map(int, parts.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
    except ValueError:
        pass
    raise Unreadable("A time is DD.MM.YYYY HH:mm:ss.")


def _whole(digits: str) -> Any:
    number = int(digits)
    return number if str(number) == digits else digits


def _no_number(name: str) -> Any:
    raise ValueError(name)
