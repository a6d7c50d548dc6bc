"""Creates an order and sends the payer to its page."""

import os
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import tetri

gateway = tetri.Client(merchant_id=1549901, secret_key="test")


class Shop(BaseHTTPRequestHandler):
    def do_GET(self):
        order = gateway.checkout.url(
            order_id=f"order-{uuid.uuid4()}",
            order_desc="Two books",
            amount=1000,
            currency="GEL",
            response_url="https://shop.example/thanks",
            server_callback_url="https://shop.example/callback",
        )
        self.send_response(303)
        self.send_header("Location", order.checkout_url)
        self.end_headers()


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Shop)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
