"""Streams → a compound file, as Office wrote before 2007 ([MS-CFB]), small and plain."""

from struct import pack

SECTOR, LEAST = 512, 4096  # smaller streams would need sectors of their own kind
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def compound_file(streams: dict[str, bytes]) -> bytes:
    """The bytes of a file that holds the streams; each is filled with zeros to LEAST bytes and whole sectors."""
    padded = {name: data.ljust(LEAST, b"\0") for name, data in streams.items()}
    padded = {name: data + bytes(-len(data) % SECTOR) for name, data in padded.items()}
    directory_size = -(-(len(streams) + 1) // 4)
    total = directory_size + sum(len(data) // SECTOR for data in padded.values())
    fat_size = -(-(total + 8) // (SECTOR // 4))
    table = [FAT] * fat_size + _chain(fat_size, directory_size)
    entries = [_entry("Root Entry", 5, 1, END, 0, NONE)]
    body = b""
    for number, name in enumerate(sorted(padded, key=lambda name: (len(name), name.upper())), 1):
        start, size = len(table), len(padded[name])
        table += _chain(start, size // SECTOR)
        entries.append(_entry(name, 2, NONE, start, size, number + 1 if number < len(padded) else NONE))
        body += padded[name]
    table += [FREE] * (fat_size * SECTOR // 4 - len(table))
    directory = b"".join(entries).ljust(directory_size * SECTOR, b"\0")
    return _header(fat_size) + pack(f"<{len(table)}I", *table) + directory + body


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), END]


def _header(fat_size: int) -> bytes:
    begin = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    begin += pack("<IIIIIIIII", 0, fat_size, fat_size, 0, LEAST, END, 0, END, 0)
    return begin + pack("<109I", *range(fat_size), *[FREE] * (109 - fat_size))


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int) -> bytes:
    spelt = (name + "\0").encode("utf-16-le")
    return spelt.ljust(64, b"\0") + pack("<HBBIII36xIII", len(spelt), kind, 1, NONE, right, child, start, size, 0)
