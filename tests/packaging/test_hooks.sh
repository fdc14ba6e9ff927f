#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The commit hooks on good and bad input.
set -uo pipefail
source "$(dirname "$0")/expect.sh"

subject() { printf '%s\n\nA body.\n' "$1" > "$scratch/message" && packaging/hooks/commit-subject "$scratch/message"; }
expect "a plain subject" subject "text: keep CRLF when a line is split"
expect "two modules" subject "core/text, lsp: count columns in UTF-16"
expect "a revert" subject "Revert \"text: keep CRLF\""
refuse "no module" subject "keep CRLF when a line is split"
refuse "no text" subject "text: "
refuse "a full stop" subject "text: keep CRLF."
refuse "a capital module" subject "Text: keep CRLF"
refuse "73 columns" subject "text: $(printf 'x%.0s' {1..67})"
expect "72 columns" subject "text: $(printf 'x%.0s' {1..66})"

printf 'clean\n' > "$scratch/clean"
printf 'a space \n' > "$scratch/space"
expect "clean lines" packaging/hooks/trailing-space "$scratch/clean"
refuse "a trailing space" packaging/hooks/trailing-space "$scratch/clean" "$scratch/space"

printf '#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n' > "$scratch/licensed.sh"
printf '#!/bin/sh\n' > "$scratch/unlicensed.sh"
expect "a licence line" packaging/hooks/licence-lines "$scratch/licensed.sh"
refuse "no licence line" packaging/hooks/licence-lines "$scratch/licensed.sh" "$scratch/unlicensed.sh"
exit $((failures > 0))
