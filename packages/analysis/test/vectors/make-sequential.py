"""Writes sequential.json: evidence and bounds valid at every look, by their definitions in 40 digits: mixtures as integrals
of likelihood ratios over their priors, laws as sums.

Run at the top of the repository (needs mpmath, numpy and scipy):
    V=packages/analysis/test/vectors; python3 $V/make-sequential.py && npx prettier --write $V/sequential.json
"""
import json
from pathlib import Path

import mpmath as mp
import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import log_ndtr, ndtr

mp.mp.dps = 40
num = lambda x: float(x)


def prior_variance(at, alpha, sides):
    twice = -2 * mp.log(2 * mp.mpf(alpha) if sides == 1 else mp.mpf(alpha))
    return mp.mpf(at) / (twice + mp.log(1 + twice))


def log_integral(log_value, low, high, peak, width):
    """ln of an integral of exp(log_value), cut where its hump lies; width is a rough standard deviation."""
    top = log_value(peak)
    edges = [low] + [e for k in (-60, -25, -10, -5, -2.5, -1, 0, 1, 2.5, 5, 10, 25, 60) if low < (e := peak + k * width) < high] + [high]
    return top + mp.log(mp.quad(lambda x: mp.exp(log_value(x) - top), edges))


def sub_gaussian(s, v, at, alpha, sides):
    rho, s, v = prior_variance(at, alpha, sides), mp.mpf(s), mp.mpf(v)
    value = lambda x: x * s - x * x * v / 2 - x * x * rho / 2 + mp.log(rho / (2 * mp.pi)) / 2 + (mp.log(2) if sides == 1 else 0)
    width = 1 / mp.sqrt(v + rho)
    peak = s / (v + rho)
    if sides == 1 and peak < width:
        # On the slope of the hump: e-folds at 0.
        slope = max(-s, 1 / width)
        return log_integral(value, mp.mpf(0), mp.inf, mp.mpf(0), 1 / slope)
    return log_integral(value, mp.mpf(0) if sides == 1 else -mp.inf, mp.inf, peak, width)


def beta_binomial(s, v, g, h, at, alpha, sides):
    s, v, g, h = map(mp.mpf, (s, v, g, h))
    worth = max(prior_variance(at, alpha, sides) / (g * h) - 1, mp.mpf("0.001"))
    null = g / (g + h)
    below, above = (v / g - s) / (g + h), (v / h + s) / (g + h)
    log_beta = lambda a, b: mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)

    def part(a, b):
        """ln of the beta integral, of one side from the null on."""
        if sides == 2:
            return log_beta(a, b)
        if b < 2:
            return log_beta(a, b) + mp.log(mp.betainc(b, a, 0, 1 - null, regularized=True))
        value = lambda p: (a - 1) * mp.log(p) + (b - 1) * mp.log(1 - p)
        mode = (a - 1) / (a + b - 2)
        slope = abs((a - 1) / null - (b - 1) / (1 - null))
        if mode > null:
            return log_integral(value, null, mp.mpf(1), mode, mp.sqrt(mode * (1 - mode) / (a + b)))
        return log_integral(value, null, mp.mpf(1), null, 1 / (slope + mp.sqrt((a + b) / (null * (1 - null)))))

    a, b = worth * null, worth * (1 - null)
    return part(a + above, b + below) - part(a, b) - above * mp.log(null) - below * mp.log(1 - null)


def gamma_exponential(s, v, c, at, alpha):
    prior = prior_variance(at, alpha, 1) / mp.mpf(c) ** 2
    z, v = mp.mpf(s) / c, mp.mpf(v) / mp.mpf(c) ** 2
    # u = 1 - c lambda has a gamma law cut at 1; integrated over x = -ln u, which has no pole.
    log_value = lambda x: -prior * (x + mp.exp(-x)) + z * (1 - mp.exp(-x)) + v * (1 - x - mp.exp(-x))
    total = mp.log(mp.gammainc(prior, 0, prior)) - prior * mp.log(prior)
    peak = max(mp.mpf(0), mp.log((z + v + prior) / (v + prior))) if z + v + prior > 0 else mp.mpf(0)
    near, far = 1 / mp.sqrt(1 + v + prior + abs(z)), 1 / (v + prior)
    steps = [k * w for w in (near, far) for k in (0.5, 1, 2, 4, 8, 16, 32, 64)]
    edges = sorted({mp.mpf(0), *[e for d in steps for e in (peak - d, peak + d) if e > 0]})
    top = log_value(peak)
    return top + mp.log(mp.quad(lambda x: mp.exp(log_value(x) - top), [*edges, mp.inf])) - total


