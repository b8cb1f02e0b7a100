"""Writes count-tails.json: exact tests far in their tails and of large tables, by their definitions in 60 digits.

Run at the top of the repository (needs mpmath):
    V=packages/analysis/test/vectors; python3 $V/make-count-tails.py && npx prettier --write $V/count-tails.json
"""
import json
from pathlib import Path

import mpmath as mp

mp.mp.dps = 60


def log_choose(n, k):
    return mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)


def from_outcome(mass, ratio, k, step, end):
    """The sum of the masses from k on in steps of 1 or -1, by the ratios of neighbours, until nothing is added."""
    if (k - end) * step > 0:
        return mp.mpf(0)
    term = total = mass(k)
    while k != end and term > total * mp.mpf(10) ** -45:
        term *= ratio(k) if step > 0 else 1 / ratio(k - 1)
        k += step
        total += term
    return total


def p_values(mass, ratio, k, least, mode, most):
    """One-sided sums, and the one of all outcomes of mass(k) (1 + 1e-7) at most."""
    less = from_outcome(mass, ratio, k, -1, least) if k <= mode else 1 - from_outcome(mass, ratio, k + 1, 1, most)
    greater = from_outcome(mass, ratio, k, 1, most) if k >= mode else 1 - from_outcome(mass, ratio, k - 1, -1, least)
    limit = mass(k) * (1 + mp.mpf(10) ** -7)
    if mass(mode) <= limit:
        both = mp.mpf(1)
    else:
        # The nearest outcome on the other side of the mode that is no more probable.
        near, far = (mode, most + 1) if k < mode else (mode, least - 1)
        while abs(far - near) > 1:
            middle = (near + far) // 2
            near, far = (near, middle) if mass(middle) <= limit else (middle, far)
        both = (less if k < mode else greater) + (from_outcome(mass, ratio, far, 1, most) if k < mode else from_outcome(mass, ratio, far, -1, least))
    return {"two-sided": float(both), "less": float(less), "greater": float(greater)}


def binomial(k, n, share):
    p = mp.mpf(share)
    mass = lambda j: mp.exp(log_choose(n, j) + j * mp.log(p) + (n - j) * mp.log1p(-p))
    return p_values(mass, lambda j: mp.mpf(n - j) / (j + 1) * p / (1 - p), k, 0, int(mp.floor((n + 1) * p)), n)


def fisher(x, n, y, m):
    events, others = x + y, n + m - x - y
    whole = log_choose(n + m, n)
    mass = lambda j: mp.exp(log_choose(events, j) + log_choose(others, n - j) - whole)
    ratio = lambda j: mp.mpf(events - j) * (n - j) / ((j + 1) * (others - n + j + 1))
    return p_values(mass, ratio, x, max(0, n - others), (n + 1) * (events + 1) // (n + m + 2), min(events, n))


def chi_squared(counts, weights):
    total, scale = mp.mpf(sum(counts)), mp.mpf(sum(weights))
    statistic = sum((c - total * w / scale) ** 2 / (total * w / scale) for c, w in zip(counts, weights))
    return float(mp.gammainc(mp.mpf(len(counts) - 1) / 2, statistic / 2, mp.inf, regularized=True))


side = lambda x, n: {"events": x, "total": n}
Path(__file__).with_name("count-tails.json").write_text(json.dumps({
    "binomial": [
        {**side(k, n), "nullShare": share, "p": binomial(k, n, share)}
        for k, n, share in ((600, 1000, 0.125), (0, 5000, 0.0625), (485000, 1000000, 0.5), (700, 1000, 0.25), (100450, 100000000, 0.0009765625), (3, 200, 0.75))
    ],
    "fisher": [
        {"experiment": side(x, n), "control": side(y, m), "p": fisher(x, n, y, m)}
        for x, n, y, m in (
            (600, 1000, 0, 1000), (0, 1000, 480, 1000), (1003000, 2000000, 1000000, 2000000), (1030000, 2000000, 1000000, 2000000),
            (70, 1000000, 0, 1000000), (1600, 1000000, 5000, 9000000), (1000, 5000000, 0, 1),
        )
    ],
    "split": [
        {"counts": counts, "weights": weights, "p": chi_squared(counts, weights)}
        for counts, weights in (([515000, 485000], [1, 1]), ([0, 600], [1, 1]), ([1000, 1300, 400, 300], [1, 1, 1, 1]), ([101500, 898500], [1, 9]))
    ],
}) + "\n")
