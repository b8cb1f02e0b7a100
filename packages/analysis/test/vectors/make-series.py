"""Writes series.json: grids, pairs, counters and histograms worked out from the raw observations, the slow way.

Nothing here shares a formula with the package where the observations themselves can answer: bounds are checked against the
sorted observations, merged histograms against a histogram of all observations, pairs against every possible pair. The
interpolation follows the text of Prometheus' documentation of native histograms.

Run at the top of the repository (needs mpmath):
    V=packages/analysis/test/vectors; python3 $V/make-series.py && npx prettier --write $V/series.json
"""
import json
import math
import random
import statistics
import sys
from pathlib import Path

import mpmath as mp

mp.mp.dps = 50
source = random.Random(53)
largest = sys.float_info.max


def text(value):
    return "Infinity" if value == math.inf else "-Infinity" if value == -math.inf else value


def bound(index, schema):
    exact = mp.power(2, mp.mpf(index) / mp.mpf(2) ** schema)
    if exact > mp.mpf(2) ** 1024:
        return math.inf
    return largest if exact == mp.mpf(2) ** 1024 else float(exact)


def index_of(size, schema):
    guess = int(mp.ceil(mp.log(mp.mpf(size), 2) * mp.mpf(2) ** schema))
    return next(i for i in (guess - 1, guess, guess + 1) if bound(i - 1, schema) < size <= bound(i, schema))


def native(observations, schema, threshold):
    zero, sides = 0, ({}, {})
    for value in observations:
        if abs(value) <= threshold:
            zero += 1
        else:
            side = sides[0] if value > 0 else sides[1]
            at = index_of(abs(value), schema)
            side[at] = side.get(at, 0) + 1
    return {
        "schema": schema,
        "zeroThreshold": threshold,
        "zeroCount": zero,
        "positive": sorted(sides[0].items()),
        "negative": sorted(sides[1].items()),
        "total": len(observations),
        "sum": sum(observations),
    }


def spans(buckets):
    """Spans and deltas; single empty buckets are now and then written out."""
    made, deltas, before, end = [], [], 0, None
    for index, count in buckets:
        if end is not None and index - end <= 2 and source.random() < 0.7:
            for _ in range(index - end):
                made[-1]["length"] += 1
                deltas.append(0 - before)
                before = 0
        elif end is None or index > end:
            made.append({"offset": index if end is None else index - end, "length": 0})
        made[-1]["length"] += 1
        deltas.append(count - before)
        before, end = count, index + 1
    return {"spans": made, "deltas": deltas}


def intervals(h):
    """Rule, lower, upper, count of each populated bucket, as the HTTP API writes them."""
    t = h["zeroThreshold"]
    made = []
    for index, count in reversed(h["negative"]):
        made.append([1, -bound(index, h["schema"]), -max(t, bound(index - 1, h["schema"])), count])
    if h["zeroCount"]:
        made.append([3, -t, t, h["zeroCount"]])
    for index, count in h["positive"]:
        made.append([0, max(t, bound(index - 1, h["schema"])), bound(index, h["schema"]), count])
    return made


def quantile(h, q):
    """Linear in the zero bucket, else the same share of the way between the logarithms of the bounds."""
    buckets = [list(b[1:]) for b in intervals(h)]
    for b in buckets:
        if b[0] <= 0 <= b[1]:
            if h["positive"] and not h["negative"]:
                b[0] = 0.0
            elif h["negative"] and not h["positive"]:
                b[1] = 0.0
    n = h["total"]
    if q < 0.5:
        below = 0
        for low, high, count in buckets:
            if below + count >= q * n:
                share = mp.mpf(q * n - below) / count
                break
            below += count
    else:
        above = 0
        for low, high, count in reversed(buckets):
            above += count
            if above >= (1 - q) * n:
                share = mp.mpf(above - (1 - q) * n) / count
                break
    if low <= 0 <= high:
        return float(low + (mp.mpf(high) - low) * share)
    size = mp.power(abs(low), 1 - share) * mp.power(abs(high), share)
    return float(size if low > 0 else -size)


def bounds_of(h, ordered, q):
    """The bucket that the ⌈q·n⌉-th smallest observation itself lies in."""
    value = ordered[max(1, math.ceil(q * len(ordered))) - 1]
    for rule, low, high, _ in intervals(h):
        if (low < value or (low == value and rule in (1, 3))) and (value < high or (value == high and rule in (0, 3))):
            if rule == 3 and h["positive"] and not h["negative"]:
                low = 0.0
            if rule == 3 and h["negative"] and not h["positive"]:
                high = 0.0
            return [low, high]


def observations(kind, size):
    made = {
        "latency": lambda: source.lognormvariate(-2, 0.8),
        "mixed": lambda: source.gauss(0, 2),
        "negative": lambda: -source.lognormvariate(1, 1.5),
        "near zero": lambda: source.choice([0, 1e-4, 0.02, 0.3, 7]) * source.random(),
        "powers": lambda: 2.0 ** source.randint(-3, 6),
    }[kind]
    return [made() for _ in range(size)]


