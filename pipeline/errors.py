"""What can go wrong, and the exit code each kind of failure owns."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command `vanthu`; part of its public interface."""

    OK = 0
    BUG = 1  # an unexpected exception: ours to mend
    USAGE = 2  # wrong words on the command line
    INPUT = 3  # a file is missing, unreadable, encrypted, empty, not what its name says
    MISSING = 4  # a program, language pack or model is not installed
    PARTIAL = 5  # a batch ended: some documents succeeded, others or some of their pages failed
    FAILED = 6  # a batch ended: no document succeeded
    OCR = 7  # a page could not be read
    INTERRUPTED = 130  # stopped by Ctrl-C; what is finished is kept


class PipelineError(Exception):
    """A failure that a person can act on.

    `str(error)` says what happened, and `cure` what to do about it; `page` is the 1-based page where one is to blame.
    """

    exit_code = ExitCode.BUG

    def __init__(self, message: str, cure: str, page: int | None = None) -> None:
        super().__init__(message, cure, page)
        self.message = message
        self.cure = cure
        self.page = page

    def __str__(self) -> str:
        where = f"page {self.page}: " if self.page else ""
        return f"{where}{self.message} {self.cure}".strip()


class UsageError(PipelineError):
    """The command line asks for something that cannot be done."""

    exit_code = ExitCode.USAGE


class InputError(PipelineError):
    """An input file cannot be used."""

    exit_code = ExitCode.INPUT


class MissingError(PipelineError):
    """A program, a language pack or a model is not there."""

    exit_code = ExitCode.MISSING


class OcrError(PipelineError):
    """Tesseract failed on a page."""

    exit_code = ExitCode.OCR
