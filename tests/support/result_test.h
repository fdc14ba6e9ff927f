// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

// Fails the test with the error's own words when a Result holds an error; GW_VERIFY_RESULT(result) is a
// statement.
#define GW_VERIFY_RESULT(result)                                                                             \
    do {                                                                                                     \
        const auto &checkedResult = (result);                                                                \
        if (!checkedResult.has_value())                                                                      \
            QFAIL(qPrintable(checkedResult.error().toString()));                                             \
    } while (false)

// Passes only when the Result is an error with this code.
#define GW_VERIFY_ERROR(result, expectedCode)                                                                \
    do {                                                                                                     \
        const auto &checkedResult = (result);                                                                \
        QVERIFY2(!checkedResult.has_value(), "expected an error");                                           \
        QVERIFY2(checkedResult.error().code == (expectedCode),                                               \
                 qPrintable(checkedResult.error().toString()));                                              \
    } while (false)
