// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/need.h"

#include <QFileInfo>
#include <QString>

namespace gatewright::test {

// The default model's file, which CTest names in the environment. Missing when it is not there.
inline Result<QString> modelFile()
{
    const QString path = qEnvironmentVariable("GATEWRIGHT_MODEL");
    if (!QFileInfo(path).isFile())
        return makeError(ErrorCode::Missing, QStringLiteral("GATEWRIGHT_MODEL names no model."), {}, path);
    return path;
}

} // namespace gatewright::test
