# The unit, and the service's state as systemd tells it. Sourced.

place_units() {
  install -m 644 "$OPT/current/scripts/install.d/$UNIT" "$UNITS/$UNIT"
  # Half a core at least is left to the rest of the machine; how many cores there are, only this machine knows.
  install -d -m 755 "$UNITS/$UNIT.d"
  printf '# Written by scripts/install for %s cores.\n[Service]\nCPUQuota=%s%%\n' "$(nproc)" $(($(nproc) * 100 - 50)) >"$UNITS/$UNIT.d/10-cpu.conf"
  place_decoders
  ! systemd_runs || systemctl daemon-reload
  systemctl --quiet enable "$UNIT" 2>/dev/null || fail "systemctl enable $UNIT failed"
}

# Starts the box where it can be started, and says what is left to do.
start_or_tell() {
  if ! systemd_runs; then
    say "Roost $VERSION is installed. systemd does not run here, so it was not started; it starts with the machine once $ETC/roost.yaml is there."
  elif ! configured; then
    say "Roost $VERSION is installed. Now tell it of the site and the first camera: sudo roost init /etc/roost. Then: sudo roost check, and: sudo systemctl start roost"
  elif systemctl is-active --quiet "$UNIT"; then
    say "Roost $VERSION runs: $(status_text)"
  else
    say 'Starting'
    prove "$VERSION" '' || fail "Roost $VERSION is installed, but does not serve: $PROVED. See: journalctl -u roost"
    say "Roost $VERSION runs: $(status_text)"
  fi
}

unit_says() { systemctl show "$UNIT" --property="$1" --value; }
status_text() { unit_says StatusText; }

# stop_unit: ends what is left of it by force, so that nobody has the database open afterwards.
stop_unit() {
  systemctl stop "$UNIT" || true
  ! systemctl is-active --quiet "$UNIT" || systemctl kill --signal=KILL "$UNIT" || true
  systemctl reset-failed "$UNIT" 2>/dev/null || true
}

# How long a version may take from its start to serving, s: a migration of years of records counts, so only one that ends or hangs is
# given up before. How long it must then go on.
START_WITHIN=3600
DOES_WITHIN=180
GOES_ON=20

# prove VERSION OLD-STATUS: starts the service and sees whether it is this version, stores, and looks, but for what the old one did not do
# either. It has to stay so for 20 s, in one life. @returns 1 with the reason in PROVED
prove() {
  local version=$1 before=$2 begun=$SECONDS served= good= state text
  PROVED=
  systemctl start --no-block "$UNIT" || { PROVED='systemd refuses to start it'; return 1; }
  while sleep 1; do
    state=$(unit_says ActiveState)
    text=$(status_text)
    if [ "$state" = failed ] || [ "$(unit_says NRestarts)" -gt 0 ]; then
      PROVED='it ended by itself'
      return 1
    elif [ "$state" = active ] && does_its_work "$version" "$text" "$before"; then
      good=${good:-$SECONDS}
      [ $((SECONDS - good)) -lt $GOES_ON ] || return 0
    else
      good=
      [ "$state" != active ] || served=${served:-$SECONDS}
      PROVED=${text:-it does not say that it serves}
      [ $((SECONDS - begun)) -lt $START_WITHIN ] || return 1
      [ -z "$served" ] || [ $((SECONDS - served)) -lt $DOES_WITHIN ] || return 1
    fi
  done
}

# does_its_work VERSION STATUS OLD-STATUS, all as src/box/pulse.ts words them.
does_its_work() {
  local version=$1 text=$2 before=$3 lack
  case $text in "$version serves "*) ;; *) return 1 ;; esac
  for lack in 'does not look' 'does not store'; do
    case $text in *"$lack"*) case $before in *"$lack"*) ;; *) return 1 ;; esac ;; esac
  done
}

# decoder_devices [ROOT]: devices of this machine that decode video, one a line; those of /dev/video* are cameras and scalers as well.
decoder_devices() {
  local root=${1:-} path name
  for path in "$root"/dev/dri/renderD* "$root"/dev/mpp_service "$root"/dev/nvidiactl "$root"/dev/nvidia[0-9]* "$root"/dev/nvidia-uvm; do
    [ ! -e "$path" ] || echo "${path#"$root"}"
  done
  for path in "$root"/sys/class/video4linux/video*/name; do
    [ -e "$path" ] && grep -qiE 'codec-dec|decoder|vdec|-dec\b|vpu' "$path" || continue
    name=$(basename "$(dirname "$path")")
    echo "/dev/$name"
  done
}

# decoder_rights DEVICE...: what the unit lacks for these: they alone are opened, beside what every process has (null, random).
decoder_rights() {
  printf '# Written by scripts/install for what decodes video here.\n[Service]\nPrivateDevices=no\nDevicePolicy=closed\n'
  printf 'DeviceAllow=%s rw\n' "$@"
}

# Opens what decodes video to the box, where there is any. Its user joins the group of each that has one of its own (render, video), never root's.
place_decoders() {
  local devices device group
  mapfile -t devices < <(decoder_devices)
  rm -f "$UNITS/$UNIT.d/20-decoders.conf"
  [ ${#devices[@]} -gt 0 ] || return 0
  decoder_rights "${devices[@]}" >"$UNITS/$UNIT.d/20-decoders.conf"
  for device in "${devices[@]}"; do
    group=$(stat -c %G "$device")
    case $group in root | UNKNOWN) ;; *) usermod --append --groups "$group" roost ;; esac
  done
}
