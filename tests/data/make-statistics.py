#!/usr/bin/python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes statistics.csv: series and what the statistics of them are.

Everything is computed with exact fractions from the doubles as they are; a
square root is taken with 80 digits. Only the last step rounds. Where pandas
says the same it is asked too, and must agree.

    series,NAME,VALUE VALUE ...      nan is a gap
    case,NAME,FUNCTION,PARAMETER,EXPECTED
"""

import math
import random
import sys
from decimal import Decimal, getcontext
from fractions import Fraction

import pandas

getcontext().prec = 80
NAN = float("nan")


def observations(values):
    return [Fraction(v) for v in values if not math.isnan(v)]


def root(square):
    return float((Decimal(square.numerator) / Decimal(square.denominator)).sqrt())


def variance(x):
    mean = sum(x) / len(x)
    return sum((v - mean) ** 2 for v in x) / (len(x) - 1)


def quantile(x, q):
    x = sorted(x)
    place = (len(x) - 1) * Fraction(q)
    rank = math.floor(place)
    if rank + 1 == len(x):
        return x[rank]
    return x[rank] + (place - rank) * (x[rank + 1] - x[rank])


def mad(x):
    median = quantile(x, 0.5)
    return quantile([abs(v - median) for v in x], 0.5)


def max_drawdown(x):
    peak = None
    deepest = None
    for v in x:
        peak = v if peak is None or v > peak else peak
        if peak > 0:
            fall = (v - peak) / peak
            deepest = fall if deepest is None or fall < deepest else deepest
    return deepest


def walk(rng, n, start, step, gaps=0.0, decimals=None):
    value = start
    result = []
    for _ in range(n):
        value *= math.exp(rng.gauss(0.0003, step))
        shown = value if decimals is None else round(value, decimals)
        result.append(NAN if rng.random() < gaps else shown)
    return result


def make_series():
    rng = random.Random(20250214)
    pipe = list(range(1, 65)) + list(range(64, 0, -1))
    return {
        "empty": [],
        "gap": [NAN],
        "gaps": [NAN] * 7,
        "one": [3.5],
        "one-of-gaps": [NAN, NAN, -2.25, NAN],
        "two": [1.0, 4.0],
        "equal": [0.1] * 37,
        "equal-large": [1e15 + 0.3] * 11,
        "ties": [5.0, 3.0, 3.0, 9.0, NAN, 9.0, 3.0],
        "prices": walk(rng, 251, 116.7, 0.021, decimals=2),
        "prices-gaps": walk(rng, 300, 24.17, 0.018, gaps=0.07),
        "turnover": [rng.lognormvariate(25, 0.6) for _ in range(130)],
        "flows": [rng.gauss(0, 9e9) for _ in range(63)],
        "cancelling": [1e16, 1.0, -1e16],
        "cancelling-long": [(-1) ** i * 10.0 ** (i % 17) * (1 + 1e-9 * i) for i in range(259)],
        "offset": [1e9 + rng.uniform(-1e-3, 1e-3) for _ in range(101)],
        "offset-gaps": [NAN if i % 5 == 0 else 4e12 + i * 0.0625 for i in range(97)],
        "outlier-first": [1e16] + [float(i) for i in range(40)],
        "tiny": [rng.uniform(1, 9) * 1e-140 * 2 ** rng.randrange(30) for _ in range(21)],
        "huge": [rng.uniform(-1, 1) * 1e150 for _ in range(33)],
        "ascending": [0.5 + i for i in range(128)],
        "descending": [200.25 - i for i in range(128)],
        "organ-pipe": [float(v) for v in pipe],
        "signs": [-0.0, 0.0, -1.0, 1.0, NAN, 0.0],
    }


def check(ours, theirs, what):
    if theirs is None or math.isnan(theirs):
        return
    if not math.isclose(ours, theirs, rel_tol=1e-6, abs_tol=1e-300):
        sys.exit(f"{what}: {ours!r} is not pandas' {theirs!r}")


def cases(name, values):
    x = observations(values)
    reference = pandas.Series(values, dtype="float64")
    careful = name in ("prices", "prices-gaps", "turnover", "ties", "ascending", "two")

    def case(function, parameter, expected, theirs=None):
        expected = NAN if expected is None else float(expected)
        if careful and theirs is not None:
            check(expected, theirs, f"{name} {function}")
        return f"case,{name},{function},{parameter},{expected!r}"

    yield case("count", "", len(x))
    yield case("sum", "", sum(x) if x else None, reference.sum())
    yield case("mean", "", sum(x) / len(x) if x else None, reference.mean())
    yield case("stdev", "", root(variance(x)) if len(x) > 1 else None, reference.std())
    yield case("min", "", min(x) if x else None, reference.min())
    yield case("max", "", max(x) if x else None, reference.max())
    for q in (0.0, 0.05, 0.25, 0.5, 0.7, 0.9, 1.0):
        yield case("quantile", q, quantile(x, q) if x else None, reference.quantile(q))
    yield case("median", "", quantile(x, 0.5) if x else None, reference.median())
    yield case("mad", "", mad(x) if x else None)
    yield case("max_drawdown", "", max_drawdown(x))
    for score in ([float(x[-1]), float(x[len(x) // 2]), 0.0] if x else [1.0]):
        below = sum(v < Fraction(score) for v in x)
        equal = sum(v == Fraction(score) for v in x)
        n = len(x)
        yield case("percentile_weak", score, Fraction(below + equal, n) if n else None)
        yield case("percentile_strict", score, Fraction(below, n) if n else None)
        yield case("percentile_mean", score, Fraction(2 * below + equal, 2 * n) if n else None)


def main():
    with open("statistics.csv", "w", encoding="ascii") as out:
        out.write("# Written by make-statistics.py with exact fractions.\n")
        for name, values in make_series().items():
            out.write(f"series,{name},{' '.join(map(repr, values))}\n")
            for line in cases(name, values):
                out.write(line + "\n")


main()
