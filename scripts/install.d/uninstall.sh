# Takes Roost away. What it counted and how it was set up stays, unless told. Sourced.

# uninstall PURGE
uninstall() {
  if systemd_runs; then
    ! systemctl cat "$UNIT" >/dev/null 2>&1 || stop_unit
  fi
  [ ! -e "$UNITS/$UNIT" ] || systemctl --quiet disable "$UNIT" 2>/dev/null || true
  rm -rf "${UNITS:?}/$UNIT" "${UNITS:?}/$UNIT.d" "$COMMAND" "$OPT"
  ! systemd_runs || systemctl daemon-reload
  if [ -n "$1" ]; then
    rm -rf "$ETC" "$DATA"
    ! id roost >/dev/null 2>&1 || userdel roost
    say 'Roost is gone, with its configuration and all that it counted.'
  else
    say "Roost is gone. $ETC and $DATA stay, and the user roost to whom they belong; to take them away too: scripts/install --uninstall --purge-data"
  fi
}
