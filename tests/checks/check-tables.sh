#!/bin/sh
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: check-tables.sh ROOT
# The script that turns the sample's tables into C writes what they hold, and
# refuses what they may not, with the line.
set -eu
script=$(cd "$1" && pwd)/build-aux/make-sample.awk
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT INT TERM
status=0

# make COLUMNS HEADER TABLE: what comes out, or the complaint.
make () {
  printf "$3" >"$place/table.csv"
  (cd "$place" && awk -v columns="$1" -v header="$2" -f "$script" table.csv 2>&1) || true
}

expect () {
  wanted=$1
  shift
  found=$(make "$@")
  [ "$found" = "$wanted" ] && return
  echo "expected: $wanted"
  echo "found:    $found"
  status=1
}

expect '{ "A", NULL, KIND_B, 2, },' 'a:text b:text? c:enum=KIND_ d:number' rows \
  '# note\n\na,b,c,d\nA,,b,2\n'
expect '{ "x, y", 20250214, 20250200, },' 'a:text b:day c:day' rows \
  'a,b,c\n"x, y",2025-02-14,2025-02\n'
expect '{ NAN, -0.5, },' 'a:number? b:number?' rows 'a,b\n,-0.5\n'
expect '{ 1740, 5, -50, 0, 0, },' \
  'a:hundredths b:hundredths c:hundredths d:hundredths e:hundredths' rows \
  'a,b,c,d,e\n17.4,0.05,-0.50,0,\n'
expect '{ "A", { 100, 0, 250, } },' 'a:text days:hundredths' rows \
  'a,2020-01-02,2020-01-03,2020-01-06\nA,1,,2.50\n'
expect '20200102,
20200103,' 'a:text days:hundredths' days 'a,2020-01-02,2020-01-03\nA,1,2\n'

expect 'table.csv:1: expected column a, found b' 'a:text' rows 'b\nA\n'
expect 'table.csv:1: expected 1 columns, found 2' 'a:text' rows 'a,b\nA,B\n'
expect 'table.csv:2: expected 1 columns, found 2' 'a:text' rows 'a\nA,B\n'
expect 'table.csv:2: an empty text' 'a:text b:text' rows 'a,b\nA,\n'
expect 'table.csv:2: a quote is not closed' 'a:text b:text' rows 'a,b\n"A,B\n'
expect 'table.csv:2: expected a number, found "1e5"' 'a:number' rows 'a\n1e5\n'
expect 'table.csv:2: expected at most two decimals, found "1.234"' 'a:hundredths' rows 'a\n1.234\n'
expect 'table.csv:2: expected a day, found "14.2.2025"' 'a:day' rows 'a\n14.2.2025\n'
expect 'table.csv:1: no rows' 'a:text' rows 'a\n'
exit $status
