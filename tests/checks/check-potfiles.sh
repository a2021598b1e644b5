#!/bin/sh
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# po/POTFILES.in lists every file with a translatable string, sorted, and no other.
set -eu
cd "$1"
wanted=$( {
  grep -lE '(^|[^A-Za-z_])(_|N_|C_|NC_|ngettext) ?\("' -r src --include='*.c' || true
  grep -l 'translatable="' -r ui --include='*.ui' || true
  find data -name '*.desktop.in.in' -o -name '*.metainfo.xml.in.in' -o -name '*.gschema.xml'
} | LC_ALL=C sort)
listed=$(grep -v '^#' po/POTFILES.in)
[ "$wanted" = "$listed" ] && exit 0
echo "po/POTFILES.in differs from what is needed (< listed, > needed):"
echo "$listed" >"${TMPDIR:-/tmp}/listed.$$"
echo "$wanted" | diff "${TMPDIR:-/tmp}/listed.$$" - || true
rm -f "${TMPDIR:-/tmp}/listed.$$"
exit 1
