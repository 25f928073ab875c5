"""A pool that outlives its workers."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch.engines import processes, serial
from pipeline.errors import MissingError


def square(task: int) -> int:
    return task * task


def square_or_die(task: int) -> int:
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task


@pytest.mark.parametrize("jobs", [1, 3])
def test_all_tasks_are_done(jobs: int) -> None:
    assert sorted(processes(square, range(7), jobs, lambda task: -1)) == sorted(serial(square, range(7)))


def test_a_task_that_kills_its_worker_is_lost_and_no_other() -> None:
    results = list(processes(square_or_die, range(8), 2, lambda task: -task))
    assert sorted(results) == [-3, 0, 1, 4, 16, 25, 36, 49]


def raise_or_die(how: str) -> None:
    if how == "raise":
        raise MissingError("Tesseract is not installed.", "Install it.")
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_the_preparation_raises_is_said_once() -> None:
    with pytest.raises(MissingError, match="not installed"):
        list(processes(square, range(8), 2, lambda task: -1, partial(raise_or_die, "raise")))


def test_no_task_is_forgotten_where_the_preparation_dies() -> None:
    assert sorted(processes(square, range(3), 2, lambda task: -task, partial(raise_or_die, "die"))) == [-2, -1, 0]


SLOW = """
import sys, time
from pathlib import Path
from pipeline.batch.engines import processes
from tests.batch.test_engines import note_and_wait
if __name__ == "__main__":
    list(processes(note_and_wait, [sys.argv[1]], 1, str))
"""


def note_and_wait(note: str) -> None:
    Path(note).write_text(str(os.getpid()))
    time.sleep(60)


def test_workers_end_with_their_parent_even_when_it_is_killed(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(SLOW)
    note = tmp_path / "pid"
    place = {"cwd": Path(__file__).parents[2], "env": os.environ | {"PYTHONPATH": "."}}
    parent = subprocess.Popen([sys.executable, tmp_path / "slow.py", note], **place)  # type: ignore[call-overload]
    while not (note.exists() and note.read_text()):
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 20
    while is_running(note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(note.read_text())


def test_who_stops_asking_does_not_wait_for_what_is_under_way(tmp_path: Path) -> None:
    results = processes(square_or_sleep, [2, 60], 2, lambda task: -1)
    assert next(results) == 4
    started = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 30


def square_or_sleep(task: int) -> int:
    time.sleep(task if task > 9 else 0)
    return task * task


def is_running(pid: str) -> bool:
    """Whether a process is there and is no zombie, which a machine without an init process would keep."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
