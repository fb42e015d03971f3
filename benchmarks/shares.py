"""Where the time of one case goes, by what was at work: ``python -m benchmarks.shares [--cases
30]``.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
from collections import Counter
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.ground import ground

Function = tuple[str, int, str]

WORKERS: Final = (
    ("PostgreSQL: statements and commits", ("psycopg2",)),
    ("Django: building statements, making objects", ("/django/",)),
    (
        "checking and planning the form (CEL, schemas)",
        ("catalogue/", "cel", "jsonschema", "stdnum"),
    ),
    ("sealing personal data", ("cryptography", "applicants/", "/json/")),
    ("the ledger's canonical JSON and hashes", ("rfc8785", "ledger.py", "hashlib", "_sha2")),
    ("the verbs themselves", ("casework/", "issuance/", "departments/")),
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Where the time of one case goes.")
    parser.add_argument("--cases", type=int, default=30)
    cases = parser.parse_args().cases
    with ground():
        from benchmarks.by_services import ByServices

        runner = ByServices(seed=1)
        runner.case()
        profile = cProfile.Profile()
        profile.enable()
        for _case in range(cases):
            runner.case()
        profile.disable()
    _print(_by_worker(pstats.Stats(profile)), cases)


def _by_worker(stats: Any) -> Counter[str]:
    """Own time of every function; a built-in's time is its callers'."""
    spent: Counter[str] = Counter()
    for function, (_cc, _nc, own, _cumulative, callers) in stats.stats.items():
        worker = _worker(function)
        if worker or not callers:
            spent[worker or "everything else"] += own
            continue
        for caller, (_calls, _primitive, share, _total) in callers.items():
            spent[_worker(caller) or "everything else"] += share
    return spent


def _worker(function: Function) -> str | None:
    path, _line, name = function
    place = name if path == "~" else path
    return next((worker for worker, marks in WORKERS if any(m in place for m in marks)), None)


def _print(spent: Counter[str], cases: int) -> None:
    table = Table(title=f"one case of six-in-one, {cases} profiled", title_justify="left")
    table.add_column("what was at work")
    table.add_column("share", justify="right")
    whole = sum(spent.values())
    for worker, own in spent.most_common():
        table.add_row(worker, f"{own / whole:.0%}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
