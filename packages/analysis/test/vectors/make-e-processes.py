"""Writes e-processes.json: evidence collected look by look, by its definitions in 40 digits: priors and unknown noise are
integrated numerically, correlated noise by its covariance matrix.

Run at the top of the repository (needs mpmath and numpy):
    V=packages/analysis/test/vectors; python3 $V/make-e-processes.py && npx prettier --write $V/e-processes.json
"""
import json
from pathlib import Path

import mpmath as mp
import numpy as np

mp.mp.dps = 40
num = lambda x: float(x)
LN3 = float(np.log(3))


def hermite(n):
    """Roots of He_n by Newton's method in all digits, with ln of the weights of a standard normal law."""
    def values(x):
        before, here = mp.mpf(0), mp.mpf(1)
        for k in range(n):
            before, here = here, x * here - k * before
        return here, before
    nodes = []
    for start in np.polynomial.hermite_e.hermegauss(n)[0]:
        x = mp.mpf(float(start))
        for _ in range(6):
            here, before = values(x)
            x -= here / (n * before)
        nodes.append(x)
    weights = [mp.factorial(n) / (n**2 * values(x)[1] ** 2) for x in nodes]
    return nodes, weights


NODES, WEIGHTS = hermite(31)


def atoms_of(scale, count):
    return [mp.mpf(scale) * mp.sqrt(2) * mp.erfinv((k + mp.mpf(1) / 2) / count) for k in range(count)]


def likelihood(look, odds, variance, exactly):
    """ln of the chance of this split of the events, up to the binomial coefficient."""
    x, y = mp.mpf(look["experiment"]), mp.mpf(look["control"])
    log_split = lambda z: x * mp.log(odds) + x * z - (x + y) * mp.log1p(odds * mp.exp(z))
    if variance == 0:
        return log_split(mp.mpf(0))
    spread = mp.sqrt(mp.mpf(variance))
    if exactly:
        density = lambda z: mp.exp(log_split(spread * z) - z * z / 2) / mp.sqrt(2 * mp.pi)
        with mp.workdps(20):
            return mp.log(mp.quad(density, [-12, -4, -2, 0, 2, 4, 12], method="gauss-legendre"))
    return mp.log(sum(w * mp.exp(log_split(spread * z)) for z, w in zip(NODES, WEIGHTS)))


def overdispersed(looks, rate_ratio, scale, atoms, overdispersion, exactly=False):
    effects = atoms_of(scale, atoms)
    nulls = [mp.mpf(0) for _ in overdispersion]
    alternatives = [[mp.mpf(0)] * atoms for _ in overdispersion]
    log_e = []
    for look in looks:
        odds = mp.mpf(rate_ratio) * mp.mpf(look["exposureRatio"])
        for i, variance in enumerate(overdispersion):
            nulls[i] += likelihood(look, odds, variance, exactly)
            alternatives[i] = [a + likelihood(look, odds * mp.exp(e), variance, exactly) for a, e in zip(alternatives[i], effects)]
        every = [a for row in alternatives for a in row]
        log_e.append(mp.log(sum(map(mp.exp, every)) / len(every)) - max(nulls))
    return log_e


def normal(score, information, scale):
    """The likelihood ratio integrated over a half-normal prior of the difference."""
    s, v, tau = map(mp.mpf, (score, information, scale))
    width = 1 / mp.sqrt(v + 1 / tau**2)
    peak = max(mp.mpf(0), s * width**2)
    if s * width < -1:
        width = 1 / -s
    value = lambda d: d * s - d * d * v / 2 - d * d / (2 * tau**2) + mp.log(2 / (tau * mp.sqrt(2 * mp.pi)))
    top = value(peak)
    edges = sorted({mp.mpf(0), *[e for k in (-20, -8, -4, -2, -1, 0, 1, 2, 4, 8, 20, 60, 120) if (e := peak + k * width) > 0]})
    return top + mp.log(mp.quad(lambda d: mp.exp(value(d) - top), edges))


def boundary(information, scale, alpha):
    v, wanted = mp.mpf(information), -mp.log(mp.mpf(alpha))
    total = v + 1 / mp.mpf(scale) ** 2
    closed = lambda s: mp.log(4 / (mp.mpf(scale) ** 2 * total)) / 2 + s * s / (2 * total) + mp.log(mp.ncdf(s / mp.sqrt(total)))
    low, high = mp.mpf(0), 60 * mp.sqrt(total)
    for _ in range(140):
        middle = (low + high) / 2
        low, high = (low, middle) if closed(middle) >= wanted else (middle, high)
    return high


def unknown_scale(score, information, squares, count, scale):
    """Both marginal likelihoods integrated over u = 1/sigma with weight du/u, the difference in units of sigma."""
    s, v, q, n, tau = *map(mp.mpf, (score, information, squares)), count, mp.mpf(scale)
    total = v + 1 / tau**2
    null = lambda t: n * t - q * mp.exp(2 * t) / 2
    top = null(mp.log(n / q) / 2)
    def ratio(t):
        b = s * mp.exp(t) / mp.sqrt(total)
        return mp.log(2 / mp.sqrt(1 + v * tau**2)) + b * b / 2 + mp.log(mp.ncdf(b))
    rest = q - s * s / total
    middle, far = mp.log(n / q) / 2, mp.log(n / rest) / 2
    width = 1 / mp.sqrt(2 * n)
    places = sorted({m + k * width for m in (middle, far) for k in (-90, -40, -20, -10, -5, -2, 0, 2, 5, 10, 20)})
    bottom = mp.quad(lambda t: mp.exp(null(t) - top), places)
    # The hump of the ratio may be far above that of the null: both are cut at all places.
    return mp.log(mp.quad(lambda t: mp.exp(null(t) - top + ratio(t)), places) / bottom)


