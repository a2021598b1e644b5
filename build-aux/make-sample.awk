# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Turns a table of the sample, data/sample-*.csv, into the rows of a C table.
# -v columns= names the columns the table must have and how each is written:
#   NAME:text        a string; NAME:text? one that may be empty, then NULL
#   NAME:enum=PREFIX a constant, PREFIX before the word in capitals
#   NAME:number      as it stands; NAME:number? one that may be empty, then NAN
#   NAME:hundredths  a hundred times it, 0 if empty
#   NAME:day         a day as YYYYMMDD; a month as YYYYMM00
#   days:hundredths  last: all columns that are left, called by days, in braces
# A cell with commas stands in double quotes.
# With -v header=days the days of those columns are written instead.

function fail(why) {
  printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
  failed = 1
  exit 1
}

function day(text) {
  if (text ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]$/)
    text = text "-00"
  if (text !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/)
    fail("expected a day, found \"" text "\"")
  gsub(/-/, "", text)
  return text
}

function number(text) {
  if (text !~ /^-?[0-9]+(\.[0-9]+)?$/)
    fail("expected a number, found \"" text "\"")
  return text
}

# By its digits, so that no rounding of the machine's comes in.
function hundredths(text,    parts) {
  if (text == "")
    return "0"
  if (text !~ /^-?[0-9]+(\.[0-9][0-9]?)?$/)
    fail("expected at most two decimals, found \"" text "\"")
  split(text, parts, ".")
  text = parts[1] substr(parts[2] "00", 1, 2)
  sub(/^0+/, "", text)
  sub(/^-0+/, "-", text)
  return text == "" || text == "-" ? "0" : text
}

# Puts the cells of a line into cells[]; returns how many there are.
function split_cells(line,    pieces, n, i, n_cells, open) {
  n = split(line, pieces, ",")
  n_cells = 0
  open = 0
  for (i = 1; i <= n; i++) {
    if (open)
      cells[n_cells] = cells[n_cells] "," pieces[i]
    else
      cells[++n_cells] = pieces[i]
    if (gsub(/"/, "", cells[n_cells]) % 2)
      open = !open
  }
  if (open)
    fail("a quote is not closed")
  return n_cells
}

function quoted(text) {
  if (text ~ /["\\]/)
    fail("quotes and backslashes are not allowed")
  return "\"" text "\""
}

function written(text, type) {
  if (type == "text" || type == "text?") {
    if (text == "" && type == "text")
      fail("an empty text")
    return text == "" ? "NULL" : quoted(text)
  }
  if (type == "day")
    return day(text)
  if (type == "number" || type == "number?")
    return type == "number?" && text == "" ? "NAN" : number(text)
  if (type == "hundredths")
    return hundredths(text)
  if (sub(/^enum=/, "", type))
    return type toupper(text)
  fail("unknown type " type)
}

function check_header(    i) {
  n_columns = split(columns, wanted, " ")
  for (i = 1; i <= n_columns; i++) {
    split(wanted[i], parts, ":")
    types[i] = parts[2]
    if (parts[1] == "days")
      first_day = i
    else if (cells[i] != parts[1])
      fail("expected column " parts[1] ", found " cells[i])
  }
  if (!first_day && n_cells != n_columns)
    fail("expected " n_columns " columns, found " n_cells)
  n_wanted = n_cells
}

function write_days(    i) {
  for (i = first_day; i <= n_wanted; i++)
    printf "%s,\n", day(cells[i])
}

/^#/ || /^$/ { next }

{ n_cells = split_cells($0) }

!n_wanted {
  check_header()
  if (header == "days") {
    write_days()
    exit 0
  }
  next
}

{
  if (n_cells != n_wanted)
    fail("expected " n_wanted " columns, found " n_cells)

  row = "{ "
  for (i = 1; i <= n_cells; i++) {
    if (i == first_day)
      row = row "{ "
    row = row written(cells[i], first_day && i > first_day ? types[first_day] : types[i]) ", "
  }
  print row (first_day ? "} " : "") "},"
  rows++
}

END {
  if (!failed && header != "days" && rows == 0)
    fail("no rows")
}
