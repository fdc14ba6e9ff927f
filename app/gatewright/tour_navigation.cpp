// SPDX-License-Identifier: GPL-3.0-or-later
// The tour's way through the folder: searching all of it, and one edit in many places.
#include "app/gatewright/tour.h"

#include "ui/editor/code_view.h"
#include "ui/panels/search/search_panel.h"
#include "ui/shell/search_binding.h"

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr auto quick = 5s;

} // namespace

Tour::Outcome Tour::searchFolder()
{
    SearchPanel &panel = m_composition.search().panel();
    m_keys.press(Qt::Key_Escape); // the find bar
    m_keys.press(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    if (!waitFor([&] { return panel.isVisible(); }, quick))
        return {false, QStringLiteral("Ctrl+Shift+F opened nothing")};
    typeSlowly(QStringLiteral("delay_line"));
    if (!waitFor([&] { return panel.hits().hitCount() > 2 && !panel.isSearching(); }, quick))
        return {false, QStringLiteral("nothing was found")};
    m_keys.press(Qt::Key_F4);
    const bool opened = waitFor(
        [&] {
            return view() && document()
                                 ->buffer()
                                 .lineText(view()->caretHumanPosition().line - 1)
                                 .contains(QLatin1String("delay_line"));
        },
        quick);
    return {opened, QStringLiteral("%1 hits in %2 files").arg(panel.hits().hitCount()).arg(panel.hits().rowCount())};
}

Tour::Outcome Tour::severalCarets()
{
    const QByteArray before = text();
    const qsizetype place = before.indexOf("delay_line");
    if (!view() || place < 0)
        return {false, QStringLiteral("the file has no delay line")};
    view()->setFocus(Qt::OtherFocusReason);
    view()->setCaret(static_cast<std::size_t>(place) + 2);
    m_keys.press(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    typeSlowly(QStringLiteral("taps"));
    const bool renamed = waitFor([&] { return !text().contains("delay_line"); }, quick);
    const auto places = text().count("taps") - before.count("taps");
    const QString detail = QStringLiteral("one word in %1 places at once").arg(places);
    m_keys.press(Qt::Key_Escape);
    for (int i = 0; i < 20 && text() != before; ++i)
        m_keys.press(Qt::CTRL | Qt::Key_Z);
    if (text() != before)
        return {false, QStringLiteral("undo did not bring the text back")};
    return {renamed && places > 2, detail};
}

} // namespace gatewright
