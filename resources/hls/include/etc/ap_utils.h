// SPDX-License-Identifier: Apache-2.0
// Waiting for clock cycles: C simulation has none.
#ifndef GATEWRIGHT_AP_UTILS_H
#define GATEWRIGHT_AP_UTILS_H

#ifdef __cplusplus
inline void ap_wait() {}
inline void ap_wait_n(int) {}
inline void ap_wait_until(bool) {}
#else
static inline void ap_wait(void) {}
static inline void ap_wait_n(int n) { (void)n; }
#endif

#endif
