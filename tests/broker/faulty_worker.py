"""A worker whose reading raises, dies or hangs on the articles that ask for it; started by tests as a script."""

import os
import signal
import sys
import time
from functools import partial

from workers.app import run_worker
from workers.extract import Reader
from workers.settings import load


class FaultyReader(Reader):
    """Reads as the real one, with bugs."""

    def __call__(self, value, arrived_ms, headers):
        if value and b"please raise" in value:
            raise ZeroDivisionError("as asked")
        if value and b"please die" in value:
            os.kill(os.getpid(), signal.SIGKILL)
        if value and b"please hang" in value:
            time.sleep(3600)
        return super().__call__(value, arrived_ms, headers)


if __name__ == "__main__":
    settings = load(os.environ)
    sys.exit(run_worker(settings, partial(FaultyReader, settings.article_max_characters)))
