"""Everything that Tocsin raises on purpose, each with a stable code.

TocsinError
├── RejectedError        this record can never be processed: dead letter, then go on
├── DataFileError        a file that a desk or a linguist edits is wrong: refuse to start
├── SettingsError        a TOCSIN_* setting is wrong: refuse to start
├── TopicMismatchError   Kafka's topics are not as schemas/topics says: refuse to start
├── UndeliverableError   the broker will never take this record: treat its cause as poison
├── BrokerUnreachableError  no broker answers, or it refuses us: say where we looked
├── PoisonTaskError      a CPU task killed or outlasted its process twice: dead letter
└── UsageError           a command was asked for something that cannot be done

Errors of one module alone stand there: pool.TaskFailedError and LoadFailedError, jars.LocalKafkaError, and those of
single commands in cli.
"""

from pathlib import Path
from typing import ClassVar


class TocsinError(Exception):
    """Base of all our errors.

    Attributes:
        exit_code: what a command ends with when nothing handles the error (sysexits.h).
    """

    exit_code: ClassVar[int] = 70


class RejectedError(TocsinError):
    """A record that breaks its contract.

    Attributes:
        code: stable and dotted, such as ``field.missing``; listed in docs/reasons.md.
        path: where in the record, as a JSON path such as ``$.bodies[0].value``.
        reason: one sentence for the person who has to mend the feed.
        uri: the article's, where it could still be read.
    """

    exit_code: ClassVar[int] = 65

    def __init__(self, code: str, path: str, reason: str, *, uri: str | None = None) -> None:
        super().__init__(f"{code} at {path}: {reason}")
        self.code = code
        self.path = path
        self.reason = reason
        self.uri = uri


class DataFileError(TocsinError):
    """A data file has a wrong line.

    Attributes:
        file: the file.
        line: counted from 1; None where the file as a whole is wrong.
        reason: one sentence.
    """

    exit_code: ClassVar[int] = 78

    def __init__(self, file: Path, line: int | None, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}" if line else f"{file}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason

    def __reduce__(self) -> tuple[type["DataFileError"], tuple[Path, int | None, str]]:
        """Survive the way out of a process of the pool."""
        return DataFileError, (self.file, self.line, self.reason)


class SettingsError(TocsinError):
    """A setting is missing, malformed or out of its range."""

    exit_code: ClassVar[int] = 78


class TopicMismatchError(TocsinError):
    """A topic is absent or differs from its contract; the message says what to do."""

    exit_code: ClassVar[int] = 78


class BrokerUnreachableError(TocsinError):
    """No broker answered in time, or it refused us."""

    exit_code: ClassVar[int] = 69


class UndeliverableError(TocsinError):
    """The broker refused a record for good.

    Attributes:
        code: stable, such as ``output.too_large``.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


class PoisonTaskError(TocsinError):
    """A task took a process of the CPU pool down twice, the second time alone.

    Attributes:
        code: ``pool.killed`` or ``pool.timeout``.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


class UsageError(TocsinError):
    """A command was given arguments or input that it cannot use."""

    exit_code: ClassVar[int] = 64
