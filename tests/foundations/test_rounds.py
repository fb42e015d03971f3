"""A round goes on past what fails in it."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bundles.rounds import each


def test_one_that_fails_is_told_of_and_holds_up_no_other() -> None:
    seen = []

    def work(key: int) -> bool:
        seen.append(key)
        if key == 2:
            raise RuntimeError("the disk is full")
        return key != 3

    with capture_logs() as logs:
        assert each("a_round", (1, 2, 3, 4), work) == 2
    assert seen == [1, 2, 3, 4]
    assert [(one["event"], one["round"], one["key"]) for one in logs] == [
        ("round_failed", "a_round", 2)
    ]


def test_who_is_told_to_stop_stops() -> None:
    def work(_key: int) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        each("a_round", (1, 2), work)
