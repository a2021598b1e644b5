#!/bin/sh
# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: with-display.sh COMMAND…
# Runs a command on an X server, a session bus and a profile of its own, and
# leaves nothing behind. Only the accessibility bus can be activated there, so
# that no portal, keyring or settings daemon starts by surprise. The server
# comes first and the bus inside it: services started by the bus need DISPLAY.
set -eu
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT INT TERM

mkdir -m 700 "$profile/run"
mkdir "$profile/services" "$profile/config" "$profile/data" "$profile/cache"
for service in org.a11y.Bus.service; do
  if [ -f "/usr/share/dbus-1/services/$service" ]; then
    ln -s "/usr/share/dbus-1/services/$service" "$profile/services/"
  fi
done
cat >"$profile/bus.conf" <<XML
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <servicedir>$profile/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
XML

unset WAYLAND_DISPLAY DISPLAY DBUS_SESSION_BUS_ADDRESS
export HOME="$profile" XDG_RUNTIME_DIR="$profile/run" XDG_CONFIG_HOME="$profile/config"
export XDG_DATA_HOME="$profile/data" XDG_CACHE_HOME="$profile/cache"
export GDK_BACKEND=x11 GSK_RENDERER="${GSK_RENDERER:-cairo}" LIBGL_ALWAYS_SOFTWARE=1
export GSETTINGS_BACKEND=memory ADW_DISABLE_PORTAL=1 GTK_USE_PORTAL=0
export GIO_USE_PROXY_RESOLVER=dummy LC_ALL="${LC_ALL:-C.UTF-8}"

xvfb-run -a -e "$profile/xvfb.log" \
  -s "-screen 0 ${TIDE_SCREEN:-1920x1080x24} -nolisten tcp" \
  dbus-run-session --config-file="$profile/bus.conf" -- "$@"
