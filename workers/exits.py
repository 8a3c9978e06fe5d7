"""How a worker leaves when a promise cannot be kept: at once, with a code that says which (docs/decisions/0003)."""

import os
from typing import NoReturn

from workers.metrics import Metrics

EXIT_DELIVERY = 70
EXIT_DRAIN = 71
EXIT_CONTINUITY = 72
EXIT_INTERNAL = 73
EXIT_NO_PROGRESS = 74


def leave(exit_code: int, metrics: Metrics, sentence: str, /, **fields: object) -> NoReturn:
    """Say why and end the process at once: no acknowledgement, no commit, no clean-up that could do either."""
    metrics.fatal(sentence, exit_code=exit_code, **fields)
    os._exit(exit_code)
