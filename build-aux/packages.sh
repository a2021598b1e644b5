# SPDX-FileCopyrightText: The Tidemark authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Which packages each system needs, and how they are installed. Sourced by
# build-aux/run and build-aux/test; POSIX sh.
#
# Debian 12 and 13 are proven. The Ubuntu and Fedora rows are untested.

# What building and running takes.
debian_build='gcc libc6-dev meson ninja-build pkg-config gettext
  libgtk-4-dev libadwaita-1-dev libsoup-3.0-dev libjson-glib-dev libsqlite3-dev
  libsecret-1-dev libxml2-dev libglib2.0-dev-bin libxml2-utils glib-networking
  adwaita-icon-theme fonts-cantarell gsettings-desktop-schemas ca-certificates
  desktop-file-utils libgtk-4-bin'
# What the tests take besides.
debian_test='xvfb xauth dbus at-spi2-core appstream
  python3-gi gir1.2-atspi-2.0 fonts-noto-cjk locales librsvg2-bin poppler-utils
  libgl1-mesa-dri man-db'
# What .ci/run takes besides: the formatter's output depends on its version.
debian_ci='clang clang-format-14 clang-tidy libclang-rt-14-dev cppcheck git'
# What .ci/flatpak takes.
debian_flatpak='flatpak flatpak-builder ostree mmdebstrap elfutils debugedit
  xvfb xauth dbus xdotool imagemagick python3'

# Untested.
fedora_build='gcc meson ninja-build pkgconf-pkg-config gettext gtk4-devel
  libadwaita-devel libsoup3-devel json-glib-devel sqlite-devel libsecret-devel
  libxml2-devel glib2-devel libxml2 glib-networking adwaita-icon-theme
  abattis-cantarell-fonts gsettings-desktop-schemas ca-certificates
  desktop-file-utils'
# Untested.
fedora_test='xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon at-spi2-core
  appstream python3-gobject google-noto-sans-cjk-fonts
  glibc-langpack-de glibc-locale-source librsvg2-tools poppler-utils
  mesa-dri-drivers man-db'
# Untested.
fedora_ci='clang clang-tools-extra compiler-rt cppcheck git'
# Untested.
fedora_flatpak='flatpak flatpak-builder ostree mmdebstrap elfutils debugedit
  xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon xdotool ImageMagick python3'

# Prints the packages of "$@" (build, test, ci, flatpak) for this system, one line.
list_packages () {
  if command -v dpkg-query >/dev/null 2>&1; then family=debian
  elif command -v rpm >/dev/null 2>&1; then family=fedora
  else
    echo "This system is neither Debian, Ubuntu nor Fedora. Install the libraries" >&2
    echo "named in meson.build by hand; then run meson setup _build && ninja -C _build." >&2
    return 1
  fi
  for set in "$@"; do
    eval "printf '%s ' \$${family}_$set"
  done
}

# Prints those of "$@" that are not installed.
list_missing () {
  for package in "$@"; do
    case $family in
      debian)
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
          installed) ;;
          *) printf '%s ' "$package" ;;
        esac ;;
      fedora) rpm -q "$package" >/dev/null 2>&1 || printf '%s ' "$package" ;;
    esac
  done
}

# Installs what is missing of the sets "$@". As root it does so itself, else
# through sudo; with neither it prints the one line to run and fails.
install_packages () {
  list_packages "$@" >/dev/null || return 1
  # shellcheck disable=SC2046  # the lists are words
  missing=$(list_missing $(list_packages "$@"))
  [ -n "$missing" ] || return 0

  case $family in
    debian) line="apt-get install -y --no-install-recommends $missing" ;;
    fedora) line="dnf install -y $missing" ;;
  esac
  if [ "$(id -u)" = 0 ]; then as=
  elif command -v sudo >/dev/null 2>&1; then as=sudo
  else
    echo "Some packages are missing and neither root nor sudo is at hand. Run as root:" >&2
    echo "  $line" >&2
    return 1
  fi
  echo "Installing: $missing" >&2
  # What meson looked for in vain before may be there now.
  stale_setup=yes
  if [ "$family" = debian ]; then
    # shellcheck disable=SC2086
    $as env DEBIAN_FRONTEND=noninteractive $line >&2 && return 0
    # A fresh machine has no list of packages yet, or an old one.
    $as apt-get update >&2 || return 1
    $as env DEBIAN_FRONTEND=noninteractive $line >&2
  else
    # shellcheck disable=SC2086
    $as $line >&2
  fi
}

# Configures the build folder $1 with the options that follow, or brings an
# existing one up to them, and builds what $targets names, or everything.
build_into () {
  folder=$1
  shift
  if [ -f "$folder/build.ninja" ]; then
    if [ $# != 0 ] || [ -n "${stale_setup:-}" ]; then
      meson setup --reconfigure "$folder" "$@" >&2 || return 1
    fi
  else
    meson setup "$folder" "$@" >&2 || return 1
  fi
  # shellcheck disable=SC2086
  ninja -C "$folder" ${targets:-} >&2
}
