"""Receive mail by SMTP (RFC 5321, as much of it as Django speaks) and keep it in memory."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line.partition(" ")[0].upper()
            if word == "DATA":
                self._say("354 go on")
                self._receive()
            self._say("221 bye" if word == "QUIT" else "250 done")
            if word == "QUIT":
                return

    def _receive(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        whole = b"".join(line.removeprefix(b".") if line.startswith(b"..") else line for line in lines)
        self.server.received.append(message_from_bytes(whole, policy=policy.default))

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def running_mail_server() -> Iterator[tuple[str, list[EmailMessage]]]:
    """Yield its EMAIL_URL, and the list of what it receives."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        server.received = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", server.received
        server.shutdown()
        thread.join()
