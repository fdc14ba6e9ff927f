// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/completion/client/completion_controller.h"
#include "ui/bridge/document.h"
#include "ui/editor/code_view.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

namespace gatewright {

// Carries what happens in the view in front to the controller of suggestions, and its suggestions to that
// view. The view paints and keeps the rest of a suggestion; the controller decides; neither knows the other.
class CompletionPresenter : public QObject
{
    Q_OBJECT

public:
    explicit CompletionPresenter(completion::CompletionController &controller, QObject *parent = nullptr);

    // The view in front and its document; null: none.
    void setView(CodeView *view, Document *document);
    // Globs on file names that get no suggestions, added to the built-in ones for secrets.
    void setDisabledFor(const QStringList &patterns) { m_disabledFor = patterns; }

    void requestNow();
    void cycle(int step);
    bool accept(AcceptUnit unit);
    void dismiss();
    [[nodiscard]] bool hasGhost() const;
    // What stands of it, LF line ends; empty without one.
    [[nodiscard]] QString ghostText() const;
    [[nodiscard]] bool hasView() const { return m_view && m_document; }
    // In front; may be null.
    [[nodiscard]] const CodeView *view() const { return m_view; }
    // Of the document in front; PlainText without one.
    [[nodiscard]] Language language() const;

Q_SIGNALS:
    // A suggestion is painted now; for the tour and the status bar.
    void shown();

private:
    void typed(bool asSuggested);
    void caretMoved();
    void show(const QString &uri, Revision revision, const completion::Suggestion &suggestion, int index,
              int count);
    void dismissed(const QString &id, GhostEnd why);
    [[nodiscard]] completion::CursorPlace place() const;
    void rememberPlace();

    completion::CompletionController &m_controller;
    QPointer<CodeView> m_view;
    QPointer<Document> m_document;
    QStringList m_disabledFor;
    // Where the controller believes the caret to be.
    Revision m_knownRevision;
    std::size_t m_knownCaret = 0;
};

} // namespace gatewright
