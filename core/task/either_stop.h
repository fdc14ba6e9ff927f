// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <stop_token>
#include <utility>

namespace gatewright {

// A stop token that is tripped by either of two others.
class EitherStop
{
public:
    EitherStop(std::stop_token first, std::stop_token second)
        : m_first(std::move(first), [this] { m_source.request_stop(); })
        , m_second(std::move(second), [this] { m_source.request_stop(); })
    {
    }
    EitherStop(const EitherStop &) = delete;
    EitherStop &operator=(const EitherStop &) = delete;
    ~EitherStop() = default;

    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source; // first: the callbacks use it, also while they are being made
    std::stop_callback<std::function<void()>> m_first;
    std::stop_callback<std::function<void()>> m_second;
};

} // namespace gatewright
