#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-manifests.py ROOT

Holds the Flatpak manifests to our rules: five grants and no more, a runtime that
is named with its version, sources that are this tree or pinned, no network while
building, names that agree. Each rule is then broken once in a copy, and must
notice.
"""

import copy
import json
import pathlib
import re
import sys

GRANTS = {
    "--share=network",
    "--share=ipc",
    "--socket=wayland",
    "--socket=fallback-x11",
    "--device=dri",
}
KEYS = {
    "id", "runtime", "runtime-version", "sdk", "command", "finish-args", "build-options",
    "cleanup", "modules",
}
MODULE_KEYS = {
    "name", "buildsystem", "config-opts", "build-options", "sources", "run-tests", "test-rule",
    "test-commands", "cleanup",
}


def check_source(source):
    kind = source.get("type")
    if kind == "dir":
        if source.get("path") != "..":
            yield "a folder other than this tree is a source"
    elif kind == "git":
        if not re.fullmatch(r"[0-9a-f]{40}", source.get("commit", "")):
            yield "a repository is not pinned to a commit"
    elif kind in ("archive", "file"):
        if not re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", "")):
            yield "a file is not pinned by its SHA-256"
    else:
        yield f"sources of type {kind} are not expected"


def check_build_options(options):
    for argument in options.get("build-args", []):
        if "network" in argument:
            yield "the build asks for the network"


def check_modules(modules):
    if not modules or modules[-1]["name"] != "tidemark":
        yield "the last module is not tidemark"
    for module in modules:
        yield from (f"unknown property {key}" for key in module.keys() - MODULE_KEYS)
        yield from check_build_options(module.get("build-options", {}))
        if not module.get("sources"):
            yield "a module has no source"
        for source in module.get("sources", []):
            yield from check_source(source)


def check_manifest(manifest, stem):
    grants = manifest.get("finish-args", [])
    yield from (f"unknown property {key}" for key in manifest.keys() - KEYS)
    if manifest.get("id") != stem:
        yield "the id is not the file's name"
    if manifest.get("command") != "tidemark":
        yield "the command is not tidemark"
    if manifest.get("runtime") != "org.gnome.Platform" or manifest.get("sdk") != "org.gnome.Sdk":
        yield "the runtime is not GNOME's"
    if not re.fullmatch(r"[0-9]+", manifest.get("runtime-version", "")):
        yield "the runtime is not a numbered release"
    yield from (f"grants {grant}" for grant in grants if grant not in GRANTS)
    yield from (f"lacks {grant}" for grant in sorted(GRANTS.difference(grants)))
    yield from check_build_options(manifest.get("build-options", {}))
    yield from check_modules(manifest.get("modules", []))


def set_source(manifest, source):
    manifest["modules"][-1]["sources"] = [source]


# What is done to a sound manifest, and what must be said of it.
CONTROLS = [
    (lambda m: m["finish-args"].append("--filesystem=home"), "grants --filesystem=home"),
    (lambda m: m["finish-args"].append("--filesystem=host:ro"), "grants --filesystem=host:ro"),
    (lambda m: m["finish-args"].append("--socket=session-bus"), "grants --socket=session-bus"),
    (lambda m: m["finish-args"].append("--socket=x11"), "grants --socket=x11"),
    (lambda m: m["finish-args"].append("--device=all"), "grants --device=all"),
    (lambda m: m["finish-args"].append("--talk-name=org.freedesktop.*"),
     "grants --talk-name=org.freedesktop.*"),
    (lambda m: m["finish-args"].remove("--share=network"), "lacks --share=network"),
    (lambda m: m.update({"id": "org.example.Other"}), "the id is not the file's name"),
    (lambda m: m.update({"command": "sh"}), "the command is not tidemark"),
    (lambda m: m.update({"runtime": "org.example.Platform"}), "the runtime is not GNOME's"),
    (lambda m: m.update({"runtime-version": "master"}), "the runtime is not a numbered release"),
    (lambda m: m.update({"runtime-versoin": "50"}), "unknown property runtime-versoin"),
    (lambda m: m["modules"][-1].update({"buildsytem": "meson"}), "unknown property buildsytem"),
    (lambda m: m["modules"][-1].update({"build-options": {"build-args": ["--share=network"]}}),
     "the build asks for the network"),
    (lambda m: m["modules"].clear(), "the last module is not tidemark"),
    (lambda m: m["modules"][-1]["sources"].clear(), "a module has no source"),
    (lambda m: set_source(m, {"type": "dir", "path": "/home"}),
     "a folder other than this tree is a source"),
    (lambda m: set_source(m, {"type": "git", "url": "u", "branch": "main"}),
     "a repository is not pinned to a commit"),
    (lambda m: set_source(m, {"type": "archive", "url": "u"}),
     "a file is not pinned by its SHA-256"),
    (lambda m: set_source(m, {"type": "script"}), "sources of type script are not expected"),
]


def main():
    failed = 0
    folder = pathlib.Path(sys.argv[1]) / "flatpak"
    for stem in ("org.tidemark.Tidemark", "org.tidemark.Tidemark.Devel"):
        manifest = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        for complaint in check_manifest(manifest, stem):
            print(f"{stem}.json: {complaint}")
            failed = 1
        for number, (spoil, expected) in enumerate(CONTROLS):
            spoilt = copy.deepcopy(manifest)
            spoil(spoilt)
            found = list(check_manifest(spoilt, stem))
            if found != [expected]:
                print(f"{stem}.json: control {number} expected {expected}, found {found}")
                failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
