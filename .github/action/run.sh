#!/usr/bin/env bash
# Runs plimsoll for the action: annotations or another format in the log, a summary of the job,
# outputs, the exit status.
#
# Inputs come by the environment, and nothing of them is ever evaluated. Bash 3.2 has to do, for
# that is what macOS comes with.
set -euo pipefail

unset CDPATH
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
workspace=$(pwd -P)
temp=$(mktemp -d "$(cd "${RUNNER_TEMP:-${TMPDIR:-/tmp}}" && pwd)/plimsoll.XXXXXX")
found=$temp/found
levels='error warning info style'
touch "$found"

# Prints a text as the message of a workflow command.
data() {
  local text=$1 return=$'\r' newline=$'\n'
  text=${text//\%/%25}
  text=${text//$return/%0D}
  text=${text//$newline/%0A}
  printf '%s' "$text"
}

fail() {
  printf '::error title=Plimsoll::%s\n' "$(data "$1")"
  exit 2
}

# Shows a file in the log. A line of it that looks like a workflow command is none.
show() {
  local token
  [ -s "$1" ] || return 0
  token=plimsoll-$RANDOM$RANDOM$RANDOM
  printf '::stop-commands::%s\n' "$token"
  cat "$1"
  printf '\n::%s::\n' "$token"
}

is_true() {
  case $1 in
    true | True | TRUE) return 0 ;;
    *) return 1 ;;
  esac
}

# The program runs at the root of the repository, for that is where annotations and SARIF name
# files from. Paths of the inputs are told from there.
enter() {
  local here
  cd -- "${INPUT_WORKING_DIRECTORY:-.}" || fail "there is no folder $INPUT_WORKING_DIRECTORY"
  here=$(pwd -P)
  root=$here
  case $here/ in
    "$workspace"/*)
      while [ "$root" != "$workspace" ] && [ ! -e "$root/.git" ]; do
        root=${root%/*}
      done
      ;;
  esac
  prefix=${here#"$root"}
  prefix=${prefix#/}
  prefix=${prefix:+$prefix/}
  cd "$root"
}

# Prints a path, seen from the working directory, as seen from the root of the repository.
place() {
  local path=${1#./}
  case $path in
    /* | [A-Za-z]:[\\/]*) printf '%s' "$path" ;;
    . | '') printf '%s' "${prefix:-.}" ;;
    *) printf '%s' "$prefix$path" ;;
  esac
}

# Collects the arguments of plimsoll.
collect() {
  local level=${INPUT_FAIL_ON:-} paths=${INPUT_PATHS:-${INPUT_DOCKERFILE:-.}} line
  if [ -z "$level" ]; then
    level=${INPUT_FAILURE_THRESHOLD:-}
    if is_true "${INPUT_NO_FAIL:-}"; then
      level=never
    fi
  fi
  case $level in
    ignore | none) level=never ;;
  esac
  arguments=(check --format "$format" --output - --format short --output "$found")
  if [ -n "$sarif" ]; then
    mkdir -p "$(dirname "$(place "$sarif")")"
    arguments+=(--format sarif --output "$(place "$sarif")")
  fi
  if [ -n "${INPUT_CONFIG:-}" ]; then
    arguments+=(--config "$(place "$INPUT_CONFIG")")
  fi
  if [ -n "${INPUT_BASELINE:-}" ]; then
    arguments+=(--baseline "$(place "$INPUT_BASELINE")")
  fi
  if [ -n "$level" ]; then
    arguments+=(--fail-on "$level")
  fi
  if [ -n "${INPUT_IGNORE:-}" ]; then
    arguments+=(--ignore "$INPUT_IGNORE")
  fi
  # xargs knows quotes, and evaluates nothing.
  printf '%s\n' "${INPUT_ARGS:-}" | xargs printf '%s\n' > "$temp/args" ||
    fail 'args has a quote that is not closed'
  while IFS= read -r line; do
    if [ -n "$line" ]; then
      arguments+=("$line")
    fi
  done < "$temp/args"
  arguments+=(--)
  while IFS= read -r line; do
    line=${line%$'\r'}
    [ -n "$line" ] || continue
    line=$(place "$line")
    case $line in
      *' '*) [ -e "$line" ] || fail "there is no $line; each path has a line of its own" ;;
    esac
    arguments+=("$line")
  done <<< "$paths"
}

# Runs plimsoll. Annotations are commands of their own; all else is none.
lint() {
  status=0
  if [ "$format" = github ]; then
    "$program" "${arguments[@]}" 2> "$temp/said" || status=$?
  else
    "$program" "${arguments[@]}" > "$temp/out" 2> "$temp/said" || status=$?
    show "$temp/out"
  fi
  show "$temp/said"
}

# Prints the findings of a level.
of_level() {
  grep -E "^.+:[0-9]+:[0-9]+: $1 [A-Z]+[0-9]+ " "$found" || true
}

# Escapes what Markdown and HTML would take for theirs, and makes code of what is in backticks.
escape() {
  # shellcheck disable=SC2016
  LC_ALL=C sed -E -e 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' \
    -e 's/\|/\&#124;/g; s/\*/\&#42;/g; s/_/\&#95;/g; s/~/\&#126;/g; s/@/\&#64;/g' \
    -e 's/\[/\&#91;/g; s/\]/\&#93;/g; s/\\/\&#92;/g; s/\$/\&#36;/g' \
    -e 's/`([^`]*)`/<code>\1<\/code>/g; s/`/\&#96;/g'
}

summarise() {
  local level row='|' head='|' line='|' limit=20
  if [ "$status" -ge 2 ]; then
    printf '### Plimsoll could not check everything\n\n<pre>\n'
    escape < "$temp/said"
    printf '</pre>\n\n'
  fi
  if [ "$findings" -eq 0 ]; then
    [ "$status" -ge 2 ] || printf '### Plimsoll: nothing found\n\n'
    return
  fi
  if [ "$findings" -eq 1 ]; then
    printf '### Plimsoll: 1 finding\n\n'
  else
    printf '### Plimsoll: %s findings\n\n' "$findings"
  fi
  for level in $levels; do
    head="$head $level |"
    line="$line ---: |"
    row="$row $(of_level "$level" | wc -l | tr -d ' ') |"
  done
  printf '%s\n%s\n%s\n\n' "$head" "$line" "$row"
  printf '| level | place | rule | what |\n| --- | --- | --- | --- |\n'
  for level in $levels; do
    of_level "$level"
  done | sed -n "1,${limit}p" | escape | LC_ALL=C sed -E \
    's/^(.+):([0-9]+):([0-9]+): ([a-z]+) ([A-Z]+[0-9]+) (.*)$/| \4 | \1:\2 | \5 | \6 |/'
  if [ "$findings" -gt "$limit" ]; then
    printf '\nThe log has %s more.\n' $((findings - limit))
  fi
  printf '\n'
}

format=${INPUT_FORMAT:-github}
sarif=${INPUT_SARIF_FILE:-}
case $sarif in
  *$'\n'*) fail 'sarif-file is more than one line' ;;
