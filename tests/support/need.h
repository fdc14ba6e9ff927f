// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QTest>

namespace gatewright::test {

// Where the project's own checks run (.ci/run sets the variable) nothing may be missing: what is skipped
// there would never be seen again.
inline bool mayBeMissing()
{
    return !qEnvironmentVariableIsSet("GATEWRIGHT_CI");
}

} // namespace gatewright::test

// What this test needs of the machine, as a Result: an error of the kind Missing skips the test, every other
// one fails it. In initTestCase() it holds for all of the class. A statement.
#define GW_NEED(result)                                                                                      \
    do {                                                                                                     \
        const auto &neededResult = (result);                                                                 \
        if (!neededResult.has_value()) {                                                                     \
            if (neededResult.error().code == ::gatewright::ErrorCode::Missing &&                             \
                ::gatewright::test::mayBeMissing())                                                          \
                QSKIP(qPrintable(neededResult.error().toString()));                                          \
            QFAIL(qPrintable(neededResult.error().toString()));                                              \
        }                                                                                                    \
    } while (false)

// The same for something that `packaging/dev deps` always brings (the model, Python with Qiskit and ruff):
// its absence is a fault of the set-up and no reason to pass.
#define GW_NEED_PART(result)                                                                                 \
    do {                                                                                                     \
        const auto &neededPart = (result);                                                                   \
        if (!neededPart.has_value())                                                                         \
            QFAIL(qPrintable(QStringLiteral("run `packaging/dev deps`: ") + neededPart.error().toString())); \
    } while (false)
