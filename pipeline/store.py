"""Our values as JSON, and files that are complete as soon as they exist."""

import dataclasses
import json
import os
import tempfile
import types
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import InputError

T = TypeVar("T")


@contextmanager
def completed(path: Path) -> Iterator[Path]:
    """Give a place to write beside `path`, and move it there when the block ends without an exception."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with `\\n` line ends; the file appears whole or not at all."""
    with completed(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def to_json(value: Any) -> Any:
    """Plain JSON data: dataclasses as objects, tuples as lists, Decimal and date as strings."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_json(kind: Any, data: Any) -> Any:
    """The inverse of `to_json` for a value of type `kind`."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        inner = [arg for arg in args if arg is not type(None)]
        return None if data is None else from_json(inner[0], data)
    if origin is tuple:
        kinds = [args[0]] * len(data) if args[-1] is Ellipsis else list(args)
        return tuple(from_json(item_kind, item) for item_kind, item in zip(kinds, data, strict=True))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = typing.get_type_hints(kind)
        return kind(**{name: from_json(hints[name], data[name]) for name in data})
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return kind(*data)
    parsers: dict[Any, Callable[[Any], Any]] = {Decimal: Decimal, date: date.fromisoformat, float: float}
    return parsers[kind](data) if kind in parsers else data


def save(value: Any, path: Path) -> None:
    """Write one of our values as JSON, atomically."""
    write_text(path, json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":")) + "\n")


def load(kind: type[T], path: Path) -> T:
    """Read a value of type `kind`. Raises InputError where the file is missing or not such a value."""
    try:
        value: T = from_json(kind, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} cannot be read as {kind.__name__}: {error}.", "Convert the document again."
        ) from error
    return value
