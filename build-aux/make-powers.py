#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes src/base/tide-decimal-powers.c to standard output; with the name of a
file, compares it with what would be written instead.

Each power of five is g * 2^e with 2^127 <= g < 2^128. g is rounded down, and
up for the powers from FIRST_UP to -1, whose multiples may be exact: that is
what the reading of decimals relies on. It is exact from 5^0 to 5^55. Python's
integers make it exact.
"""

import sys

FIRST, FIRST_UP, LAST = -342, -27, 324


def significand(power):
    if power >= 0:
        value = 5**power
        shift = value.bit_length() - 128
        return value >> shift if shift >= 0 else value << -shift
    divisor = 5**-power
    shift = divisor.bit_length() + 127
    return (1 << shift) // divisor + (1 if power >= FIRST_UP else 0)


HEAD = """\
// SPDX-FileCopyrightText: The Tidemark authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Made by build-aux/make-powers.py, which a test runs again.

#include "config.h"

#include "base/tide-decimal-private.h"

const TidePower tide_decimal_powers[TIDE_POWER_LAST - TIDE_POWER_FIRST + 1] = {
"""


def make_file():
    lines = []
    for power in range(FIRST, LAST + 1):
        g = significand(power)
        assert 1 << 127 <= g < 1 << 128
        lines.append("  { 0x%016x, 0x%016x },\n" % (g >> 64, g & (2**64 - 1)))
    return HEAD + "".join(lines) + "};\n"


if len(sys.argv) < 2:
    sys.stdout.write(make_file())
else:
    with open(sys.argv[1], encoding="ascii") as file:
        sys.exit(0 if file.read() == make_file() else "the table is not what the script makes")
