#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: run-changed.sh BUILD SECONDS
# Replays the corpus of every fuzz target, then fuzzes for about SECONDS those
# whose rooms, target or corpus changed since CI_BASE (else since 25 commits
# ago, else all). An input that fails is kept in BUILD/fuzz-finds. Where BUILD
# has no fuzzers, because clang was missing, it only replays and says so.
set -euo pipefail
build=$(realpath "$1")
seconds=$2
cd "$(dirname "$0")/../.."

programs=$build/tests/fuzz
finds=$build/fuzz-finds
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1:allocator_may_return_null=1}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-halt_on_error=1:print_stacktrace=1}
# GLib's slices would hide what is read after it was freed.
export G_SLICE=always-malloc

list_targets () {
  for folder in tests/fuzz/corpus/*/; do basename "$folder"; done
}

list_changed_files () {
  local base=${CI_BASE:-}
  [ -n "$base" ] || base=$(git rev-parse -q --verify HEAD~25 2>/dev/null) || true
  if [ -n "$base" ]; then
    git diff --name-only "$base"
  else
    git ls-files
  fi
}

# Prints what a change must touch for the target $1 to be fuzzed, one pattern a
# line: the rooms that it includes, itself, its corpus and its dictionary.
list_patterns () {
  sed -n 's|^#include "\([a-z]*\)/.*|^src/\1/|p' "tests/fuzz/fuzz-$1.c" | sort -u
  printf '^tests/fuzz/%s\n' "fuzz-$1\\.c" "corpus/$1/" "${1%%-*}\\.dict"
}

replay () {
  if [ -x "$programs/fuzz-$1" ]; then
    "$programs/fuzz-$1" -runs=0 -artifact_prefix="$finds/$1-" "tests/fuzz/corpus/$1"
  else
    "$programs/replay-$1" "tests/fuzz/corpus/$1"
  fi >"$work/$1.log" 2>&1 && return
  echo "replay of $1 failed:"
  tail -n 60 "$work/$1.log"
  return 1
}

fuzz () {
  local options=() dictionary
  for dictionary in "tests/fuzz/$1.dict" "tests/fuzz/${1%%-*}.dict"; do
    if [ -f "$dictionary" ]; then
      options=(-dict="$dictionary")
      break
    fi
  done
  mkdir -p "$work/$1"
  "$programs/fuzz-$1" -max_total_time="$2" -timeout=20 -rss_limit_mb=3072 -print_final_stats=1 \
    -artifact_prefix="$finds/$1-" "${options[@]}" "$work/$1" "tests/fuzz/corpus/$1" \
    >"$work/$1.log" 2>&1 || {
    echo "fuzz-$1 found a failing input:"
    tail -n 60 "$work/$1.log"
    return 1
  }
  echo "fuzz-$1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$1.log") inputs in $2 s"
}

status=0
mkdir -p "$finds"
mapfile -t targets < <(list_targets)
for target in "${targets[@]}"; do
  replay "$target" || status=1
done
echo "replayed the corpora of ${#targets[@]} targets"

list_changed_files >"$work/changed"
chosen=()
for target in "${targets[@]}"; do
  if [ ! -x "$programs/fuzz-$target" ]; then continue; fi
  if list_patterns "$target" | grep -qf - "$work/changed"; then chosen+=("$target"); fi
done

if [ ! -x "$programs/fuzz-${targets[0]}" ]; then
  echo "fuzzing skipped: $build has no fuzzers (they need clang and -Dfuzz=true)"
elif [ "${#chosen[@]}" = 0 ]; then
  echo "fuzzing skipped: no target's room changed"
elif [ "$status" = 0 ]; then
  jobs=$(nproc)
  [ "$jobs" -le "${#chosen[@]}" ] || jobs=${#chosen[@]}
  each=$((seconds * jobs / ${#chosen[@]}))
  echo "fuzzing ${chosen[*]}: $each s each, $jobs at a time"
  running=0
  for target in "${chosen[@]}"; do
    if [ "$running" -ge "$jobs" ]; then
      wait -n || status=1
      running=$((running - 1))
    fi
    fuzz "$target" "$each" &
    running=$((running + 1))
  done
  while [ "$running" -gt 0 ]; do
    wait -n || status=1
    running=$((running - 1))
  done
fi

if [ -n "$(ls -A "$finds")" ]; then
  echo "failing inputs are kept in $finds:"
  ls "$finds"
  echo "replay one with $programs/fuzz-NAME FILE"
  status=1
fi
exit $status
