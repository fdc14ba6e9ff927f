// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the tour that finds its way through the folder.
#include "app/gatewright/tour.h"
#include "ui/editor/code_view.h"
#include "ui/panels/search/search_panel.h"

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr auto quick = 5s;

} // namespace

// What only one file of the sample workspace has, so that the way there shows.
Tour::Outcome Tour::searchInFiles()
{
    const QString words = QStringLiteral("QuantumCircuit(2, 2)");
    SearchPanel &panel = m_composition.search().panel();
    m_keys.press(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    if (!waitFor([&] { return panel.isVisible(); }, quick))
        return {false, QStringLiteral("Ctrl+Shift+F opened nothing")};
    typeSlowly(words);
    const auto shows = [&] {
        return !panel.isSearching() && panel.hits().hitCount() > 0 &&
               panel.hits().index(0, 0).data().toString().contains(QLatin1String("bell.py"));
    };
    if (!waitFor(shows, quick))
        return {false, QStringLiteral("“%1” was not found").arg(words)};
    const auto hits = panel.hits().hitCount();
    m_keys.press(Qt::Key_F4);
    const bool open = waitFor(
        [&] {
            return document() && document()->title() == QLatin1String("bell.py") &&
                   document()->buffer().lineText(view()->caretPosition().line).contains(words);
        },
        quick);
    return {open, open ? QStringLiteral("%1 hit(s); F4 went to the first").arg(hits)
                       : QStringLiteral("F4 did not go to the first hit")};
}

} // namespace gatewright
