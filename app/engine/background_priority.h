// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gatewright::engine {

// Steps back behind the user's own programs, and takes off the processor mask that a parent may have left: a
// model on one core is half as fast. Failing is harmless.
void enterBackground();

} // namespace gatewright::engine
