// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/drafter.h"
#include "core/decode/draft/recycling_table.h"

namespace gatewright::decode {

// Proposes what the model said the last time after the same three tokens, two or one.
class RecyclingDrafter final : public Drafter
{
public:
    enum class Learns { AllRows, KeptRows };

    // The table outlives it.
    explicit RecyclingDrafter(RecyclingTable &table, Learns learns = Learns::AllRows)
        : m_table(table)
        , m_learns(learns)
    {
    }

    [[nodiscard]] QLatin1String name() const override { return QLatin1String("recycling"); }
    [[nodiscard]] std::size_t featureCount() const override;
    void start(std::span<const TokenId> context) override;
    void propose(const DraftTree &tree, std::size_t node, Proposals &proposals) override;
    void learn(const VerifiedPass &pass) override;

private:
    RecyclingTable &m_table;
    Learns m_learns;
    std::span<const TokenId> m_context;
};

} // namespace gatewright::decode
