"""The table that `make bench` prints: each goal, and beside it what was measured."""

from __future__ import annotations

from collections.abc import Callable

import pytest

_ROWS = pytest.StashKey[list[tuple[str, str, str, bool]]]()
Goal = Callable[[str, float, float, str], None]


@pytest.fixture
def goal(request: pytest.FixtureRequest) -> Goal:
    """goal(picture, limit, measured, unit) notes a line of the table, and fails if it is missed."""
    rows = request.config.stash.setdefault(_ROWS, [])

    def check(picture: str, limit: float, measured: float, unit: str) -> None:
        met = measured <= limit
        rows.append((picture, f"<= {limit:.3g}{unit}", f"{measured:.3g}{unit}", met))
        assert met, f"{picture}: {measured:.3g}{unit}, the goal is {limit:.3g}{unit} or less"

    return check


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    rows = config.stash.get(_ROWS, [])
    if not rows:
        return
    table = [("picture", "goal", "measured"), *(row[:3] for row in rows)]
    widths = [max(len(row[k]) for row in table) for k in range(3)]
    terminalreporter.section("goals")
    for row, met in zip(table, [True, *(row[3] for row in rows)], strict=True):
        line = "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        terminalreporter.write_line(line.rstrip() + ("" if met else "   MISSED"))
