"""Writes change-points.json: candidates by summing over all pairs of all divisions, and change points by the two steps of
the Hunter paper with scipy's t test from mean and deviation (population deviation, pooled variance).

Run at the top of the repository (needs numpy and scipy):
    V=packages/analysis/test/vectors; python3 $V/make-change-points.py && npx prettier --write $V/change-points.json
"""
import json
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.stats import ttest_ind_from_stats

source = np.random.default_rng(29)


def within(part, power):
    return sum(abs(x - y) ** power for x, y in combinations(part, 2))


def divergence(before, after, power):
    n, m = len(before), len(after)
    q = 2 * sum(abs(x - y) ** power for x in before for y in after)
    if n > 1:
        q -= 2 * m / (n - 1) * within(before, power)
    if m > 1:
        q -= 2 * n / (m - 1) * within(after, power)
    return q / (n + m)


known = {}


def candidate(values, power=1):
    key = (tuple(values), power)
    if key not in known:
        known[key] = max(
            ((divergence(values[:at], values[at:end], power), -at) for at in range(1, len(values))
             for end in range(at + 1, len(values) + 1)),
        )
    return -known[key][1], known[key][0]


def p_value(before, after):
    if len(before) + len(after) <= 2:
        return 1.0
    with np.errstate(all="ignore"):
        p = ttest_ind_from_stats(
            np.mean(before), np.std(before), len(before), np.mean(after), np.std(after), len(after)
        ).pvalue
    return 1.0 if np.isnan(p) else float(p)


def magnitude(before, after):
    a, b = np.mean(before), np.mean(after)
    return max(0 if a == 0 else abs(b / a - 1), 0 if b == 0 else abs(a / b - 1))


def split(values, limit):
    borders = [0, len(values)]
    while True:
        parts = [(a, b) for a, b in zip(borders, borders[1:]) if b - a > 1]
        if not parts:
            break
        found = [(*candidate(values[a:b]), a, b) for a, b in parts]
        at, _, a, b = max(found, key=lambda one: one[1])
        if not p_value(values[a : a + at], values[a + at : b]) <= limit:
            break
        borders = sorted([*borders, a + at])
    return borders[1:-1]


def windows(values, length, limit):
    start, found = 0, []
    while start < len(values):
        new = [start + at for at in split(values[start : start + length], limit)]
        found += new
        start = max([start + length // 2, *new])
    return found


def sides(values, places, at):
    ends = [0, *places, len(values)]
    return values[ends[at] : ends[at + 1]], values[ends[at + 1] : ends[at + 2]]


def merge(values, places, limit, least, retest):
    known = [sides(values, places, at) for at in range(len(places))]
    while places:
        ps = [p_value(*each) for each in known]
        sizes = [magnitude(*each) for each in known]
        if max(ps) >= limit:
            drop = ps.index(max(ps))
        elif min(sizes) <= least:
            drop = sizes.index(min(sizes))
        else:
            break
        places, known = places[:drop] + places[drop + 1 :], known[:drop] + known[drop + 1 :]
        for at in (drop, drop + 1) if retest == "otava" else (drop - 1, drop):
            if 0 <= at < len(places):
                known[at] = sides(values, places, at)
    return [
        {"index": place, "pValue": p_value(*each), "meanBefore": float(np.mean(each[0])),
         "meanAfter": float(np.mean(each[1])), "magnitude": float(magnitude(*each))}
        for place, each in zip(places, known)
    ]


def change_points(values, windowLength=50, maxPValue=0.001, minMagnitude=0, retest="neighbours"):
    weak = 10 * maxPValue if maxPValue < 0.05 else 2 * maxPValue if maxPValue < 0.5 else maxPValue
    return merge(values, windows(values, windowLength, weak), maxPValue, minMagnitude, retest)


def levels(sizes, means, deviation=1.0, digits=2):
    parts = [mean + deviation * source.standard_normal(size) for size, mean in zip(sizes, means)]
    return [round(float(x), digits) for x in np.concatenate(parts)]


candidates = [
    {"series": series, "power": power, "index": found[0], "statistic": found[1]}
    for series, power in [
        (levels([8, 8], [10, 13]), 1),
        (levels([8, 8], [10, 13]), 0.5),
        (levels([3, 12], [10, 14]), 1.5),
        (levels([9, 4, 9], [10, 15, 10]), 1),
        (levels([14], [10]), 1),
        (levels([1, 1], [10, 14]), 1),
    ]
    for found in [candidate(series, power)]
]
cases = []
for series, variants in [
    (levels([30, 30], [100, 104], 1.5), [{}]),
    (levels([70], [100]), [{}, {"maxPValue": 0.05, "windowLength": 20}, {"maxPValue": 0.6, "windowLength": 7}, {"maxPValue": 0.5, "windowLength": 30}]),
    (levels([25, 3, 30], [100, 112, 100]), [{}, {"windowLength": 15}, {"minMagnitude": 0.02}, {"maxPValue": 1e-12}]),
    (levels([20, 20, 20, 20], [100, 101.5, 104, 103]), [{}, {"minMagnitude": 0.02}, {"maxPValue": 0.01}, {"windowLength": 31}]),
    (levels([12] * 7, [10, 11, 10, 12, 11, 13, 11], 0.8), [{}, {"maxPValue": 0.04, "windowLength": 26}, {"maxPValue": 0.05}, {"maxPValue": 0.2}]),
    (levels([40, 40], [0, 1.5], 0.5), [{"windowLength": 24}]),
]:
    for options in variants:
        for retest in ("neighbours", "otava"):
            given = {**options, "retest": retest}
            cases.append({"series": series, "options": given, "points": change_points(series, **given)})
Path(__file__).with_name("change-points.json").write_text(json.dumps({"candidates": candidates, "cases": cases}))
print([len(case["points"]) for case in cases])
print(sum(a["points"] != b["points"] for a, b in zip(cases[::2], cases[1::2])), "differ by what is tested again")
