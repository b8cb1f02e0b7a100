"""Writes distributions.json: the normal law by mpmath in 60 digits, the rank-sum law by whole numbers of any size.

Run at the top of the repository (needs mpmath):
    V=packages/analysis/test/vectors; python3 $V/make-distributions.py && npx prettier --write $V/distributions.json
"""
import json
from pathlib import Path

import mpmath as mp

mp.mp.dps = 60


def quantile(p):
    """Root of log cdf(z) = log p, by bisection: slow, and no relative of the method under test."""
    target = mp.log(p)
    low, high = mp.mpf(-40), mp.mpf(10)
    for _ in range(190):
        middle = (low + high) / 2
        if log_cdf(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def log_cdf(z):
    return mp.log1p(-mp.ncdf(-z)) if z > 0 else mp.log(mp.ncdf(z))


def rank_sum_ways(n, m):
    """Coefficients of the Gaussian binomial (n+m over n): products and exact divisions of polynomials."""
    poly = [1]
    for i in range(1, n + 1):
        grown = poly + [0] * (m + i)
        for at, value in enumerate(poly):
            grown[at + m + i] -= value
        for at in range(i, len(grown)):
            grown[at] += grown[at - i]
        poly = grown[: i * m + 1]
    return poly


def rank_sum(n, m):
    ways = rank_sum_ways(n, m)
    total = sum(ways)
    places = sorted({0, 1, n * m // 4, n * m // 2, n * m - 1, n * m})
    cdf = [[u, float(mp.mpf(sum(ways[: u + 1])) / total)] for u in places]
    quantiles = []
    for p in (0.005, 0.025, 0.5, 0.975):
        running = 0
        for u, value in enumerate(ways):
            running += value
            if mp.mpf(running) / total >= p:
                quantiles.append([p, u])
                break
    return {"n": n, "m": m, "cdf": cdf, "quantiles": quantiles}


points = [-37.5, -35.49, -20.1, -8.3, -5, -2.2, -1.81, -1.79, -0.5, -1e-8, 0.3, 1.2, 2.5, 6, 8.2]
probabilities = [1e-300, 1e-100, 1e-16, 1e-5, 0.01, 0.2, 0.2499, 0.2501, 0.499999, 0.5 + 1e-10, 0.7, 0.99, 1 - 1e-10]
vectors = {
    "normal": [[z, float(mp.ncdf(mp.mpf(z))), float(mp.ncdf(-mp.mpf(z))), float(log_cdf(mp.mpf(z)))] for z in points],
    "normalLogTail": [[z, float(log_cdf(mp.mpf(z)))] for z in (-60, -1000)],
    "normalQuantile": [[p, float(quantile(mp.mpf(p)))] for p in probabilities],
    "rankSum": [rank_sum(n, m) for n, m in ((1, 1), (3, 4), (5, 6), (10, 10), (20, 20), (49, 49), (7, 45))],
    "erfc": [[x, float(mp.erfc(mp.mpf(x)))] for x in (-3, -0.5, 1e-9, 0.7, 1.2499, 1.2501, 2, 5, 13.3, 26)],
}
Path(__file__).with_name("distributions.json").write_text(json.dumps(vectors) + "\n")
