#!/usr/bin/env bash
# The review page in a real browser: types of its scripts, an afternoon's work, accessibility; makes docs/review.png. Needs Node and
# the program (JJAK, else target/debug/jjak); installs what else it needs. Ends with 0 when all is well.
set -euo pipefail
cd "$(dirname "$0")/../.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export JJAK=${JJAK:-$PWD/target/debug/jjak}
[[ -x $JJAK ]] || { echo "no program at $JJAK: run cargo build" >&2; exit 2; }

sudo=()
[[ $(id -u) -eq 0 ]] || sudo=(sudo -n)
fetch() { "${sudo[@]}" apt-get install -y --no-install-recommends "$@" >"$scratch/apt.log" 2>&1; }
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
if [[ -z $CHROMIUM ]] || ! fc-list 2>/dev/null | grep -qi cjk; then
    fetch chromium fonts-noto-cjk || { "${sudo[@]}" apt-get update >"$scratch/apt.log" 2>&1 && fetch chromium fonts-noto-cjk; } \
        || { cat "$scratch/apt.log" >&2; exit 2; }
    CHROMIUM=$(command -v chromium)
fi
export CHROMIUM

npm install --silent --no-audit --no-fund --prefix "$scratch" playwright-core@1.65.1 axe-core@4.14.1 typescript@7.0.2
mkdir "$scratch/tests"
cp tests/browser/*.mjs "$scratch/tests/"
# The scripts name one another as the server does, from its root.
mkdir "$scratch/page"
for script in src/review/page/*.js; do
    sed 's|from "/|from "./|' "$script" >"$scratch/page/${script##*/}"
done
(cd "$scratch" && npx tsc --allowJs --checkJs --noEmit --strict --noUncheckedIndexedAccess --noPropertyAccessFromIndexSignature \
    --noUnusedLocals --target es2023 --module esnext --moduleResolution bundler --lib es2023,dom,dom.iterable --types "" page/*.js)
echo 'types: fine'
node "$scratch/tests/walk.mjs" "$PWD"
