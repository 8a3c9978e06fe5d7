"""The helper for consumers of alerts: delivery is at least once, so the same record may come again."""

from collections import OrderedDict


class Seen:
    """Remembers the newest ids, so that a consumer handles each alert once.

    >>> seen = Seen()
    >>> [seen.repeats(id_) for id_ in ("a", "b", "a")]
    [False, False, True]

    Args:
        capacity: ids remembered; repeats come from a restart, so some thousands are plenty.
    """

    def __init__(self, capacity: int = 10_000) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._capacity = capacity

    def repeats(self, alert_id: str) -> bool:
        """True where this id came before; from now on it has."""
        repeated = alert_id in self._ids
        self._ids[alert_id] = None
        self._ids.move_to_end(alert_id)
        if len(self._ids) > self._capacity:
            self._ids.popitem(last=False)
        return repeated
