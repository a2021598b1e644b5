#!/usr/bin/python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes formula-vectors.csv: every function, on real daily files, calculated here
# in decimal arithmetic of 50 digits from the reference of the language alone, and
# rounded once. Dates follow pandas.DateOffset, percentiles and streaks are counted
# in the plainest way; nothing is shared with the program.
#
#   /usr/bin/python3 tests/data/make-formulas.py FOLDER > tests/data/formula-vectors.csv
#
# FOLDER holds SYMBOL.csv as yfinance writes them. Columns: symbol, as-of day,
# formula, kind (number, day, text, missing) and value: a double that reads back
# exactly, an ISO day, or a code.

import csv
import datetime
import decimal
import os
import sys

import numpy
import pandas

D = decimal.Decimal
decimal.getcontext().prec = 50
FOLDER = sys.argv[1]
BENCHMARK = "^IXIC"


class Missing(Exception):
    pass


def load(symbol):
    frame = pandas.read_csv(os.path.join(FOLDER, symbol + ".csv"))
    days = pandas.to_datetime(frame["Date"].str[:10])
    columns = {}
    for name in ("Open", "High", "Low", "Close", "Volume"):
        values = frame[name].astype(float)
        if name == "Volume":
            values = values.where(values > 0)
        columns[name.lower()] = pandas.Series(values.values, index=days)
    return columns


FILES = {}


def series(symbol, field, as_of):
    if symbol not in FILES:
        FILES[symbol] = load(symbol)
    found = FILES[symbol][field]
    found = found[found.index <= as_of].dropna()
    return [(day, D(float(value))) for day, value in found.items()]


