// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_binding.h"

#include "ui/bridge/diagnostics_model.h"
#include "ui/bridge/document.h"
#include "ui/editor/code_view.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/status_bar.h"

namespace gatewright {

namespace {

constexpr std::size_t mostCounted = 256 * 1024; // bytes

} // namespace

StatusBinding::StatusBinding(const WindowContext &context, EditorArea &editors, StatusBar &bar,
                             QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_bar(bar)
{
    connect(&editors, &EditorArea::currentPageChanged, this, &StatusBinding::follow);
    connect(&context.problems, &DiagnosticsModel::countsChanged, this, &StatusBinding::updateProblems);
    follow(editors.currentPage());
    updateProblems();
}

void StatusBinding::follow(EditorPage *page)
{
    if (m_page) {
        disconnect(&m_page->view(), nullptr, this, nullptr);
        disconnect(&m_page->document().buffer(), nullptr, this, nullptr);
    }
    m_page = page;
    if (page) {
        DocumentBuffer &buffer = page->document().buffer();
        connect(&page->view(), &CodeView::caretMoved, this, &StatusBinding::updatePosition);
        connect(&page->view(), &CodeView::settingsChanged, this, &StatusBinding::updateDocument);
        connect(&page->view(), &CodeView::selectionChanged, this, &StatusBinding::updatePosition);
        connect(&buffer, &DocumentBuffer::languageChanged, this, &StatusBinding::updateDocument);
        connect(&buffer, &DocumentBuffer::formatChanged, this, &StatusBinding::updateDocument);
    }
    updateDocument();
    updatePosition();
}

void StatusBinding::updateDocument()
{
    if (!m_page) {
        m_bar.setDocument({}, {});
        return;
    }
    const DocumentBuffer &buffer = m_page->document().buffer();
    const EditorSettings &settings = m_page->view().settings();
    m_bar.setDocument(
        languageName(buffer.language()),
        QStringLiteral("%1 · %2 · %3")
            .arg(encodingName(buffer.encoding()), lineEndingName(buffer.lineEnding()),
                 settings.indentWithTabs ? tr("Tabs") : tr("%n space(s)", nullptr, settings.indentWidth)));
}

void StatusBinding::updatePosition()
{
    if (!m_page) {
        m_bar.setPosition(0, 0, 0);
        return;
    }
    const CodeView &view = m_page->view();
    const HumanPosition place = view.caretHumanPosition();
    const TextSpan selection = view.selection();
    // Counting characters makes a copy; nobody reads how many there are in a whole large file.
    const bool counted = view.hasSelection() && selection.end - selection.begin <= mostCounted;
    m_bar.setPosition(place.line, place.column, counted ? static_cast<int>(view.selectedText().size()) : 0);
}

void StatusBinding::updateProblems()
{
    m_bar.setProblems(m_context.problems.count(Severity::Error), m_context.problems.count(Severity::Warning));
}

} // namespace gatewright
