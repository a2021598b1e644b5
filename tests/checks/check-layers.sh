#!/bin/sh
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Each room may include only the rooms that its row allows. The linker proves
# the same for calls; this names the line.
set -eu
cd "$1"
status=0

allow () {
  room=$1
  shift
  allowed="$room"
  for other in "$@"; do allowed="$allowed|$other"; done
  offenders=$(grep -nE '#include "[a-z]+/' "src/$room"/*.[ch] 2>/dev/null |
    grep -vE "#include \"($allowed)/" || true)
  if [ -n "$offenders" ]; then
    echo "room $room may include: $allowed"
    echo "$offenders"
    status=1
  fi
}

allow base
allow model base
allow parse base model
allow formula base model
allow chart base model
allow store base model
allow net base model parse
allow desk base model parse formula store net
allow gui base model formula chart desk
allow app base model parse formula chart store desk gui

if grep -nE '#include <(gtk|adwaita|gdk|gsk)' src/base/* src/model/* src/parse/* src/formula/* \
  src/chart/* src/store/* src/net/* src/desk/*; then
  echo "GTK stays in gui and app"
  status=1
fi
if grep -lE '(GTK|ADW)_CHECK_VERSION' -r src | grep -v '^src/gui/tide-compat-private.h$'; then
  echo "version forks belong in src/gui/tide-compat-private.h"
  status=1
fi
exit $status
