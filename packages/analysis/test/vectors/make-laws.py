"""Writes laws.json: special functions and laws by mpmath in 50 digits, at random points and at the ends.

Run at the top of the repository (needs mpmath):
    V=packages/analysis/test/vectors; python3 $V/make-laws.py && npx prettier --write $V/laws.json
"""
import json
import random
from pathlib import Path

import mpmath as mp

mp.mp.dps = 50
source = random.Random(7)


def beta_tail(x, a, b):
    """Lower tail by the hypergeometric series of positive terms (DLMF 8.17.8), on the side where it is short."""
    x, a, b = mp.mpf(x), mp.mpf(a), mp.mpf(b)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_tail(1 - x, b, a)
    term, total, n = mp.mpf(1), mp.mpf(1), 0
    while term > total * mp.eps:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    front = mp.exp(a * mp.log(x) + b * mp.log1p(-x) + mp.loggamma(a + b) - mp.loggamma(a + 1) - mp.loggamma(b))
    return front * total


def gamma_tail(a, x):
    """Lower tail by its series of positive terms (DLMF 8.11.4)."""
    a, x = mp.mpf(a), mp.mpf(x)
    term, total, n = mp.mpf(1), mp.mpf(1), 0
    while term > total * mp.eps or n < x - a:
        n += 1
        term *= x / (a + n)
        total += term
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * total


def digits(low, high):
    return float("%.6g" % 10 ** source.uniform(low, high))


def usable(row):
    return all(value == 0 or abs(value) > 1e-305 for value in row)


def both(one):
    """Both tails; the smaller one by raising the digits where 1 - one would lose them."""
    return [float(one), float(1 - one)]


def student(t, df):
    t, df = mp.mpf(t), mp.mpf(df)
    if df > 1e6:  # The series would need as many terms.
        front = mp.exp(mp.loggamma((df + 1) / 2) - mp.loggamma(df / 2)) / mp.sqrt(df * mp.pi)
        density = lambda at: front * mp.exp(-(df + 1) / 2 * mp.log1p(at * at / df))
        tail = mp.quad(density, [abs(t), abs(t) + 1, abs(t) + 4, abs(t) + 10, abs(t) + 40, abs(t) + 400])
        return [float(1 - tail), float(tail)] if t > 0 else [float(tail), float(1 - tail)]
    tail = beta_tail(df / (df + t * t), df / 2, mp.mpf(1) / 2) / 2
    return [float(1 - tail), float(tail)] if t > 0 else [float(tail), float(1 - tail)]


rows = {"logGamma": [], "logBeta": [], "beta": [], "gamma": [], "student": [], "hypergeometric": []}
for x in (1e-300, 1e-9, 0.3, 0.5, 0.9999999, 1.0000001, 1.4, 1.9999, 2.0001, 2.5, 3.7, 9.99, 10.01, 1e5, 1e15, 1e300):
    rows["logGamma"].append([x, float(mp.loggamma(mp.mpf(x)))])
for a, b in ((0.5, 0.5), (1e-8, 3), (9.9, 10.1), (20, 0.001), (1e6, 2e6), (1e10, 3.5), (12, 1e-300), (1e8, 1e8), (2, 30)):
    rows["logBeta"].append([a, b, float(mp.log(mp.beta(mp.mpf(a), mp.mpf(b))) if a + b < 1e5 else mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(mp.mpf(a) + b))])
while len(rows["beta"]) < 90:
    a, b = digits(-2, 4), digits(-2, 4)
    mean = a / (a + b)
    spread = (mean * (1 - mean) / (a + b + 1)) ** 0.5
    x = source.choice([source.random(), mean + source.gauss(0, 3) * spread, digits(-12, 0)])
    if 0 < x < 1:
        mp.mp.dps = 360
        row = [x, a, b, *both(beta_tail(x, a, b))]
        mp.mp.dps = 50
        if usable(row[3:]):
            rows["beta"].append(row)
