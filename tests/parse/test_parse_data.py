"""The data files agree with each other."""

from pipeline.parse.folding import spelled
from pipeline.parse.lexicon import load_lexicon

LEXICON = load_lexicon()
KEYS = {indicator.key for indicator in LEXICON.indicators}


def test_indicators_refer_to_indicators() -> None:
    for indicator in LEXICON.indicators:
        named = {indicator.rate, *indicator.under, *indicator.under.values()} - {""}
        assert named <= KEYS, indicator.key


def test_indicators_have_labels_and_known_units() -> None:
    units = {unit.name for unit in LEXICON.units}
    for indicator in LEXICON.indicators:
        assert indicator.labels or indicator.whole, indicator.key
        assert indicator.units and indicator.units <= units, indicator.key


def test_a_printed_form_is_one_unit() -> None:
    forms = [unit.form for unit in LEXICON.units]
    assert len(forms) == len(set(forms))


def test_no_label_forbids_itself() -> None:
    for indicator in LEXICON.indicators:
        for label in indicator.labels:
            assert not any(spelled(word) in label for word in indicator.unless), (indicator.key, label)
