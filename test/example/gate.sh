#!/bin/sh
# Gates a job on a Dublê that runs elsewhere, with curl alone: ./gate.sh http://localhost:4010 [program…]
# The program finds the vendor by ZEN_URL and ZEN_TOKEN.
set -eu
duble=$1
shift
world="job-$$"

curl -fsS -o /dev/null -X POST "$duble/__admin/worlds" -d "{\"id\": \"$world\", \"vendors\": [\"crm-zen\"]}"
trap 'curl -fsS -o /dev/null -X DELETE "$duble/__admin/worlds/$world"' EXIT

ZEN_URL="$duble/w/$world/crm-zen" ZEN_TOKEN=zen-token "$@"

# 422, and so not zero, when something matched nothing or nothing was asked at all.
curl -sS --fail-with-body "$duble/__admin/worlds/$world/verdict"
