// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/file_place.h"
#include "ui/editor/code_view.h"
#include "ui/shell/window_context.h"

#include <QObject>

#include <functional>

namespace gatewright {

class Document;
class EditorArea;
class EditorPage;
class UserQuestions;

// What the user does with files: opening and showing, saving under a name, closing with the question about
// unsaved changes, reopening. Every question is answered later, so every action that may ask takes what comes
// after it.
class DocumentActions : public QObject
{
    Q_OBJECT

public:
    using After = std::function<void(bool went)>;

    DocumentActions(const WindowContext &context, EditorArea &editors, UserQuestions &questions,
                    QObject *parent = nullptr);

    [[nodiscard]] Document *current() const;

    void newFile();
    void openWithDialog();
    // A folder becomes the open folder.
    void open(const FilePlace &place, After after = {});
    // One after the other, so that the tabs stand in this order and the last one is in front.
    void openAll(QList<FilePlace> places);
    void openPaths(const QStringList &paths);
    // `line` and `column` as LSP has them.
    void show(Document &document, Position place);

    // Asks for a path when there is none.
    void save(Document &document, After after = {});
    void saveAs(Document &document, After after = {});
    void saveAll(After after = {});
    // Those that have a file: nothing is asked.
    void saveNamed(After after = {});

    // A document that another split shows stays open.
    void closePage(EditorPage &page);
    void closeAll(After after = {});
    void closeOthers(const Document &keep);
    [[nodiscard]] bool canReopen() const { return !m_closed.isEmpty(); }
    void reopenClosed();

    void openFolderWithDialog();
    void openFolder(const QString &path);
    void closeFolder();

Q_SIGNALS:
    void folderOpened(const QString &path);

private:
    struct Closed
    {
        QString path;
        CodeView::Place place;
    };

    void reveal(Document &document, const FilePlace &place);
    void close(const QList<Document *> &documents, After after);
    void closeNow(const QList<Document *> &documents);
    void saveNext(QList<int> ids, After after);
    [[nodiscard]] Document *byId(int id) const;
    [[nodiscard]] QString startFolder() const;

    WindowContext m_context;
    EditorArea &m_editors;
    UserQuestions &m_questions;
    QList<Closed> m_closed; // the latest last
};

// Puts `entry` first in a list of what was used lately.
void rememberRecent(Settings &settings, bool isFolder, const QString &path);

} // namespace gatewright
