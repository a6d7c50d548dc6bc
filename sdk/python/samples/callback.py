"""Takes what the gateway tells of an order. Only a body that the gateway signed gets through."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import tetri

gateway = tetri.Client(merchant_id=1549901, secret_key="test")


class Shop(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            order = gateway.callbacks.read(body, self.headers["Content-Type"])
            print(f"{order.order_id} is {order.order_status}: {order.actual_amount} {order.currency}", flush=True)
            self.send_response(200)
        except tetri.SignatureError as error:
            print(f"refused: {error.reason}", flush=True)
            self.send_response(400)
        self.end_headers()


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3001"))), Shop)
print(f"http://127.0.0.1:{server.server_port}/callback", flush=True)
server.serve_forever()
