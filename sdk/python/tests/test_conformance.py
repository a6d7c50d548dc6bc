"""The cases of spec/client, with the client for threads and the one for asyncio: a loop over rows, one entry for each thing that can be called."""

import asyncio
import base64
import dataclasses
import hashlib
import json
import os
import platform
import traceback
import unittest
from datetime import datetime
from pprint import pformat
from unittest import mock
from urllib.parse import parse_qsl

import tetri
from tetri import money
from tetri._http import Reply, TransportFailure

from . import spec

INDEX = spec.read("spec/client/cases/index.json")
LACKS = spec.read("sdk/python/conformance.json")["lacks"]
RESULTS = {}

CALLS = {
    "client.new": lambda client, args: {"base_url": client.base_url},
    "client.text": lambda client, args: f"{client!r}{client}{shown(client)}",
    "callback.read": lambda client, args: client.callbacks.read(args.get("parsed", args.get("body")), args.get("content_type")),
    "callback.build": lambda client, args: client.callbacks.build(args.pop("members"), **args),
    "money.to_major": lambda client, args: money.to_major(args["minor"], args["currency"]),
    "money.to_minor": lambda client, args: money.to_minor(args["major"], args["currency"]),
}


def operation(name):
    noun, verb = name.split(".")
    return lambda client, args, **options: getattr(getattr(client, noun), verb)(**args, **options)


CALLS.update({each["name"]: operation(each["name"]) for each in spec.read("spec/client/operations.json")["operations"]})


class Stage:
    """Answers from the row, and a clock that moves only when it is told."""

    def __init__(self, row):
        self.requests, self.delays, self.replies = [], [], list(row.get("replies", []))
        self._abort = row.get("options", {}).get("abort")
        self._now, self._ids = 0.0, 0
        self._random = row.get("random", INDEX["random"])

    def around(self, is_async):
        send, wait = (self._send_async, self._wait_async) if is_async else (self._send, self._wait)
        return {"now": lambda: self._now, "random": lambda: self._random, "new_id": self._new_id, "send": send, "wait": wait}

    def _new_id(self):
        self._ids += 1
        return f"id-{self._ids}"

    def _send(self, request):
        self.requests.append(request)
        assert self.replies, "a try that was not expected"
        reply = self.replies.pop(0)
        known(reply, "status", "headers", "json", "text", "fails", "after_ms")
        self._now += reply.get("after_ms", 0) / 1000
        if "fails" in reply:
            raise TransportFailure({"refused": "never_sent", "reset": "broken", "timeout": "timeout"}[reply["fails"]])
        text = reply["text"] if "text" in reply else json.dumps(reply["json"], ensure_ascii=False)
        return Reply(reply["status"], {name.lower(): value for name, value in reply.get("headers", {}).items()}, text.encode())

    def _wait(self, seconds):
        self.delays.append(round(seconds * 1000))
        self._now += seconds

    async def _send_async(self, request):
        await asyncio.sleep(0)
        return self._send(request)

    async def _wait_async(self, seconds):
        self._wait(seconds)
        if self._abort == "in_wait":
            asyncio.current_task().cancel()
        await asyncio.sleep(0)


