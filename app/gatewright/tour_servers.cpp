// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the tour that shows what a language server knows.
#include "app/gatewright/tour.h"
#include "ui/bridge/server_documents.h"
#include "ui/editor/code_view.h"

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr auto quick = 10s;
constexpr auto started = 30s; // reads the headers of HLS, on a busy machine

const QByteArray anchor = "accumulator_t accumulator = 0;";

} // namespace

bool Tour::hasClangd()
{
    const auto clangd = [this] { return m_composition.languageServers().find(QStringLiteral("clangd")); };
    // Planned once the index of the folder is there.
    return waitFor([&] { return clangd() != nullptr; }, quick) &&
           clangd()->plan().absence == servers::Absence::None;
}

Tour::Outcome Tour::describeByServer()
{
    using servers::ServerFeature;
    const servers::LanguageServers &all = m_composition.languageServers();
    const HoverAssistant &hover = m_composition.serverFeatures().hover();
    if (!waitFor([&] { return document() && all.serverFor(documentUri(*document()), ServerFeature::Hover); },
                 started))
        return {false, QStringLiteral("clangd did not become ready")};
    const qsizetype place = text().indexOf(anchor);
    if (place < 0)
        return {false, QStringLiteral("the kernel is another one")};
    view()->setCaret(static_cast<std::size_t>(place) + 2);
    m_keys.press(Qt::CTRL | Qt::SHIFT | Qt::Key_I);
    const bool shown = waitFor([&] { return hover.isOpen(); }, started);
    return {shown,
            shown ? hover.card()->plainText().simplified() : QStringLiteral("Ctrl+Shift+I showed nothing")};
}

Tour::Outcome Tour::completeByServer()
{
    const CompletionAssistant &completion = m_composition.serverFeatures().completion();
    const qsizetype place = text().indexOf(anchor);
    view()->setCaret(static_cast<std::size_t>(place + anchor.size()));
    m_keys.press(Qt::Key_Return);
    typeSlowly(QStringLiteral("accu"));
    m_keys.press(Qt::CTRL | Qt::Key_Space);
    if (!waitFor([&] { return completion.isOpen(); }, quick))
        return {false, QStringLiteral("Ctrl+Space opened nothing")};
    const CompletionRows &rows = completion.popup()->rows();
    const QString first = rows.row(0).label.trimmed();
    return {first.contains(QLatin1String("accumulator")),
            QStringLiteral("%1 completions, first %2").arg(rows.rowCount()).arg(first)};
}

void Tour::leaveServers()
{
    m_keys.press(Qt::Key_Escape);
    undoAll();
}

} // namespace gatewright
