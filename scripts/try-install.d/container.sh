# A container in which systemd runs as it does on a box. Sourced by scripts/try-install.

# boot: starts it, without a network, and waits until its systemd has come up.
boot() {
  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --register=no --keep-unit --notify-ready=no --console=pipe \
    --private-network --resolv-conf=off --directory="$root" --boot </dev/null >"$work/console" 2>&1 &
  machine=$!
  until_true 60 booted || { tail -n 20 "$work/console" >&2; fail 'systemd does not come up in the container'; }
}

# Ends it in order, or by force where that takes too long.
halt() {
  kill "$machine" 2>/dev/null || return 0
  until_true 20 halted || kill -KILL "$machine" ${LEADER:+"$LEADER"} 2>/dev/null || true
  wait "$machine" 2>/dev/null || true
}
halted() { [[ $(ps -o stat= -p "$machine") =~ ^(Z|$) ]]; }

booted() { leader && inside systemctl is-active --quiet multi-user.target; }

# The process that is PID 1 within.
leader() { LEADER=$(pgrep -P "$machine" | head -1); [ -n "$LEADER" ]; }

# inside COMMAND...: runs it in the container.
inside() { nsenter --target "$LEADER" --mount --uts --ipc --net --pid --cgroup --root --wd env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"; }

journal() { [ -z "${LEADER:-}" ] || inside journalctl --no-pager --unit roost --lines 25 >&2 || true; }

# until_true SECONDS COMMAND...
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@" 2>/dev/null; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 1
  done
}
