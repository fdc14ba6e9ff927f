// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/decode/draft/draft_tree.h"

#include <array>
#include <cstddef>
#include <span>
#include <utility>

namespace gatewright::decode {

// What a verify pass of n rows costs on this machine, t(n): measured once, kept current by every pass since.
// From it and the tokens that passes brought, what a millisecond is worth at the moment. Not a constant of
// any machine is built in but the curve that is believed until the first measurement.
class PassTimes
{
public:
    PassTimes();

    // Of a pass with so many rows (1 to DraftTree::most), in milliseconds, under the present load and
    // context.
    [[nodiscard]] double of(std::size_t rows) const { return m_scale * m_shape[rows]; }
    // Tokens that a millisecond brings at present.
    [[nodiscard]] double rate() const { return m_tokens / m_milliseconds; }

    // Measured times by number of rows, ascending and from one row on; between them it is linear. More rows
    // never cost less: where they seem to, fewer were measured while the machine was busy.
    void measured(std::span<const std::pair<std::size_t, double>> times);
    [[nodiscard]] bool isMeasured() const { return m_isMeasured; }

    // A pass of so many rows, with the drafting before it, brought so many tokens.
    void ran(std::size_t rows, double passMs, double draftMs, std::size_t tokens);

    // The curve, by rows from 1 on.
    [[nodiscard]] std::span<const double> shape() const { return std::span(m_shape).subspan(1); }

private:
    std::array<double, DraftTree::most + 1> m_shape{}; // by rows; relative
    double m_scale = 1.0;                              // milliseconds of its unit
    double m_tokens = 0.0;                             // of late
    double m_milliseconds = 0.0;                       // of late
    bool m_isMeasured = false;
    bool m_hasRun = false;
};

// Whether drafting, or a part of it, is worth its while: off for a time when so many passes came out less
// than two in a hundred ahead of doing without.
class DraftingSwitch
{
public:
    static constexpr int window = 50; // passes
    static constexpr double least = 1.02;

    explicit DraftingSwitch(int passes = window)
        : m_window(passes)
    {
    }

    [[nodiscard]] bool isOn() const { return m_off == 0; }
    // A pass took `ms` in all, where `plainMs` for all of its tokens would have been the alternative.
    void ran(double ms, double plainMs);

private:
    int m_window;
    int m_off = 0; // passes to come without drafts
    int m_patience = 100;
    int m_passes = 0;
    double m_spent = 0.0;
    double m_plain = 0.0;
};

} // namespace gatewright::decode
