#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
sdk=$(realpath ../../sdk)
seed=$(realpath seed.mjs)
broken=$(realpath broken.mjs)
(cd "$sdk/python" && PYTHONPATH=src python3 -W error -m unittest discover -t . -s tests)
(cd "$sdk/python" && PYTHONPATH=src node "$broken" python3 -m unittest tests.test_live)

shop=$(mktemp -d)
trap 'rm -rf "$shop"' EXIT
"$sdk/pack.sh" python
PIP_ROOT_USER_ACTION=ignore /usr/bin/python3 -m pip install --quiet --no-index --no-deps --target "$shop/packages" ../../artifacts/sdk/packages/python/*.whl
cd "$shop"
PYTHONPATH=packages node "$seed" python shop.py python3 shop.py
