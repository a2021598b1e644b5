#!/usr/bin/python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes yahoo-chart.tsv: what each recorded chart reply says, read with
Python's json and zoneinfo. Usage: make-yahoo-chart.py FOLDER > yahoo-chart.tsv

One line a bar: file, local day, open, high, low, close, volume, each the repr of
the double, "-" where there is none; and one a split or dividend: file, "action",
kind, ex-day, value."""

import json
import pathlib
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

FIELDS = ("open", "high", "low", "close", "volume")


def local_day(stamp, zone):
    return datetime.fromtimestamp(stamp, timezone.utc).astimezone(zone).date().isoformat()


def bars(name, result, zone):
    stamps = result["timestamp"]
    quote = result["indicators"]["quote"][0]
    is_rate = result["meta"]["instrumentType"] == "CURRENCY"
    for i, stamp in enumerate(stamps):
        if quote["close"][i] is None:
            continue
        cells = []
        for field in FIELDS:
            value = quote.get(field, [None] * len(stamps))[i]
            missing = value is None or (is_rate and field == "volume")
            cells.append("-" if missing else repr(float(value)))
        yield [name, local_day(stamp, zone), *cells]


def actions(name, result, zone):
    events = result.get("events", {})
    for event in events.get("dividends", {}).values():
        yield [name, "action", "dividend", local_day(event["date"], zone), repr(event["amount"])]
    for event in events.get("splits", {}).values():
        ratio = event["numerator"] / event["denominator"]
        yield [name, "action", "split", local_day(event["date"], zone), repr(ratio)]


print("# Written by make-yahoo-chart.py.")
for path in sorted(pathlib.Path(sys.argv[1]).glob("yahoo-chart-*.json")):
    result = json.loads(path.read_text())["chart"]["result"][0]
    zone = ZoneInfo(result["meta"]["exchangeTimezoneName"])
    for row in [*bars(path.name, result, zone), *actions(path.name, result, zone)]:
        print("\t".join(row))
