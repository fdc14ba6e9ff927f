// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the tour that looks at the model that works.
#include "app/gatewright/tour.h"
#include "ui/editor/code_view.h"
#include "ui/panels/model/model_panel.h"

#include <QTreeWidget>

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr auto quick = 5s;
constexpr auto hashed = 60s; // the whole file is read once, between requests

} // namespace

// The model that works stands in the panel as the one in use, with what was read from its file.
Tour::Outcome Tour::modelInPanel()
{
    const auto *panel = m_window.findChild<ModelPanel *>();
    const auto *list = m_window.findChild<QTreeWidget *>(QStringLiteral("modelList"));
    if (!panel || !list)
        return {false, QStringLiteral("there is no panel for models")};
    if (!runByPalette(QStringLiteral("models")))
        return {false, QStringLiteral("Ctrl+Shift+P opened nothing")};
    if (!waitFor([&] { return !panel->visibleRegion().isEmpty(); }, quick))
        return {false, QStringLiteral("the palette did not open the panel")};
    const QString model = m_composition.engine().report().engine.model;
    const auto row = [&]() -> const QTreeWidgetItem * {
        const QList<QTreeWidgetItem *> found = list->findItems(model, Qt::MatchExactly);
        return found.isEmpty() ? nullptr : found.first();
    };
    if (!waitFor([&] { return row() && !row()->text(1).isEmpty(); }, quick))
        return {false, QStringLiteral("the panel does not show “%1” as the model in use").arg(model)};
    // The keys that follow are the text's.
    m_keys.press(Qt::Key_Escape);
    if (view())
        view()->setFocus(Qt::OtherFocusReason);
    const ModelLibrary &library = panel->library();
    const Result<ModelDetails> *details = nullptr;
    const auto known = [&] {
        for (const ModelListed &listed : library.models()) {
            if (library.isInUse(listed))
                details = library.details(listed.path);
        }
        return details && (!*details || !(*details)->sha256.isEmpty());
    };
    if (!waitFor(known, hashed))
        return {false, QStringLiteral("the model's file was not read in time")};
    if (!*details)
        return {false, details->error().toString()};
    const bool isRight = (*details)->hash != ModelDetails::Hash::Wrong && (*details)->parameters > 0 &&
                         (*details)->problem.isEmpty();
    return {isRight, QStringLiteral("%1: %2, %3 million parameters, SHA-256 %4…")
                         .arg(model, (*details)->architecture)
                         .arg((*details)->parameters / 1'000'000)
                         .arg((*details)->sha256.left(12))};
}

} // namespace gatewright
