# Whether Roost can run on this machine, and what is missing. Each refusal says what to do. Sourced.

need_root() { [ "$(id -u)" = 0 ] || fail "This is not root. Run: sudo ${BASH_SOURCE[-1]}"; }

need_release() {
  [ -e "$TREE/release.json" ] && [ -x "$TREE/bin/node" ] ||
    fail "$TREE is no unpacked release: Node is not in it. Make one with scripts/release, or unpack one and run its scripts/install"
  VERSION=$(release_says version)
}

need_machine() {
  local ID= VERSION_ID= PRETTY_NAME='an unknown system' own glibc
  # shellcheck source=/dev/null
  [ ! -e /etc/os-release ] || eval "$(sed -n '/^\(ID\|VERSION_ID\|PRETTY_NAME\)=/p' /etc/os-release)"
  case $ID in
    debian) at_least 12 "${VERSION_ID:-99}" || fail "This is $PRETTY_NAME; Roost needs Debian 12 or later" ;;
    ubuntu) at_least 24.04 "${VERSION_ID:-99}" || fail "This is $PRETTY_NAME; Roost needs Ubuntu 24.04 or later" ;;
    *) fail "This is $PRETTY_NAME; Roost is installed on Debian 12 or later and Ubuntu 24.04 or later" ;;
  esac
  case $(dpkg --print-architecture) in
    amd64) own=x64 ;;
    arm64) own=arm64 ;;
    *) fail "This machine's programs are $(dpkg --print-architecture); Roost runs on amd64 (x64) and arm64. A 32-bit system on a 64-bit board must be installed anew" ;;
  esac
  [ "$own" = "$(release_says arch)" ] || fail "This release is for $(release_says arch), and this machine is $own. Take roost-$VERSION-linux-$own"
  glibc=$(getconf GNU_LIBC_VERSION | cut -d' ' -f2)
  at_least "$(release_says glibc)" "$glibc" || fail "This release needs glibc $(release_says glibc), and here is $glibc. Make it with scripts/release on the older system"
  command -v systemctl >/dev/null || fail 'systemd is not installed. Run: apt-get install systemd'
  need_space "$(dirname "$OPT")" $(($(du -sm "$TREE" | cut -f1) + 100))
  "$TREE/bin/node" "$TREE/scripts/install.d/self-test.mjs" ||
    fail 'This release does not run on this machine; see the line above. A processor without what its programs need (x86-64-v2 for most), or another architecture, shows so'
}

# need_space FOLDER MEGABYTES
need_space() {
  local free
  free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$2" ] || fail "$1 has $free MB free, and $2 MB are needed. Free some and run this again; nothing was changed"
}

# at_least WANTED FOUND: compares versions as Debian does.
at_least() { dpkg --compare-versions "$2" ge "$1"; }

need_ffmpeg() {
  local found
  if ! command -v ffmpeg >/dev/null; then
    say 'Installing ffmpeg'
    apt-get update -q >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q install -y --no-install-recommends ffmpeg >/dev/null ||
      fail 'ffmpeg could not be installed. Is there a network? Without one, put the packages of ffmpeg on a stick and install them by dpkg -i first'
  fi
  found=$(ffmpeg -version | sed -n '1s/^ffmpeg version n\?\([0-9][0-9.]*\).*/\1/p')
  [ -z "$found" ] || at_least 5.1 "$found" || fail "This is ffmpeg $found; Roost needs 5.1 or later"
}
