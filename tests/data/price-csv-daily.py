#!/usr/bin/python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes price-csv-daily.csv: what an independent reader (pandas, with Python's
# correctly rounded float) finds in the real files that tests/parse/
# test-price-daily.c reads. Only counts and checksums, no prices.
#
#   price-csv-daily.py FOLDER > price-csv-daily.csv
#
# columns: symbol, rows, first and last day, FNV-1a over the 64-bit patterns of
# open high low close volume (row by row), dividends, their sum, splits, rows
# outside their own range, moves of more than half.
import math
import pathlib
import struct
import sys

import pandas

PRICES = ["Open", "High", "Low", "Close", "Volume"]
print("symbol,rows,first,last,hash,dividends,dividend_sum,splits,outside,jumps")
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.csv"), key=lambda p: p.stem):
    table = pandas.read_csv(path, dtype=str)
    days = [text[:10] for text in table["Date"]]
    columns = [[float(text) for text in table[name]] for name in PRICES]
    digest = 0xCBF29CE484222325
    outside = jumps = 0
    before = math.nan
    for row in zip(*columns):
        for value in row:
            (bits,) = struct.unpack("<Q", struct.pack("<d", value))
            digest = ((digest ^ bits) * 0x100000001B3) % 2**64
        opening, high, low, close, _ = row
        outside += low > high or any(
            price < low - 1e-9 * abs(price) or price > high + 1e-9 * abs(price)
            for price in (opening, close)
        )
        jumps += abs(close / before - 1) > 0.5
        before = close
    dividends = [float(text) for text in table["Dividends"] if float(text) != 0]
    splits = [float(text) for text in table["Stock Splits"] if float(text) != 0]
    print(
        path.stem, len(days), days[0], days[-1], f"{digest:016x}", len(dividends),
        repr(math.fsum(dividends)), len(splits), outside, jumps, sep=",",
    )
