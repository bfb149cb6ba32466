#!/usr/bin/env bash
# Installs what Quaygate needs, and nothing twice: system packages, .venv, locked dependencies.
# Usage: ./setup.sh [dev]     dev adds the tools for tests and checks
set -euo pipefail
cd "$(dirname "$0")"

want=${1:-run}
python=/usr/bin/python3
system=(python3-venv python3-gi python3-gst-1.0 gir1.2-gst-plugins-base-1.0
    gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good
    gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav
    fonts-dejavu-core fonts-liberation)
lock=requirements.lock
if [ "$want" = dev ]; then
    lock=requirements-dev.lock
    system+=(curl jq)  # the calls in docs/ are run
    # Debian packages Chromium; Ubuntu's package only points to a snap, so tests skip there.
    if grep -q '^ID=debian' /etc/os-release 2>/dev/null; then
        system+=(chromium chromium-driver)
    fi
fi

die() {
    echo "setup: $*" >&2
    exit 1
}

missing_packages() {
    local package
    for package in "${system[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
            grep -q 'ok installed' || echo "$package"
    done
}

install_system() {
    command -v apt-get >/dev/null || {
        "$python" -c 'import gi; gi.require_version("GstRtspServer", "1.0")' 2>/dev/null ||
            die "this system has no apt-get: install GStreamer 1.22 or later with its" \
                "plugins, RTSP server and Python binding, then run this again"
        return 0
    }
    local missing as_root=()
    missing=$(missing_packages | tr '\n' ' ')
    [ -z "$missing" ] && return 0
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null ||
            die "these packages are missing, and only root may install them:" \
                "apt-get install $missing"
        as_root=(sudo)
    fi
    echo "setup: installing $missing"
    local quiet=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
    mkdir -p var
    "${as_root[@]}" "${quiet[@]}" update >var/setup.log 2>&1 ||
        die "apt-get update failed, see var/setup.log; is the package mirror within reach?"
    # shellcheck disable=SC2086  # one word a package
    "${as_root[@]}" "${quiet[@]}" install -y --no-install-recommends $missing \
        >>var/setup.log 2>&1 || die "apt-get failed, see var/setup.log: $missing"
}

make_venv() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        die "$python must be Python 3.11 or later: apt-get install python3"
    [ -x .venv/bin/python ] ||
        "$python" -m venv --system-site-packages .venv ||
        die "could not make .venv: apt-get install python3-venv"
}

install_locked() {
    # A stamp holds what .venv was made from; the tools for tests include the rest.
    local stamp=.venv/.installed-$want made_from
    made_from=$(cat "$lock" pyproject.toml setup.sh | sha256sum)
    [ "$(cat "$stamp" 2>/dev/null)" = "$made_from" ] && return 0
    echo "setup: installing locked dependencies into .venv"
    local pip=(.venv/bin/python -m pip --disable-pip-version-check --quiet)
    # The lock is whole; trackers asks for a second OpenCV beside the headless one.
    "${pip[@]}" install --require-hashes --no-deps -r "$lock" ||
        die "could not install $lock; is the Python package index within reach?"
    "${pip[@]}" install --no-deps --no-build-isolation -e . ||
        die "could not install Quaygate itself into .venv"
    echo "$made_from" >"$stamp"
}

install_system
make_venv
install_locked
