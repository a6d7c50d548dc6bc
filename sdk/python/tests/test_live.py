"""spec/client/live.json, the samples, the README and the old surface, with a running gateway; test/Sdk/run.sh starts one."""

import asyncio
import dataclasses
import json
import os
import re
import subprocess
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request
import uuid
from datetime import datetime, timedelta, timezone

import cloudipsp
import tetri
from cloudipsp import helpers
from cloudipsp.exceptions import ResponseError

from . import spec

LIVE = spec.read("spec/client/live.json")
PACKAGE = spec.ROOT / "sdk/python"
CARD = {"amount": 1000, "currency": "GEL", "card_number": "4444555511116666", "expiry_date": "1232", "cvv2": "111"}


@unittest.skipUnless(os.environ.get("TETRI_LIVE"), "no running gateway: test/Sdk/run.sh starts one")
class LiveTests(unittest.TestCase):
    maxDiff = None

    def steps(self, row, is_async):
        kept = {"unique": f"python-{uuid.uuid4()}"[:40], "callbacks": f"{os.environ.get('TETRI_CALLBACKS')}/callback"}
        for number, step in enumerate(row["steps"]):
            kind = tetri.AsyncClient if is_async else tetri.Client
            client = kind(**spec.in_language({**LIVE["client"], **row.get("client", {}), **step.get("client", {})}))
            expect = filled(step["expect"], kept)
            result = error = None
            try:
                result = self.read_callback(client, filled(step["callback"], kept), step) if "callback" in step else call(client, step, kept)
            except tetri.TetriError as caught:
                error = caught
                if "error" not in expect:
                    raise
            what = f"step {number} found {result or vars(error)}"
            self.assertEqual("error" in expect, error is not None, what)
            found = {**vars(error), "kind": error.kind} if error else json.loads(json.dumps(result, default=plain))
            self.assertTrue(fits(found, expect.get("error") or expect.get("result") or {}), what)
            self.assertEqual(expect.get("rows", 0), len(found) if "rows" in expect else 0, what)
            self.assertTrue("row" not in expect or any(fits(each, expect["row"]) for each in found), what)
            for name, path in step.get("keep", {}).items():
                value = found
                for member in path.split("."):
                    value = value[member]
                kept[name] = value

    def read_callback(self, client, wanted, step):
        with urllib.request.urlopen(f"{os.environ['TETRI_CALLBACKS']}/of?{urllib.parse.urlencode(wanted)}") as response:
            body, content_type = response.read(), response.headers["Content-Type"]
        if step.get("refuses_changes"):
            message = json.loads(body)
            data = message.get("data")
            if data:
                changes = [{**message, "data": f"{data[:40]}{'B' if data[40] == 'A' else 'A'}{data[41:]}"}, {**message, "data": data[4:]}]
            else:
                removed = {name: value for name, value in message.items() if name != "approval_code"}
                changes = [{**message, "amount": "1001"}, removed, {**message, "extra": "1"}]
            changes += [{**message, "signature": ""}, {name: value for name, value in message.items() if name != "signature"}]
            for changed in changes:
                self.assertNotEqual(message, changed)
                with self.assertRaises(tetri.SignatureError):
                    client.callbacks.read(json.dumps(changed), content_type)
            stranger = tetri.Client(merchant_id=1549901, secret_key="another", credit_key="another")
            with self.assertRaises(tetri.SignatureError):
                stranger.callbacks.read(body, content_type)
            reordered = json.dumps(dict(reversed(message.items())))
            self.assertEqual(client.callbacks.read(body, content_type), client.callbacks.read(reordered, content_type))
        return client.callbacks.read(body, content_type)

    def test_the_first_payment_of_the_readme(self):
        code = re.search(r"## First payment\n.*?```python\n(.*?)```", (PACKAGE / "README.md").read_text(encoding="utf-8"), re.DOTALL)[1]
        self.assertLessEqual(len(code.strip().splitlines()), 10)
        self.assertRegex(run("-c", code), "token=[0-9a-f]{40}")

    def test_create_and_redirect(self):
        with Listening("redirect.py") as sample:
            with urllib.request.urlopen(sample.address) as page:
                self.assertIn("token=", page.url)
                self.assertEqual(200, page.status)

    def test_handle_a_callback_that_the_gateway_sends(self):
        with Listening("callback.py") as sample:
            order_id = str(uuid.uuid4())
            gateway = tetri.Client(merchant_id=1549901, secret_key="test")
            gateway.cards.step1(order_id=order_id, order_desc="x", server_callback_url=sample.address, **CARD)
            self.assertEqual(f"{order_id} is approved: 1000 GEL\n", sample.line())
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(sample.address, b'{"order_id":"x","order_status":"approved","signature":""}')
            refused.exception.close()
            self.assertEqual(400, refused.exception.code)
            self.assertEqual("refused: no_signature\n", sample.line())

    def test_capture_and_refund(self):
        self.assertEqual("captured\napproved 250\n", run("samples/capture_and_refund.py"))

    def test_recurring(self):
        self.assertRegex(run("samples/recurring.py"), "^approved")

    def test_the_old_surface(self):
        api = cloudipsp.Api(merchant_id=1549901, secret_key="test", credit_key="testcredit")
        paid = cloudipsp.Pcidss(api=api).step_one({**CARD, "preauth": "Y"})
        self.assertEqual("approved", paid["order_status"])
        self.assertTrue(helpers.is_approved(paid, "test", "1.0"))
        self.assertFalse(helpers.is_valid({**paid, "amount": "1"}, "test", "1.0"))
        order = cloudipsp.Order(api=api)
        some = {"order_id": paid["order_id"], "amount": 600, "currency": "GEL"}
        self.assertEqual("captured", order.capture(some)["capture_status"])
        self.assertEqual("approved", order.reverse(some)["reverse_status"])
        self.assertEqual("reversed", order.status({"order_id": paid["order_id"]})["order_status"])
        checkout = cloudipsp.Checkout(api=cloudipsp.Api(merchant_id=1549901, secret_key="test", api_protocol="2.0"))
        self.assertIn("token=", checkout.url({"amount": 1000, "currency": "GEL", "merchant_data": "a|b"}).get("checkout_url"))
        self.assertIn("token=", checkout.get_url())
        with self.assertRaises(ResponseError) as refused:
            cloudipsp.Checkout(api=cloudipsp.Api(merchant_id=1549901, secret_key="wrong")).url({"amount": 1000, "currency": "GEL"})
        self.assertEqual(1014, refused.exception.response["error_code"])


