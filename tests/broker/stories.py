"""A stream of short articles on five wars, with corrections, kills, repeats and bad records: the same each time."""

from datetime import UTC, datetime, timedelta

import orjson

START = datetime(2024, 11, 27, 6, tzinfo=UTC)
WARS = (
    (
        "Syria",
        "Rebel fighters",
        "the Syrian Observatory for Human Rights",
        ("Aleppo", "Saraqib", "Hama", "Homs", "Maarat al-Numan"),
    ),
    (
        "Sudan",
        "Rapid Support Forces fighters",
        "the United Nations",
        ("El Fasher", "Nyala", "Khartoum", "Wad Madani", "Kassala"),
    ),
    (
        "Ukraine",
        "Russian troops",
        "the Ukrainian general staff",
        ("Pokrovsk", "Bakhmut", "Kherson", "Kharkiv", "Avdiivka"),
    ),
    ("Mali", "Militants", "local officials", ("Timbuktu", "Gao", "Mopti", "Kidal", "Bamako")),
    (
        "the Democratic Republic of Congo",
        "M23 rebels",
        "hospital officials",
        ("Goma", "Bukavu", "Butembo", "Kisangani", "Uvira"),
    ),
)
BAD = (
    (b"{not json", "json.invalid"),
    (b'{"title": "No name", "text": "An article without a name."}', "field.missing"),
    (b'{"id": "x", "text": "\xff\xfe"}', "utf8.invalid"),
    (b"", "bytes.empty"),
)


def article(number):
    """One article of the stream as a flat record."""
    country, actor, origin, towns = WARS[number % len(WARS)]
    step = number // len(WARS)
    town = towns[step % len(towns)]
    day = START + timedelta(minutes=2 * number)
    body = (
        f"{actor} seized {town} in {country} on {day:%A}, {origin} said. "
        f"The death toll since 27 November has risen to {20 + 7 * step}, according to {origin}. "
        f"More than {1000 + 400 * step:,} people have been displaced by the fighting."
    )
    return {
        "id": f"urn:story:{number}",
        "title": f"{actor} seize {town}",
        "text": body,
        "published_at": day.isoformat(),
        "source": f"Wire {number % 7}",
    }


def record(plain):
    """(key, value, headers) of an article that arrived five minutes after its publication."""
    arrived = datetime.fromisoformat(plain["published_at"]) + timedelta(minutes=5)
    headers = [("tocsin-status", b"Test"), ("tocsin-arrived", arrived.isoformat().encode())]
    return None, orjson.dumps(plain), headers


def stream(count):
    """``count`` records: every fiftieth is bad; corrections, kills and repeats in between."""
    records = []
    for number in range(count):
        plain = article(number)
        if number % 50 == 49:
            value, _ = BAD[(number // 50) % len(BAD)]
            records.append((None, value, [("number", b"%d" % number)]))
        elif number % 40 == 17:
            earlier = article(number - 10)
            records.append(
                record({**earlier, "version": 2, "text": earlier["text"].replace("seized", "entered")})
            )
        elif number % 90 == 33:
            records.append(record({**article(number - 5), "version": 3, "pubStatus": "canceled"}))
        elif number % 60 == 21:
            records.append(record(article(number - 2)))
        else:
            records.append(record(plain))
    return records
