// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the tour that edits many places at once.
#include "app/gatewright/tour.h"
#include "ui/editor/code_view.h"

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr auto quick = 5s;

} // namespace

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
