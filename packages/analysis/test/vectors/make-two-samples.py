"""Writes two-samples.json: comparisons of two samples by SciPy, and by definition where SciPy has none.

Run at the top of the repository (needs scipy):
    V=packages/analysis/test/vectors; python3 $V/make-two-samples.py && npx prettier --write $V/two-samples.json
"""
import json
import math
import random
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.optimize import brentq

source = random.Random(31)
sides = {"two-sided": "two-sided", "less": "less", "greater": "greater"}


def sample(size, shift, spread, digits):
    return [round(source.lognormvariate(3, spread) + shift, digits) for _ in range(size)]


def t_quantile(tail, df):
    """By the law itself: SciPy's own quantile has nine digits between whole degrees of freedom."""
    return brentq(lambda t: stats.t.sf(t, df) - tail, 0, 100, xtol=1e-14, rtol=1e-14)


def welch(control, experiment, null):
    shifted = [value - null for value in experiment]
    p = {ours: float(stats.ttest_ind(shifted, control, equal_var=False, alternative=side).pvalue) for ours, side in sides.items()}
    n, m = len(experiment), len(control)
    a, b = np.var(experiment, ddof=1) / n, np.var(control, ddof=1) / m
    df = (a + b) ** 2 / (a**2 / (n - 1) + b**2 / (m - 1))
    difference = float(np.mean(experiment) - np.mean(control))
    half = t_quantile(0.025, df) * math.sqrt(a + b)
    one_sided = t_quantile(0.05, df) * math.sqrt(a + b)
    return {
        "null": null, "p": p, "df": float(df), "difference": difference, "lower": difference - half, "upper": difference + half,
        "lower90": difference - one_sided, "upper90": difference + one_sided,
    }


def brunner(control, experiment):
    # SciPy's alternatives speak of its first sample.
    p = {ours: float(stats.brunnermunzel(experiment, control, alternative=side).pvalue) for ours, side in sides.items()}
    pairs = [(x > y) + 0.5 * (x == y) for x in experiment for y in control]
    return {"estimate": sum(pairs) / len(pairs), "statistic": -float(stats.brunnermunzel(experiment, control).statistic), "p": p}


def studentised(control, experiment):
    """Statistic of Brunner and Munzel by counting pairs."""
    n, m = len(experiment), len(control)
    x = [sum((a > b) + 0.5 * (a == b) for b in control) for a in experiment]
    y = [sum((b > a) + 0.5 * (b == a) for a in experiment) for b in control]
    variance = np.var(x, ddof=1) / m**2 / n + np.var(y, ddof=1) / n**2 / m
    away = sum(x) / n / m - 0.5
    return math.copysign(math.inf, away) if variance == 0 and away != 0 else away / math.sqrt(variance)


def permutations(control, experiment):
    both, n = control + experiment, len(experiment)
    observed = studentised(control, experiment)
    means = np.mean(experiment) - np.mean(control)
    less = greater = mean_less = mean_greater = count = 0
    for chosen in combinations(range(len(both)), n):
        one = [both[i] for i in chosen]
        other = [both[i] for i in range(len(both)) if i not in chosen]
        value = studentised(other, one)
        less += value <= observed + 1e-9
        greater += value >= observed - 1e-9
        mean = np.mean(one) - np.mean(other)
        mean_less += mean <= means + 1e-9
        mean_greater += mean >= means - 1e-9
        count += 1
    return {"less": less / count, "greater": greater / count, "meanLess": mean_less / count, "meanGreater": mean_greater / count, "count": count}


def order(values, rank):
    return math.inf if rank > len(values) else 0.0 if rank < 1 else sorted(values)[rank - 1]


def quantile_ratio(control, experiment, q, level):
    def limits(values):
        n, alpha = len(values), 1 - level
        low, high = int(stats.binom.ppf(alpha / 2, n, q)), int(stats.binom.ppf(1 - alpha / 2, n, q)) + 1
        return order(values, math.ceil(round(q * n, 9))), order(values, low), order(values, high)

    def log(value):
        return -math.inf if value == 0 else math.log(value)

    (c, cl, cu), (e, el, eu) = limits(control), limits(experiment)
    d = log(e) - log(c)
    lower = math.exp(d - math.hypot(log(e) - log(el), log(cu) - log(c)))
    upper_gap = math.hypot(log(eu) - log(e), log(c) - log(cl))
    upper = "Infinity" if math.isinf(upper_gap) else math.exp(d + upper_gap)
    return {"q": q, "level": level, "control": c, "experiment": e, "lower": lower, "upper": upper}


def pair(n, m, shift, spread, digits):
    control, experiment = sample(m, 0, 0.5, digits), sample(n, shift, spread, digits)
    return {
        "control": control,
        "experiment": experiment,
        "welch": [welch(control, experiment, 0), welch(control, experiment, 2)],
        "brunner": brunner(control, experiment),
        "quantiles": [quantile_ratio(control, experiment, q, level) for q, level in ((0.5, 0.95), (0.9, 0.9), (0.99, 0.95))],
    }


small = [(sample(m, 0, 0.5, digits), sample(n, shift, 0.7, digits)) for n, m, shift, digits in ((5, 6, 4, 3), (4, 5, 0, -1), (3, 9, 12, 2))]
vectors = {
    "pairs": [pair(12, 15, 4, 0.5, 4), pair(40, 60, 0, 0.9, 0), pair(100, 30, 2, 0.2, 3), pair(11, 300, 3, 1.2, 2)],
    "permutations": [{"control": c, "experiment": e, **permutations(c, e)} for c, e in small],
}
Path(__file__).with_name("two-samples.json").write_text(json.dumps(vectors) + "\n")
