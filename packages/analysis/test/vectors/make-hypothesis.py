"""Writes hypothesis.json: comparisons of two samples by scipy, by counting all differences, and by solving for limits.

Run at the top of the repository (needs scipy and mpmath):
    V=packages/analysis/test/vectors; python3 $V/make-hypothesis.py && npx prettier --write $V/hypothesis.json
"""
import json
import math
import random
from pathlib import Path

import mpmath as mp
from scipy.stats import mannwhitneyu, norm

mp.mp.dps = 40
source = random.Random(20)


def sample(size, shift, digits):
    return [round(source.lognormvariate(3, 0.5) + shift, digits) for _ in range(size)]


def ways(n, m):
    poly = [1]
    for i in range(1, n + 1):
        grown = poly + [0] * (m + i)
        for at, value in enumerate(poly):
            grown[at + m + i] -= value
        for at in range(i, len(grown)):
            grown[at] += grown[at - i]
        poly = grown[: i * m + 1]
    return poly


def exact_rank(n, m, half):
    counts = ways(n, m)
    total, running = sum(counts), 0
    for u, count in enumerate(counts):
        running += count
        if mp.mpf(running) / total >= half:
            return max(1, u)


def asymptotic_rank(control, experiment, half):
    n, m = len(experiment), len(control)
    both = control + experiment
    ties = sum(both.count(v) ** 3 - both.count(v) for v in set(both))
    sigma = math.sqrt(n * m / 12 * ((n + m + 1) - ties / ((n + m) * (n + m - 1))))
    return max(1, math.floor(n * m / 2 + norm.ppf(half) * sigma))


def comparison(control, experiment, level):
    n, m = len(experiment), len(control)
    tied = len(set(control + experiment)) < n + m
    exact = not tied and n < 50 and m < 50
    p = {
        ours: float(
            mannwhitneyu(experiment, control, alternative=theirs, method="exact" if exact else "asymptotic").pvalue
        )
        for ours, theirs in (("two-sided", "two-sided"), ("less", "less"), ("greater", "greater"))
    }
    differences = sorted(x - y for x in experiment for y in control)
    half = (1 - level) / 2
    rank = exact_rank(n, m, half) if exact else asymptotic_rank(control, experiment, half)
    middle = len(differences) // 2
    median = differences[middle] if len(differences) % 2 else (differences[middle - 1] + differences[middle]) / 2
    return {
        "control": control,
        "experiment": experiment,
        "level": level,
        "method": "exact" if exact else "asymptotic",
        "statistic": float(mannwhitneyu(experiment, control).statistic),
        "pValue": p,
        "estimate": median,
        "lower": differences[rank - 1],
        "upper": differences[-rank],
        "rank": rank,
    }


def wilson(events, total, z):
    """Roots of (share - p)^2 = z^2 p (1 - p) / total."""
    share = mp.mpf(events) / total
    roots = mp.polyroots([1 + z**2 / total, -(2 * share + z**2 / total), share**2], maxsteps=200, extraprec=200)
    return sorted(mp.re(root) for root in roots)


def proportions(control, experiment, level):
    z = mp.sqrt(2) * mp.erfinv(mp.mpf(level))
    (l1, u1), (l2, u2) = wilson(*experiment, z), wilson(*control, z)
    p1, p2 = mp.mpf(experiment[0]) / experiment[1], mp.mpf(control[0]) / control[1]
    return {
        "control": {"events": control[0], "total": control[1]},
        "experiment": {"events": experiment[0], "total": experiment[1]},
        "level": level,
        "difference": float(p1 - p2),
        "lower": float(p1 - p2 - mp.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)),
        "upper": float(p1 - p2 + mp.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)),
    }


vectors = {
    "samples": [
        comparison(sample(9, 0, 5), sample(7, 2, 5), 0.9),
        comparison(sample(20, 0, 6), sample(20, 4, 6), 0.95),
        comparison(sample(49, 0, 7), sample(31, 0, 7), 0.98),
        comparison(sample(12, 0, 0), sample(15, 3, 0), 0.95),
        comparison(sample(60, 0, 4), sample(55, -3, 4), 0.99),
        comparison(sample(40, 0, -1), sample(80, 0, -1), 0.9),
    ],
    "proportions": [
        proportions((5, 1000), (9, 100), 0.95),
        proportions((0, 900), (0, 100), 0.99),
        proportions((3, 2000), (2000, 2000), 0.9),
        proportions((4312, 431200), (71, 4812), 0.98),
    ],
}
Path(__file__).with_name("hypothesis.json").write_text(json.dumps(vectors) + "\n")