def correlated(values, weights, scale, correlations):
    """For each number of looks from 2: covariance matrices of AR(1) noise, generalized least squares."""
    log_e = []
    for n in range(2, len(values) + 1):
        z, x = mp.matrix(values[:n]), mp.matrix(weights[:n])
        nulls, evidence = [], []
        for r in correlations:
            matrix = mp.matrix(n, n)
            for i in range(n):
                for j in range(n):
                    matrix[i, j] = mp.mpf(r) ** abs(i - j) if i != j else 1
            inverse = matrix**-1
            form = lambda a, b: (a.T * inverse * b)[0]
            nulls.append(-mp.log(mp.det(matrix)) / 2 - mp.mpf(n) / 2 * mp.log(form(z, z)))
            evidence.append(nulls[-1] + unknown_scale(form(x, z), form(x, x), form(z, z), n, scale))
        log_e.append(mp.log(sum(map(mp.exp, evidence)) / len(evidence)) - max(nulls))
    return log_e


def look(control, experiment, ratio):
    return {"control": control, "experiment": experiment, "exposureRatio": ratio}


USUAL = [0, 0.03, 0.1, 0.3, 1, 3]
quiet = [look(11, 1, 1 / 9), look(0, 0, 0.12), look(9, 4, 0.1), look(3, 5, 1.0), look(2.5, 3.25, 0.7)]
bursty = [look(40, 1, 0.25), look(2, 9, 0.3), look(12, 14, 1)]
count_cases = [
    (quiet, {"rateRatio": 1, "scale": LN3, "atoms": 32}),
    (quiet, {"rateRatio": 1.5, "scale": 0.2, "atoms": 7}),
    ([look(0, 3, 1e-12), look(4, 0, 1e12), look(1, 1, 5)], {"rateRatio": 0.25, "scale": 5, "atoms": 2}),
    ([look(1000000, 1010000, 1), look(3000000000, 1, 1e-9)], {"rateRatio": 1, "scale": LN3, "atoms": 32}),
]
over_cases = [
    (quiet, {"rateRatio": 1, "scale": LN3, "atoms": 32, "overdispersion": USUAL}, False),
    (bursty, {"rateRatio": 1.1, "scale": 0.5, "atoms": 4, "overdispersion": [0.3, 1]}, True),
    (bursty, {"rateRatio": 0.5, "scale": LN3, "atoms": 3, "overdispersion": [0.01]}, True),
]
normal_cases = [
    (0, 3, 1), (152.5, 2500, 0.0953), (-40, 300, 0.5), (12, 1e-6, 0.1), (1e-9, 1e-9, 1e3), (900, 1e4, 0.05), (-5e3, 1e4, 1), (3e8, 1e12, 1e-3),
]
t_cases = [(4.6, 4, 5.54, 4, 1), (0, 10, 12, 10, 0.1), (-7, 9, 20, 9, 2), (2e-6, 9e-10, 0.02, 30, 40), (50, 120, 130, 120, 0.5), (1e6, 3, 1e12, 3, 1)]
series = [3.307, 1.766, 1.537, 1.085, -0.269, 0.782, -0.519, 0.21, 3.534, 0.909]
out = {
    "gaussHermite": [
        {"count": n, "nodes": list(map(num, nodes)), "logWeights": [num(mp.log(w)) for w in weights]}
        for n in (1, 2, 5, 31, 100)
        for nodes, weights in (hermite(n),)
    ],
    "counts": [
        {"looks": looks, "options": o, "logE": list(map(num, overdispersed(looks, o["rateRatio"], o["scale"], o["atoms"], [0])))}
        for looks, o in count_cases
    ],
    "overdispersed": [
        {
            "looks": looks,
            "options": o,
            "logE": list(map(num, overdispersed(looks, o["rateRatio"], o["scale"], o["atoms"], o["overdispersion"]))),
            **({"integral": list(map(num, overdispersed(looks, o["rateRatio"], o["scale"], o["atoms"], o["overdispersion"], True)))} if exactly else {}),
        }
        for looks, o, exactly in over_cases
    ],
    "normal": [{"score": s, "information": v, "scale": t, "logE": num(normal(s, v, t))} for s, v, t in normal_cases],
    "boundaries": [
        {"information": v, "scale": t, "alpha": a, "score": num(boundary(v, t, a))}
        for v, t, a in ((40, 0.5, 0.001), (5000, 0.05, 0.05), (1e-9, 0.1, 0.5), (1e9, 0.1, 1e-12), (3, 1e3, 0.9))
    ],
    "unknownScale": [
        {"score": s, "information": v, "squares": q, "count": n, "scale": t, "logE": num(unknown_scale(s, v, q, n, t))}
        for s, v, q, n, t in t_cases
    ],
    "correlated": [
        {"values": values, "weights": weights, "scale": t, "correlations": rs, "logE": list(map(num, correlated(values, weights, t, rs)))}
        for values, weights, t, rs in (
            (series, [1] * 10, 1, [0, 0.3, 0.8]),
            (series[:6], [1, 2, 0.5, 1.5, 1, 3], 0.4, [0.5]),
            ([-x for x in series[:5]], [20, 18, 25, 30, 11], 0.1, [0, 0.6]),
        )
    ],
}
Path(__file__).with_name("e-processes.json").write_text(json.dumps(out) + "\n")
