"""The verb `check`: what is installed."""

import argparse

from pipeline import check
from pipeline.errors import ExitCode


def check_verb(arguments: argparse.Namespace) -> int:
    """Say what is installed and what to do about what is not."""
    parts = check.inspect()
    for part in parts:
        print(f"{'ok' if part.found else 'MISSING':8}{part.name:24}{part.version or part.cure}")
    return int(ExitCode.OK if all(part.found for part in parts) else ExitCode.MISSING)
