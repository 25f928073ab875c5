"""What posteriors of scanned words are worth."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import RepairOptions
from pipeline.repair import Models, repair_text
from pipeline.repair.calibration import SUREST, calibrated, posterior

KINDS = ("foreign", "vietnamese")
SCAN = (Path(__file__).parents[2] / "samples" / "export-mangled.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
@given(share=st.floats(0.001, SUREST))
def test_it_can_be_undone(kind: str, share: float) -> None:
    assert posterior(float(calibrated(np.array([share]), kind)[0]), kind) == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_it_keeps_the_order_and_claims_no_more(kind: str) -> None:
    shares = np.linspace(0.5, 1.0, 200)
    fair = calibrated(shares, kind)
    assert (np.diff(fair) >= 0).all()
    assert (fair < shares).all()


def test_readings_of_a_doubtful_word_share_what_there_is(models: Models) -> None:
    repaired = repair_text(SCAN, models, RepairOptions(doubt=0.95))
    assert repaired.damage == "foreign-ocr"
    doubts = repaired.doubts
    assert doubts
    for change in doubts:
        shares = [share for _, share in change.alternatives]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) + (change.conf if change.new != change.old else 0) <= 1.01


def test_only_what_is_below_the_doubt_has_other_readings(models: Models) -> None:
    assert all(change.conf < 0.9 for change in repair_text(SCAN, models, RepairOptions()).doubts)
