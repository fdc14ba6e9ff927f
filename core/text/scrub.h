// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringView>

namespace gatewright {

// Takes secrets out of a text before it is kept or handed on: what looks like a key, a token, a password or
// the name of a home folder becomes `<secret>`, `<private-key>`, `<credentials>` or `<user>`; the rest stays
// as it is. Doing it twice changes nothing. The patterns are a table in scrub.cpp.
//
// `before` is what stands in front of the text on its line: `token = "` there makes a secret of what follows.
[[nodiscard]] QString scrub(const QString &text, const QString &before = {});

// Whether a literal could have been drawn at random: at least 12 characters, digits and letters or (from 20
// on) small and capital letters, and its characters spread over many (3.0 or 3.5 bits each). Order is not
// looked at, so a word repeated may pass. For values whose name already says that they are secret.
[[nodiscard]] bool looksRandom(QStringView value);

} // namespace gatewright
