"""Tesseracts that stay running and read one picture after the other.

A start takes 0.1 to 0.2 s of CPU, a page of text 0.7 s; a page asks for three readings, by two models.
"""

import os
import pty
import select
import subprocess
import tty
import weakref
from collections import defaultdict
from collections.abc import Sequence
from threading import Lock
from time import monotonic

import pytesseract

from pipeline.ocr.languages import Kind, arguments

CHUNK = 65536  # bytes taken from it at once
PICTURE = b"1\t"  # starts the first row of every picture


class StoppedError(Exception):
    """A Tesseract ended before it had read everything."""


class Running:
    """One process, which is given names of pictures and writes their TSV as it goes."""

    def __init__(self, kind: Kind) -> None:
        """Start it. Raises FileNotFoundError where Tesseract is not installed."""
        command = [pytesseract.pytesseract.tesseract_cmd, "-", "-", *arguments(kind)]
        names, self.questions = os.pipe()
        self.answers, terminal = pty.openpty()  # into a pipe it would write nothing before 4096 bytes are full
        tty.setraw(terminal)
        try:
            self.process = subprocess.Popen(
                [*command, "-c", "stream_filelist=1", "-c", "tessedit_create_tsv=1"],
                stdin=names,
                stdout=terminal,
                stderr=subprocess.DEVNULL,
                # Its threads wait for each other: one is 4-90 times cheaper (survey, 6).
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except BaseException:
            os.close(self.questions)
            os.close(self.answers)
            raise
        finally:
            os.close(names)
            os.close(terminal)
        self.stop = weakref.finalize(self, _stop, self.process, self.questions, self.answers)

    def read(self, names: Sequence[str], timeout_s: float) -> str:
        """Rows of TSV for the files; the last is to be a blank one, whose first row tells that all others are done.

        Raises TimeoutError after `timeout_s`, and StoppedError.
        """
        deadline = monotonic() + timeout_s
        asked, rows = "".join(f"{name}\n" for name in names).encode(), b""
        while not (rows.endswith(b"\n") and _pictures(rows) == len(names)):
            ready = self._ready(bool(asked), deadline)
            try:
                if self.questions in ready:
                    asked = asked[os.write(self.questions, asked[: select.PIPE_BUF]) :]
                if self.answers in ready:
                    rows += os.read(self.answers, CHUNK)
            except OSError as error:  # nobody reads or writes at the other end
                raise StoppedError from error
        return rows.decode()

    def _ready(self, asking: bool, deadline: float) -> set[int]:
        """What can be written to or read from without waiting."""
        poll = select.poll()
        poll.register(self.answers, select.POLLIN)
        if asking:
            poll.register(self.questions, select.POLLOUT)
        ready = {place for place, _ in poll.poll(max(0.0, 1000 * (deadline - monotonic())))}
        if not ready:
            raise TimeoutError
        return ready


def _pictures(rows: bytes) -> int:
    return rows.count(b"\n" + PICTURE) + rows.startswith(PICTURE)


def _stop(process: subprocess.Popen[bytes], questions: int, answers: int) -> None:
    os.close(questions)
    process.kill()
    process.wait()
    os.close(answers)


class Pool:
    """Tesseracts of every kind that was asked for, as many as are used at a time."""

    def __init__(self) -> None:
        self.idle: defaultdict[Kind, list[Running]] = defaultdict(list)
        self.lock = Lock()

    def read(self, kind: Kind, names: Sequence[str], timeout_s: float) -> str:
        """As `Running.read`; a Tesseract that failed is not used again."""
        with self.lock:
            own = self.idle[kind].pop() if self.idle[kind] else None
        own = own or Running(kind)
        try:
            rows = own.read(names, timeout_s)
        except BaseException:
            own.stop()
            raise
        with self.lock:
            self.idle[kind].append(own)
        return rows