def gamma_poisson(s, v, c, at, alpha):
    prior = prior_variance(at, alpha, 1) / mp.mpf(c) ** 2
    z, v = mp.mpf(s) / c, mp.mpf(v) / mp.mpf(c) ** 2
    log_prior = lambda u: (prior - 1) * mp.log(u) - prior * u
    log_ratio = lambda u: z * mp.log(u) - v * (u - mp.log(u) - 1)
    total = mp.log(mp.gammainc(prior, prior, mp.inf)) - prior * mp.log(prior)
    peak = max(mp.mpf(1), (z + v + prior) / (v + prior))
    width = mp.sqrt(max(z + v + prior, mp.mpf(1))) / (v + prior)
    if peak == 1:
        width = 1 / (abs(z) + mp.sqrt(v + prior))
    return log_integral(lambda u: log_prior(u) + log_ratio(u), mp.mpf(1), mp.inf, peak, width) - total


def crossing(log_e, alpha, low, high):
    """Where evidence reaches 1/alpha, by bisection."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if log_e(middle) >= -mp.log(mp.mpf(alpha)) else (middle, high)
    return high


def dirichlet(counts, shares, worth):
    shares = [mp.mpf(w) / sum(map(mp.mpf, shares)) for w in shares]
    log_beta = lambda a: sum(map(mp.loggamma, a)) - mp.loggamma(sum(a))
    prior = [worth * p for p in shares]
    return log_beta([a + x for a, x in zip(prior, counts)]) - log_beta(prior) - sum(x * mp.log(p) for x, p in zip(counts, shares))


def hypergeometric(looks, odds, scale, atoms):
    effects = [mp.mpf(scale) * mp.sqrt(2) * mp.erfinv((k + mp.mpf(1) / 2) / atoms) for k in range(atoms)]
    ratios = [mp.mpf(0)] * atoms
    for look in looks:
        (x, n), (y, m) = look["experiment"], look["control"]
        draws = x + y
        support = range(max(0, draws - m), min(draws, n) + 1)
        weights = [mp.mpf(int(mp.binomial(n, k))) * mp.mpf(int(mp.binomial(m, draws - k))) for k in support]
        log_chance = lambda log_odds: x * log_odds - mp.log(sum(w * mp.exp(k * log_odds) for w, k in zip(weights, support)))
        null = log_chance(mp.log(odds))
        ratios = [r + log_chance(mp.log(odds) + e) - null for r, e in zip(ratios, effects)]
    return mp.log(sum(map(mp.exp, ratios)) / atoms)


def spending(fractions, alpha, power, sides):
    """Bounds by Gauss-Legendre integration of the density of the sums that go on."""
    nodes, weights = np.polynomial.legendre.leggauss(600)
    places, masses, before, spent, bounds = np.zeros(1), np.ones(1), 0.0, 0.0, []
    for t in fractions:
        sd = np.sqrt(t - before)
        crossed = lambda z: float(masses @ ndtr((places - z * np.sqrt(t)) / sd))
        wanted = alpha / sides * t**power - spent
        z = brentq(lambda z: crossed(z) - wanted, -8, 8.5, xtol=1e-13, rtol=1e-14)
        spent += crossed(z)
        low, high = -9 * np.sqrt(t), z * np.sqrt(t)
        there = low + (high - low) * (nodes + 1) / 2
        density = np.exp(-0.5 * ((there[:, None] - places[None, :]) / sd) ** 2) @ masses / (sd * np.sqrt(2 * np.pi))
        places, masses, before = there, density * weights * (high - low) / 2, t
        bounds.append(z)
    return bounds


def lil_bound(n, alpha, start, factor):
    def least(c):
        def error(eta):
            square = 2 / eta * (factor - np.sqrt(2 * (eta - 1) / c)) ** 2
            return np.log(4) - square * c + np.log1p(1 / ((square - 1) * np.log(eta))) if square > 1 else 1e9
        widest = brentq(lambda eta: np.sqrt(eta / 2) + np.sqrt(2 * (eta - 1) / c) - factor, 1, 2 * factor**2)
        grid = np.linspace(1, widest, 2002)[1:-1]
        at = grid[np.argmin([error(eta) for eta in grid])]
        step = (widest - 1) / 2001
        return minimize_scalar(error, bounds=(max(1, at - step), at + step), method="bounded", options={"xatol": 1e-14}).fun
    c = brentq(lambda c: least(c) - np.log(alpha), 0.05, 400, xtol=1e-13)
    return factor * np.sqrt((np.log1p(np.log(n / start)) + c) / n)


def stitched(v, alpha, start, c, s, eta):
    v, alpha, start, c, s, eta = map(mp.mpf, (v, alpha, start, c, s, eta))
    k1, k2 = (eta ** mp.mpf(0.25) + eta ** mp.mpf(-0.25)) / mp.sqrt(2), (mp.sqrt(eta) + 1) / 2
    v = max(v, start)
    spent = s * mp.log(mp.log(eta * v / start)) + mp.log(mp.zeta(s) / (alpha * mp.log(eta) ** s))
    return mp.sqrt(k1**2 * v * spent + (k2 * c * spent) ** 2) + k2 * c * spent


def double_stitched(p, n, alpha, start, delta, s, eta):
    p, n, alpha, start, delta, s, eta = map(mp.mpf, (p, n, alpha, start, delta, s, eta))
    k1, k2 = (eta ** mp.mpf(0.25) + eta ** mp.mpf(-0.25)) / mp.sqrt(2), (mp.sqrt(eta) + 1) / 2
    logit, n = mp.log(p / (1 - p)), max(n, start)
    r = p if p >= 0.5 else min(mp.mpf(0.5), 1 / (1 + mp.exp(-logit - 2 * delta * mp.sqrt(start * eta / n))))
    j = mp.sqrt(n / start) * abs(logit) / (2 * delta) + 1
    z = mp.zeta(s)
    spent = s * mp.log(mp.log(eta * n / start)) + s * mp.log(j) + mp.log(2 * z * (2 * z + 1) / (alpha * mp.log(eta) ** s))
    linear = k2 * (1 - 2 * p) / 3 * spent
    return delta * mp.sqrt(eta * n * r * (1 - r) / start) + mp.sqrt(k1**2 * r * (1 - r) * n * spent + linear**2) + linear


def quantile_evidence(q, n, tuning):
    worth = max(prior_variance(tuning[0], tuning[1], 2) - 1, mp.mpf("0.001"))
    return lambda below: dirichlet([mp.mpf(below), n - mp.mpf(below)], [mp.mpf(q), 1 - mp.mpf(q)], worth)


def quantile_comparison(a, b, q, tuning):
    """The least evidence over all places of a common quantile, at values and between them."""
    sides = []
    for values in (a, b):
        log_e = quantile_evidence(q, len(values), tuning)
        slope = lambda x, n=len(values): mp.diff(log_e, x)
        low, high = mp.mpf(0), mp.mpf(len(values))
        for _ in range(80):
            middle = (low + high) / 2
            left, right = log_e(middle - mp.mpf(10) ** -12), log_e(middle + mp.mpf(10) ** -12)
            low, high = (middle, high) if left > right else (low, middle)
        sides.append((values, log_e, low))
    every = sorted(set(a) | set(b))
    places = [every[0] - 1, *every, *[(x + y) / 2 for x, y in zip(every, every[1:])], every[-1] + 1]
    def evidence(place):
        total = mp.mpf(0)
        for values, log_e, least in sides:
            below, up_to = sum(x < place for x in values), sum(x <= place for x in values)
            total += log_e(min(max(least, below), up_to))
        return total
    return min(map(evidence, places))


def ranks(n, q, alpha, tuning):
    log_e = quantile_evidence(q, n, tuning)
    possible = [k for k in range(n + 1) if log_e(k) < -mp.log(mp.mpf(alpha))]
    return {"lower": min(possible), "upper": max(possible) + 1}


def bernoulli(x, n, alpha, tuning):
    def limit(x):
        """The least share that is possible; 0 where all are."""
        excess = lambda p: quantile_evidence(p, n, tuning)(x) + mp.log(mp.mpf(alpha))
        outside, inside = mp.mpf(10) ** -300, mp.mpf(x) / n
        if x == 0 or excess(outside) < 0:
            return mp.mpf(0)
        while inside / outside > 1 + mp.mpf(10) ** -18:
            middle = mp.sqrt(outside * inside)
            outside, inside = (middle, inside) if excess(middle) >= 0 else (outside, middle)
        return inside
    return {"lower": num(limit(x)), "oneLessUpper": num(limit(n - x))}


tune = lambda at, alpha, sides: {"tightestAt": at, "tightestAlpha": alpha, "sides": sides}
skewed = lambda n, seed, spread, base: [round(float(x), 3) for x in base * np.exp(spread * np.random.default_rng(seed).standard_normal(n))]

out = {
    "subGaussian": [
        {"s": s, "v": v, "options": tune(at, alpha, sides), "logE": num(sub_gaussian(s, v, at, alpha, sides))}
        for s, v, at, alpha in ((0, 0, 10, 0.05), (3, 4, 10, 0.05), (-5, 40, 100, 0.05), (-300, 40, 100, 0.05), (5000, 40, 1, 0.001), (0.02, 1e-4, 1e-3, 0.2), (4000, 1e6, 1e5, 0.01))
        for sides in (1, 2)
    ],
    "betaBinomial": [
        {"s": s, "v": v, "options": {"below": g, "above": h, **tune(at, alpha, sides)}, "logE": num(beta_binomial(s, v, g, h, at, alpha, sides))}
        for s, v, g, h, at, alpha in ((3, 20, 0.9, 0.1, 100, 0.05), (-12, 60, 0.1, 0.9, 30, 0.05), (0, 0, 0.5, 0.5, 50, 0.05), (-4000, 2000, 0.5, 0.5, 50, 0.05), (4000, 2000, 0.5, 0.5, 50, 0.01), (1, 3, 2, 5, 1, 0.05), (-900, 990, 0.01, 0.99, 10, 0.05), (-30000, 50000, 0.5, 0.5, 50, 0.05))
        for sides in (1, 2)
    ],
    "gammaExponential": [
        {"s": s, "v": v, "options": {"scale": c, "tightestAt": at, "tightestAlpha": alpha}, "logE": num(gamma_exponential(s, v, c, at, alpha))}
        for s, v, c, at, alpha in ((10, 50, 1, 50, 0.05), (0, 0, 1, 50, 0.05), (-20, 50, 1, 50, 0.05), (-90, 50, 1, 50, 0.05), (900, 50, 1, 50, 0.01), (40, 100, 0.1, 40, 0.05), (2, 1, 20, 1, 0.05), (-5000, 50, 1, 50, 0.05), (-4, 0.05, 2, 0.05, 0.05))
    ],
    "gammaPoisson": [
        {"s": s, "v": v, "options": {"scale": c, "tightestAt": at, "tightestAlpha": alpha}, "logE": num(gamma_poisson(s, v, c, at, alpha))}
        for s, v, c, at, alpha in ((10, 50, 1, 50, 0.05), (0, 0, 1, 50, 0.05), (-20, 50, 1, 50, 0.05), (-90, 50, 1, 50, 0.05), (900, 50, 1, 50, 0.01), (40, 100, 0.1, 40, 0.05), (-3, 1, 20, 1, 0.05), (-2, 0.01, 20, 0.01, 0.05))
    ],
    "bounds": {
        "subGaussian": [{"v": v, "alpha": a, "options": tune(at, 0.05, 1), "bound": num(crossing(lambda s: sub_gaussian(s, v, at, 0.05, 1), a, mp.mpf(0), mp.mpf(2000)))} for v, a, at in ((0, 0.05, 10), (100, 1e-6, 10))],
        "betaBinomial": [{"v": 50, "alpha": 0.05, "options": {"below": 0.2, "above": 0.8, **tune(20, 0.05, 1)}, "bound": num(crossing(lambda s: beta_binomial(s, 50, 0.2, 0.8, 20, 0.05, 1), 0.05, mp.mpf(0), mp.mpf(250)))}],
        "gammaExponential": [{"v": 20, "alpha": 0.001, "options": {"scale": 2, "tightestAt": 40}, "bound": num(crossing(lambda s: gamma_exponential(s, 20, 2, 40, 0.05), 0.001, mp.mpf(0), mp.mpf(500)))}],
        "gammaPoisson": [{"v": v, "alpha": a, "options": {"scale": 1, "tightestAt": 50}, "bound": num(crossing(lambda s: gamma_poisson(s, v, 1, 50, 0.05), a, mp.mpf(0), mp.mpf(500)))} for v, a in ((50, 0.05), (3, 0.001))],
        "stitched": [{"v": v, "alpha": a, "options": {"from": f, "scale": c, "decay": s, "epochRatio": e}, "bound": num(stitched(v, a, f, c, s, e))} for v, a, f, c, s, e in ((100, 0.05, 10, 0, 1.4, 2), (1, 0.01, 10, 2, 1.4, 2), (1e8, 1e-4, 0.1, 0.5, 1.05, 1.1), (50, 0.05, 1, 1, 8, 5))],
        "doubleStitched": [{"quantile": q, "n": n, "alpha": a, "options": {"from": f, "fineness": d, "decay": s, "epochRatio": e}, "bound": num(double_stitched(q, n, a, f, d, s, e))} for q, n, a, f, d, s, e in ((0.5, 1000, 0.05, 100, 0.5, 1.4, 2), (0.1, 5000, 0.01, 32, 0.5, 1.4, 2), (0.999, 50, 0.05, 100, 0.2, 2, 3), (0.3, 1e6, 0.05, 100, 1, 1.1, 1.5))],
        "empiricalProcess": [{"n": n, "alpha": a, "options": {"from": f, "factor": b}, "bound": num(lil_bound(n, a, f, b))} for n, a, f, b in ((100, 0.01, 10, 0.85), (1e6, 0.05, 1, 0.85), (500, 0.9, 100, 1.5), (500, 1e-9, 100, 0.72))],
    },
    "dirichlet": [
        {"counts": counts, "weights": weights, "concentration": worth, "logE": num(dirichlet(counts, weights, worth))}
        for counts, weights, worth in (
            ([100001000000, 899999000000], [1, 9], 100), ([3, 0, 8], [1, 2, 5], 0.125), ([100000000, 0], [1, 1], 1000000),
        )
    ],
    "hypergeometric": [
        {**case, "logE": num(hypergeometric(case["looks"], mp.mpf(case["oddsRatio"]), case["scale"], case["atoms"]))}
        for case in (
            {"looks": [{"control": [3, 90], "experiment": [0, 10]}, {"control": [30, 90], "experiment": [8, 10]}, {"control": [5, 5], "experiment": [2, 30]}], "oddsRatio": 1, "scale": 1, "atoms": 8},
            {"looks": [{"control": [400, 900], "experiment": [60, 100]}, {"control": [2000, 4000], "experiment": [900, 1000]}], "oddsRatio": 1.5, "scale": 2, "atoms": 5},
        )
    ],
    "spending": [
        {"fractions": f, "options": {"alpha": a, "power": p, "sides": s}, "z": spending(f, a, p, s)}
        for f, a, p, s in (([0.2, 0.4, 0.6, 0.8, 1], 0.01, 2, 1), ([0.5, 1], 0.05, 1, 2), ([0.3, 0.31, 0.9], 0.2, 3, 1), ([k / 20 for k in range(1, 21)], 0.05, 1.5, 2))
    ],
    "quantileComparison": [
        {"control": a, "experiment": b, "options": {"quantile": q, "tightestAt": at, "tightestAlpha": alpha}, "logE": num(quantile_comparison(a, b, q, (at, alpha)))}
        for a, b, q, at, alpha in (
            (skewed(30, 1, 0.5, 20), skewed(40, 2, 0.5, 35), 0.5, 100, 0.05),
            (skewed(25, 3, 0.3, 20), [round(x) for x in skewed(25, 4, 0.3, 22)], 0.9, 10, 0.01),
            ([1, 1, 1, 2, 2], [2, 2, 3, 3, 3, 3], 0.25, 2, 0.05),
        )
    ],
    "quantileRanks": [
        {"n": n, "quantile": q, "alpha": a, "options": {"tightestAt": at}, **ranks(n, q, a, (at, 0.05))}
        for n, q, a, at in ((1000, 0.5, 0.05, 1000), (50, 0.99, 0.05, 100), (400, 0.95, 0.01, 300), (7, 0.2, 0.9, 1))
    ],
    "bernoulli": [
        {"events": x, "total": n, "alpha": a, "options": {"tightestAt": at}, **bernoulli(x, n, a, (at, 0.05))}
        for x, n, a, at in ((5, 100, 0.05, 100), (0, 30, 0.05, 10), (1, 1, 0.05, 100), (999999, 1000000, 1e-6, 1000), (2, 3, 0.5, 1))
    ],
}
Path(__file__).with_name("sequential.json").write_text(json.dumps(out) + "\n")
