"""The service as an HTTP server."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .log import log


def answer(path: str, version: str) -> tuple[int, dict[str, str]]:
    """Status and body for a path."""
    if path == "/health":
        return 200, {"status": "ok", "version": version}
    if path == "/":
        return 200, {"service": "{{service}}", "version": version}
    return 404, {"error": "not found"}


def create_server(host: str, port: int, version: str) -> ThreadingHTTPServer:
    """A server that is bound, but does not serve yet."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.split("?", 1)[0]
            status, body = answer(path, version)
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            if path != "/health":
                log("info", "request", method="GET", path=path, status=status)

        def log_message(self, *_arguments: object) -> None:
            """Requests are logged above, as JSON."""

    server = ThreadingHTTPServer((host, port), Handler)
    server.daemon_threads = False
    return server