histograms = []
for kind, size, schema, threshold in [
    ("latency", 400, 3, 0.0),
    ("latency", 333, 0, 2.0**-8),
    ("latency", 40, 8, 1e-9),
    ("mixed", 257, 2, 0.25),
    ("mixed", 64, -1, 0.25),
    ("negative", 90, 1, 0.5),
    ("near zero", 200, 4, 0.03),
    ("powers", 80, 0, 0.0),
    ("powers", 41, -2, 0.0),
    ("latency", 1, 5, 0.0),
]:
    values = observations(kind, size)
    h = native(values, schema, threshold)
    ordered = sorted(values)
    places = sorted({index for index, _ in h["positive"]} | {index - 1 for index, _ in h["positive"]})
    edges = [(i, bound(i, schema)) for i in places if bound(i, schema) >= threshold][::7]
    histograms.append(
        {
            "name": f"{size} {kind} at schema {schema}",
            **h,
            "positiveSpans": spans(h["positive"]),
            "negativeSpans": spans(h["negative"]),
            "intervals": intervals(h),
            "quantiles": [
                {"q": q, "estimate": quantile(h, q), "bounds": bounds_of(h, ordered, q)}
                for q in (0, 0.1, 0.29, 0.499, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1)
            ],
            # An observation above a threshold lies above the bucket that ends there.
            "exceedances": [[edge, sum(index_of(v, schema) > i for v in values if v > threshold)] for i, edge in edges],
        }
    )

merges = []
for kinds, schemas, thresholds in [
    (("latency", "latency"), (3, 1), (0.0, 0.0)),
    (("mixed", "mixed", "mixed"), (2, -1, 4), (0.25, 0.25, 0.25)),
    (("mixed", "negative"), (0, 0), (1.0, 0.125)),
    (("powers", "latency"), (-2, 2), (0.0, 2.0**-10)),
]:
    parts = [observations(kind, 60) for kind in kinds]
    made = [native(values, s, t) for values, s, t in zip(parts, schemas, thresholds)]
    merges.append({"parts": made, "merged": native(sum(parts, []), min(schemas), max(thresholds))})

places = [[i, s] for s in range(-4, 9) for i in (-3, -1, 0, 1, 2, 7, int(1024 * 2.0**s), int(1024 * 2.0**s) + 1)]

edges = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, math.inf]
classics = []
for mean, size in ((-2, 500), (-1, 37), (0.5, 200)):
    values = sorted(source.lognormvariate(mean, 1) for _ in range(size))
    cumulative = [sum(v <= edge for v in values) for edge in edges]
    held = []
    for q in (0, 0.1, 0.25, 0.5, 0.9, 0.95, 0.99, 1):
        value = values[max(1, math.ceil(q * size)) - 1]
        at = next(i for i, edge in enumerate(edges) if value <= edge)
        held.append({"q": q, "bounds": [0 if at == 0 else edges[at - 1], text(edges[at])]})
    classics.append(
        {
            "cumulative": [[text(e), c] for e, c in zip(edges, cumulative)],
            "sum": sum(values),
            "mean": float(mp.fsum(values) / size),
            "held": held,
            "exceedances": [[e, sum(v > e for v in values)] for e in edges[:-1]],
        }
    )


def jittered(count, step, offset, jitter):
    points = []
    for i in range(count):
        if source.random() < 0.15:
            continue
        at = 1_000_000 + i * step + offset + source.randint(-jitter, jitter)
        points.append([at, round(source.uniform(1, 9), 3)])
        if source.random() < 0.1:
            points.append([at + source.randint(1, jitter + 1), round(source.uniform(1, 9), 3)])
    return points


def placed(points, moments, tolerance):
    """Each point to its nearest moment (the later of two), each moment to its nearest point (the later of two)."""
    chosen = {}
    for at, value in sorted(points):
        distance, moment = min((abs(at - m), -m) for m in moments)
        if distance <= tolerance and (moment not in chosen or distance <= chosen[moment][0]):
            chosen[moment] = (distance, value)
    return [chosen[-m][1] if -m in chosen else None for m in moments]


alignments = []
for count, step, offset, jitter, tolerance in ((40, 15_000, 0, 900, 7500), (60, 1000, 300, 400, 500), (30, 60_000, -9000, 20_000, 12_000)):
    control, experiment = jittered(count, step, 0, jitter), jittered(count, step, offset, jitter)
    moments = [1_000_000 + i * step for i in range(-1, count + 1)]
    alignments.append(
        {
            "grid": {"start": moments[0], "end": moments[-1], "step": step, "tolerance": tolerance},
            "control": control,
            "experiment": experiment,
            "controlAt": placed(control, moments, tolerance),
            "experimentAt": placed(experiment, moments, tolerance),
        }
    )

outliers = []
for size, faults in ((9, 1), (40, 3), (41, 0), (60, 12)):
    values = [round(source.gauss(50, 4), 3) for _ in range(size)] + [round(source.uniform(200, 900), 3) for _ in range(faults)]
    source.shuffle(values)
    middle = statistics.median(values)
    spread = 1.4826 * statistics.median(abs(v - middle) for v in values)
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    fences = [[middle - 3 * spread, middle + 3 * spread], [first - 1.5 * (third - first), third + 1.5 * (third - first)]]
    removed = [[i for i, v in enumerate(values) if not low <= v <= high] for low, high in fences]
    outliers.append({"values": values, "median": [fences[0], removed[0]], "tukey": [fences[1], removed[1]]})

Path(__file__).with_name("series.json").write_text(
    json.dumps(
        {
            "bounds": [[i, s, text(bound(i, s))] for i, s in places],
            "histograms": histograms,
            "merges": merges,
            "classics": classics,
            "alignments": alignments,
            "outliers": outliers,
        }
    )
)
