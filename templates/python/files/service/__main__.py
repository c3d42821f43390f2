"""Starts the service; SIGTERM lets what is under way finish."""

import os
import signal
import threading

from .app import create_server
from .log import log


def main() -> None:
    port = int(os.environ.get("PORT", "{{port}}"))
    server = create_server(os.environ.get("HOST", "0.0.0.0"), port, os.environ.get("VERSION", "dev"))

    def stop(number: int, _frame: object) -> None:
        log("info", "stopping", signal=signal.Signals(number).name)
        # shutdown() waits for the loop that this very thread runs.
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    log("info", "listening", port=port)
    server.serve_forever(poll_interval=0.1)
    server.server_close()


main()
