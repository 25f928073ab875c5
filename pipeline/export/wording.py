"""Stable codes → words for people, in the language that they read."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pipeline.errors import UsageError
from pipeline.report import Check, Issue

Language = Literal["en", "vi"]
_FILE = Path(__file__).parent / "data" / "wording.toml"


@dataclass(frozen=True)
class Wording:
    """The words of one language. A code without words stands for itself."""

    language: Language
    words: Mapping[str, Mapping[str, str]]

    def of(self, kind: str, code: str) -> str:
        """The words for a code; `kind` is a table of wording.toml, e.g. "flag"."""
        return self.words.get(kind, {}).get(code, code)

    def notes(self, flags: Iterable[str]) -> str:
        """All flags in words."""
        return "; ".join(self.of("flag", flag) for flag in flags)

    def message(self, issue: Issue, text: str) -> str:
        """An issue as a sentence; `text` is what is printed at its place."""
        facts = {"text": text, **issue.facts}
        rule = issue.code.removesuffix("_mismatch")
        if issue.code in self.words["issue"]:
            template = issue.code
        elif rule in self.words["rule"]:
            template, facts["rule"] = "check_failed", self.of("rule", rule)
        else:
            template, facts["why"] = "doubtful_number", self.of("flag", issue.code)
        sentence = self.words["issue"][template].format_map(facts)
        return sentence[:1].upper() + sentence[1:]

    def status(self, check: Check) -> str:
        """The status of a check."""
        return self.of("status", check.status)


def load_wording(language: str) -> Wording:
    """The wording in a language. Raises UsageError for a language that there is not."""
    known: tuple[Language, ...] = get_args(Language)
    for each in known:
        if each == language:
            tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
            words = {kind: {code: forms[each] for code, forms in table.items()} for kind, table in tables.items()}
            return Wording(each, words)
    raise UsageError(f"There is no wording in '{language}'.", f"Languages are {', '.join(known)}.")
