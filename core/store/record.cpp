// SPDX-License-Identifier: Apache-2.0
#include "core/store/record.h"

#include <algorithm>

namespace gatewright::store {

QLatin1String outcomeName(OutcomeKind kind)
{
    switch (kind) {
    case OutcomeKind::Accepted:
        return QLatin1String("accepted");
    case OutcomeKind::Partial:
        return QLatin1String("partial");
    case OutcomeKind::Dismissed:
        return QLatin1String("dismissed");
    case OutcomeKind::TypedOver:
        return QLatin1String("typedOver");
    case OutcomeKind::Kept30s:
        return QLatin1String("kept30s");
    case OutcomeKind::Kept5min:
        return QLatin1String("kept5min");
    }
    return {};
}

std::optional<OutcomeKind> outcomeFromName(QStringView name)
{
    const auto found = std::find_if(outcomeKinds.begin(), outcomeKinds.end(),
                                    [&](OutcomeKind kind) { return name == outcomeName(kind); });
    return found == outcomeKinds.end() ? std::nullopt : std::optional(*found);
}

bool isValidId(const QString &id)
{
    const auto isAllowed = [](QChar character) {
        const char16_t unit = character.unicode();
        return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') ||
               (unit >= u'0' && unit <= u'9') || unit == u'-' || unit == u'_' || unit == u'.' || unit == u':';
    };
    return !id.isEmpty() && id.size() <= maximumIdLength && std::all_of(id.begin(), id.end(), isAllowed);
}

} // namespace gatewright::store