class ConformanceTests(unittest.TestCase):
    maxDiff = None

    @classmethod
    def tearDownClass(cls):
        folder = spec.ROOT / "artifacts/sdk"
        folder.mkdir(parents=True, exist_ok=True)
        outcome = {"language": "python", "version": tetri.__version__, "ran_on": f"Python {platform.python_version()}", "cases": RESULTS}
        (folder / "python.json").write_text(json.dumps(outcome, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    def check(self, row, is_async):
        known(row, "name", "needs", "client", "env", "random", "call", "args", "options", "replies", "expect")
        expect = row["expect"]
        known(expect, "requests", "result", "error", "delays", "text_without")
        stage = Stage(row)
        settings = spec.in_language({name: value for name, value in {**INDEX["client"], **row.get("client", {})}.items() if value is not None})
        options = spec.in_language(row.get("options", {}))
        abort = options.pop("abort", None)
        result = error = None
        with mock.patch.dict(os.environ, row.get("env", {}), clear=True):
            try:
                client = (tetri.AsyncClient if is_async else tetri.Client)(**settings, _around=stage.around(is_async))
                result = CALLS[row["call"]](client, timed(row.get("args", {})), **options)
                if asyncio.iscoroutine(result):
                    result = asyncio.run(given_up(result) if abort == "before" else result)
            except (tetri.TetriError, asyncio.CancelledError) as caught:
                error = caught
                if "error" not in expect:
                    raise
        self.assertEqual(stage.replies, [], "replies that nobody asked for")
        if "error" in expect:
            self.assertIsNotNone(error, "an error was expected")
            self.matches_error(error, expect["error"])
        if "result" in expect:
            if row["call"] == "callback.build":
                self.matches_body(result.body, result.content_type, expect["result"], lambda sent: sent)
            else:
                self.assertEqual(expect["result"], canonical(result))
        if "delays" in expect:
            self.assertEqual(expect["delays"], stage.delays)
        if "requests" in expect:
            self.assertEqual(len(expect["requests"]), len(stage.requests), "number of tries")
            for request, expected in zip(stage.requests, expect["requests"]):
                self.matches_request(request, expected)
        for secret in expect.get("text_without", []):
            self.assertNotIn(secret, printed(error or result))

    def matches_request(self, request, expected):
        expected = dict(expected)
        self.assertEqual(expected.pop("method", "POST"), "POST")
        self.assertEqual(expected.pop("url", request.url), request.url)
        self.assertEqual(expected.pop("timeout_ms", request.timeout_ms), request.timeout_ms)
        for name, value in expected.pop("headers", {}).items():
            if isinstance(value, dict):
                self.assertRegex(request.headers.get(name, ""), value["matches"])
            else:
                self.assertEqual(value, request.headers.get(name), name)
        self.matches_body(request.body.decode(), request.headers["content-type"], expected, lambda sent: sent["request"])

    def matches_body(self, body, content_type, expected, unwrapped):
        known(expected, "json", "form", "order", "signed_with", "content_type")
        self.assertEqual(expected.get("content_type", content_type), content_type)
        if "json" in expected:
            self.assertEqual(expected["json"], json.loads(body))
        if "form" in expected:
            self.assertEqual(expected["form"], dict(parse_qsl(body, keep_blank_values=True)))
        if "order" in expected:
            sent = unwrapped(json.loads(body))
            self.assertEqual("2.0", sent["version"])
            self.assertEqual({"order": expected["order"]}, json.loads(base64.b64decode(sent["data"])))
            self.assertEqual(hashlib.sha1(f"{expected['signed_with']}|{sent['data']}".encode()).hexdigest(), sent["signature"])

    def matches_error(self, error, expected):
        known(expected, "kind", "reason", "code", "message", "request_id", "status", "retryable", "retry_after_s", "outcome_unknown", "tries")
        if isinstance(error, asyncio.CancelledError):
            self.assertEqual(expected, {"kind": "aborted"})
            return
        names = {"retry_after_s": "retry_after"}
        self.assertEqual(expected, {name: getattr(error, names.get(name, name)) for name in expected})


def make_test(row, theme, is_async):
    lack = next((need for need in row.get("needs", []) if need in LACKS), None)
    if "abort" in row.get("needs", []) and not is_async:
        lack = "abort"
        return unittest.skip("a thread is not given up: only the client for asyncio can be")(lambda self: None)
    if lack:
        theme[row["name"]] = f"skipped: {LACKS[lack]}"
        return unittest.skip(f"no {lack}: {LACKS[lack]}")(lambda self: None)

    def test(self):
        try:
            self.check(row, is_async)
        except BaseException:
            theme[row["name"]] = "failed"
            raise
        theme.setdefault(row["name"], "passed")

    return test


for file in INDEX["files"]:
    theme = RESULTS.setdefault(file.replace(".json", ""), {})
    for row in spec.read(f"spec/client/cases/{file}")["cases"]:
        for is_async in (False, True):
            setattr(ConformanceTests, f"test {file} {row['name']}{' (asyncio)' if is_async else ''}", make_test(row, theme, is_async))


async def given_up(call):
    task = asyncio.ensure_future(call)
    task.cancel()
    return await task


def canonical(value):
    """As cases write results: wire names, times as text, what is absent left out."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, list):
        return [canonical(each) for each in value]
    if dataclasses.is_dataclass(value):
        value = {each.name: getattr(value, each.name) for each in dataclasses.fields(value) if each.name != "raw"}
        return {name: canonical(member) for name, member in value.items() if member is not None}
    return value


def timed(args):
    return {name: datetime.fromisoformat(value["time"].replace("Z", "+00:00")) if isinstance(value, dict) and "time" in value else value for name, value in args.items()}


def printed(value):
    """All that Python shows of a value; of an error also its causes and what they hold."""
    if isinstance(value, BaseException):
        causes = [cause for cause in (value.__cause__, value.__context__) if cause]
        return "".join([*traceback.format_exception(type(value), value, value.__traceback__), repr(value), pformat(vars(value)), *map(printed, causes)])
    return f"{value!r}{value}"


def shown(value, depth=6):
    """What vars tells, all the way down."""
    members = getattr(value, "__dict__", {}) if depth else {}
    return pformat(members) + "".join(shown(member, depth - 1) for member in members.values())


def known(found, *keys):
    unknown = set(found) - set(keys)
    assert not unknown, f"the runner does not know {unknown}"


