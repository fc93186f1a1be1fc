#!/usr/bin/env bash
# Everything that has to hold of the Python package: its own lints, pytest with the examples of the documentation and the notebook,
# pyright, and Spark on a cluster of two workers. Makes an environment of its own; needs Rust and Python. Names of variables: JJAK, the
# program to compare with (built if it is not there); PROFILE, the cargo profile of the module (dev).
set -euo pipefail
cd "$(dirname "$0")"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Spark needs Java.
have_java() {
    command -v java >/dev/null && return
    command -v apt-get >/dev/null || return 1
    local sudo=()
    [[ $(id -u) -eq 0 ]] || sudo=(sudo -n)
    "${sudo[@]}" apt-get install -y --no-install-recommends openjdk-17-jre-headless >"$scratch/apt.log" 2>&1 \
        || { "${sudo[@]}" apt-get update && "${sudo[@]}" apt-get install -y --no-install-recommends openjdk-17-jre-headless; } \
            >"$scratch/apt.log" 2>&1
}

cargo fmt --check -- --config-path ../rustfmt.toml
cargo clippy --locked --all-targets -- -D warnings

environment=${CARGO_TARGET_DIR:-target}/python-test
[[ -x $environment/bin/python ]] || python3 -m venv "$environment"
PATH=$(realpath "$environment")/bin:$PATH
pip install --quiet --disable-pip-version-check 'maturin>=1.9,<2' pytest pyright nbclient nbformat ipykernel numpy pandas pandas-stubs polars \
    pyarrow pyarrow-stubs datasets pyspark
MATURIN_PEP517_ARGS="--locked --profile ${PROFILE:-dev}" pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
    --force-reinstall .

if [[ -z ${JJAK:-} ]]; then
    cargo build --locked --quiet --manifest-path ../Cargo.toml
    export JJAK=${CARGO_TARGET_DIR:-../target}/debug/jjak
fi
JJAK=$(realpath "$JJAK")
export JJAK

pyright
if have_java; then
    python -m pytest -q
else
    echo 'SKIPPED: Spark: Java cannot be installed here'
    python -m pytest -q --ignore tests/test_spark.py
fi
