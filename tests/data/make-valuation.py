#!/usr/bin/python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes valuation-input.csv, multiples as an analyst would import them, and
valuation-expected.csv, what the tables of a valuation make of them.

Everything is computed with exact fractions from the doubles as they are; a
square root is taken with 80 digits. Only the last step rounds.

    valuation-expected.csv: sheet|row|column|value      nan is missing
"""

import datetime
import math
import random
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 80
LAST = datetime.date(2025, 2, 14)
LIVE = datetime.date(2020, 7, 27)
EARNINGS = Fraction(-1, 10)


def fridays(first):
    day = first
    while day <= LAST:
        yield day
        day += datetime.timedelta(days=7)


def make(seed, first, level, losses=()):
    """Closes, forward P/E and P/B; a loss is written as the number it gives."""
    walk = random.Random(seed)
    rows = []
    close = 50.0
    for day in fridays(first):
        level = max(4.0, level + walk.uniform(-1.2, 1.18))
        close *= math.exp(walk.uniform(-0.06, 0.061))
        loss = any(a <= day <= b for a, b in losses)
        rows.append((day, round(close, 2), round(-level if loss else level, 2),
                     round(level / 9, 3)))
    return rows


DATA = {
    "AAA.HK": make(1, datetime.date(2020, 1, 3), 26.0,
                   [(datetime.date(2022, 3, 4), datetime.date(2022, 4, 29))]),
    "BBB.HK": make(2, datetime.date(2020, 1, 3), 31.0),
    "CCC.HK": make(3, datetime.date(2023, 1, 6), 15.0),
    "DDD.HK": make(4, datetime.date(2020, 1, 3), 12.0, [(LAST, LAST)]),
}


def column(symbol, index):
    """Day and exact value of what counts: a multiple of zero or below does not."""
    return [(row[0], Fraction(row[index])) for row in DATA[symbol] if row[index] > 0]


def years_before(day, years):
    return day.replace(year=day.year - years)


def window(points, what):
    """The observations of a window; None where history does not reach back."""
    if what == "launch":
        start, first_ok = LIVE - datetime.timedelta(days=1), LIVE + datetime.timedelta(days=7)
        if points[0][0] > first_ok:
            return None
    else:
        start = years_before(points[-1][0], int(what[0]))
        if points[0][0] > start + datetime.timedelta(days=1):
            return None
    return [value for day, value in points if day > start]


def is_present(symbol, index):
    return DATA[symbol][-1][index] > 0


def mean(x):
    return sum(x) / len(x)


def median(x):
    x = sorted(x)
    half = len(x) // 2
    return x[half] if len(x) % 2 else (x[half - 1] + x[half]) / 2


def root(square):
    return (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()


def stdev(x):
    m = mean(x)
    return root(sum((v - m) ** 2 for v in x) / (len(x) - 1))


def decimal(x):
    return Decimal(x.numerator) / Decimal(x.denominator)


def band(x, k):
    return Fraction(decimal(mean(x)) + k * stdev(x))


def weak_percentile(x, last):
    return Fraction(sum(v <= last for v in x), len(x))


out = []


def put(sheet, row, name, value):
    text = "nan" if value is None else repr(float(value))
    out.append(f"{sheet}|{row}|{name}|{text}\n")


def put_against(sheet, row, points, what, present, points_not_share=True):
    x = window(points, what)
    last = points[-1][1]
    put(sheet, row, "n", None if x is None else len(x))
    put(sheet, row, "Mean", None if x is None else mean(x))
    usable = x is not None and present
    if points_not_share:
        put(sheet, row, "vs mean", last / mean(x) - 1 if usable else None)
    else:
        put(sheet, row, "vs mean", last - mean(x) if usable else None)
    put(sheet, row, "z", Fraction(decimal(last - mean(x)) / stdev(x)) if usable else None)
    put(sheet, row, "Percentile", weak_percentile(x, last) if usable else None)


def comps():
    now = {}
    against = {}
    for symbol in DATA:
        points = column(symbol, 2)
        present = is_present(symbol, 2)
        now[symbol] = points[-1][1] if present else None
        put("comps", symbol, "Forward P/E", now[symbol])
        put("comps", symbol, "P/B", column(symbol, 3)[-1][1])
        put_against("comps", symbol, points, "5Y", present)
        x = window(points, "5Y")
        if x is not None and present:
            against[symbol] = (mean(x), points[-1][1] / mean(x) - 1)
    middle = median([v for v in now.values() if v is not None])
    for symbol in DATA:
        put("comps", symbol, "vs median",
            None if now[symbol] is None else now[symbol] / middle - 1)
    put("comps", "Median", "Forward P/E", middle)
    put("comps", "Median", "P/B", median([column(s, 3)[-1][1] for s in DATA]))
    put("comps", "Median", "vs mean", median([v[1] for v in against.values()]))


def windows_of(symbol):
    points = column(symbol, 2)
    last = points[-1][1]
    for what, row in (("5Y", "5Y"), ("launch", "Since launch"), ("3Y", "3Y")):
        x = window(points, what)
        put("windows", row, "n", len(x))
        put("windows", row, "Mean", mean(x))
        put("windows", row, "Discount", last / mean(x) - 1)
        put("windows", row, "Percentile", weak_percentile(x, last))
        put("windows", row, "To mean", mean(x) / last - 1)
    x = window(points, "5Y")
    put("windows", "5Y, median", "Mean", median(x))
    put("windows", "5Y, median", "Discount", last / median(x) - 1)
    put("windows", "5Y, median", "To mean", median(x) / last - 1)


def gap(a, b):
    left, right = dict(column(a, 2)), dict(column(b, 2))
    points = [(day, left[day] / right[day] - 1) for day in sorted(left) if day in right]
    put("gap", a, "Now", left[LAST])
    put("gap", b, "Now", right[LAST])
    put("gap", "Discount or premium", "Now", points[-1][1])
    put_against("gap", a, column(a, 2), "5Y", True)
    put_against("gap", b, column(b, 2), "5Y", True)
    put_against("gap", "Discount or premium", points, "5Y", True, False)


def round_half(x):
    return Fraction(math.floor(x * 10 + Fraction(1, 2)), 10)


def scenario(symbol):
    points = column(symbol, 2)
    x = window(points, "5Y")
    now = points[-1][1]
    close = Fraction(DATA[symbol][-1][1])
    targets = {"Mean + 1 s.d.": band(x, 1), "Mean": mean(x), "Median": median(x),
               "Mean − 1 s.d.": band(x, -1)}
    half = Fraction(1, 20)
    for row, target in targets.items():
        put("scenario", row, "Multiple", target)
        put("scenario", row, "Level", close * target / now * (1 + EARNINGS))
        put("scenario", row, "Upside", target / now * (1 + EARNINGS) - 1)
        put("scenario", row, "From",
            (round_half(target) - half) / (round_half(now) + half) * (1 + EARNINGS) - 1)
        put("scenario", row, "To",
            (round_half(target) + half) / (round_half(now) - half) * (1 + EARNINGS) - 1)
        put("scenario", row, "Break-even earnings", now / target - 1)
        put("grid", row, "Earnings +20%", target / now * Fraction(6, 5) - 1)
    put("scenario", "As it is", "Upside", EARNINGS)
    put("scenario", "As it is", "Level", close * (1 + EARNINGS))
    put("grid", "As it is", "Earnings −10%", Fraction(-1, 10))


def main():
    with open("valuation-input.csv", "w", encoding="utf-8") as file:
        file.write("symbol,date,close,pe_fwd,pb\n")
        for symbol, rows in DATA.items():
            for day, close, pe_fwd, pb in rows:
                file.write(f"{symbol},{day},{close},{pe_fwd},{pb}\n")
    comps()
    windows_of("AAA.HK")
    gap("AAA.HK", "BBB.HK")
    scenario("AAA.HK")
    with open("valuation-expected.csv", "w", encoding="utf-8") as file:
        file.write("# Written by make-valuation.py with exact fractions.\n")
        file.writelines(out)


main()
