# Shell functions that scripts/demo, scripts/test and .ci/run share. Sourced, not run.
# Words for people go to stderr; output of tools is kept aside and shown only where they fail.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

say() { printf '%s\n' "$*" >&2; }
fail() { printf 'Error: %s\n' "$*" >&2; exit 2; }

# quietly WHAT-TO-DO COMMAND...: runs a command; where it fails, shows both ends of its output and what to do.
quietly() {
  local hint=$1 log
  shift
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1 </dev/null; then
    if [ "$(wc -l <"$log")" -gt 24 ]; then { head -n 12 "$log"; echo ...; tail -n 12 "$log"; } >&2; else cat "$log" >&2; fi
    rm -f "$log"
    fail "$* failed. $hint"
  fi
  rm -f "$log"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "Packages are missing and this is neither root nor is there sudo. As root, run: apt-get install -y ${missing[*]}"
  fi
}

# need_packages NAME...: installs the Debian packages that are missing, and does nothing where none is.
need_packages() {
  local missing=() name
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || fail "This is no Debian machine; install what it calls: ${missing[*]}"
  say "Installing ${missing[*]}"
  local hint="Packages wanted: ${missing[*]}, from the addresses in /etc/apt/sources.list*; is there a network?"
  quietly "$hint" as_root apt-get update
  quietly "$hint" as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}"
}

# From 24.19 on Node ends a process that uses better-sqlite3 12 at random: docs/dependencies.md.
need_node() {
  local wanted="Roost needs Node 20.19 to 24.18, best 22 (https://nodejs.org)"
  command -v node >/dev/null && command -v npm >/dev/null || fail "node or npm is not installed. $wanted"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); const at = a * 1000 + b; process.exit(at >= 20019 && at < 24019 ? 0 : 1)' ||
    fail "This is Node $(node --version). $wanted"
}

# What stands in the way of better-sqlite3: it has no ready-made binary for every machine, and then compiles itself.
BUILD_TOOLS=(python3 make g++)

# node_modules as the lockfile says, and nothing where they are. onnxruntime-node brings its CPU library with it; its
# install step would only fetch the one for NVIDIA cards.
need_modules() {
  [ node_modules/.package-lock.json -nt package-lock.json ] && return 0
  need_packages "${BUILD_TOOLS[@]}"
  say 'Installing npm packages (a minute or two)'
  quietly "The packages come from $(npm config get registry 2>/dev/null); is there a network, or a proxy to set?" \
    env ONNXRUNTIME_NODE_INSTALL=skip npm ci --no-audit --no-fund
  touch node_modules/.package-lock.json
}

# Weights come from ROOST_MODEL_MIRROR, or a folder of them beside the checkout, or the address in the catalog.
find_mirror() {
  if [ -z "${ROOST_MODEL_MIRROR:-}" ] && [ -d ../shared/models ]; then ROOST_MODEL_MIRROR=$(cd ../shared/models && pwd); fi
  [ -z "${ROOST_MODEL_MIRROR:-}" ] || export ROOST_MODEL_MIRROR
}

need_weights() {
  find_mirror
  node dist/src/main.js models pull >/dev/null
}

build() { quietly 'The sources do not compile; see above.' npm run --silent build; }