for x, a, b in ((0.3331, 1e6, 2e6), (0.3345, 1e6, 2e6), (2.5e-6, 2, 1e6), (1e-300, 0.5, 7), (0.999999, 3e5, 0.5)):
    mp.mp.dps = 360
    rows["beta"].append([x, a, b, *both(beta_tail(x, a, b))])
    mp.mp.dps = 50
while len(rows["gamma"]) < 80:
    a = digits(-2, 4)
    x = source.choice([digits(-6, 3), max(1e-9, a + source.gauss(0, 4) * a**0.5)])
    mp.mp.dps = 360
    row = [a, x, *both(gamma_tail(a, x))]
    mp.mp.dps = 50
    if usable(row[2:]):
        rows["gamma"].append(row)
for a, x in ((1e6, 1e6), (1e6, 1.003e6), (1e6, 9.97e5), (5000, 5001)):
    rows["gamma"].append([a, x, *both(gamma_tail(a, x))])
while len(rows["student"]) < 80:
    t, df = source.choice([-1, 1]) * digits(-3, source.choice([1, 3, 20])), digits(-1, 5)
    mp.mp.dps = 360
    row = [t, df, *student(t, df)]
    mp.mp.dps = 50
    if usable(row[2:]):
        rows["student"].append(row)
for t, df in ((-37, 1e9), (3, 1e12), (-1e100, 2.5), (1e-9, 4)):
    mp.mp.dps = 360
    rows["student"].append([t, df, *student(t, df)])
    mp.mp.dps = 50


def hypergeometric(k, marked, unmarked, draws):
    total = mp.binomial(marked + unmarked, draws)
    at = lambda j: mp.binomial(marked, j) * mp.binomial(unmarked, draws - j) / total
    low, high = max(0, draws - unmarked), min(marked, draws)
    return [float(at(k)), float(mp.fsum(at(j) for j in range(low, k + 1))), float(mp.fsum(at(j) for j in range(k + 1, high + 1)))]


for k, marked, unmarked, draws in (
    (1, 1, 1, 1), (3, 10, 20, 8), (0, 50, 50, 20), (20, 50, 50, 20), (150, 400, 600, 300), (7, 9, 19991, 10000),
    (40, 65, 1935, 1000), (2, 30, 5, 30), (299, 300, 300, 300), (1, 2, 0, 1),
):
    rows["hypergeometric"].append([k, marked, unmarked, draws, *hypergeometric(k, marked, unmarked, draws)])


def binomial(k, n, p):
    p = mp.mpf(p)
    at = lambda j: mp.binomial(n, j) * p**j * (1 - p) ** (n - j)
    return [float(at(k)), float(mp.fsum(map(at, range(k + 1)))), float(mp.fsum(map(at, range(k + 1, n + 1))))]


rows["binomial"] = [
    [k, n, p, *binomial(k, n, p)]
    for k, n, p in (
        (0, 10, 0.3), (10, 10, 0.3), (3, 20, 0.1), (40, 2000, 0.001), (1200, 2000, 0.5), (300, 2000, 0.5), (0, 2000, 1e-9),
        (1999, 2000, 0.999999), (700, 1000, 0.01),
    )
]


def poisson(k, mean):
    mean = mp.mpf(mean)
    at = lambda j: mp.exp(j * mp.log(mean) - mean - mp.loggamma(j + 1))
    return [float(at(k)), float(mp.fsum(map(at, range(k + 1)))), float(mp.fsum(map(at, range(k + 1, k + 3000))))]


rows["poisson"] = [
    [k, mean, *poisson(k, mean)]
    for k, mean in ((0, 0.1), (3, 0.5), (0, 12), (12, 12), (120, 12), (400, 600), (5000, 5000), (5300, 5000), (200, 1e-3))
]
Path(__file__).with_name("laws.json").write_text(json.dumps(rows) + "\n")
