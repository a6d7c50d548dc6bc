"""A gateway that misbehaves, in a thread."""

import contextlib
import socket
import threading
import time


class Hostile:
    def __init__(self, behave, tls=None):
        self.asked = 0
        self.sent = 0
        #: Set when the peer of the last connection is gone.
        self.is_left = threading.Event()
        self._behave = behave
        self._server = socket.create_server(("127.0.0.1", 0))
        self._tls = tls
        self.address = f"{'https' if tls else 'http'}://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._server.close()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                with connection, contextlib.suppress(OSError):
                    with self._tls.wrap_socket(connection, server_side=True) if self._tls else connection as spoken:
                        spoken.recv(65536)
                        self.asked += 1
                        self._behave(self, spoken)
                self.is_left.set()


def floods(gateway, connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(4000):
        connection.sendall(b" " * 65536)
        gateway.sent += 65536


def redirects(gateway, connection):
    connection.sendall(b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /api/elsewhere\r\nContent-Length: 0\r\n\r\n")


def dawdles(gateway, connection):
    """A byte now and then, so that no time between bytes is long."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b" ")
        time.sleep(0.02)


def breaks(gateway, connection):
    pass


def is_busy(gateway, connection):
    connection.sendall(b"HTTP/1.1 503 Busy\r\nRetry-After: 20\r\nContent-Length: 0\r\n\r\n")


def truncates(gateway, connection):
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"response":{}}')


def hears_nothing(gateway, connection):
    connection.sendall(b"SSH-2.0-OpenSSH_9\r\n\r\n")
