"""Input files → folder names that never collide and stay the same from run to run."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

LONGEST = 180  # bytes of a name: file systems allow 255, and we add a prefix, a mark and an ending
RESERVED = frozenset({"tables"})


def key_of(path: Path, root: Path) -> str:
    """What tells inputs of one name apart: the path below the folder that was named on the command line."""
    return path.relative_to(root.parent).as_posix() if path.is_relative_to(root.parent) else path.as_posix()


def folder_names(keys: Iterable[str], owners: dict[str, str]) -> dict[str, str]:
    """A name for every key. `owners` maps names that are already taken in the output folder to their keys.

    The name is the file's own without its ending. Where another key owns it, a mark made from the key is added;
    names that differ only in case count as one, since some file systems think so too.
    """
    taken = {name.casefold(): key for name, key in owners.items()}
    names: dict[str, str] = {}
    for key in sorted(set(keys)):
        name = plain_name(key)
        if taken.setdefault(name.casefold(), key) != key:
            name = f"{name}~{hashlib.sha256(key.encode()).hexdigest()[:8]}"
            taken[name.casefold()] = key
        names[key] = name
    return names


def plain_name(key: str) -> str:
    """The stem of the file, cut to a length that every file system takes."""
    stem = Path(key).stem.strip(". ") or "document"
    while len(stem.encode()) > LONGEST:
        stem = stem[:-1]
    return f"{stem}~" if stem.casefold() in RESERVED else stem
