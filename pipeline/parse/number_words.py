"""Vietnamese number words → the number: "mười ba tỷ, năm trăm linh ba triệu" is 13,503,000,000."""

from pipeline.parse.folding import spelled

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SIZES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_ENDS = frozenset({"đồng", "chẵn", "vnđ", "vnd"})
_ODD = frozenset({"linh", "lẻ"})


def read_words(text: str) -> int | None:
    """The number that words say, a trailing "đồng chẵn" aside; None where any word is none of a number's.

    Strict: an order of words that no one writes gives None rather than a guess.
    """
    words = spelled(text).replace(",", " ").replace(".", " ").split()
    while words and words[-1] in _ENDS:
        words.pop()
    if not words:
        return None
    total, group, last = 0, [], 10**12
    for word in words:
        size = _SIZES.get(word)
        if size is None:
            group.append(word)
            continue
        value = _below_thousand(group)
        if word in ("tỷ", "tỉ") and not group and 0 < total < 10**9:
            value, total, last = total, 0, 10**12  # "hai nghìn tỷ": thousands of thousand millions
        if value is None or size >= last:
            return None
        total, group, last = total + value * size, [], size
    rest = _below_thousand(group) if group else 0
    return None if rest is None else total + rest


def _below_thousand(words: list[str]) -> int | None:
    """Up to three digits: "ba trăm linh năm", "hai mươi mốt", "mười lăm"."""
    total, left = 0, list(words)
    if len(left) > 1 and left[1] == "trăm":
        if left[0] not in _DIGITS:
            return None
        total, left = 100 * _DIGITS[left[0]], left[2:]
        if left and left[0] in _ODD:
            return total + _DIGITS[left[1]] if len(left) == 2 and left[1] in _DIGITS else None
    if not left:
        return total if words else None
    if left[0] == "mười":
        total, left = total + 10, left[1:]
    elif len(left) > 1 and left[1] in ("mươi", "chục"):
        if left[0] not in _DIGITS:
            return None
        total, left = total + 10 * _DIGITS[left[0]], left[2:]
    elif len(left) == 2 and left[0] in _DIGITS and left[1] in _DIGITS and left[0] not in ("không",):
        total, left = total + 10 * _DIGITS[left[0]], left[1:]  # "hai lăm"
    if not left:
        return total
    return total + _DIGITS[left[0]] if len(left) == 1 and left[0] in _DIGITS else None
