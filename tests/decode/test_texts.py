import unicodedata

import pytest

from workers.decode import markup, plain

TWO_MEGABYTES = 2_000_000


@pytest.mark.parametrize(
    ("record", "path"),
    [
        ({"uri": "u", "bodies": []}, "$.bodies"),
        ({"uri": "u", "bodies": [{"value": " \n"}], "headlines": [{"value": None}]}, "$.bodies"),
        ({"uri": "u", "bodies": [{"contentType": "image/jpeg", "value": "t"}]}, "$.bodies"),
        ({"uri": "u", "versioncreated": ""}, "$.body_text"),
        ({"id": "u", "text": ""}, "$.text"),
        ({"id": "u", "title": None, "text": None}, "$.text"),
        ({"id": "u", "text": "\u200b\x00"}, "$.text"),
        ({"@type": "NewsArticle", "url": "u"}, "$.articleBody"),
        ({"id": "u", "text": "<script>alert('war')</script>"}, "$.text"),
    ],
)
def test_text_that_is_missing_is_refused(refusal, record, path):
    """Neither headline nor body has a visible character."""
    assert refusal(record) == ("text.missing", path, "u")


def test_flash_is_a_headline_alone(read):
    """The most urgent line of a wire has no body yet."""
    article = read(
        {"uri": "u", "headlines": [{"value": "FLASH: Town falls"}], "versionCreated": "2024-12-01"}
    )
    assert (article.headline, article.body, article.remarks) == ("FLASH: Town falls", "", ("body.missing",))


def test_summary_stands_in_for_a_missing_body(read):
    """Some feeds send descriptions only."""
    article = read({"uri": "u", "descriptions": [{"value": "Shells fell."}], "versionCreated": "2024-12-01"})
    assert (article.body, article.remarks) == ("Shells fell.", ("body.summary",))


@pytest.mark.parametrize(("length", "fits"), [(200_000, True), (200_001, False)])
def test_text_is_limited_in_plain_characters(read, refusal, length, fits):
    """Headline and body count together; markup and blanks do not."""
    body = "<p>" + " " * 1000 + "x" * (length - 1) + "</p>"
    record = {
        "uri": "u",
        "headlines": [{"value": "h"}],
        "bodies": [{"contentType": "text/html", "value": body}],
    }
    if fits:
        assert len(read(record).body) == length - 1
    else:
        assert refusal(record) == ("text.too_long", "$.bodies[0].value", "u")


def test_word_of_a_million_characters_is_too_long(refusal):
    """By default."""
    assert refusal({"id": "u", "text": "a" * 1_000_000}) == ("text.too_long", "$.text", "u")


def test_word_of_a_million_characters_passes_where_the_limit_allows(read):
    """Nothing in decode breaks on it."""
    assert len(read({"id": "u", "text": "a" * 1_000_000}, max_characters=1_000_000).body) == 1_000_000


def test_numbers_in_a_row_pass(read):
    """Five thousand of them are a table of results, not an attack."""
    text = " ".join(str(n) for n in range(5000))
    assert read({"id": "u", "text": text}).body == text


@pytest.mark.parametrize(
    ("bodies", "body"),
    [
        ([{"value": "short"}, {"value": "the longest"}], "the longest"),
        ([{"role": "main", "value": "short"}, {"value": "the longest"}], "short"),
        ([{"role": "Text", "value": "short"}, {"role": "richtext", "value": "the longest"}], "short"),
        ([{"role": "main", "value": " "}, {"value": "other"}], "other"),
        ([{"value": "a b"}, {"contentType": "text/html", "value": "<p>a b</p>"}], "a b"),
        ([{"contentType": "application/xml", "value": "<H>20241201 TT</H><T>long</T>"}, {"value": "t"}], "t"),
        ([{"contentType": "application/xml", "value": "<p>only</p>"}], "only"),
        ([{"contentType": "video/mp4", "value": "AAAAAAAA"}, {"value": "t"}], "t"),
    ],
)
def test_body_is_one_of_several(read, bodies, body):
    """By role, else by length; never two of them, never what is no text."""
    assert read({"uri": "u", "bodies": bodies}).body == body


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Town falls\n\nShells fell.", "Shells fell."),
        ("TOWN FALLS\nShells fell.", "Shells fell."),
        ("Town falls", "Town falls"),
        ("Town falls to rebels", "Town falls to rebels"),
    ],
)
def test_body_does_not_repeat_the_headline(read, body, kept):
    """Some feeds put it on the body's first line."""
    assert read({"id": "u", "title": "Town falls", "text": body}).body == kept


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("a\x00b\x07c\x7fd\x9fe", "a b c d e"),
        ("a \t\u00a0\u2003 b", "a b"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("one\n \n\n\ntwo\u2029three", "one\n\ntwo\n\nthree"),
        ("  a  \n  b  ", "a\nb"),
        ("Alep\u00adpo \u200bcity\ufeff", "Aleppo city"),
        ("abc\u202edef\u2066g\u200f", "abcdefg"),
        ("cafe\u0301", "café"),
        ("\U0001f469\u200d\U0001f692 ok", "\U0001f469\u200d\U0001f692 ok"),
        ("قصف على حلب", "قصف على حلب"),
        ("Syria”where Saturdaytaking", "Syria”where Saturdaytaking"),
    ],
)
def test_plain_text_is_cleaned(sent, text):
    """Damage inside words is left to enrich."""
    assert plain.clean(sent) == text


