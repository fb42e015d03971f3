"""Complete six-in-one cases per second, through the services and by hand-written SQL.

``python -m benchmarks.flow [--seconds 8] [--processes 1 2 4]`` starts a PostgreSQL of its own
(fsync on), runs both in turn on it, and prints one table. A case is: created page by page, handed
in, accepted, fanned out, six times claimed and approved, its certificates' numbers reserved;
papers are rendered elsewhere.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

from rich.console import Console
from rich.table import Table

from benchmarks.ground import ground, start_django

WARM_UP = 2  # cases each process runs before it counts


@dataclass(frozen=True, slots=True)
class Measured:
    """``rate`` in cases a second, ``approvals`` in milliseconds."""

    rate: float
    approvals: list[float]


def main() -> None:
    asked = _arguments()
    if asked.worker:
        _work(asked.worker, asked.seconds, asked.seed)
        return
    table = Table(title="six-in-one, complete cases", title_justify="left")
    for column in (
        "processes",
        "services /s",
        "by hand /s",
        "share",
        "approval p50 ms",
        "approval p95 ms",
    ):
        table.add_column(column, justify="right")
    with ground():
        for processes in asked.processes:
            services = _measure("services", processes, asked.seconds)
            by_hand = _measure("hand", processes, asked.seconds)
            table.add_row(
                str(processes),
                f"{services.rate:.1f}",
                f"{by_hand.rate:.1f}",
                f"{services.rate / by_hand.rate:.0%}",
                f"{median(services.approvals):.1f}",
                f"{quantiles(services.approvals, n=20)[-1]:.1f}",
            )
    Console(width=100).print(table)


def _measure(way: str, processes: int, seconds: float) -> Measured:
    """Run ``processes`` at once; each starts counting when all are warm."""
    command = [sys.executable, "-m", "benchmarks.flow", "--seconds", str(seconds), "--worker", way]
    children = [
        subprocess.Popen(
            [*command, "--seed", str(os.getpid() * 100 + number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    for child in children:
        _line(child)
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    told = [json.loads(_line(child)) for child in children]
    for child in children:
        child.wait()
    return Measured(
        rate=sum(each["cases"] / each["seconds"] for each in told),
        approvals=[ms for each in told for ms in each["approvals"]],
    )


def _line(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    line = child.stdout.readline()
    if not line:
        raise SystemExit(f"a process of the benchmark ended early, with status {child.wait()}")
    return line


def _work(way: str, seconds: float, seed: int) -> None:
    start_django()
    from benchmarks.by_hand import ByHand
    from benchmarks.by_services import ByServices

    services = ByServices(seed)
    runner = services if way == "services" else ByHand(services.case())
    for _case in range(WARM_UP):
        runner.case()
    services.approvals.clear()
    print("ready", flush=True)
    sys.stdin.readline()
    began, cases = perf_counter(), 0
    while perf_counter() - began < seconds:
        runner.case()
        cases += 1
    told = {
        "cases": cases,
        "seconds": perf_counter() - began,
        "approvals": [taken * 1000 for taken in services.approvals],
    }
    print(json.dumps(told), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Complete six-in-one cases per second.")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--worker", choices=["services", "hand"], help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
