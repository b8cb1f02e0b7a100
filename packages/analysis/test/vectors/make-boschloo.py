"""Writes boschloo.json: Boschloo's test by SciPy, whose search of the common share has about four digits.

Run at the top of the repository (needs scipy):
    V=packages/analysis/test/vectors; python3 $V/make-boschloo.py && npx prettier --write $V/boschloo.json
"""
import json
from pathlib import Path

from scipy.stats import boschloo_exact

# Events and trials of the experiment, then of the control.
tables = [
    (3, 100, 1, 100), (7, 19, 1, 19), (10, 200, 3, 200), (7, 12, 8, 11), (5, 8, 0, 9), (0, 10, 0, 20), (0, 6, 6, 6), (2, 3, 1, 5), (1, 1, 0, 1),
    (12, 30, 40, 70), (4, 5, 4, 5), (74, 105, 15, 60),
]
cases = []
for x, n, y, m in tables:
    case = {"control": {"events": y, "total": m}, "experiment": {"events": x, "total": n}}
    for side in ("two-sided", "less", "greater"):
        result = boschloo_exact([[x, y], [n - x, m - y]], alternative=side, n=256)
        case[side] = {"statistic": float(result.statistic), "p": float(result.pvalue)}
    cases.append(case)
Path(__file__).with_name("boschloo.json").write_text(json.dumps(cases) + "\n")
