#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases in meson's JSON test logs and prints the closing line.

A TAP program counts each of its cases, any other program counts as one. A
program that ended badly without a failed case of its own is one failure.
"""
import json
import re
import sys

CASE = re.compile(r"^(ok|not ok) \d+", re.M)
SKIP = re.compile(r"^ok \d+.*# SKIP", re.M)


def count(entry):
    """Returns passed, failed and skipped of one program."""
    out = entry.get("stdout") or ""
    cases = [match.group(1) for match in CASE.finditer(out)]
    skipped = len(SKIP.findall(out))
    passed = cases.count("ok") - skipped
    failed = cases.count("not ok")
    bad = entry["result"] not in ("OK", "SKIP", "EXPECTEDFAIL")
    if bad and failed == 0:
        failed = 1
    if not cases and not bad:
        if entry["result"] == "SKIP":
            skipped = 1
        else:
            passed = 1
    return passed, failed, skipped


def main():
    totals = [0, 0, 0]
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as log:
            for line in log:
                entry = json.loads(line)
                numbers = count(entry)
                totals = [a + b for a, b in zip(totals, numbers)]
                if numbers[1]:
                    print("failed:", entry["name"])
    print(f"{totals[0]} passed, {totals[1]} failed, {totals[2]} skipped")
    return 1 if totals[1] or not totals[0] else 0


if __name__ == "__main__":
    sys.exit(main())
