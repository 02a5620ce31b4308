# The user, the version's files, and folders with the least rights that do. Sourced.

make_user() {
  id roost >/dev/null 2>&1 ||
    useradd --system --user-group --home-dir "$DATA" --no-create-home --shell /usr/sbin/nologin --comment 'Roost' roost
}

# The files of a version are root's, and the service can't change them. They appear whole or not at all.
place_version() {
  [ "$TREE" != "$OPT/$VERSION" ] || return 0
  install -d -m 755 "$OPT"
  [ ! -e "$OPT/$VERSION" ] || return 0
  rm -rf "$OPT/.partial"
  cp -r --no-preserve=ownership "$TREE" "$OPT/.partial"
  chmod -R u=rwX,go=rX "$OPT/.partial"
  sync -f "$OPT"
  mv -T "$OPT/.partial" "$OPT/$VERSION"
}

# point_to VERSION: in one step, so that there is a `current` at any time.
point_to() {
  ln -sfn "$1" "$OPT/.current"
  mv -Tf "$OPT/.current" "$OPT/current"
  sync -f "$OPT"
}

# /etc/roost belongs to the user, so that `roost init` and `roost camera add` write there as him; the running service can't, but
# for the cameras, as its unit makes the rest of /etc read-only. `data` in it leads to where data belongs, so that roost.yaml needs no key for it.
make_folders() {
  install -d -m 750 -o roost -g roost "$ETC" "$ETC/cameras"
  install -d -m 700 -o roost -g roost "$DATA"
  [ -e "$ETC/data" ] || [ -L "$ETC/data" ] || ln -s "$DATA" "$ETC/data"
  # What root put there by hand must be the user's to read, and nobody else's.
  chown -R -P roost:roost "$ETC"
  [ ! -e "$ETC/secrets.env" ] || chmod 600 "$ETC/secrets.env"
  install -d -m 755 "$(dirname "$COMMAND")"
  install -m 755 "$OPT/$VERSION/scripts/install.d/roost-as-user" "$COMMAND"
}
