#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every `tr("…%n…")` or `%Ln` of the sources has its plural forms in every language, none left unfinished.
set -uo pipefail
source "$(dirname "$0")/expect.sh"

plurals_of_sources() {
    grep -rhoE '\btr\("[^"]*%L?n[^"]*"' --include='*.cpp' --include='*.h' ui app | sed 's/^tr("//; s/"$//' | sort -u
}
plurals_of() {
    python3 - "$1" << 'PYTHON'
import sys
import xml.etree.ElementTree as tree

for message in tree.parse(sys.argv[1]).iter("message"):
    forms = [form.text for form in message.iter("numerusform")]
    if forms and all(forms) and message.find("translation").get("type") is None:
        print(message.findtext("source"))
PYTHON
}
covers() {
    local missing
    missing=$(comm -23 <(plurals_of_sources) <(plurals_of "$1" | sort -u))
    [ -z "$missing" ] || { echo "no plural forms for:"$'\n'"$missing" && return 1; }
}

for file in translations/gatewright_*.ts; do
    expect "$(basename "$file") has every plural" covers "$file"
done
refuse "an unfinished file is noticed" covers <(sed 's/<translation>/<translation type="unfinished">/' translations/gatewright_en.ts)
exit $((failures > 0))
