# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Which Debian archive this machine uses. Sourced by .ci/tree and .ci/flatpak.

# Prints the first archive of the machine's sources, in either form apt reads;
# fails with a sentence if there is none.
find_mirror () {
  local files=(/etc/apt/sources.list.d/debian.sources /etc/apt/sources.list.d/*.sources
    /etc/apt/sources.list /etc/apt/sources.list.d/*.list)
  local mirror
  mirror=$(cat "${files[@]}" 2>/dev/null |
    sed -nE 's/^(URIs:|deb( \[[^]]*\])?) *([^ ]*).*/\3/p' |
    sed -n '/\/debian\/*$/{p;q}') || true
  [ -n "$mirror" ] || { echo "No Debian archive in the apt sources." >&2; return 1; }
  echo "$mirror"
}
