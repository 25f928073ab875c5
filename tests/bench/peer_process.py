"""Runs in the peers' environment, without our package: {"first", "lines"} on stdin, what a peer made on stdout."""

import importlib
import importlib.metadata
import json
import re
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

RESTORES = re.compile(r"(add|restor|recover).*(accent|diacritic|tone)|(accent|diacritic).*(add|restor|recover)", re.I)


def restorer(peer: str) -> Callable[[str], str] | None:
    """The function of a peer that gives marks back: named for pyvi, looked for among the public names of others."""
    if peer == "pyvi":
        made: Callable[[str], str] = importlib.import_module("pyvi.ViUtils").add_accents
        return made
    module = importlib.import_module(peer)
    names = [name for name in dir(module) if RESTORES.search(name) and callable(getattr(module, name))]
    return getattr(module, names[0]) if names else None


def restore(function: Callable[[str], str], first: str, lines: list[str]) -> dict[str, Any]:
    """Every line, or the line as it was where the peer fails; processor time from the second call on."""
    function(first)
    made, failures = [], 0
    start = time.process_time()
    for line in lines:
        try:
            made.append(function(line))
        except Exception:  # whatever a peer throws is what we count
            made.append(line)
            failures += 1
    return {"lines": made, "seconds": time.process_time() - start, "failures": failures}


def main() -> None:
    """The command: the name of the peer is its only word."""
    peer = sys.argv[1]
    told: dict[str, Any] = {"version": importlib.metadata.version(peer)}
    task = json.load(sys.stdin)
    with redirect_stdout(sys.stderr):  # peers may talk
        function = restorer(peer)
        told |= restore(function, task["first"], task["lines"]) if function else {"lacks": "it restores no diacritics."}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
