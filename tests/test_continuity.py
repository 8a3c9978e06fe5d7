import pytest

from workers.continuity import Continuity, Expected
from workers.progress import Position, StandstillWatch


def guard(committed, oldest=0):
    """A guard whose broker answers so, and the list of what it was asked."""
    asked = []

    async def ask(topic, partition):
        asked.append((topic, partition))
        return Expected(committed, oldest)

    return Continuity(ask), asked


@pytest.mark.parametrize(
    ("committed", "oldest", "offset", "verdict"),
    [
        (5, 0, 5, "right"),
        (5, 0, 4, "right"),
        (5, 0, 6, "hole"),
        (5, 9, 9, "retention"),
        (5, 9, 10, "hole"),
        (None, 0, 0, "right"),
        (None, 3, 3, "right"),
        (None, 0, 1, "hole"),
    ],
)
async def test_continuity_judges_the_first_record(committed, oldest, offset, verdict):
    """The first record after an assignment is the committed one, unless retention took it."""
    continuity, _ = guard(committed, oldest)

    assert await continuity.follow("t", 0, offset) == verdict


async def test_continuity_judges_what_follows_without_asking():
    """Each later record follows the last of its partition; a repeat is no hole."""
    continuity, asked = guard(5)
    verdicts = [await continuity.follow("t", 0, offset) for offset in (5, 6, 6, 7, 9)]

    assert verdicts == ["right", "right", "right", "right", "hole"]
    assert asked == [("t", 0)]


async def test_continuity_starts_again_after_an_assignment():
    """After forgetting, the broker is asked again, for each partition."""
    continuity, asked = guard(5)
    await continuity.follow("t", 0, 5)
    continuity.forget()

    assert await continuity.follow("t", 0, 5) == "right"
    assert await continuity.follow("t", 1, 8) == "hole"
    assert asked == [("t", 0), ("t", 0), ("t", 1)]


def position(committed, end=10):
    """The positions of one partition."""
    return {("t", 0): Position(committed, end)}


def test_standstill_is_lag_without_movement():
    """Stuck when nothing moved for longer than the limit although there was work."""
    watch = StandstillWatch(120)

    assert [watch.stuck(now, position(3)) for now in (0, 10, 129, 131)] == [False, False, False, True]


@pytest.mark.parametrize(
    "positions", [[3, 3, 4, 4], [10, 10, 10, 10]], ids=["an offset moved", "there was no work"]
)
def test_standstill_excuses(positions):
    """Movement or an empty queue is no standstill."""
    watch = StandstillWatch(120)

    assert not any(
        watch.stuck(now, position(p)) for now, p in zip((0, 100, 200, 300), positions, strict=True)
    )


def test_standstill_excuses_a_silent_broker():
    """A broker that does not answer is not our standstill."""
    watch = StandstillWatch(120)
    watch.stuck(0, position(3))
    watch.stuck(100, position(3))
    watch.silent()

    assert not watch.stuck(200, position(3))
