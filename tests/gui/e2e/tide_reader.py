# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a screen reader meets it: names, states and text over the
accessibility bus, and keys. Nothing waits for a fixed time: every step waits
until something is heard, and fails with what was there instead."""

import contextlib
import ctypes
import os
import subprocess
import sys
import tempfile
import time
import warnings

PATIENCE = 60.0  # seconds for one thing to be heard
PAUSE = 0.05  # seconds between two looks at the tree


def skip(reason):
    print(f"1..0 # SKIP {reason}", flush=True)
    sys.exit(77)


if not os.environ.get("DISPLAY"):
    skip("there is no display")
try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib

    X11 = ctypes.CDLL("libX11.so.6")
    XTEST = ctypes.CDLL("libXtst.so.6")
except (ImportError, ValueError, OSError) as error:
    skip(f"no accessibility bindings: {error}")
warnings.simplefilter("ignore")

X11.XOpenDisplay.restype = ctypes.c_void_p
X11.XStringToKeysym.restype = ctypes.c_ulong
X11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
X11.XFlush.argtypes = [ctypes.c_void_p]
XTEST.XTestFakeMotionEvent.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_int,
                                       ctypes.c_ulong]
XTEST.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]

SHORT = {"Ctrl": "Control_L", "Shift": "Shift_L", "Alt": "Alt_L", " ": "space"}


def walk(node):
    """Everything below a node that can be met, parents first."""
    try:
        if node is None or has_state(node, Atspi.StateType.DEFUNCT):
            return
        yield node
        for i in range(node.get_child_count()):
            yield from walk(node.get_child_at_index(i))
    except GLib.Error:
        return  # it went while it was looked at


def has_state(node, state):
    return node.get_state_set().contains(state)


class Reader:
    """One run of the program, met through the accessibility bus."""

    def __init__(self, program, *arguments):
        self.display = X11.XOpenDisplay(None)
        # Keys alone: a pointer above a chart would have a crosshair of its own.
        XTEST.XTestFakeMotionEvent(self.display, -1, 0, 0, 0)
        self.process = subprocess.Popen([program, *arguments], stderr=subprocess.PIPE, text=True)
        self.root = self.wait(self._find_application, "the program on the accessibility bus")

    def _find_application(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def wait(self, look, what):
        """Looks until there is something; fails by name when there is not."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(GLib.Error):
                found = look()
                if found:
                    return found
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended before: {what}")
            time.sleep(PAUSE)
        raise AssertionError(f"not heard: {what}; focus on {self.focus_name()!r}; "
                             f"heard {sorted(set(self.names()))[:80]}")

    def names(self):
        return [name for node in walk(self.root) if (name := node.get_name())]

    def focused(self):
        for node in walk(self.root):
            if has_state(node, Atspi.StateType.FOCUSED):
                return node
        return None

    def focus_name(self):
        node = self.focused()
        return node.get_name() if node is not None else ""

    def hear(self, *parts):
        """Waits for something whose name or description holds all the parts."""

        def look():
            for node in walk(self.root):
                for text in (node.get_name() or "", node.get_description() or ""):
                    if all(part in text for part in parts):
                        return text
            return None

        return self.wait(look, f"something with {parts}")

    def hear_not(self, part):
        self.wait(lambda: not any(part in name for name in self.names()), f"no {part!r} any more")

    def hear_focus(self, *parts, without=None):
        def look():
            node = self.focused()
            text = f"{node.get_name()} | {node.get_description()}" if node is not None else ""
            if without is not None and without in text:
                return None
            return text if all(part in text for part in parts) else None

        return self.wait(look, f"the focus on {parts}")

    def press(self, keys):
        """One key with what is held, as `Ctrl+Shift+n`."""
        codes = []
        for key in keys.split("+"):
            symbol = X11.XStringToKeysym(SHORT.get(key, key).encode())
            codes.append(X11.XKeysymToKeycode(self.display, symbol))
        for code in codes:
            XTEST.XTestFakeKeyEvent(self.display, code, 1, 0)
        for code in reversed(codes):
            XTEST.XTestFakeKeyEvent(self.display, code, 0, 0)
        X11.XFlush(self.display)

    def type(self, text):
        """Lower case letters, digits and spaces."""
        for letter in text:
            self.press(letter)

    def close(self):
        """Leaves the program by its key and checks what it said meanwhile."""
        self.press("Ctrl+q")
        try:
            said = self.process.communicate(timeout=PATIENCE)[1]
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError("the program did not end with Ctrl+Q") from None
        bad = [line for line in said.splitlines() if "CRITICAL" in line or "-ERROR" in line]
        assert self.process.returncode == 0, f"exit status {self.process.returncode}: {said}"
        assert not bad, f"the program said: {bad}"

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def opened(data):
    """The program on the sample workspace in a folder; ended whatever happens."""
    reader = Reader(sys.argv[1], "--data-dir", data, "--sample")
    try:
        reader.hear("China technology")
        reader.hear_focus("HSTECH.HK")
        yield reader
        reader.close()
    finally:
        reader.end()


def run(*stories):
    """Runs stories one after the other and says how they went, as TAP."""
    Atspi.init()
    Atspi.set_timeout(3000, 15000)
    print(f"1..{len(stories)}", flush=True)
    failed = 0
    for n, story in enumerate(stories, 1):
        with tempfile.TemporaryDirectory(prefix="tide-e2e-") as data:
            try:
                story(data)
                print(f"ok {n} {story.__name__}", flush=True)
            except AssertionError as error:
                failed += 1
                print(f"# {error}\nnot ok {n} {story.__name__}", flush=True)
    sys.exit(1 if failed else 0)
