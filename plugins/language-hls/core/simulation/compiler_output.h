// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/diagnostic.h"
#include "plugins/language-hls/core/simulation/project_mirror.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace gatewright {
class TextDocument;
}

namespace gatewright::hls {

// What g++ (-fdiagnostics-format=json) and the linker said.
struct CompilerComplaints
{
    std::vector<Diagnostic> diagnostics; // of the document
    QString text;  // all of them, "path:line:column: error: message", paths of the project
    QString first; // the first error, for a message
};

[[nodiscard]] CompilerComplaints readCompilerOutput(const QByteArray &errors, const TextDocument &document,
                                                    const QString &documentPath, const ProjectMirror &mirror);

} // namespace gatewright::hls
