// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/git/blame.h"
#include "ui/bridge/document_changes.h"
#include "ui/shell/window_context.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace gatewright {

class CodeView;
class EditorArea;
class EditorPage;

// The change gutter of every open file, what can be done with a change in it, and the note that says who
// wrote the caret's line.
class GitGutter : public QObject
{
    Q_OBJECT

public:
    GitGutter(const WindowContext &context, GitSession &session, EditorArea &editors,
              QObject *parent = nullptr);
    ~GitGutter() override;

    // The document in front; null: none, or not a text that git tracks.
    [[nodiscard]] DocumentChanges *current() const;
    // At the caret, -1 for none.
    [[nodiscard]] int changeAtCaret() const;
    [[nodiscard]] bool hasChanges() const;
    void showChange();
    void nextChange();
    void previousChange();
    void revertChange();
    void stageChange();

    [[nodiscard]] bool showsBlame() const { return m_showsBlame; }
    void setShowsBlame(bool shows);
    // Who wrote the caret's line; null: unknown, or not committed.
    [[nodiscard]] const git::BlameCommit *blameAtCaret() const;

Q_SIGNALS:
    // What can be done at the caret is other than before.
    void changed();

private:
    void follow(Document *document);
    void followPage(EditorPage *page);
    void connectView(EditorPage &page);
    void goTo(const git::LineChange &change);
    void openPopover(CodeView &view, DocumentChanges &changes, int change, const QPoint &place);
    void blameSoon();
    void readBlame();
    void showBlame();
    // What commands ask; a conflict may begin at any line.
    struct Possible
    {
        bool hasChanges = false;
        bool atChange = false;
        bool isBlamed = false;
        int lineAmongConflicts = -1;

        friend bool operator==(const Possible &, const Possible &) = default;
    };
    void tellPossible();

    WindowContext m_context;
    GitSession &m_session;
    EditorArea &m_editors;
    QHash<int, DocumentChanges *> m_changes; // by document
    QPointer<EditorPage> m_page;
    Possible m_possible;
    bool m_showsBlame = false;
    git::Blame m_blame;
    int m_blamed = 0;          // the document it is about, 0 for none
    Revision m_blameRevision;  // of its text
    git::CommitId m_blameHead; // when it was read
    QTimer m_blameDelay;
    std::stop_source m_stop;
    int m_stamp = 0;
};

} // namespace gatewright
