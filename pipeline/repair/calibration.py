"""Posteriors of scanned words to the shares in which such words are right.

A channel learnt in general is too sure of a particular page, so the log odds of a changed word are scaled and shifted
(Platt 1999). Fitted on changes in lines of dev, printed, degraded and read again: 12,900 of Tesseract's English model
and 7,400 of its Vietnamese one. Fitted on half of the lines, the calibration error on the other half is 0.006 for the
first, 0.011 and 0.018 for the second.
"""

import numpy as np

from pipeline.repair.decoder import JOINED, Choices
from pipeline.repair.readings import KEPT, Readings

SCALE = {"foreign": 0.7, "vietnamese": 0.65}
SHIFT = {"foreign": -0.4, "vietnamese": -1.5}
SUREST = 0.9995  # a higher posterior tells no more: what is cut from a lattice is missing in it


def calibrated(share: np.ndarray, kind: str) -> np.ndarray:
    """The share right of words that were changed with these posteriors, read through the channel `kind`."""
    bounded = np.clip(share, 1 - SUREST, SUREST)
    odds = SCALE[kind] * np.log(bounded / (1 - bounded)) + SHIFT[kind]
    fair: np.ndarray = 1 / (1 + np.exp(-odds))
    return fair


def posterior(share: float, kind: str) -> float:
    """The inverse of `calibrated`, for a single share below the highest; 0 and 1 stay."""
    if not 0 < share < 1:
        return share
    return float(1 / (1 + np.exp(-(np.log(share / (1 - share)) - SHIFT[kind]) / SCALE[kind])))


def told_fairly(choices: Choices, readings: Readings, kind: str, doubt: float) -> Choices:
    """The choices with the calibrated share of every changed word; rivals only where that is below `doubt`.

    What other readings have is scaled to fill the rest.
    """
    changed = (choices.arc <= JOINED) | (readings.form[np.maximum(choices.arc, 0)] != KEPT)
    share = np.where(changed, calibrated(choices.share, kind), choices.share)
    size = int(max(choices.token.max(initial=0), choices.rival_token.max(initial=0))) + 1
    chosen, old, new = np.full(size, -1), np.ones(size), np.ones(size)
    chosen[choices.token], old[choices.token], new[choices.token] = choices.arc, choices.share, share
    some = new[choices.rival_token] < doubt
    token, arc, rival = choices.rival_token[some], choices.rival_arc[some], choices.rival_share[some]
    rest = rival * (1 - new[token]) / np.maximum(1 - old[token], 1 - SUREST)
    rival = np.where(arc == chosen[token], new[token], np.minimum(rest, 1 - new[token]))
    return Choices(choices.token, choices.arc, share, token, arc, rival)
