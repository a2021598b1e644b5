# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Turns data/venues.csv into the rows of a C table.

function fail(why) {
  printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
  failed = 1
  exit 1
}

BEGIN { FS = "," }

/^#/ || /^$/ { next }

!header {
  header = $0
  if (header != "pattern,kind,venue,currency,quote_unit,timezone,close")
    fail("unexpected header")
  next
}

{
  if (NF != 7)
    fail("expected 7 columns, found " NF)
  if ($0 ~ /["\\]/)
    fail("quotes and backslashes are not allowed")
  if ($7 !~ /^[0-2][0-9]:[0-5][0-9]$/)
    fail("close is not a time of day")

  split($7, time, ":")
  printf "{ \"%s\", TIDE_INSTRUMENT_%s, %d, \"%s\", \"%s\", \"%s\", \"%s\" },\n",
         $1, toupper($2), time[1] * 60 + time[2], $3, $4, $5, $6
  rows++
}

END {
  if (!failed && rows == 0)
    fail("no rows")
}
