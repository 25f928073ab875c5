"""Costs of states, place by place → the cheapest sequence of states where changing costs something too."""

from collections.abc import Sequence


def cheapest(costs: Sequence[Sequence[float]], change: float) -> list[int]:
    """The index of the state at every place (Viterbi); the way begins in state 0, and equal ways stay there."""
    if not costs:
        return []
    row = [0.0] + [change] * (len(costs[0]) - 1)
    came: list[list[int]] = []
    for here in costs:
        best = row.index(min(row))
        back = [i if value <= row[best] + change else best for i, value in enumerate(row)]
        came.append(back)
        row = [min(value, row[best] + change) + add for value, add in zip(row, here, strict=True)]
    state = row.index(min(row))
    states = [state]
    for back in reversed(came[1:]):
        state = back[state]
        states.append(state)
    return states[::-1]
