#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-icons.py ROOT

Holds the icons to what a theme expects: square, of the nominal size, drawn
and not embedded, without text or anything from elsewhere; the symbolic ones of
one colour.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as tree

FORBIDDEN = {"image", "text", "script", "foreignObject", "use", "style"}
SIZES = {"scalable": 128, "symbolic": 16}


def list_colours(root):
    colours = set()
    for element in root.iter():
        for name in ("fill", "stroke"):
            value = element.get(name, "none")
            if value != "none":
                colours.add(value.lower())
    return colours


def check_icon(path, kind):
    size = str(SIZES[kind])
    root = tree.parse(path).getroot()
    tags = {re.sub(r"\{.*\}", "", element.tag) for element in root.iter()}
    if root.get("width") != size or root.get("height") != size:
        yield f"is not {size} pixels square"
    if root.get("viewBox") != f"0 0 {size} {size}":
        yield "has a view box of another size"
    if tags & FORBIDDEN:
        yield f"holds {', '.join(sorted(tags & FORBIDDEN))}"
    if "path" not in tags:
        yield "draws nothing"
    if any("href" in name for element in root.iter() for name in element.keys()):
        yield "refers to something else"
    if kind == "symbolic" and len(list_colours(root)) != 1:
        yield "is not of one colour"


def main():
    failed = 0
    folder = pathlib.Path(sys.argv[1]) / "data" / "icons" / "hicolor"
    for kind in SIZES:
        suffix = "-symbolic.svg" if kind == "symbolic" else ".svg"
        for name in ("org.tidemark.Tidemark", "org.tidemark.Tidemark.Devel"):
            path = folder / kind / "apps" / (name + suffix)
            complaints = check_icon(path, kind) if path.exists() else ["is missing"]
            for complaint in complaints:
                print(f"{path.name}: {complaint}")
                failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
