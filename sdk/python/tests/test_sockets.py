"""What the cases can't show, with real sockets: the limit of an answer, redirects, a slow body, giving up, an unreachable gateway."""

import asyncio
import socket
import ssl
import subprocess
import tempfile
import time
import unittest

import tetri
from tetri._http import BROKEN, TOO_LARGE, ReplyReader, TransportFailure

from . import hostile


def status(client, **options):
    call = client.orders.status(order_id="x", **options)
    return asyncio.run(call) if asyncio.iscoroutine(call) else call


def charge(client):
    call = client.orders.settle(operation_id="x", amount=1, currency="GEL", receiver=[])
    return asyncio.run(call) if asyncio.iscoroutine(call) else call


class SocketTests(unittest.TestCase):
    client = tetri.Client

    def against(self, behave, **options):
        gateway = hostile.Hostile(behave)
        self.addCleanup(gateway.close)
        return gateway, self.client(**{"merchant_id": 1, "secret_key": "test", "base_url": gateway.address, "tries": 1, **options})

    def test_an_answer_above_the_limit_is_left_at_the_limit(self):
        gateway, client = self.against(hostile.floods, max_answer_bytes=100_000)
        with self.assertRaises(tetri.AnswerError) as caught:
            status(client)
        self.assertEqual("too_large", caught.exception.reason)
        self.assertTrue(gateway.is_left.wait(10))
        self.assertLess(gateway.sent, 50_000_000)

    def test_a_redirect_is_not_followed(self):
        gateway, client = self.against(hostile.redirects)
        with self.assertRaises(tetri.AnswerError) as caught:
            status(client)
        self.assertEqual((307, 1), (caught.exception.status, gateway.asked))

    def test_the_time_of_a_try_covers_its_body(self):
        _, client = self.against(hostile.dawdles)
        start = time.monotonic()
        with self.assertRaises(tetri.TimedOutError):
            status(client, timeout=0.2)
        self.assertLess(time.monotonic() - start, 5)

    def test_a_payment_whose_answer_is_lost_is_sent_once_and_nobody_knows_its_outcome(self):
        for behave in (hostile.breaks, hostile.truncates, hostile.hears_nothing):
            with self.subTest(behave.__name__):
                gateway, client = self.against(behave, tries=3)
                with self.assertRaises(tetri.NetworkError) as caught:
                    charge(client)
                self.assertEqual((True, False, 1), (caught.exception.outcome_unknown, caught.exception.retryable, gateway.asked))

    def test_a_gateway_that_is_not_there_was_not_asked(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        client = self.client(merchant_id=1, secret_key="test", base_url=address, tries=2)
        with self.assertRaises(tetri.NetworkError) as caught:
            charge(client)
        self.assertEqual((False, True, 2), (caught.exception.outcome_unknown, caught.exception.retryable, caught.exception.tries))

    def test_a_gateway_without_tls_was_not_asked(self):
        gateway, client = self.against(hostile.hears_nothing)
        client = self.client(merchant_id=1, secret_key="test", base_url=gateway.address.replace("http:", "https:"), tries=1)
        with self.assertRaises(tetri.NetworkError) as caught:
            charge(client)
        self.assertFalse(caught.exception.outcome_unknown)


    def test_https_is_spoken_with_whom_the_context_trusts_and_with_nobody_else(self):
        with tempfile.TemporaryDirectory() as folder:
            names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
            files = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem"]
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", *names, *files], check=True, capture_output=True)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
            gateway = hostile.Hostile(hostile.redirects, context)
            self.addCleanup(gateway.close)
            trusting = ssl.create_default_context(cafile=f"{folder}/cert.pem")
        options = {"merchant_id": 1, "secret_key": "test", "base_url": gateway.address.replace("127.0.0.1", "localhost"), "tries": 1}
        with self.assertRaises(tetri.AnswerError) as caught:
            status(self.client(**options, ssl_context=trusting))
        self.assertEqual(307, caught.exception.status)
        for address, trusted in ((options["base_url"], None), (gateway.address, trusting)):
            with self.assertRaises(tetri.NetworkError) as refused:
                charge(self.client(**{**options, "base_url": address}, ssl_context=trusted))
            self.assertFalse(refused.exception.outcome_unknown)
        self.assertEqual(1, gateway.asked)


class AsyncSocketTests(SocketTests):
    client = tetri.AsyncClient

    def test_giving_up_ends_a_try_and_its_connection(self):
        gateway, client = self.against(hostile.dawdles)

        async def give_up():
            await asyncio.wait_for(client.orders.status(order_id="x"), 0.2)

        with self.assertRaises((asyncio.TimeoutError, TimeoutError)):
            asyncio.run(give_up())
        self.assertTrue(gateway.is_left.wait(10))

    def test_giving_up_ends_a_wait(self):
        gateway, client = self.against(hostile.is_busy, tries=2)

        async def give_up():
            call = asyncio.ensure_future(client.orders.status(order_id="x"))
            while not gateway.is_left.is_set():
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)
            call.cancel()
            await call

        start = time.monotonic()
        with self.assertRaises(asyncio.CancelledError):
            asyncio.run(give_up())
        self.assertEqual(1, gateway.asked)
        self.assertLess(time.monotonic() - start, 10)

    def test_calls_run_side_by_side(self):
        async def many():
            gateways = [hostile.Hostile(hostile.redirects) for _ in range(20)]
            clients = [tetri.AsyncClient(merchant_id=1, secret_key="test", base_url=gateway.address, tries=1) for gateway in gateways]
            return await asyncio.gather(*(client.orders.status(order_id="x") for client in clients), return_exceptions=True)

        self.assertEqual([307] * 20, [error.status for error in asyncio.run(many())])


class ReplyReaderTests(unittest.TestCase):
    WHOLE = {
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello": b"hello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n": b"hello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n": b"hello",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello": b"hello",
        b"HTTP/1.0 200 OK\r\n\r\nhello": b"hello",
        b"HTTP/1.1 204 Nothing\r\n\r\n": b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n": b"",
    }
    BROKEN = [
        b"",
        b"HTTP/1.1 200",
        b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        b"no HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000,
    ]

    def read(self, text, size, most=100):
        reader = ReplyReader(most)
        for start in [*range(0, len(text), size), len(text)]:
            reply = reader.feed(text[start : start + size])
            if reply:
                return reply.body
        return None

    def test_a_reply_is_put_together_however_it_is_cut(self):
        for text, body in self.WHOLE.items():
            for size in (1, 3, 1000):
                self.assertEqual(body, self.read(text, size), text)

    def test_what_breaks_off_or_is_no_http_is_a_broken_connection(self):
        for text in self.BROKEN:
            for size in (1, 100_000):
                with self.assertRaises(TransportFailure) as caught:
                    self.read(text, size)
                self.assertEqual(BROKEN, caught.exception.why)

    def test_the_limit_holds_for_every_way_to_send_a_body(self):
        for text in self.WHOLE:
            if self.WHOLE[text]:
                with self.assertRaises(TransportFailure) as caught:
                    self.read(text, 1, most=4)
                self.assertEqual(TOO_LARGE, caught.exception.why)
                self.assertEqual(b"hello", self.read(text, 1, most=5))
