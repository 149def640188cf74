#!/usr/bin/env bash
# Prints the path of the plimsoll that the action is to run, after it has been put there: a release
# whose checksum is right, or a build of the action's own checkout.
#
# Bash 3.2 has to do, for that is what macOS comes with.
set -euo pipefail

# Where releases are. Tests have their own.
releases=${PLIMSOLL_RELEASES:-https://github.com/plimsoll-lint/plimsoll/releases}
unset CDPATH
temp=$(cd "${RUNNER_TEMP:-${TMPDIR:-/tmp}}" && pwd)
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
exe=
ending=tar.gz
if [ "${RUNNER_OS:-}" = Windows ]; then
  exe=.exe
  ending=zip
fi

say() {
  printf 'plimsoll: %s\n' "$1" >&2
}

fail() {
  local newline=$'\n'
  printf '::error title=Plimsoll::%s\n' "${1//$newline/ }" >&2
  exit 2
}

# What an archive for this runner may be called, the best first.
targets() {
  case ${RUNNER_OS:-}-${RUNNER_ARCH:-} in
    Linux-X64) echo x86_64-unknown-linux-musl x86_64-unknown-linux-gnu ;;
    Linux-ARM64) echo aarch64-unknown-linux-musl aarch64-unknown-linux-gnu ;;
    macOS-X64) echo x86_64-apple-darwin ;;
    macOS-ARM64) echo aarch64-apple-darwin ;;
    # Windows on ARM runs programs for x86-64.
    Windows-*) echo x86_64-pc-windows-msvc x86_64-pc-windows-gnu ;;
  esac
}

# Fetches an address into a file. Status 1 says that there is nothing at the address; all else that
# goes wrong is the end.
fetch() {
  local protocols='=https' status
  case $releases in
    http:*) protocols='=http' ;;
  esac
  say "loading $1"
  status=$(curl --silent --show-error --location --proto "$protocols" --retry 2 \
    --connect-timeout 20 --output "$2" --write-out '%{http_code}' "$1") ||
    fail "$1 cannot be loaded"
  case $status in
    200) return 0 ;;
    404) return 1 ;;
    *) fail "$1 cannot be loaded: the server says $status" ;;
  esac
}

sha256() {
  if command -v sha256sum > /dev/null; then
    sha256sum < "$1"
  else
    shasum -a 256 < "$1"
  fi | cut -d ' ' -f 1
}

# Prints checksum and name of the archive of a version, `*` for any, that is for this runner.
archive() {
  local target sum name
  for target in $(targets); do
    while read -r sum name; do
      name=${name%$'\r'}
      name=${name#\*}
      # The version may be a pattern.
      # shellcheck disable=SC2254
      case $name in
        */*) ;;
        plimsoll-$1-$target.$ending)
          echo "$sum $name"
          return
          ;;
      esac
    done < "$2"
  done
}

# Installs a release. Status 1 says that there is none, or none for this runner.
install() {
  local folder=download/v$1 pattern=$1 work=$temp/plimsoll-$1 found sum name actual
  if [ "$1" = latest ]; then
    folder=latest/download
    pattern='*'
  fi
  mkdir -p "$work"
  fetch "$releases/$folder/SHA256SUMS" "$work/SHA256SUMS" || return 1
  found=$(archive "$pattern" "$work/SHA256SUMS")
  [ -n "$found" ] || return 1
  sum=${found%% *}
  name=${found#* }
  fetch "$releases/$folder/$name" "$work/$name" ||
    fail "the release has no $name, which its SHA256SUMS names"
  actual=$(sha256 "$work/$name")
  [ "$actual" = "$sum" ] || fail "$name has the checksum $actual, but SHA256SUMS says $sum"
  # Windows' paths confuse tar.
  (
    cd "$work" &&
      case $ending in
        zip) unzip -q -o "$name" >&2 ;;
        *) tar -xzf "$name" ;;
      esac
  ) || fail "$name cannot be unpacked"
  program=$work/${name%."$ending"}/plimsoll$exe
  [ -f "$program" ] || fail "$name has no plimsoll$exe"
}

# True if the first version is older than the second.
older() {
  [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | sed -n 1p)" = "$1" ]
}

build() {
  local want have
  command -v cargo > /dev/null ||
    fail 'building plimsoll from source needs Cargo; the input version can name a release instead'
  cd "$checkout"
  want=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
  have=$(rustc --version 2> /dev/null | cut -d ' ' -f 2) || have=0
  if older "$have" "$want" && command -v rustup > /dev/null; then
    rustup toolchain install "$want" --profile minimal >&2
    export RUSTUP_TOOLCHAIN=$want
  fi
  # It would move the program.
  unset CARGO_BUILD_TARGET
  say 'building from source'
  cargo build --release --locked --target-dir "$temp/plimsoll-source" >&2 ||
    fail 'plimsoll cannot be built from source'
  program=$temp/plimsoll-source/release/plimsoll$exe
}

# The ref of the action, which is at the end of the path of its checkout. It is not in the
# environment: https://github.com/actions/runner/issues/2473. A checkout elsewhere has none.
ref() {
  local rest=${checkout#*/_actions/*/*/}
  [ "$rest" = "$checkout" ] || echo "${rest%/}"
}

# True if the ref stands for a release: a tag, or a commit, which is how careful people name a tag.
is_release() {
  [[ $1 =~ ^v[0-9] || $1 =~ ^[0-9a-f]{40}$ ]]
}

program=
version=${INPUT_VERSION:-}
version=${version#v}
case $version in
  source) build ;;
  latest)
    install latest || fail "there is no release for ${RUNNER_OS:-} on ${RUNNER_ARCH:-}"
    ;;
  '')
    own=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$checkout/Cargo.toml" | sed -n 1p)
    if is_release "$(ref)" && install "$own"; then
      say "this is the release v$own"
    else
      say 'there is no release that belongs to this version of the action'
      build
    fi
    ;;
  *)
    [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+[-+.0-9A-Za-z]*$ ]] ||
      fail "the version $version is none; write 1.2.3, latest or source"
    install "$version" ||
      fail "there is no release v$version for ${RUNNER_OS:-} on ${RUNNER_ARCH:-}"
    ;;
esac
"$program" --version >&2
printf '%s\n' "$program"
