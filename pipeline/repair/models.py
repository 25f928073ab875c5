"""The folder of model files to the models in memory, mapped, not read: well under a second."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.errors import MissingError
from pipeline.model_files import find_folder
from pipeline.repair.channel import Channel, Lexicon, lexicon, load_channel
from pipeline.repair.language import Language, load_language
from pipeline.repair.letters import marked, strip
from pipeline.repair.syllables import syllables


@dataclass(frozen=True, eq=False)
class Models:
    """The language model and a channel for each kind of reader: "foreign" and "vietnamese"."""

    folder: Path
    language: Language
    channels: dict[str, Channel]

    def lexicon(self, case: str) -> Lexicon:
        """The words that a scan may hold, spelt "LOWER", "TITLE" or "UPPER"; made when first asked for."""
        if case not in self._lexicons:
            spell = {"LOWER": str.lower, "TITLE": str.capitalize, "UPPER": str.upper}[case]
            words = [(spell(word), number) for word, number in self._words]
            self._lexicons[case] = lexicon(words, self.language.tables[0])
        return self._lexicons[case]

    @cached_property
    def _lexicons(self) -> dict[str, Lexicon]:
        return {}

    @cached_property
    def _words(self) -> list[tuple[str, int]]:
        known = syllables()
        return [
            (word, number)
            for number, word in enumerate(self.language.words)
            if word in known or (marked(word) and strip(word).isalpha() and len(word) > 1)
        ]


def load_models(folder: Path | None = None) -> Models:
    """Map the models into memory. Raises MissingError where a file is missing or damaged."""
    folder = folder or find_folder()
    try:
        language = load_language(folder / "language")
        channels = {name: load_channel(folder / "channels" / f"{name}.npz") for name in ("foreign", "vietnamese")}
    except (OSError, ValueError, KeyError) as error:
        raise MissingError(
            f"The repair models in {folder} cannot be used: {error}.",
            "Install the package again, or build them with `make models`.",
        ) from error
    return Models(folder, language, channels)
