// SPDX-License-Identifier: Apache-2.0
#include "core/learn/head_gate.h"

namespace gatewright::learn {

namespace {

QString percent(double share)
{
    return QString::number(share * 100.0, 'f', 1) + QStringLiteral(" %");
}

} // namespace

GateDecision decideGate(const std::optional<HeadFigures> &before, const HeadFigures &after,
                        const GateRules &rules)
{
    if (after.positions < rules.leastPositions)
        return {false, QStringLiteral("Too little text was held out to tell whether it got better.")};
    const QString right = percent(after.right[0]);
    if (after.right[0] < rules.leastRight)
        return {false,
                QStringLiteral("Its first draft is right in %1 of the cases; below %2 it does not pay.")
                    .arg(right, percent(rules.leastRight))};
    if (!before)
        return {true, QStringLiteral("Its first draft is right in %1 of the cases.").arg(right)};
    const QString was = percent(before->right[0]);
    if (after.right[0] < before->right[0] + rules.leastRise)
        return {false, QStringLiteral("Its first draft is right in %1 of the cases and was in %2: no gain.")
                           .arg(right, was)};
    if (after.tokensPerPass < before->tokensPerPass)
        return {false, QStringLiteral("It would give %1 tokens a pass, after %2.")
                           .arg(after.tokensPerPass, 0, 'f', 3)
                           .arg(before->tokensPerPass, 0, 'f', 3)};
    return {true, QStringLiteral("Its first draft is right in %1 of the cases, after %2.").arg(right, was)};
}

} // namespace gatewright::learn
