"""What ``tocsin publish`` makes of its input."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import orjson
import pytest

from workers.cli.feeds import Outgoing, Unusable, opened, pieces
from workers.errors import UsageError

RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Levant Wire</title>
<item><guid>lw-1</guid><title>Shells hit a market</title><link>https://levant-wire.example/1</link>
<pubDate>Sat, 30 Nov 2024 14:10:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Shells hit a market.</p>]]></content:encoded></item>
<item><link>https://levant-wire.example/2</link><title>Talks resume</title><description>In brief.</description></item>
</channel></rss>"""


def read(content):
    return list(pieces(BytesIO(content)))


def test_json_lines_keep_their_bytes_and_give_their_uri_as_key():
    """What the newsroom wrote is what the worker reads."""
    assert read(b'{"id": "a",  "text": "x"}\n\n{"uri":"b"}\r\n{"title":"no name"}') == [
        Outgoing(b"a", b'{"id": "a",  "text": "x"}'),
        Outgoing(b"b", b'{"uri":"b"}'),
        Outgoing(None, b'{"title":"no name"}'),
    ]


def test_line_that_is_no_object_is_named_by_its_number():
    """The person who sends a file is told which line to mend; its neighbours go out."""
    assert read(b'{"id":"a"}\n{"id": "b\n[1]\n{"id":"c"}') == [
        Outgoing(b"a", b'{"id":"a"}'),
        Unusable("Line 2 is no JSON object."),
        Unusable("Line 3 is no JSON object."),
        Outgoing(b"c", b'{"id":"c"}'),
    ]


def test_file_that_begins_with_a_broken_line_is_still_read_line_by_line():
    """One bad first line costs itself only."""
    assert read(b'{"id": "a\n{"id":"b"}\n') == [
        Unusable("Line 1 is no JSON object."),
        Outgoing(b"b", b'{"id":"b"}'),
    ]


def test_document_over_several_lines_is_one_article():
    """As exported by a person."""
    content = b'{\n  "uri": "a",\n  "version": "2"\n}\n'

    assert read(content) == [Outgoing(b"a", content)]


def test_list_gives_each_of_its_articles():
    """As exported by a system."""
    assert read(b'[{"id":"a"},\n{"id":"b"}]') == [
        Outgoing(b"a", b'{"id":"a"}'),
        Outgoing(b"b", b'{"id":"b"}'),
    ]


def test_empty_input_gives_nothing():
    """No article, no failure."""
    assert read(b"\n \n") == []


def test_rss_becomes_flat_articles():
    """The full text where the feed has it; a summary alone is marked as partial."""
    first, second = (orjson.loads(piece.value) for piece in read(RSS))

    assert first == {
        "id": "lw-1",
        "title": "Shells hit a market",
        "text": "<p>Shells hit a market.</p>",
        "published_at": "2024-11-30T14:10:00+00:00",
        "source": "Levant Wire",
        "url": "https://levant-wire.example/1",
        "completeness": "full",
    }
    assert (second["id"], second["completeness"]) == ("https://levant-wire.example/2", "partial")
    assert (second["text"], second["published_at"]) == ("In brief.", None)


def test_xml_that_is_no_feed_is_refused():
    """A web page is not an empty feed."""
    assert read(b"<html><body>Not found</body></html>") == [
        Unusable("The input is XML but neither RSS nor Atom with an entry in it.")
    ]


def test_absent_file_is_a_usage_error(tmp_path):
    """One sentence, no traceback."""
    with (
        pytest.raises(UsageError, match=r"nothing\.jsonl cannot be read: No such file or directory\."),
        opened(str(tmp_path / "nothing.jsonl")),
    ):
        pass


@pytest.fixture
def address():
    """Serves RSS at /feed on this machine, and nothing else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/feed" else 404)
            self.end_headers()
            self.wfile.write(RSS)

        def log_message(self, *_):
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_url_is_fetched(address):
    """A feed behind an address is read as one in a file."""
    with opened(f"{address}/feed") as stream:
        assert [piece.key for piece in pieces(stream)] == [b"lw-1", b"https://levant-wire.example/2"]


def test_url_that_fails_is_a_usage_error(address):
    """One sentence with the address and why."""
    with (
        pytest.raises(UsageError, match=r"/nothing cannot be fetched: Not Found\."),
        opened(f"{address}/nothing"),
    ):
        pass
