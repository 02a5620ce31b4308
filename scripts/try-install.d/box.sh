# What an installed box must do. Sourced by scripts/try-install.

try_refusals() {
  check 'it is refused without root' refused 'not root' setpriv --reuid=65534 --clear-groups /srv/release/scripts/install
  check 'a wrong word is refused' refused 'upgrade' /srv/release/scripts/install --upgarde
  check 'an upgrade of nothing is refused' refused 'No Roost is installed' /srv/release/scripts/install --upgrade
  cp "$root/usr/lib/os-release" "$work/os-release"
  sed -i 's/^ID=.*/ID=fedora/' "$root/usr/lib/os-release"
  check 'another system is refused' refused 'Debian 12 or later' /srv/release/scripts/install
  cp "$work/os-release" "$root/usr/lib/os-release"
  sed -i 's/"arch": "[^"]*"/"arch": "riscv"/' "$root/srv/release/release.json"
  check 'a release for another machine is refused' refused 'This release is for riscv' /srv/release/scripts/install
  tar -xf "$release" -C "$root/srv/release" --strip-components=1
  check 'nothing was changed by then' test ! -e "$root/opt/roost" -a ! -e "$root/etc/roost"
}

# refused WORDS COMMAND...: it fails and says so.
refused() {
  local words=$1
  shift
  ! in_chroot "$@" >"$work/refusal" 2>&1 && grep -q "$words" "$work/refusal" || { cat "$work/refusal"; return 1; }
}

try_rights() {
  local modes
  echo 'ROOST_CAMERA_USER=me' >"$root/etc/roost/secrets.env"
  in_chroot /srv/release/scripts/install 2>/dev/null
  modes=$(in_chroot stat -c '%n %a %U' /opt/roost/current/bin/node /etc/roost /etc/roost/secrets.env /var/lib/roost | tr '\n' ';')
  check "rights are the least that do: $modes" test "$modes" = \
    '/opt/roost/current/bin/node 755 root;/etc/roost 750 roost;/etc/roost/secrets.env 600 roost;/var/lib/roost 700 roost;'
}

try_units() {
  local score
  check 'systemd finds no fault in the unit' in_chroot systemd-analyze verify /etc/systemd/system/roost.service
  score=$(in_chroot systemd-analyze security --offline=true --no-pager roost.service | sed -n 's/.*Overall exposure level for roost.service: \([0-9.]*\).*/\1/p')
  check "its exposure is $score, of at most 3.0" awk "BEGIN { exit !($score > 0 && $score <= 3.0) }"
}

# A box with one camera that nobody answers for: what is tried is the box. Its weights are put where it looks for them.
give_camera() {
  cp "$root/srv/release/roost.example.yaml" "$root/etc/roost/roost.yaml"
  cp "$root/srv/release/site.example.yaml" "$root/etc/roost/site.yaml"
  printf 'id: flat\nname: Flat\nurl: rtsp://127.0.0.1:1/none\n' >"$root/etc/roost/cameras/flat.yaml"
  chroot "$root" chown -R roost:roost /etc/roost
  [ -z "$models" ] || { mkdir "$root/var/lib/roost/models"; cp "$models"/* "$root/var/lib/roost/models/"; chroot "$root" chown -R roost:roost /var/lib/roost/models; }
}

state() { inside systemctl show roost --property="$1" --value; }
says() { [[ $(state StatusText) == *"$1"* ]]; }
health() { inside /opt/roost/current/bin/node -e 'fetch("http://127.0.0.1:8420/api/v1/health").then(async (a) => console.log(await a.text()))'; }

try_service() {
  local begun=$SECONDS
  until_true 120 says "$version serves" || { journal; fail 'the box does not serve after a boot'; }
  saw "yes: it serves $((SECONDS - begun)) s after the boot: $(state StatusText)"
  [ -z "$models" ] || check 'it looks' until_true 120 says 'looks, stores'
  check 'its API answers' health
  check 'it runs as roost' test "$(inside stat -c %U "/proc/$(state MainPID)")" = roost
  check 'it cannot write its configuration, but for the cameras' refuses_writes
  saw "$(memory) MB of memory in $(processes | wc -w) processes"
# Not grep -q: it leaves at the first line, and what writes the rest into a broken pipe has failed.
  check 'the log is JSON in the journal' eval 'inside journalctl --unit roost --output cat | grep "^{\"level\"" >/dev/null'
  check 'its command line runs as its user' inside roost deployments list
  check 'installed again, it goes on as it was' inside /srv/release/scripts/install
}

processes() { inside cat "/sys/fs/cgroup$(state ControlGroup)/cgroup.procs" | tr '\n' ' '; }

# What its processes hold between them, MB, shared pages told of once.
memory() {
  local id
  for id in $(processes); do inside sed -n 's/^Pss: *\([0-9]*\) kB/\1/p' "/proc/$id/smaps_rollup"; done | awk '{ sum += $1 } END { print int(sum / 1024) }'
}

# Root itself, among the service's own file systems, writes where the unit says and nowhere else.
refuses_writes() {
  local path
  writes /var/lib/roost/new && writes /run/roost/new || return 1
  writes /etc/roost/cameras/new || return 1
  for path in /etc/roost /opt/roost/current/bin /usr /home; do ! writes "$path/new" || return 1; done
}
writes() { inside nsenter --target "$(state MainPID)" --mount touch "$1"; }

# A main process that stands still says nothing; systemd ends it after a minute and starts another one.
try_watchdog() {
  local pid begun
  pid=$(state MainPID)
  check 'killed, it is started again' replaced "$pid" KILL 60
  pid=$(state MainPID) begun=$SECONDS
  check 'stopped, it is found by the watchdog and started again' replaced "$pid" STOP 120
  saw "took $((SECONDS - begun)) s, of WatchdogSec=60"
  check 'the journal says so' eval 'inside journalctl --unit roost | grep -i "watchdog timeout" >/dev/null'
}

# replaced PID SIGNAL SECONDS
replaced() {
  inside sh -c "kill -s $2 $1"
  until_true "$3" another "$1"
}

# another PID: a main process other than this one serves. Between two lives its number is 0, and the status still the old one's.
another() {
  local now
  now=$(state MainPID)
  [ "$now" != 0 ] && [ "$now" != "$1" ] && [ "$(state ActiveState)" = active ] && says serves
}
