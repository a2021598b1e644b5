#!/usr/bin/python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The peer of tide-bench metrics: the same columns with pandas, whole frames at a
time. Prints its median time in milliseconds and the largest difference from the
values beside it, relative to the value where that is above one.

    metrics_pd.py FOLDER      with close.f64, index.f64 and metrics.f64
"""

import os
import statistics
import sys
import time

import numpy as np
import pandas as pd

DAYS, YEAR = 2520, 150
folder = sys.argv[1]
closes = np.fromfile(os.path.join(folder, "close.f64")).reshape(-1, DAYS)
frame = pd.DataFrame(np.ascontiguousarray(closes.T))
index = pd.Series(np.fromfile(os.path.join(folder, "index.f64")))
ours = np.fromfile(os.path.join(folder, "metrics.f64")).reshape(len(closes), -1)


def metrics():
    last = frame.iloc[-1]
    out = {f"change {n}": last / frame.iloc[-1 - n] - 1 for n in (1, 5, 21, 63)}
    out["change YTD"] = last / frame.iloc[DAYS - YEAR - 1] - 1
    out.update({f"change {n}": last / frame.iloc[-1 - n] - 1 for n in (252, 1260)})
    year = frame.iloc[-252:]
    out["high"], out["low"] = year.max(), year.min()
    out["from high"], out["from low"] = last / out["high"] - 1, last / out["low"] - 1
    drawdown = frame / frame.cummax() - 1
    out["drawdown"], out["max drawdown"] = drawdown.iloc[-1], drawdown.min()
    changes = frame.iloc[-253:].pct_change().iloc[1:]
    for n in (20, 60):
        out[f"volatility {n}"] = changes.iloc[-n:].std() * np.sqrt(252)
    market = index.iloc[-253:].pct_change().iloc[1:]
    market = market - market.mean()
    out["beta"] = (changes - changes.mean()).mul(market, axis=0).sum() / (market ** 2).sum()
    five = frame.iloc[-1260:]
    out["percentile"] = (five <= last).mean()
    out["z"] = (last - five.mean()) / five.std()
    return pd.DataFrame(out)


times = []
for _ in range(5):
    start = time.perf_counter()
    theirs = metrics().values
    times.append(time.perf_counter() - start)
difference = np.abs(theirs - ours) / np.maximum(np.abs(theirs), 1)
print("%.2f %.3e" % (statistics.median(times) * 1e3, difference.max() if ours.size else np.nan))
