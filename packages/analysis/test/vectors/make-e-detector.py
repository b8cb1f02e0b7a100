"""Writes e-detector.json: the evidence of a change after each result, from the whole history at every step.

Run at the top of the repository (needs numpy):
    V=packages/analysis/test/vectors; python3 $V/make-e-detector.py && npx prettier --write $V/e-detector.json
"""
import json
import math
from pathlib import Path

import numpy as np

source = np.random.default_rng(23)


def cut(values, limit):
    return np.minimum(limit, np.maximum(-limit, values))


def factor(scores):
    center = scores - scores.mean()
    r = float(center[1:] @ center[:-1]) / max(float(center @ center), 1e-9)
    if r <= 1 / math.sqrt(len(scores)):
        return 1.0
    r = min(r, 0.9)
    return math.sqrt((1 - r) / (1 + r))


def statistic(series, effects, winsor, warm, window, lag):
    logs = np.log(series)
    total = [0.0] * len(effects)
    means = []
    for now in range(warm, len(series)):
        reference = logs[max(0, now - window) : max(warm, now - lag)]
        middle = np.median(reference)
        scale = max(1.4826 * np.median(np.abs(reference - middle)), 1e-4)
        scores = cut((reference - middle) / scale, winsor)
        z = float(cut((logs[now] - middle) / scale, winsor))
        for at, effect in enumerate(effects):
            gain = math.exp(effect * factor(scores) * z) / float(np.mean(np.exp(effect * scores)))
            total[at] = (total[at] + 1) * gain / math.exp(effect**2 / (2 * max(10, len(reference))))
        means.append(sum(total) / len(total))
    return means


def noise(kind, size):
    e = source.standard_normal(size)
    if kind == "correlated":
        for at in range(1, size):
            e[at] += 0.8 * e[at - 1]
    if kind == "outliers":
        e += np.where(source.random(size) < 0.1, 15 * source.random(size), 0)
    return 0.02 * e


def case(kind, size, step, options):
    series = [round(float(x), 3) for x in 100 * np.exp(noise(kind, size) + step * (np.arange(size) >= size // 2))]
    if kind == "constant":
        series = [100.0] * (size // 2) + [100.0 * (1 + step)] * (size - size // 2)
    return {"series": series, "options": options, "statistic": statistic(series, **options)}


usual = {"effects": [0.5, 1, 2], "winsor": 3, "warm": 30, "window": 60, "lag": 5}
cases = [
    case("plain", 90, 0, usual),
    case("plain", 150, 0.05, usual),
    case("outliers", 100, 0.03, usual),
    case("correlated", 140, 0, usual),
    case("constant", 40, 0.01, {**usual, "warm": 10, "window": 12, "lag": 0}),
    case("plain", 60, 0.04, {"effects": [1], "winsor": 2.5, "warm": 5, "window": 9, "lag": 3}),
    case("plain", 60, -0.04, {"effects": [0.25, 3], "winsor": 4, "warm": 20, "window": 15, "lag": 8}),
]
Path(__file__).with_name("e-detector.json").write_text(json.dumps(cases))