for row in LIVE["cases"]:
    for is_async in (False, True):
        name = f"test {row['name']}{' (asyncio)' if is_async else ''}"
        setattr(LiveTests, name, lambda self, row=row, is_async=is_async: self.steps(row, is_async))


def call(client, step, kept):
    noun, verb = step["call"].split(".")
    args = {name: midnight(value["time"]) if isinstance(value, dict) and "time" in value else value for name, value in filled(step["args"], kept).items()}
    result = getattr(getattr(client, noun), verb)(**args, **filled(step.get("options", {}), kept))
    return asyncio.run(result) if asyncio.iscoroutine(result) else result


def midnight(day):
    today = datetime.now(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1) if day == "tomorrow" else today


def filled(value, kept):
    if isinstance(value, dict):
        return {name: filled(each, kept) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, kept) for each in value]
    return re.sub(r"\{(\w+)\}", lambda name: kept.get(name[1], name[0]), value) if isinstance(value, str) else value


def fits(found, expected):
    if isinstance(expected, dict) and "matches" in expected:
        return re.search(expected["matches"], str(found)) is not None
    if isinstance(expected, dict):
        return all(fits((found or {}).get(name), value) for name, value in expected.items())
    return found == expected


def plain(value):
    if dataclasses.is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in dataclasses.fields(value) if each.name != "raw"}
    return value.isoformat() if isinstance(value, datetime) else vars(value)


def run(*arguments):
    return subprocess.run([sys.executable, *arguments], cwd=PACKAGE, check=True, stdout=subprocess.PIPE, encoding="utf-8", timeout=20).stdout


class Listening:
    """A sample that listens; it prints its address first."""

    def __init__(self, sample):
        self._process = subprocess.Popen(
            [sys.executable, f"samples/{sample}"], cwd=PACKAGE, env={**os.environ, "PORT": "0"}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        )
        self.address = self.line().strip()

    def line(self):
        return self._process.stdout.readline()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
