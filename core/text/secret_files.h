// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace gatewright {

// Whether a file usually holds secrets (.env, *.pem, id_rsa, qiskit-ibm.json …) or matches one of `patterns`:
// nothing is suggested in it and nothing of it is kept. Globs, in any case of letters; one with a slash is
// about the whole path, any other about the file name. A text that was not saved yet (no path) is none.
[[nodiscard]] bool isSecretFile(const QString &path, const QStringList &patterns = {});

} // namespace gatewright
