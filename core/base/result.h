// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>
#include <utility>

namespace gatewright {

// The one way a function of the core reports failure. Exceptions never cross a module's edge.
template <class T>
using Result = tl::expected<T, Error>;

// return makeError(ErrorCode::NotFound, tr-free English sentence, detail, place);
[[nodiscard]] inline tl::unexpected<Error> makeError(ErrorCode code, QString message, QString detail = {},
                                                     QString place = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(detail), std::move(place)});
}

// Passes an error on under the caller's own return type: return propagate(std::move(result));
template <class T>
[[nodiscard]] tl::unexpected<Error> propagate(tl::expected<T, Error> &&result)
{
    return tl::unexpected<Error>(std::move(result.error()));
}

} // namespace gatewright

// GW_TRY(file, File::open(path));  declares `file` or returns the error from the calling function.
// GW_CHECK(file->flush());         the same for a Result whose value is not needed.
#define GW_CONCAT_INNER(a, b) a##b
#define GW_CONCAT(a, b) GW_CONCAT_INNER(a, b)
#define GW_TRY(variable, expression)                                                                         \
    auto GW_CONCAT(gwResult, __LINE__) = (expression);                                                       \
    if (!GW_CONCAT(gwResult, __LINE__))                                                                      \
        return ::gatewright::propagate(std::move(GW_CONCAT(gwResult, __LINE__)));                            \
    auto variable = std::move(*GW_CONCAT(gwResult, __LINE__))
#define GW_CHECK(expression)                                                                                 \
    do {                                                                                                     \
        if (auto gwChecked = (expression); !gwChecked)                                                       \
            return ::gatewright::propagate(std::move(gwChecked));                                            \
    } while (false)
