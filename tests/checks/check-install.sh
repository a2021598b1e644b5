#!/bin/sh
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: check-install.sh BUILD PREFIX ID
# Installs the build into a folder of its own and runs the program from there.
set -eu
build=$1 prefix=$2 id=$3
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT INT TERM

DESTDIR=$place/root meson install -C "$build" --no-rebuild --quiet >"$place/log" 2>&1 ||
  { cat "$place/log"; exit 1; }
root=$place/root$prefix
export XDG_DATA_HOME="$place/data" XDG_CONFIG_HOME="$place/config" HOME="$place"
unset TIDEMARK_DATA_DIR DISPLAY WAYLAND_DISPLAY

for file in bin/tidemark "share/applications/$id.desktop" "share/metainfo/$id.metainfo.xml" \
  share/glib-2.0/schemas/org.tidemark.Tidemark.gschema.xml \
  "share/icons/hicolor/scalable/apps/$id.svg" \
  "share/icons/hicolor/symbolic/apps/$id-symbolic.svg" \
  share/locale/zh_CN/LC_MESSAGES/tidemark.mo; do
  [ -s "$root/$file" ] || { echo "$file was not installed"; exit 1; }
done

# The launcher starts what is installed, and shows the icon that is.
grep -q "^Exec=tidemark" "$root/share/applications/$id.desktop"
grep -qx "Icon=$id" "$root/share/applications/$id.desktop"
grep -q "<id>$id</id>" "$root/share/metainfo/$id.metainfo.xml"

version=$("$root/bin/tidemark" --version)
case $version in
  *[0-9].[0-9]*) ;;
  *) echo "--version printed: $version"; exit 1 ;;
esac

"$root/bin/tidemark" --sample list >"$place/lists"
for name in 'Indices' 'China technology' 'Magnificent Seven'; do
  grep -qx "$name" "$place/lists" || { echo "the sample has no list $name"; exit 1; }
done
[ -s "$XDG_DATA_HOME/tidemark/sample/cache.db" ]
