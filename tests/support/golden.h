// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace gatewright::test {

// Whether golden files are to be written anew rather than compared with.
inline bool rewritesGolden()
{
    return qEnvironmentVariableIsSet("GATEWRIGHT_UPDATE_GOLDEN");
}

} // namespace gatewright::test
