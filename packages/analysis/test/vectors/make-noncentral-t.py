"""Writes noncentral-t.json: the law of Student's t that is not centred, in 30 digits by its definition.

Run at the top of the repository (needs mpmath):
    V=packages/analysis/test/vectors; python3 $V/make-noncentral-t.py && npx prettier --write $V/noncentral-t.json
"""
import json
from pathlib import Path

import mpmath as mp

mp.mp.dps = 30


def cdf(t, df, shift):
    """The mean of the normal law over that of the logarithm of sqrt(chi squared / df)."""
    t, df, shift = map(mp.mpf, (t, df, shift))
    log = mp.log(2) + df / 2 * mp.log(df / 2) - mp.loggamma(df / 2)
    width = mp.sqrt(40 / df)
    points = mp.linspace(-width * 1.4 - 70 / df, width * 1.4, 40)
    return mp.quad(lambda u: mp.exp(log + df * u - df * mp.exp(2 * u) / 2) * mp.ncdf(t * mp.exp(u) - shift), points)


arguments = [
    (0, 5, 0), (1, 1, 0), (2, 1, 1), (2, 0.5, 1), (5, 3, 2), (2, 10, 3), (-2, 10, 1), (2, 10, -1), (30, 4, 20), (100, 10, 90), (1.97, 200, 2.8), (2.6, 5466, 3.6),
    (1.96, 1e6, 2.8), (1.96, 1e8, 2.8), (1000, 50, 1000), (50, 1e8, 49), (1.96, 2e9, 2.8), (40, 2e9, 41), (1e6, 2, 3), (1e6, 2, 0), (0.3, 0.1, 0.2), (1002, 1e8, 1001.5),
    (5000, 1e6, 5001), (1500, 4e5, 1502), (1050, 9000, 1040),
]
rows = [[t, df, shift, float(cdf(t, df, shift))] for t, df, shift in arguments]
Path(__file__).with_name("noncentral-t.json").write_text(json.dumps(rows) + "\n")
