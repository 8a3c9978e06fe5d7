"""``tocsin demo``: the whole flow on a real local Kafka."""

from contextlib import AbstractContextManager, ExitStack, nullcontext

import click
from rich.console import Console
from rich.text import Text

from workers import topics
from workers.cli import console, kafka
from workers.cli.dead_letters import table
from workers.cli.stage import Stage, Witness
from workers.cli.telling import tell
from workers.demo import DemoArticle, shortfalls, story
from workers.errors import TocsinError
from workers.local import LocalKafka

EPILOG = """\b
Examples:
  tocsin demo
  tocsin demo --keep     then, elsewhere: tocsin alerts --follow --broker <address that it prints>

Needs the extra `local` (pip install 'tocsin[local]'), and the first time a package registry for Kafka itself.
"""


class UnexpectedError(TocsinError):
    """The demo did not show what its story promises."""

    exit_code = 1


@click.command(epilog=EPILOG)
@click.option("--keep", is_flag=True, help="Stay up when the story is told, until Ctrl-C.")
def command(*, keep: bool) -> None:
    """Start a Kafka and a worker, send a story of 27 November to 1 December 2024, and show what comes of it.

    Articles are sent one after another, each when the one before is wholly accounted for. Alerts are printed as they
    come, then what was dead-lettered and why. Ends by itself with 0, or with 1 where something did not come as the
    story promises. Nothing outside this machine is touched, and nothing is left behind.
    """
    out = console.stdout()
    with ExitStack() as resources:
        with _waiting(out, "Starting Kafka and a worker"):
            broker = resources.enter_context(LocalKafka()).bootstrap
            kafka.run(topics.ensure(broker, create=True, replication=1, partitions=None), broker)
            stage = resources.enter_context(Stage(broker))
            stage.wait_ready()
        wrong = kafka.run(_play(out, Witness(broker), stage), broker)
        _finish(out, stage, wrong, keep=keep)


async def _play(out: Console, witness: Witness, stage: Stage) -> list[str]:
    wrong: list[str] = []
    async with witness:
        for article in story():
            _announce(out, article)
            outcome = await witness.send(article, stage)
            for alert in outcome.alerts:
                tell(out, alert, sentences=1)
            for letter in outcome.letters:
                out.print(
                    Text(f"   dead letter  {letter.code} at {letter.path}: {letter.reason}\n", style="red")
                )
            code = outcome.letters[0].code if outcome.letters else None
            wrong += [f"{article.name}: {x}" for x in shortfalls(article.expected, outcome.alerts, code)]
        out.print(table(witness.letters))
    return wrong


def _announce(out: Console, article: DemoArticle) -> None:
    out.print(Text.assemble(("▸ ", "dim"), (article.name, "dim"), f"  {article.shows}"))


def _finish(out: Console, stage: Stage, wrong: list[str], *, keep: bool) -> None:
    out.print(f"\nThe worker's metrics are at {stage.metrics_url} while it runs.")
    if keep:
        out.print(f"Kafka stays up at {stage.bootstrap}, until Ctrl-C. Try:")
        out.print(f"  tocsin alerts --follow --broker {stage.bootstrap}")
        stage.wait()
    code = stage.stop()
    if code != 0:
        wrong = [*wrong, f"the worker ended with {code}"]
    if wrong:
        raise UnexpectedError("The demo did not go as its story promises:\n  " + "\n  ".join(wrong))
    out.print("All as the story promises.")


def _waiting(out: Console, text: str) -> AbstractContextManager[object]:
    if out.is_terminal:
        return out.status(text)
    out.print(text)
    return nullcontext()
