// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFileInfo>
#include <QTest>

// In initTestCase() of a test with the real model: `packaging/dev deps` always brings it, so that its absence
// is a fault of the set-up and no reason to pass.
#define GW_NEED_MODEL()                                                                                      \
    QVERIFY2(QFileInfo::exists(qEnvironmentVariable("GATEWRIGHT_MODEL")),                                    \
             "no model in GATEWRIGHT_MODEL: run `packaging/dev deps`")
