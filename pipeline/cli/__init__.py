"""The command `vanthu`: its verbs, what they print, and their exit codes."""

import os
import sys
from collections.abc import Sequence

from pipeline.cli.arguments import parser
from pipeline.cli.output import say
from pipeline.errors import ExitCode, PipelineError

__all__ = ["main", "parser"]


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code. Results go to stdout or files, talk goes to stderr."""
    arguments = parser().parse_args(words)
    try:
        code: int = arguments.verb(arguments)
        sys.stdout.flush()
    except PipelineError as error:
        say(f"vanthu: {error}")
        return int(error.exit_code)
    except KeyboardInterrupt:
        say("vanthu: stopped. What is finished is kept; the same command goes on from there.")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    return code