def test_headline_is_one_line(read):
    """Whatever its blanks."""
    assert read({"id": "u", "title": " Town\n\nfalls ", "text": "t"}).headline == "Town falls"


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0f73", "\u0344", "\u0315\u0327"])
def test_stacked_marks_are_capped_before_they_are_normalised(marks):
    """Normalising a run of them takes quadratic time: 20 seconds for 100,000 (measured)."""
    text = plain.clean("a" + marks * 100_000 + " b")
    assert len(text) <= 64
    assert text.endswith(" b")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("<P>One.<P>Two.", "One.\n\nTwo."),
        ("one<br>two<br />three", "one\ntwo\nthree"),
        ("<p>line\nof\nsource</p>", "line of source"),
        ("<pre>line\nof\nsource</pre>", "line\nof\nsource"),
        ("<b>bo</b>ld", "bold"),
        ("Tom &amp; Jerry &#8217;s &lt;b&gt; &nbsp;x", "Tom & Jerry \u2019s <b> x"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        ("<table><tr><td>dead</td><td>12</td></tr></table>", "dead 12"),
        ("a<script>if (x<y) document.write('<p>b</p>')</script>c", "ac"),
        ("a<SCRIPT src='x'></SCRIPT >c", "ac"),
        ("a<script src='x'/>c", "ac"),
        ("a<style>p > b {}</style>b", "ab"),
        ("a<!-- <p>no</p> > -->b", "ab"),
        ("a<![CDATA[<p>b</p>]]>c", "a\n\nb\n\nc"),
        ("<?xml version='1.0'?><!DOCTYPE html><p>a</p>", "a"),
        ("<p>a</p><figure><img src=x><figcaption>2016</figcaption></figure><p>b</p>", "a\n\nb"),
        ("<svg><svg>x</svg>y</svg>b", "b"),
        ("<div hidden><div>x</div>y</div>b", "b"),
        ("<div style='display: none'>x</div>b", "b"),
        ('<span aria-hidden="true">x</span>b', "b"),
        ("<p hidden>x<p>b", "b"),
        ("<a title='some hidden gems' class=\"not hidden\">b</a>", "b"),
        ("<br hidden>b", "b"),
        ("<del>40</del> <s>41</s> 45 dead", "45 dead"),
        ("<a href='x>y'>b</a>", "b"),
        ("<p don't>it's</p>", "it's"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("a<p", "a"),
        ("a<!-- never closed", "a"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#x" + "f" * 5000 + ";", "\ufffd"),
        ("&#0;&#xd800;", "\ufffd\ufffd"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_is_read_as_a_reader_sees_it(sent, text):
    """Blocks are paragraphs; what is not shown, withdrawn or a caption is left out."""
    assert plain.clean(markup.strip(sent)) == text


@pytest.mark.parametrize(
    "sent",
    [
        "if a < b then c > d",
        "AT&T said <unclear>",
        "x <y@desk.example> wrote",
        "Q&A",
        "<",
        "&",
        "a <p b",
        "&copy",
    ],
)
def test_plain_text_with_stray_signs_stays(sent):
    """A sign of HTML must be a sure one."""
    assert markup.guess(sent) == sent


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("<p>a</p>", "a"),
        ("a<br/>b", "a\nb"),
        ("Syria&#8217;s army", "Syria\u2019s army"),
        ("&lt;p&gt;a &amp;amp; b&lt;/p&gt;", "a & b"),
    ],
)
def test_html_without_a_content_type_is_recognised(sent, text):
    """Also where it was escaped once too often."""
    assert plain.clean(markup.guess(sent)) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text/plain", "<p>a &amp; b</p>"),
        ("text/html; charset=utf-8", "a & b"),
        ("application/xhtml+xml", "a & b"),
    ],
)
def test_content_type_decides_over_looks(read, kind, text):
    """Who says plain gets plain."""
    assert read({"uri": "u", "bodies": [{"contentType": kind, "value": "<p>a &amp; b</p>"}]}).body == text


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    ["<", "&", "</", "<a ", "<!--", '<a b="', "<p>", "<?", "<!", "&#", "&#9", "<svg>", "<p hidden>", "<![CDATA[",
     "<script", "<script>", "</script", "<a b='", "=", "< ", "<br", "&amp", "\n \n", "<div style=display:"],
)  # fmt: skip
def test_html_of_two_megabytes_of_one_piece_is_read(piece):
    """The standard library's parser takes hours for some of these; in linear time each takes seconds."""
    hostile = piece * (TWO_MEGABYTES // len(piece))
    assert len(plain.clean(markup.strip("<a " + hostile))) <= TWO_MEGABYTES + 3
    assert len(plain.clean(markup.guess(hostile + "</p>"))) <= TWO_MEGABYTES + 4
