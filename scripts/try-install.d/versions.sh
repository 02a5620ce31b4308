# Upgrades and the end. Sourced by scripts/try-install.

# other_version VERSION: another release in /srv/VERSION of the container, which differs in its number.
other_version() {
  cp -r "$root/srv/release" "$root/srv/$1"
  sed -i "s/\"version\": \"$version\"/\"version\": \"$1\"/" "$root/srv/$1/package.json" "$root/srv/$1/release.json"
}

visits() { inside /opt/roost/current/bin/node -e "
  const Database = require('/opt/roost/current/node_modules/better-sqlite3');
  console.log(new Database('/var/lib/roost/roost.db').pragma('user_version', { simple: true }))"; }

try_upgrades() {
  local schema begun
  other_version 9.0.1
  begun=$SECONDS
  check 'an upgrade to a good version takes' inside /srv/9.0.1/scripts/install --upgrade
  saw "took $((SECONDS - begun)) s, 20 s of trial among it; now: $(state StatusText)"
  check 'it keeps the database of before' test -e "$root/var/lib/roost/before-upgrade/$version/roost.db"

  other_version 9.0.2
  echo 'throw new Error("broken on purpose")' >"$root/srv/9.0.2/dist/src/box/pulse.js"
  check 'one that does not start goes back' goes_back 9.0.2

  # One that migrates the database, serves, and then dies of it.
  other_version 9.0.3
  last=$(ls "$root/srv/9.0.3/dist/src/count/store/migrations" | tail -1)
  schema=$(visits)
  printf 'CREATE TABLE of_the_new_version (id INTEGER) STRICT;\n' >"$root/srv/9.0.3/dist/src/count/store/migrations/$(printf %04d $((10#${last%%-*} + 1)))-new.sql"
  echo 'setTimeout(() => process.exit(1), 15000);' >>"$root/srv/9.0.3/dist/src/main.js.head"
  cat "$root/srv/9.0.3/dist/src/main.js" >>"$root/srv/9.0.3/dist/src/main.js.head"
  mv "$root/srv/9.0.3/dist/src/main.js.head" "$root/srv/9.0.3/dist/src/main.js"
  check 'one that migrates the database and then ends goes back' goes_back 9.0.3
  check "the database is of schema $schema again" test "$(visits)" = "$schema"
  check 'what the new version wrote is kept aside' test -e "$root/var/lib/roost/before-upgrade/of-9.0.3/roost.db"

  other_version 9.0.4
  rm -r "$root/srv/9.0.4/node_modules/@img"
  check 'one that cannot run here is refused before anything is stopped' refused_inside 'sharp does not run' 9.0.4
}

# goes_back VERSION: its upgrade fails, and 9.0.1 serves again.
goes_back() {
  ! inside "/srv/$1/scripts/install" --upgrade >"$work/back" 2>&1 || return 1
  cat "$work/back"
  grep -q 'Roost 9.0.1 runs again' "$work/back" && says '9.0.1 serves' && [ ! -e "$root/opt/roost/$1" ]
}

refused_inside() {
  local pid
  pid=$(state MainPID)
  ! inside "/srv/$2/scripts/install" --upgrade >"$work/back" 2>&1 || return 1
  cat "$work/back"
  grep -q "$1" "$work/back" && [ "$(state MainPID)" = "$pid" ]
}

try_uninstall() {
  check 'uninstalled, data and configuration stay' inside /opt/roost/current/scripts/install --uninstall
  check 'nothing runs, and nothing is left of it' test ! -e "$root/opt/roost" -a ! -e "$root/etc/systemd/system/roost.service" -a -e "$root/var/lib/roost/roost.db" -a -e "$root/etc/roost/roost.yaml"
  check 'installed again, it goes on with them' inside /srv/release/scripts/install
  check 'it serves' until_true 60 says "$version serves"
  check 'purged, they go too' inside /opt/roost/current/scripts/install --uninstall --purge-data
  check 'nothing is left' test ! -e "$root/var/lib/roost" -a ! -e "$root/etc/roost"
}
