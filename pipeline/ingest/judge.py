"""A text layer → may it be trusted? Signature stamps, stripped marks and fonts of the 1990s make layers that look real.

Every rule errs on the side of rejecting: a rejected page is still read by OCR, a trusted bad one is wrong for ever.
"""

import re
import unicodedata

MARKED = frozenset("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
LETTERS = MARKED | frozenset("abcdefghijklmnopqrstuvwxyz")
ALLOWED = LETTERS | frozenset("0123456789 .,:;!?%()[]{}<>/\\-–—−‐‑_+*=&@#$§°'\"“”‘’«»…•·\u00ad×²³^|~`\uf0b7\uf02d")

# Share of Vietnamese words with a mark: 0.70-0.80 in reports and laws, 0.35 in tables full of codes and abbreviations,
# 0.00-0.03 in layers that an English engine left. English text has none: it is read by OCR too.
LEAST_MARKED = 0.25
# Share of words of a form that Vietnamese spelling allows: 0.93-1.0 in good layers, below 0.6 in foreign OCR.
LEAST_SYLLABLES = 0.60
MOST_STRANGE = 0.04  # words with a letter that Vietnamese has not; TCVN3 and VNI have 0.3-0.8
ENOUGH = 20  # words that a share is worth something with

SIGNED = re.compile(
    r"(?:người ký|ký bởi|ký số bởi|cơ quan|tổ chức|thời gian ký|ngày ký|giờ ký|email|signed by|digitally signed|"
    r"date|signature (?:valid|not verified)|reason|location)\s*:.*|"
    r".*\d\d[:.]\d\d[:.]\d\d(?: ?[+-]\d\d[:']\d\d'?)?.*|\S+@\S+",
    re.IGNORECASE,
)
ONSET = "ngh|ng|gh|gi|kh|nh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx]"
SYLLABLE = re.compile(rf"(?:{ONSET})?[aeiouy]{{1,3}}(?:ng|nh|ch|[cmnpt])?")
WORD = re.compile(r"[^\W\d_]+")


def verdict(lines: list[str], image_share: float) -> str | None:
    """Why the layer cannot be trusted, or None where it is good. `image_share` of the page is under images, 0 to 1.

    A layer over a page-sized image is another engine's reading of the scan (or the stamp of a signature): ours is
    better known.
    """
    text = "\n".join(line for line in lines if not SIGNED.fullmatch(line.strip()))
    tokens = text.lower().split()
    if not tokens:
        return "no text but signatures"
    if image_share >= 0.5:
        return "text over a scan"
    strange = sum(any(c not in ALLOWED for c in token) for token in tokens)
    if strange / len(tokens) > MOST_STRANGE and strange > 2:
        return "letters that Vietnamese has not: an old or broken font"
    words = [w for w in WORD.findall(text.lower()) if len(w) > 1]
    if len(words) < ENOUGH:
        return None if image_share < 0.1 or len(words) >= 3 else "few words"
    marked = sum(any(c in MARKED for c in w) for w in words) / len(words)
    if marked < LEAST_MARKED:
        return "no marks on the letters"
    valid = sum(bool(SYLLABLE.fullmatch(bare(w))) for w in words) / len(words)
    return "no Vietnamese syllables" if valid < LEAST_SYLLABLES else None


def bare(word: str) -> str:
    """The word without marks, đ kept."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
