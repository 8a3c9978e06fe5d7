"""What names an alert. Tracking refers to earlier alerts by it and publishing prints it, so it is shared."""

import hashlib

import orjson

from workers.models import Alert, to_plain


def alert_id(alert: Alert) -> str:
    """SHA-256, in hex, of the alert's canonical JSON without its ``id``: the same id always means the same bytes."""
    plain = to_plain(alert)
    del plain["id"]
    return hashlib.sha256(orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)).hexdigest()
