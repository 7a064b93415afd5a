#!/usr/bin/env bash
# Builds, tests and shows Meetwright. `./build.sh help` lists the words.
set -euo pipefail
caller=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
steps=5

usage() {
  cat <<'END'
usage: ./build.sh WORD

  setup             install what building needs: the wasm target, the wasm tools, the npm packages
  build             setup, then the core as wasm and the add-on in target/addon/
  test [quick]      build, then everything that must pass, or what tells most in two minutes
  worlds [N] [--seed S]
                    build, then play N random worlds (10000), or that of a seed, as short as it can fail
  demo [FILE.ics] [--now TIME] [--me ADDRESS]
                    build, then play the main job, or add Webex to your own calendar's events
  serve [--port N] [--world FILE]
                    serve the simulated Webex and Google over HTTP on 127.0.0.1, until stopped
  bench [ROUNDS] [--names]
                    build, then measure (target/bench.json); 40 cold starts unless told
  engines           build, then run the bundle on real engines from V8 7.8 on (Linux x64)
  deploy [--site HOST]… [--logo URL] [--create] [--dry-run]
                    build, then push with clasp, or show what would be pushed; see docs/admin.md
  repeat            build twice from copies of the sources and compare every byte
  clean             remove what was built (the wasm tools and the npm packages stay)
  help              this text

Needs rustup (or a Rust with the wasm32-unknown-unknown target), node 20 or later, and npm.
END
}
say() { printf '%s\n' "$*"; }
stop() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }
tools_version() { sed -n "s/^$1 = .*\"=\([0-9.]*\)\".*/\1/p" tools/Cargo.toml; }
# Is a program on the PATH in exactly the pinned version?
is_version() { [[ "$("$1" --version 2>/dev/null)" == "$1 $2" ]]; }

check_programs() {
  say "[1/$steps] checking what is installed"
  command -v cargo >/dev/null || stop "cargo is missing: install Rust from https://rustup.rs, then open a new shell"
  command -v cc >/dev/null || stop "a C compiler is missing, with which Rust links: on Debian, apt-get install build-essential; on macOS, xcode-select --install"
  command -v node >/dev/null || stop "node is missing: install node 20 or later from https://nodejs.org"
  command -v npm >/dev/null || stop "npm is missing: it comes with node from https://nodejs.org"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 20)) || stop "node $(node --version) is too old: install node 20 or later from https://nodejs.org"
  if [[ ! -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]]; then
    command -v rustup >/dev/null || stop "Rust's wasm32-unknown-unknown target is missing: install it, or Rust from https://rustup.rs"
    rustup target add wasm32-unknown-unknown
  fi
}

# Puts wasm-pack and the wasm-bindgen of our exact version on the PATH; builds them where they are missing.
wasm_tools() {
  if is_version wasm-pack "$(tools_version wasm-pack)" && is_version wasm-bindgen "$(tools_version wasm-bindgen-cli)" &&
    command -v wasm-bindgen-test-runner >/dev/null; then
    say "[2/$steps] wasm tools: $(command -v wasm-pack)"
    return
  fi
  if [[ tools/target/built -nt tools/Cargo.lock && tools/target/built -nt tools/Cargo.toml ]]; then
    say "[2/$steps] wasm tools: up to date"
  else
    say "[2/$steps] building the wasm tools (once, about a minute) …"
    (cd tools && cargo build --locked --target-dir target)
    touch tools/target/built
  fi
  export PATH="$root/tools/target/debug:$PATH"
}

npm_packages() {
  if cmp -s package-lock.json node_modules/.installed-lock; then
    say "[3/$steps] npm packages: up to date"
    return
  fi
  say "[3/$steps] installing the npm packages …"
  npm ci --no-progress --loglevel=error
  cp package-lock.json node_modules/.installed-lock
}

setup() { check_programs; wasm_tools; npm_packages; }

# Is anything that the given product is made of newer than it? Folders count, so that a removed file is noticed.
stale() {
  local product=$1 newer; shift
  [[ -e $product ]] || return 0
  newer=$(find "$@" -newer "$product" -print -quit)
  [[ -n $newer ]]
}

build() {
  setup
  if stale pkg/.built Cargo.toml Cargo.lock .cargo build.rs src texts wasm tools/Cargo.lock scripts/shrink.js; then
    say "[4/$steps] building the core …"
    # Panics name files of crates without the folder in which they lie, so that every machine builds the same bytes.
    local crates=${CARGO_HOME:-$HOME/.cargo}/registry/src copies='-Cllvm-args=--max-store-memcpy=1 --max-store-memmove=1 --max-store-memset=2'
    rustc --print cfg "$copies" >/dev/null 2>&1 || copies=-Copt-level=z
    wasm-pack --log-level warn build wasm --release --target bundler --no-pack --mode no-install --out-dir ../pkg \
      -- --config "target.wasm32-unknown-unknown.rustflags=['--remap-path-prefix=$crates=crates', '$copies']"
    node scripts/shrink.js pkg/meetwright_wasm_bg.wasm
    touch pkg/.built
  else
    say "[4/$steps] the core: up to date"
  fi
  if stale target/addon/core.js pkg/meetwright_wasm_bg.wasm texts appsscript scripts/assemble.js scripts/utf8.js package.json package-lock.json; then
    say "[5/$steps] assembling the add-on …"
    cargo run --quiet --locked --package meetwright-texts -- texts | node scripts/assemble.js
  else
    say "[5/$steps] the add-on: up to date (target/addon)"
  fi
}

word=${1:-help}; [[ $# -eq 0 ]] || shift
case $word in
  setup) steps=3; setup ;;
  build) build ;;
  test) build; node scripts/test.js "$@" ;;
  worlds) build; node tests/random_worlds/run.js "$@" ;;
  demo) build; cd "$caller"; node "$root/simulator/cli/demo.js" "$@" ;;
  serve) steps=3; npm_packages; cd "$caller"; exec node "$root/simulator/cli/serve.js" "$@" ;;
  bench) build; node bench/bench.js "$@" ;;
  engines) build; node scripts/engines.js all ;;
  deploy) build; node scripts/deploy.js "$@" ;;
  repeat) setup; node scripts/repeat.js ;;
  clean) rm -rf target; find pkg -mindepth 1 ! -name README.md -delete; say "removed target/ and what was built in pkg/" ;;
  help | -h | --help) usage ;;
  *) printf 'build.sh: unknown word: %s\n\n' "$word" >&2; usage >&2; exit 2 ;;
esac
