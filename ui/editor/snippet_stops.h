// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/key_filter.h"
#include "ui/editor/text_search.h"

#include <QObject>
#include <QPointer>

#include <vector>

namespace gatewright {

class CodeView;
struct DocumentEdit;

// The stops of an inserted snippet in one view: Tab goes to the next, Shift+Tab to the one before, Escape or
// the last stop ends it. Typing at a stop widens it; an edit elsewhere, or the caret leaving the snippet,
// ends it.
class SnippetStops : public QObject, public KeyFilter
{
    Q_OBJECT

public:
    explicit SnippetStops(QObject *parent = nullptr);
    ~SnippetStops() override;

    // The stops in the order of Tab, in bytes of the document; the last one is where it ends. One before is
    // ended. With the last one alone only the caret is set.
    void begin(CodeView &view, std::vector<TextSpan> stops);
    void end();
    [[nodiscard]] bool isActive() const { return m_view != nullptr; }

    [[nodiscard]] bool wantsKey(const QKeyEvent &event) const override;
    bool handleKey(const QKeyEvent &event) override;

private:
    void goTo(std::size_t stop);
    void textChanged(const DocumentEdit &edit);
    void caretMoved();

    QPointer<CodeView> m_view;
    std::vector<TextSpan> m_stops;
    std::size_t m_current = 0;
};

} // namespace gatewright
