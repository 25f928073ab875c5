"""Tasks → results, in this process or in a pool of processes that survives the death of a worker."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def serial(work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
    """Do one task after the other in this process."""
    yield from map(work, tasks)


def nothing() -> None:
    """Prepare nothing."""


def processes(
    work: Callable[[T], R],
    tasks: Iterable[T],
    jobs: int,
    lost: Callable[[T], R],
    prepare: Callable[[], None] = nothing,
) -> Iterator[R]:
    """Do tasks in `jobs` processes; results come as they are ready. What `prepare` raises in one of them is raised.

    A worker that dies (killed for memory, a crash in a library) breaks its pool. The few tasks that were under way
    are then tried again, each alone in a process of its own; one that kills that too gives `lost(task)`.
    """
    left = iter(tasks)
    while True:
        suspects: list[T] = []
        yield from pooled(work, left, jobs, suspects, prepare)
        if not suspects:
            return
        for task in suspects:
            again: list[T] = []
            yield from pooled(work, iter([task]), 1, again, prepare)
            yield from (lost(task) for task in again)


def pooled(
    work: Callable[[T], R], tasks: Iterator[T], jobs: int, suspects: list[T], prepare: Callable[[], None]
) -> Iterator[R]:
    """Run a pool until tasks end or a worker dies; the tasks that were then under way are added to `suspects`."""
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=follow_parent)
    running: dict[Future[R], T] = {}

    def start(most: int) -> None:
        """Hand out the next tasks, `most` of them."""
        for task in islice(tasks, most):
            suspects.append(task)  # until it is under way: a pool that has just broken takes no more
            running[pool.submit(work, task)] = task
            suspects.pop()

    try:
        prepared = pool.submit(prepare)
        start(jobs + 1)
        prepared.result()
        while running:
            ready, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ready:
                result = future.result()
                del running[future]
                yield result
                start(1)
    except BrokenProcessPool:
        suspects.extend(running.values())
    except BaseException:  # Ctrl-C, or nobody wants the rest: what is under way is dropped, folders appear whole or not
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def follow_parent() -> None:
    """Leave Ctrl-C, which reaches all processes of a terminal, to the parent; and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait for the end of the parent, however it comes; a pool's worker would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