def base_day(period, last):
    if period == "YTD":
        return pandas.Timestamp(last.year, 1, 1) - pandas.DateOffset(days=1)
    if period == "QTD":
        return pandas.Timestamp(last.year, 3 * ((last.month - 1) // 3) + 1, 1) - pandas.DateOffset(days=1)
    if period == "MTD":
        return pandas.Timestamp(last.year, last.month, 1) - pandas.DateOffset(days=1)
    count, unit = int(period[:-1]), period[-1]
    return last - {
        "W": pandas.DateOffset(weeks=count),
        "M": pandas.DateOffset(months=count),
        "Q": pandas.DateOffset(months=3 * count),
        "Y": pandas.DateOffset(years=count),
    }[unit]


def base(s, period):
    if period == "MAX":
        return 0
    if period[-1] == "D" and period[:-1].isdigit():
        i = len(s) - 1 - int(period[:-1])
    else:
        day = base_day(period, s[-1][0])
        i = sum(1 for row in s if row[0] <= day) - 1
    if i < 0:
        raise Missing("history_start")
    return i


def window(s, period=None, since=None, month=None):
    if since is not None or month is not None:
        start = pandas.Timestamp(since if since is not None else month + "-01")
        end = pandas.Timestamp.max if month is None else start + pandas.DateOffset(months=1)
        if s[0][0] > start + pandas.DateOffset(days=7):
            raise Missing("history_start")
        rows = [row for row in s if start <= row[0] < end]
        if not rows:
            raise Missing("no_data")
        return rows
    if period == "MAX":
        return s
    if period[-1] == "D" and period[:-1].isdigit():
        if len(s) < int(period[:-1]):
            raise Missing("history_start")
        return s[-int(period[:-1]):]
    day = base_day(period, s[-1][0])
    if s[0][0] > day + pandas.DateOffset(days=1):
        raise Missing("history_start")
    return [row for row in s if row[0] > day]


def values(rows):
    return [value for _, value in rows]


def at(s, day):
    rows = [row for row in s if row[0] <= pandas.Timestamp(day)]
    if not rows:
        raise Missing("history_start")
    age = numpy.busday_count(rows[-1][0].date() + datetime.timedelta(days=1),
                             pandas.Timestamp(day).date() + datetime.timedelta(days=1))
    if age > 10:
        raise Missing("too_old")
    return rows[-1]


def mean(x):
    return sum(x) / len(x)


def stdev(x):
    if len(x) < 2:
        raise Missing("too_few")
    centre = mean(x)
    return (sum((v - centre) ** 2 for v in x) / (len(x) - 1)).sqrt()


def quantile(x, q):
    ordered = sorted(x)
    place = (len(x) - 1) * D(q)
    low = int(place)
    if low == len(x) - 1:
        return ordered[low]
    return ordered[low] + (place - low) * (ordered[low + 1] - ordered[low])


def median(x):
    return quantile(x, 0.5)


def returns(s):
    return [(b[0], b[1] / a[1] - 1) for a, b in zip(s, s[1:])]


def log_returns(s):
    return [(b[0], (b[1] / a[1]).ln()) for a, b in zip(s, s[1:])]


def drawdown(s):
    peak, out = s[0][1], []
    for day, value in s:
        peak = max(peak, value)
        out.append((day, value / peak - 1))
    return out


def two(x, y, period):
    end = min(x[-1][0], y[-1][0])
    x = [row for row in x if row[0] <= end]
    y = [row for row in y if row[0] <= end]
    if period == "MAX":
        day = max(x[0][0], y[0][0])
    elif period[-1] == "D" and period[:-1].isdigit():
        day = x[base(x, period)][0]
    else:
        day = base_day(period, end)
    before_x = [row for row in x if row[0] <= day]
    before_y = [row for row in y if row[0] <= day]
    if not before_x or not before_y:
        raise Missing("history_start")
    return x[-1][1] / before_x[-1][1], y[-1][1] / before_y[-1][1]


def percentile(x, method):
    below = sum(1 for v in x if v < x[-1])
    upto = sum(1 for v in x if v <= x[-1])
    return {"weak": D(upto), "strict": D(below), "mean": D(below + upto) / 2}[method] / len(x)


def since_day(s, sign):
    for day, value in reversed(s[:-1]):
        if sign * value >= sign * s[-1][1]:
            return day
    raise Missing("record")


KEYS = {
    "D": lambda day: day,
    "W": lambda day: day - pandas.DateOffset(days=day.weekday()),
    "M": lambda day: (day.year, day.month),
    "Q": lambda day: (day.year, (day.month - 1) // 3),
    "Y": lambda day: day.year,
}


def resample(s, frequency, function):
    groups = {}
    for day, value in s:
        groups.setdefault(KEYS[frequency](day), []).append((day, value))
    return [(rows[-1][0], function(values(rows))) for rows in groups.values()]


def cumulate(s):
    total, out = D(0), []
    for day, value in s:
        total += value
        out.append((day, total))
    return out


def sma(s, n):
    return [(s[i][0], mean(values(s[i - n + 1:i + 1]))) for i in range(n - 1, len(s))]


def smooth(s, n, weight):
    if len(s) < n:
        raise Missing("too_few")
    level = mean(values(s[:n]))
    out = [(s[n - 1][0], level)]
    for day, value in s[n:]:
        level += weight * (value - level)
        out.append((day, level))
    return out


def ema(s, n):
    return smooth(s, n, D(2) / (n + 1))


def rsi(s, n):
    changes = [(b[0], b[1] - a[1]) for a, b in zip(s, s[1:])]
    up = smooth([(day, max(v, D(0))) for day, v in changes], n, D(1) / n)
    down = smooth([(day, max(-v, D(0))) for day, v in changes], n, D(1) / n)
    return [(u[0], 100 - 100 / (1 + u[1] / d[1]) if d[1] else D(100)) for u, d in zip(up, down)]


def macd(s, fast, slow):
    slow = dict(ema(s, slow))
    return [(day, value - slow[day]) for day, value in ema(s, fast) if day in slow]


def bollinger(s, n, k):
    x = values(s[-n:])
    if len(x) < n:
        raise Missing("too_few")
    centre = mean(x)
    return centre + k * (sum((v - centre) ** 2 for v in x) / n).sqrt()


def atr(high, low, close, n):
    high, low = dict(high), dict(low)
    ranges = [(b[0], max(high[b[0]] - low[b[0]], abs(high[b[0]] - a[1]), abs(low[b[0]] - a[1])))
              for a, b in zip(close, close[1:])]
    return smooth(ranges, n, D(1) / n)


def rolling(s, period, function, rows):
    return [(s[i][0], function(values(window(s[:i + 1], period)))) for i in range(len(s) - rows, len(s))]


def pair_changes(x, y, period):
    both = common(x, y)
    s = [(day, (u, v)) for day, u, v in both]
    if period == "MAX":
        first = 0
    elif period[-1] == "D" and period[:-1].isdigit():
        first = base(s, period)
    else:
        rows = window(s, period)
        first = max(len(s) - len(rows) - 1, 0)
    s = s[first:]
    return [(b[1][0] / a[1][0] - 1, b[1][1] / a[1][1] - 1) for a, b in zip(s, s[1:])]


def covariance(pairs):
    x, y = mean([p[0] for p in pairs]), mean([p[1] for p in pairs])
    return sum((u - x) * (v - y) for u, v in pairs) / (len(pairs) - 1)


def beta(pairs):
    return covariance(pairs) / covariance([(v, v) for _, v in pairs])


def correlation(pairs):
    return covariance(pairs) / (covariance([(u, u) for u, _ in pairs]) *
                                covariance([(v, v) for _, v in pairs])).sqrt()


def market_state(s, up, down):
    """The rule in words of its source: the extremes of the phase, the turn, the days."""
    state, low, high, since, crossed = None, s[0], s[0], None, None
    for row in s:
        low = row if row[1] < low[1] else low
        high = row if row[1] > high[1] else high
        if state != "bull" and row[1] / low[1] - 1 >= D(up):
            state, since, crossed, high = "bull", low[0], row[0], row
        elif state != "bear" and row[1] / high[1] - 1 <= -D(down):
            state, since, crossed, low = "bear", high[0], row[0], row
    if state is None:
        raise Missing("history_start")
    return state, since, crossed


def car(x, y, event, window, estimation, model):
    both = common(x, y)
    days = [row[0] for row in both]
    zero = [i for i, day in enumerate(days) if day >= pandas.Timestamp(event)]
    if not zero or zero[0] + window[1] >= len(days):
        raise Missing("after_as_of")
    zero = zero[0]
    if zero + estimation[0] < 1:
        raise Missing("history_start")

    def change(i, k):
        return both[i][k] / both[i - 1][k] - 1

    inside = range(zero + estimation[0], zero + estimation[1] + 1)
    x1, y1 = [change(i, 1) for i in inside], [change(i, 2) for i in inside]
    length, n = D(window[1] - window[0] + 1), len(x1)
    a, b, free = mean(x1), D(0), 1
    if model == "market":
        b = beta(list(zip(x1, y1)))
        a, free = mean(x1) - b * mean(y1), 2
    residuals = [u - a - b * v for u, v in zip(x1, y1)]
    if model == "adjusted":
        a, b = D(0), D(1)
        residuals = [u - v - mean(x1) + mean(y1) for u, v in zip(x1, y1)]
    variance = sum(v * v for v in residuals) / (n - free)
    factor = length
    inner = range(zero + window[0], zero + window[1] + 1)
    if n < 120 and model != "adjusted":
        factor += length * length / n
        if model == "market":
            factor += sum(change(i, 2) - mean(y1) for i in inner) ** 2 / sum((v - mean(y1)) ** 2 for v in y1)
    total = sum(change(i, 1) - a - b * change(i, 2) for i in inner)
    return total, total / (factor * variance).sqrt()


def streak(s, frequency):
    grouped = {}
    for day, value in s:
        grouped[KEYS[frequency](day)] = value
    x = list(grouped.values())
    signs = [(b > a) - (b < a) for a, b in zip(x, x[1:])]
    n = 0
    for sign in reversed(signs):
        if sign == 0 or sign != signs[-1]:
            break
        n += sign
    return D(n)


def change(s, period):
    return s[-1][1] / s[base(s, period)][1] - 1


def cagr(s, period):
    first = s[base(s, period)]
    days = (s[-1][0] - first[0]).days
    return ((s[-1][1] / first[1]).ln() * D("365.25") / days).exp() - 1


def common(x, y):
    other = dict(y)
    return [(day, value, other[day]) for day, value in x if day in other]


def formulas(symbol, as_of):
    def f(field):
        return series(symbol, field, as_of)

    c = f("close")
    v = f("volume") if symbol != "^VIX" else c
    ix = series(BENCHMARK, "close", as_of)
    last = c[-1][1]
    yield "close", lambda: last
    yield "open", lambda: f("open")[-1][1]
    yield "high", lambda: f("high")[-1][1]
    yield "low", lambda: f("low")[-1][1]
    if symbol != "^VIX":
        yield "volume", lambda: v[-1][1]
    yield 'field("close")', lambda: last
    yield f'close("{BENCHMARK}")', lambda: ix[-1][1]
    for p in ("1D", "5D", "250D", "1W", "1M", "3M", "2Q", "1Y", "5Y", "YTD", "QTD", "MTD", "MAX"):
        yield f"change(close, {p})", lambda: change(c, p)
    yield "change(close, from=2025-01-13, to=2025-02-12)", lambda: at(c, "2025-02-12")[1] / at(c, "2025-01-13")[1] - 1
    yield "change(close, from=2024-10-01)", lambda: last / at(c, "2024-10-01")[1] - 1
    yield "last(returns(close))", lambda: returns(c)[-1][1]
    yield 'last(returns(close, method="log"))', lambda: log_returns(c)[-1][1]
    yield "mean(returns(close), 1Y)", lambda: mean(values(window(returns(c), "1Y")))
    yield "stdev(returns(close), 20D)", lambda: stdev(values(window(returns(c), "20D")))
    yield 'stdev(returns(close, method="log"), 60D)', lambda: stdev(values(window(log_returns(c), "60D")))
    yield "difference(close, 1M)", lambda: last - c[base(c, "1M")][1]
    for p in ("3Y", "MAX"):
        yield f"cagr(close, {p})", lambda: cagr(c, p)
    yield "rise(close, 1Y)", lambda: last / min(values(window(c, "1Y"))) - 1
    yield "rise(close, since=2025-01-01)", lambda: last / min(values(window(c, since="2025-01-01"))) - 1
    yield "fall(close, 1Y)", lambda: last / max(values(window(c, "1Y"))) - 1
    yield "fall(close, since=2024-10-01)", lambda: last / max(values(window(c, since="2024-10-01"))) - 1
    yield "drawdown(close)", lambda: drawdown(c)[-1][1]
    for p in ("1Y", "MAX", "20D"):
        yield f"max_drawdown(close, {p})", lambda: min(values(drawdown(c)[-len(window(c, p)):]))
    yield "rebase(close, 2025-01-13)", lambda: 100 * last / at(c, "2025-01-13")[1]
    yield "rebase(close, 2024-06-03, 1)", lambda: last / at(c, "2024-06-03")[1]
    for p in ("1D", "1M", "YTD", "MAX"):
        yield f'relative(close, close("{BENCHMARK}"), {p})', lambda: (lambda r: r[0] / r[1] - 1)(two(c, ix, p))
        yield f'excess(close, close("{BENCHMARK}"), {p})', lambda: (lambda r: r[0] - r[1])(two(c, ix, p))
    yield "contribution(close, 0.25, 1M)", lambda: D("0.25") * change(c, "1M")
    yield "contribution(close, volume, 1M)" if symbol != "^VIX" else "contribution(close, close, 1M)", \
        lambda: [row for row in v if row[0] <= base_day("1M", min(c[-1][0], v[-1][0]))][-1][1] * (two(c, v, "1M")[0] - 1)
    yield "value_change(close, 1000)", lambda: 1000 * (last - c[-2][1])
    yield "value_change(close, 1000, 1M)", lambda: 1000 * (last - c[base(c, "1M")][1])
    yield "last(close)", lambda: last
    yield "first(close, 1Y)", lambda: window(c, "1Y")[0][1]
    for p in ("1D", "7D", "1M", "YTD", "MAX"):
        yield f"lag(close, {p})", lambda: c[base(c, p)][1]
    yield "close / lag(close, 5D) - 1", lambda: change(c, "5D")
    yield "at(close, 2025-02-01)", lambda: at(c, "2025-02-01")[1]
    yield "at(close, 2024-12-25)", lambda: at(c, "2024-12-25")[1]
    aggregates = {
        "mean": mean, "median": median, "min": min, "max": max, "sum": sum, "stdev": stdev,
        "count": lambda x: D(len(x)),
    }
    for name, function in aggregates.items():
        yield f"{name}(close, 1Y)", lambda: function(values(window(c, "1Y")))
        yield f"{name}(close, 2025-01)", lambda: function(values(window(c, month="2025-01")))
        yield f"{name}(close, since=2024-07-01)", lambda: function(values(window(c, since="2024-07-01")))
    yield "mean(close, 5D)", lambda: mean(values(window(c, "5D")))
    yield "mean(close, MAX)", lambda: mean(values(c))
    if symbol != "^VIX":
        yield "mean(volume, 1M)", lambda: mean(values(window(v, "1M")))
        yield "count(volume, 1M)", lambda: D(len(window(v, "1M")))
        yield "mean(volume, 20D)", lambda: mean(values(window(v, "20D")))
        yield "percentile(volume, 1Y)", lambda: percentile(values(window(v, "1Y")), "weak")
    yield "low_of(close, 3M)", lambda: min(values(window(c, "3M")))
    yield "high_of(close, 3M)", lambda: max(values(window(c, "3M")))
    yield "min(close, 20, 1000)", lambda: min(last, D(20), D(1000))
    yield "max(close, 20, 1000)", lambda: max(last, D(20), D(1000))
    yield "min_day(close, 1Y)", lambda: min(window(c, "1Y"), key=lambda row: row[1])[0]
    yield "max_day(close, 1Y)", lambda: max(window(c, "1Y"), key=lambda row: row[1])[0]
    for q in ("0.1", "0.5", "0.9"):
        yield f"quantile(close, {q}, 1Y)", lambda: quantile(values(window(c, "1Y")), float(q))
    yield "percentile(close, 5Y)", lambda: percentile(values(window(c, "5Y")), "weak")
    for m in ("weak", "strict", "mean"):
        yield f'percentile(close, 1Y, method="{m}")', lambda: percentile(values(window(c, "1Y")), m)
    yield "zscore(close, 1Y)", lambda: (lambda x: (x[-1] - mean(x)) / stdev(x))(values(window(c, "1Y")))
    yield "robust_zscore(close, 1Y)", lambda: (lambda x: (x[-1] - median(x)) / (
        D("1.4826") * median([abs(u - median(x)) for u in x])))(values(window(c, "1Y")))
    yield "band(close, 1Y, 2)", lambda: (lambda x: mean(x) + 2 * stdev(x))(values(window(c, "1Y")))
    yield "band(close, 1Y, -1)", lambda: (lambda x: mean(x) - stdev(x))(values(window(c, "1Y")))
    yield "highest_since(close)", lambda: since_day(c, 1)
    yield "lowest_since(close)", lambda: since_day(c, -1)
    yield "lowest_since(returns(close))", lambda: since_day(returns(c), -1)
    for frequency in ("D", "W", "M", "Q", "Y"):
        yield f"streak(close, {frequency})", lambda: streak(c, frequency)
    yield "cumulate(close)", lambda: cumulate(c)[-1][1]
    yield "cumulate(returns(close), 1Y)", lambda: cumulate(window(returns(c), "1Y"))[-1][1]
    yield "mean(cumulate(returns(close), since=2024-10-01), 20D)", \
        lambda: mean(values(cumulate(window(returns(c), since="2024-10-01"))[-20:]))
    yield "min_day(cumulate(returns(close), 6M), MAX)", \
        lambda: min(cumulate(window(returns(c), "6M")), key=lambda row: row[1])[0]
    methods = {"last": lambda x: x[-1], "mean": mean, "sum": sum, "min": min, "max": max}
    for frequency in ("W", "M", "Q", "Y"):
        for name, function in methods.items():
            yield f'resample(close, {frequency}, "{name}")', \
                lambda: resample(c, frequency, function)[-1][1]
        yield f'lag(resample(close, {frequency}, "mean"), 2D)', \
            lambda: (lambda s: s[base(s, "2D")][1])(resample(c, frequency, mean))
    yield 'mean(returns(resample(close, M, "last")), 12D)', \
        lambda: mean(values(window(returns(resample(c, "M", methods["last"])), "12D")))
    yield 'max_day(resample(close, W, "max"), 1Y)', \
        lambda: max(window(resample(c, "W", max), "1Y"), key=lambda row: row[1])[0]
    yield "sma(close, 20)", lambda: sma(c, 20)[-1][1]
    yield "max_day(sma(close, 50), 1Y)", lambda: max(window(sma(c, 50), "1Y"), key=lambda row: row[1])[0]
    yield "ema(close, 12)", lambda: ema(c, 12)[-1][1]
    yield "mean(ema(close, 200), 20D)", lambda: mean(values(window(ema(c, 200), "20D")))
    yield "rsi(close)", lambda: rsi(c, 14)[-1][1]
    yield "min(rsi(close, 5), 1Y)", lambda: min(values(window(rsi(c, 5), "1Y")))
    yield "macd(close)", lambda: macd(c, 12, 26)[-1][1]
    yield "macd(close, 5, 35)", lambda: macd(c, 5, 35)[-1][1]
    yield "macd_signal(close)", lambda: ema(macd(c, 12, 26), 9)[-1][1]
    yield "macd_signal(close, 12, 26, 5)", lambda: ema(macd(c, 12, 26), 5)[-1][1]
    yield "bollinger_upper(close)", lambda: bollinger(c, 20, 2)
    yield "bollinger_lower(close, 50, 2.5)", lambda: bollinger(c, 50, -D("2.5"))
    yield "atr", lambda: atr(f("high"), f("low"), c, 14)[-1][1]
    yield "mean(atr(5), 1Y)", lambda: mean(values(window(atr(f("high"), f("low"), c, 5), "1Y")))
    yield "rolling_mean(close, 3M)", lambda: rolling(c, "3M", mean, 1)[-1][1]
    yield "max(rolling_mean(close, 20D), 10D)", lambda: max(values(rolling(c, "20D", mean, 10)))
    yield "rolling_stdev(returns(close), 1M)", lambda: rolling(returns(c), "1M", stdev, 1)[-1][1]
    yield "mean(rolling_stdev(close, 1Y), 5D)", lambda: mean(values(rolling(c, "1Y", stdev, 5)))
    yield "rolling_percentile(close, 1Y)", lambda: rolling(c, "1Y", lambda x: percentile(x, "weak"), 1)[-1][1]
    yield "min(rolling_percentile(close, 1Y), 5D)", \
        lambda: min(values(rolling(c, "1Y", lambda x: percentile(x, "weak"), 5)))
    for p in ("20D", "1Y", "3M"):
        yield f"volatility(close, {p})", lambda: stdev(values(window(log_returns(c), p))) * D(252).sqrt()
    yield "volatility(close, 60D, 260)", lambda: stdev(values(window(log_returns(c), "60D"))) * D(260).sqrt()
    for p in ("252D", "6M", "MAX"):
        yield f'beta(close, close("{BENCHMARK}"), {p})', lambda: beta(pair_changes(c, ix, p))
    yield f'correlation(close, close("{BENCHMARK}"), 1Y)', lambda: correlation(pair_changes(c, ix, "1Y"))
    yield f'correlation(close, close("{BENCHMARK}"), 60D)', lambda: correlation(pair_changes(c, ix, "60D"))
    if symbol != BENCHMARK:
        yield f'tracking_error(close, close("{BENCHMARK}"), 1Y)', \
            lambda: stdev([u - v for u, v in pair_changes(c, ix, "1Y")]) * D(252).sqrt()
    yield "sharpe(close, 1Y, 4%)", lambda: (lambda x: (mean(x) - D("0.04") / 252) / stdev(x) * D(252).sqrt())(
        values(window(returns(c), "1Y")))
    for up, down in (("0.2", "0.2"), ("0.1", "0.15")):
        arguments = "close" if up == "0.2" else "close, up=10%, down=15%"
        for i, name in enumerate(("market_state", "state_since", "state_crossed")):
            yield f"{name}({arguments})", lambda: market_state(c, up, down)[i]
    if symbol != BENCHMARK:
        for text, more in (("", (("market"), (-1, 3), (-250, -11))),
                           (", window=0..1, estimation=-60..-5", ("market", (0, 1), (-60, -5))),
                           (', model="adjusted"', ("adjusted", (-1, 3), (-250, -11))),
                           (', window=0..10, estimation=-90..-1, model="mean"', ("mean", (0, 10), (-90, -1)))):
            for i, name in enumerate(("car", "car_t")):
                yield f'{name}(close, close("{BENCHMARK}"), event=2025-01-26{text})', \
                    lambda: car(c, ix, "2025-01-26", more[1], more[2], more[0])[i]
    yield "gap_to_record(close)", lambda: max(values(c)) / last - 1
    yield "close / mean(close, 1Y) - 1", lambda: last / mean(values(window(c, "1Y"))) - 1
    yield f'mean(close / close("{BENCHMARK}"), 1Y)', \
        lambda: mean(values(window([(d, a / b) for d, a, b in common(c, ix)], "1Y")))
    yield "mean((high - low) / close, 20D)", lambda: mean(
        [(h[1] - l[1]) / u[1] for h, l, u in zip(f("high"), f("low"), c)][-20:])
    yield 'last(returns(close, method="log")) / stdev(lag(returns(close, method="log"), 1D), 252D)', \
        lambda: log_returns(c)[-1][1] / (stdev(values(log_returns(c)[-253:-1])) if len(c) > 253 else miss())
    yield "mean(lag(close, 1M), 3M)", lambda: mean(values(window(lagged(c, "1M"), "3M")))
    yield "if(close > mean(close, 1Y), 1, 0)", lambda: D(int(last > mean(values(window(c, "1Y")))))
    yield "abs(change(close, 1D))", lambda: abs(change(c, "1D"))
    yield "ln(close)", lambda: last.ln()
    yield "log10(close)", lambda: last.log10()
    yield "sqrt(close)", lambda: last.sqrt()
    yield "exp(close / 10000)", lambda: (last / 10000).exp()
    yield "sign(change(close, 1D))", lambda: D(int(change(c, "1D") > 0) - int(change(c, "1D") < 0))
    yield "floor(close)", lambda: last.to_integral_value(decimal.ROUND_FLOOR)
    yield "ceil(close)", lambda: last.to_integral_value(decimal.ROUND_CEILING)
    yield "round(close, 1)", lambda: last.quantize(D("0.1"), decimal.ROUND_HALF_UP)
    yield "round(close, -1)", lambda: (last / 10).quantize(D(1), decimal.ROUND_HALF_UP) * 10
    yield "coalesce(pe, close)", lambda: last
    yield "percent(change(close, 1M))", lambda: change(c, "1M")
    yield "times(close / lag(close, 1Y))", lambda: last / c[base(c, "1Y")][1]


def lagged(s, period):
    out = []
    for i, row in enumerate(s):
        try:
            out.append((row[0], s[base(s[:i + 1], period)][1]))
        except Missing:
            pass
    return out


def miss():
    raise Missing("history_start")


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["symbol", "as_of", "formula", "kind", "value"])
    symbols = sorted(name[:-4] for name in os.listdir(FOLDER) if name.endswith(".csv"))
    for number, symbol in enumerate(symbols):
        as_of = pandas.Timestamp(("2025-02-14", "2025-02-21", "2026-08-21")[number % 3])
        for formula, function in formulas(symbol, as_of):
            try:
                value = function()
                kind = "number"
                text = repr(float(value)) if isinstance(value, D) else None
                if isinstance(value, str):
                    kind, text = "text", value
                elif text is None:
                    kind, text = "day", value.strftime("%Y-%m-%d")
            except Missing as reason:
                kind, text = "missing", str(reason)
            out.writerow([symbol, as_of.strftime("%Y-%m-%d"), formula, kind, text])


main()
