"""Whether the worker takes records, and every reason why it does not."""

from workers.metrics import Metrics


class Readiness:
    """Why the worker is not ready; ready when there is no reason left."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._reasons: set[str] = set()

    def block(self, reason: str) -> None:
        """Not ready until ``clear`` is called with the same reason."""
        self._reasons.add(reason)
        self._metrics.ready(is_ready=False, why=", ".join(sorted(self._reasons)))

    def clear(self, reason: str) -> None:
        """One reason less."""
        self._reasons.discard(reason)
        self._metrics.ready(is_ready=not self._reasons, why=", ".join(sorted(self._reasons)))
