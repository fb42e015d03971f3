"""What can go wrong in a demonstration: a sentence that says where, and what came back."""

from __future__ import annotations


class DemoFailed(Exception):
    """The demonstration cannot go on, or does not hold."""

    code = "demo_failed"


class StepFailed(DemoFailed):
    """One step did not answer as it must; names the address and what came back."""

    code = "step_failed"

    def __init__(self, step: str, address: str, came_back: str) -> None:
        self.step, self.address, self.came_back = step, address, came_back
        super().__init__(f"{step}\n  {address}\n  {came_back}")


class NotProven(DemoFailed):
    """The case was played to its end, but something about it does not hold."""

    code = "not_proven"