esac
if [ -n "${INPUT_BINARY:-}" ]; then
  program=$INPUT_BINARY
  case $program in
    */* | *\\*) ;;
    *) program=$(command -v "$program") || fail "there is no program $INPUT_BINARY" ;;
  esac
  case $program in
    /* | [A-Za-z]:[\\/]*) ;;
    *) program=$workspace/$program ;;
  esac
  [ -f "$program" ] || fail "there is no program $INPUT_BINARY"
else
  program=$("$BASH" "$scripts/install.sh") || exit 2
fi
enter
collect
lint
findings=$(wc -l < "$found" | tr -d ' ')
if [ "$status" -ge 2 ]; then
  printf '::error title=Plimsoll::%s\n' "$(data "$(cat "$temp/said")")"
fi
{
  printf 'findings=%s\n' "$findings"
  printf 'exit-code=%s\n' "$status"
  if [ -n "$sarif" ] && [ -f "$(place "$sarif")" ]; then
    # Later steps look from the workspace.
    case $sarif in
      /* | [A-Za-z]:[\\/]*) printf 'sarif=%s\n' "$sarif" ;;
      *)
        folder=${INPUT_WORKING_DIRECTORY:-.}
        sarif=${folder%/}/${sarif#./}
        printf 'sarif=%s\n' "${sarif#./}"
        ;;
    esac
  fi
} >> "${GITHUB_OUTPUT:-/dev/null}"
case ${INPUT_SUMMARY:-true} in
  true | True | TRUE) summarise >> "${GITHUB_STEP_SUMMARY:-/dev/null}" ;;
esac
exit "$status"
