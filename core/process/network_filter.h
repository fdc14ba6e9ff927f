// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gatewright {

// From here on this process and its children make no sockets but local and kernel ones: others fail with
// EAFNOSUPPORT, as on a kernel without a network. Sockets that exist stay. Cannot be taken back; set-user-ID
// programs lose their privilege. False, with errno, where the kernel knows no seccomp filters.
//
// For a child between fork and exec: calls nothing that is not safe there.
[[nodiscard]] bool forbidNetwork();

} // namespace gatewright
