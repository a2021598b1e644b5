#!/bin/sh
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The size budget: functions up to 80 lines, source files up to 800, UI files
# up to 250, lines up to 100 columns (the formatter joins G_DEFINE lines); and
# what every file must carry.
set -eu
cd "$1"

sources=$(find src tests -name '*.[ch]' | sort)
long_lines=$(LC_ALL=C.UTF-8 grep -nE '^.{101,}' $sources | grep -vE '^[^:]*:[0-9]+:G_DEFINE_' || true)
functions=$(find src -name '*.c' | sort | xargs awk '
  FNR == 1 { open = 0 }
  /^\{/ { open = FNR }
  /^\}/ {
    if (open && FNR - open > 80 && $0 !~ /^};/)
      print FILENAME ":" open ": function of " FNR - open + 1 " lines"
    open = 0
  }')
files=$(find src -name '*.[ch]' | xargs wc -l |
  awk '$2 != "total" && $1 > 800 { print $2 ": " $1 " lines" }')
interfaces=$(find ui -name '*.ui' | xargs -r wc -l |
  awk '$2 != "total" && $1 > 250 { print $2 ": " $1 " lines" }')
licences=$(for file in $sources; do
  sed -n 1,2p "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' ||
    echo "$file: no SPDX lines"
done)
todos=$(grep -nE '\<(TODO|FIXME)\>' $sources | grep -vE 'TODO\(#[0-9]+\)' || true)
clocks=$(grep -nE 'g_get_real_time|g_date_time_new_now|time \(NULL\)' -r src |
  grep -v '^src/base/tide-instant.c' || true)

report=$(for part in "$long_lines" "$functions" "$files" "$interfaces" "$licences" "$todos" "$clocks"; do
  [ -z "$part" ] || echo "$part"
done)
[ -n "$report" ] || exit 0
echo "$report"
exit 1
