// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyEvent>

namespace gatewright {

// Who gets keys before the text does: a list that stands open, the stops of a snippet.
class KeyFilter
{
public:
    virtual ~KeyFilter() = default;
    // Whether handleKey() would take it now; no shortcut of the window fires then. Changes nothing.
    [[nodiscard]] virtual bool wantsKey(const QKeyEvent &event) const = 0;
    // True: the key is used up; else it goes on to the text.
    virtual bool handleKey(const QKeyEvent &event) = 0;
};

} // namespace gatewright
