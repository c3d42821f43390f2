"""One JSON object a line, for people and machines."""

import json
import sys
from datetime import datetime, timezone


def log(level: str, message: str, **fields: object) -> None:
    line = {"time": datetime.now(timezone.utc).isoformat(), "level": level, "message": message, **fields}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
