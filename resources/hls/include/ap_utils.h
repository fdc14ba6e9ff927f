// SPDX-License-Identifier: Apache-2.0
#include "etc/ap_utils.h"
