"""What signing must give, that the tables of this package are those of spec/, and what its types say."""

import inspect
import json
import pickle
import subprocess
import unittest
from datetime import datetime

import tetri
from tetri import _call, _retry, money, signature
from tetri._operations import OPERATIONS
from tetri.answers import types_of

from . import spec


class SpecTests(unittest.TestCase):
    maxDiff = None

    def test_signatures(self):
        vectors = spec.read("spec/signature-vectors.json")
        for row in vectors["v1"] + vectors["v2"]:
            with self.subTest(row["name"]):
                signed = row.get("data") or row["members"]
                self.assertEqual(row["signature"], signature.of(signed, row["secret"]))
                self.assertTrue(signature.fits(row["signature"], signed, row["secret"]))
                self.assertFalse(signature.fits(row["signature"], signed, row["secret"] + "x"))

    def test_operations(self):
        rows = spec.read("spec/client/operations.json")["operations"]
        self.assertEqual([row["name"] for row in rows], list(OPERATIONS))
        for row in rows:
            own = OPERATIONS[row["name"]]
            expected = {name: row[name] for name in ("path", "key", "repeat", "timeout", "answer", "signed")}
            expected.update(formats=tuple(row["formats"]), versions=tuple(row["versions"]), is_version_sent=row.get("version_sent", True))
            expected.update(adds=row.get("adds", {}), made=row.get("made"))
            self.assertEqual(expected, own._asdict())

    def test_the_rules_of_retrying(self):
        behaviour = spec.read("spec/client/operations.json")
        options = inspect.signature(tetri.Client).parameters
        self.assertEqual(
            behaviour["retry"],
            {
                "tries": options["tries"].default, "statuses": list(_retry.STATUSES), "statuses_not_carried_out": list(_retry.STATUSES_NOT_CARRIED_OUT),
                "first_delay_ms": _retry.FIRST_DELAY_MS, "largest_delay_ms": _retry.LARGEST_DELAY_MS,
                "largest_retry_after_s": _retry.LARGEST_RETRY_AFTER_S, "deadline_s": options["deadline"].default,
            },
        )
        self.assertEqual(behaviour["limits"], {"answer_bytes": options["max_answer_bytes"].default, "error_text": _call.LONGEST_MESSAGE})

    def test_answers(self):
        for name, types in spec.read("spec/client/answers.json")["answers"].items():
            if name not in ("orders", "form"):
                self.assertEqual(types, types_of(name), name)

    def test_currencies(self):
        table = spec.read("spec/client/money.json")
        self.assertEqual((set(table["0"]), set(table["3"])), (money.WITHOUT_DECIMALS, money.WITH_THREE_DECIMALS))

    def test_there_is_one_version(self):
        version = (spec.ROOT / "sdk/VERSION").read_text().strip()
        self.assertEqual(version, tetri.__version__)
        self.assertIn(f"## {version}\n", (spec.ROOT / "sdk/python/CHANGELOG.md").read_text())

    def test_types_say_what_may_be_given_and_what_comes_and_nothing_is_newer_than_3_9(self):
        command = ["mypy", "--strict", "--python-version=3.9", "--no-warn-return-any", "--enable-incomplete-feature=Unpack", "--cache-dir=/dev/null", "-p", "tetri", "-p", "cloudipsp", "-m", "usage"]
        package = spec.ROOT / "sdk/python"
        done = subprocess.run(command, cwd=package, env={"MYPYPATH": f"{package}/src:{package}/tests/types", "PATH": "/usr/bin:/bin"}, capture_output=True, encoding="utf-8")
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)


class LanguageTests(unittest.TestCase):
    """What only Python can do wrong."""

    def setUp(self):
        self.client = tetri.Client(merchant_id=1549901, secret_key="test", base_url="http://localhost")

    def test_a_time_without_a_zone_is_a_mistake_of_the_caller(self):
        with self.assertRaises(tetri.UsageError) as caught:
            self.client.orders.report(date_from=datetime(2026, 11, 1), date_to="01.12.2026 00:00:00")
        self.assertEqual("time", caught.exception.reason)

    def test_true_is_no_amount(self):
        with self.assertRaises(tetri.UsageError):
            self.client.checkout.url(order_id="a", order_desc="a", amount=True, currency="GEL")

    def test_members_go_by_name_only(self):
        with self.assertRaises(TypeError):
            self.client.checkout.url({"order_id": "a"})

    def test_a_callback_of_bytes_that_are_no_text_or_too_deep_is_refused(self):
        for body in (b"\xff\xfe{}", b"[" * 100_000, b'{"signature":' + b"[" * 100_000, b'{"order_id":' + b"9" * 10_000 + b"}", b'{"order_id":NaN}'):
            with self.assertRaises(tetri.SignatureError):
                self.client.callbacks.read(body)

    def test_a_lone_surrogate_in_a_callback_is_refused(self):
        signed = json.dumps({"order_id": "\ud800", "merchant_id": 1549901, "signature": "0" * 40})
        with self.assertRaises(tetri.SignatureError):
            self.client.callbacks.read(signed)

    def test_errors_survive_being_stored(self):
        error = tetri.RefusedError("no", code=1014, request_id="r", retryable=True, tries=2)
        self.assertEqual(vars(error), vars(pickle.loads(pickle.dumps(error))))
