// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/decode/draft/drafter.h"
#include "core/decode/draft/head_network.h"

#include <optional>
#include <utility>
#include <vector>

namespace gatewright::decode {

// Proposes what the acceleration head says behind the model's last state and the tokens drafted so far.
class HeadDrafter final : public Drafter
{
public:
    // The clock outlives it.
    explicit HeadDrafter(const Clock &clock)
        : m_clock(clock)
    {
    }

    // It proposes nothing before it has a network.
    void setNetwork(std::optional<HeadNetwork> network) { m_network = std::move(network); }
    [[nodiscard]] bool hasNetwork() const { return m_network.has_value(); }

    [[nodiscard]] QLatin1String name() const override { return QLatin1String("head"); }
    [[nodiscard]] std::size_t featureCount() const override;
    [[nodiscard]] bool isCostly() const override { return true; }

    // The model's state behind the token before the root; empty: not known, then it proposes nothing.
    void setState(std::span<const float> state) { m_state.assign(state.begin(), state.end()); }
    // While it rests it proposes nothing.
    void setResting(bool resting) { m_isResting = resting; }
    // Milliseconds that its proposals took since this was asked last.
    [[nodiscard]] double takeSpent() { return std::exchange(m_spentMs, 0.0); }
    void start(std::span<const TokenId> context) override;
    void propose(const DraftTree &tree, std::size_t node, Proposals &proposals) override;

    [[nodiscard]] std::size_t bytes() const { return m_network ? m_network->bytes() : 0; }

private:
    // The head's own state behind a node, computed where it is not there yet.
    [[nodiscard]] std::span<float> stateOf(const DraftTree &tree, std::size_t node);

    const Clock &m_clock;
    std::optional<HeadNetwork> m_network;
    bool m_isResting = false;
    double m_spentMs = 0.0;
    std::vector<float> m_state;
    std::vector<std::vector<float>> m_states; // by node; empty ones were not computed
};

} // namespace gatewright::decode
