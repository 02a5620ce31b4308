# From one version to the next, and back by itself where the next one does not do its work. Sourced.

# A copy of the database as the old version left it: a migration can't be undone.
BEFORE=$DATA/before-upgrade

upgrade() {
  local old was=inactive status=
  old=$(installed_version)
  [ -n "$old" ] || fail 'No Roost is installed. To install this one: scripts/install'
  if [ "$old" = "$VERSION" ]; then
    say "Roost $VERSION is installed already."
    return
  fi
  need_ffmpeg
  if systemd_runs; then
    was=$(systemctl is-active "$UNIT" || true)
    status=$(status_text)
  fi
  place_version
  if [ "$was" != active ] && [ "$was" != activating ]; then
    switch_to "$VERSION"
    say "Roost $VERSION is in place of $old. It did not run before, so it was neither started nor tried."
    return
  fi
  need_space "$DATA" $(($(database_megabytes) + 50))
  say "Stopping Roost $old"
  # From here on an interruption goes back as a failure does.
  trap 'go_back "$old" "it was interrupted"; exit 1' INT TERM
  trap 'go_back "$old" "the upgrade itself failed"; exit 1' ERR
  set -E
  stop_unit
  keep_database "$old"
  switch_to "$VERSION"
  say "Starting Roost $VERSION; it has to serve, store and look for $GOES_ON s"
  if prove "$VERSION" "$status"; then
    trap - INT TERM ERR
    forget_older "$old"
    say "Roost $VERSION runs: $(status_text)"
    say "Version $old stays in $OPT/$old, and the database as it was in $BEFORE/$old until the next upgrade."
  else
    trap - INT TERM ERR
    go_back "$old" "$PROVED"
    exit 1
  fi
}

switch_to() {
  local VERSION=$1
  point_to "$VERSION"
  make_folders
  place_units
}

database_megabytes() { find "$DATA" -maxdepth 1 -name 'roost.db*' -printf '%s\n' | awk '{ sum += $1 } END { print int(sum / 1048576) + 1 }'; }

# The service is stopped, so file and log are all of it.
keep_database() {
  rm -rf "$BEFORE"
  install -d -m 700 -o roost -g roost "$BEFORE" "$BEFORE/$1"
  find "$DATA" -maxdepth 1 -name 'roost.db*' -exec cp --preserve=all --reflink=auto -t "$BEFORE/$1" {} +
  sync -f "$DATA"
  SINCE=$(date -u +%FT%TZ)
}

# go_back OLD WHY: the old version with the old database. What the new one wrote is kept aside, and said.
go_back() {
  local old=$1 why=$2 until aside=$BEFORE/of-$VERSION
  trap - ERR INT TERM
  set +e
  say "Roost $VERSION does not do its work: $why."
  systemctl status --no-pager --lines=15 "$UNIT" >&2
  say "Going back to $old"
  stop_unit
  until=$(date -u +%FT%TZ)
  if [ -n "${SINCE:-}" ]; then
    install -d -m 700 -o roost -g roost "$aside"
    find "$DATA" -maxdepth 1 -name 'roost.db*' -exec mv -t "$aside" {} +
    find "$BEFORE/$old" -maxdepth 1 -name 'roost.db*' -exec cp --preserve=all --reflink=auto -t "$DATA" {} +
    sync -f "$DATA"
    say "What $VERSION recorded from $SINCE to $until is in none of the counts; its database is kept in $aside."
  fi
  switch_to "$old"
  if prove "$old" 'does not look, does not store'; then
    say "Roost $old runs again: $(status_text)"
    rm -rf "${OPT:?}/$VERSION"
  else
    say "Roost $old does not serve either: $PROVED. It is tried again by itself; see: journalctl -u roost"
  fi
}

# Of the versions before, the last one stays.
forget_older() {
  find "$OPT" -mindepth 1 -maxdepth 1 -type d ! -name "$VERSION" ! -name "$1" -exec rm -rf {} +
}
