#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a new user does, by keyboard alone and by what is read out."""

from tide_reader import opened, run


def trace_a_change(data):
    """Where does Alibaba's change of the day come from?"""
    with opened(data) as reader:
        reader.press("Ctrl+2")
        reader.hear("China technology, prices and changes to 14 Feb 2025")
        reader.hear_focus("9988.HK Alibaba")
        for _ in range(4):
            reader.press("Right")
        reader.hear_focus("9988.HK Alibaba, 1D +6.3%")
        reader.press("Ctrl+i")
        reader.hear("change(close, 1D)")
        reader.hear("13 Feb 2025")
        reader.hear("HKD 116.70")
        reader.hear("14 Feb 2025")
        reader.hear("HKD 124.10")
        reader.hear("sample, learned")


def walk_a_chart(data):
    """The values of a chart are heard one by one, and all at once as a table."""
    with opened(data) as reader:
        reader.press("Ctrl+2")
        reader.hear_focus("9988.HK Alibaba")
        reader.press("Return")
        reader.hear_focus("Alibaba", "rose 72.6%")
        reader.press("End")
        reader.hear_focus("14 Feb", "124.10", without="rose")
        reader.press("Left")
        reader.hear_focus("13 Feb", "116.70", without="rose")
        reader.press("t")
        reader.hear("2025-02-13")
        reader.hear("116.70")
        reader.press("Escape")
        reader.hear_not("2025-02-13")


def keep_a_note(data):
    """What was written is there after the program was left and opened again."""
    with opened(data) as reader:
        reader.press("Ctrl+Shift+n")
        reader.hear_focus("New note")
        reader.type("breadth first")
        reader.press("Ctrl+Return")
        reader.hear("breadth first")
    with opened(data) as reader:
        reader.press("Ctrl+Shift+n")
        reader.hear("breadth first")


def step_back_in_time(data):
    """The whole window goes to a day and comes back, and says so."""
    with opened(data) as reader:
        reader.press("Ctrl+k")
        reader.hear_focus("Symbol, list, formula or command")
        reader.type("as of 28 jan 2025")
        reader.hear("28 Jan 2025")
        reader.press("Return")
        reader.hear("prices and changes to 28 Jan 2025")
        reader.hear("Back to Latest")
        reader.press("Ctrl+k")
        reader.hear_focus("Symbol, list, formula or command")
        reader.type("latest")
        reader.press("Return")
        reader.hear("prices and changes to 14 Feb 2025")
        reader.hear_not("Back to Latest")


def read_the_flows(data):
    """Whose money, which way: figures, their formula, the sectors, and back."""
    with opened(data) as reader:
        reader.press("Ctrl+3")
        reader.hear("ADT Feb 2025, 8 sessions: HKD 100.2 bn, MTD")
        reader.hear("vs Jan 2025, 18 sessions: 1.67x, 67% higher")
        reader.hear("Southbound ADT: February runs 1.67x January")
        reader.hear_focus("ADT Feb 2025, 8 sessions")
        reader.press("Right")
        reader.hear_focus("vs Jan 2025, 18 sessions")
        reader.press("Return")
        reader.hear("mean(turnover")
        reader.press("Ctrl+Page_Down")
        reader.hear("Southbound net buying by sector")
        reader.hear("Energy")
        reader.press("Alt+Left")
        reader.hear("Southbound turnover in figures")


def set_the_day_from_a_table(data):
    """The key that the button names works where the cursor is, in a table."""
    with opened(data) as reader:
        reader.press("Ctrl+2")
        reader.hear_focus("9988.HK Alibaba")
        reader.press("Ctrl+Shift+a")
        reader.hear_focus("Data to")
        reader.type("28 jan 2025")
        reader.press("Return")
        reader.hear("prices and changes to 28 Jan 2025")
        reader.press("Down")
        reader.hear_focus("0700.HK Tencent")


def choose_colours(data):
    """The keys go on working after a choice in the menu's second page."""
    with opened(data) as reader:
        reader.press("Ctrl+2")
        reader.hear_focus("9988.HK Alibaba")
        reader.press("F10")
        reader.hear_focus("Import Files…")
        for _ in range(5):
            reader.press("Down")
        reader.hear_focus("Rising Prices")
        reader.press("Return")
        reader.press("Down")
        reader.press("Down")
        reader.hear_focus("Red Up, Green Down")
        reader.press("Return")
        reader.hear_focus("9988.HK Alibaba")
        reader.press("Ctrl+Shift+n")
        reader.hear_focus("New note")


run(
    trace_a_change,
    walk_a_chart,
    keep_a_note,
    step_back_in_time,
    read_the_flows,
    set_the_day_from_a_table,
    choose_colours,
)
