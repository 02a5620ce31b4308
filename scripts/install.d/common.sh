# Words, places and questions that all parts of the installation share. Sourced.

OPT=/opt/roost
ETC=/etc/roost
DATA=/var/lib/roost
UNIT=roost.service
UNITS=/etc/systemd/system
COMMAND=/usr/local/bin/roost

# Never fails, also where nobody reads any more.
say() { printf '%s\n' "$*" >&2 || true; }
fail() { say "Error: $*"; exit 1; }

# One field of the release.json beside this.
release_says() { sed -n "s/.*\"$1\": \"\\([^\"]*\\)\".*/\\1/p" "$TREE/release.json"; }

# The version that `current` leads to; nothing where none is installed.
installed_version() { [ ! -L "$OPT/current" ] || basename "$(readlink "$OPT/current")"; }

# True where systemd is the one that runs this machine: not in a chroot, nor while an image is made.
systemd_runs() { [ -d /run/systemd/system ]; }

configured() { [ -e "$ETC/roost.yaml" ]; }

# as_roost COMMAND...: as the service's user, with nothing of root's environment.
as_roost() {
  setpriv --reuid=roost --regid=roost --init-groups --no-new-privs env -i PATH=/usr/bin:/bin HOME="$DATA" "$@"
}
