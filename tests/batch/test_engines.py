"""A pool that outlives its workers."""

import os
import signal

import pytest

from pipeline.batch.engines import processes, serial


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
