// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/revision.h"
#include "ui/bridge/bookmarks.h"
#include "ui/bridge/file_symbols.h"
#include "ui/bridge/place_history.h"
#include "ui/bridge/snippet_library.h"
#include "ui/shell/window_context.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace gatewright {

class Document;
class EditorPage;
class MainWindow;

// Ways through the files: back and forward, bookmarks, symbols of the file and of the folder. Make it before
// MainWindow::buildMenus().
class NavigationBinding : public QObject
{
    Q_OBJECT

public:
    // `bookmarkFile`: where bookmarks are kept; `snippetFolder`: where the user's own snippets are.
    NavigationBinding(const WindowContext &context, MainWindow &window, const QString &bookmarkFile,
                      QString snippetFolder, QObject *parent = nullptr);
    ~NavigationBinding() override;

    [[nodiscard]] const Bookmarks &bookmarks() const { return m_bookmarks; }
    // Where the caret was last seen, a moment after it went there.
    [[nodiscard]] const std::optional<VisitedPlace> &lastSeen() const { return m_last; }
    [[nodiscard]] const PlaceHistory &history() const { return m_history; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addCommands();
    void addPickSources();
    void follow(EditorPage *page);
    void attach(Document &document);
    void settle();
    // What the user does next may need it before the moment is over.
    void settleNow();
    [[nodiscard]] std::optional<VisitedPlace> now() const;
    void go(std::optional<VisitedPlace> place);
    void stepBookmark(int direction);
    void toggleBookmark();
    // Reads them off the GUI thread when they are not known yet, and asks the palette to show them then.
    [[nodiscard]] const std::vector<FileSymbol> &symbolsOfFile();
    [[nodiscard]] const std::vector<FileSymbol> &symbolsOfFolder();
    [[nodiscard]] const std::vector<SnippetEntry> &snippets();
    void readSnippets(Language language);

    WindowContext m_context;
    MainWindow &m_window;
    Bookmarks m_bookmarks;
    PlaceHistory m_history;
    QPointer<EditorPage> m_page;
    std::optional<VisitedPlace> m_last; // where the caret was last seen
    QTimer m_settled;                   // a jump may be several moves: a file comes to the front, then a line
    bool m_edited = false;              // since then: typing is no jump, however far it takes the caret
    bool m_going = false;               // by ourselves: no jump of the user's

    std::vector<FileSymbol> m_fileSymbols;
    int m_symbolsDocument = 0;
    Revision m_symbolsRevision;
    bool m_symbolsRead = false;
    std::vector<FileSymbol> m_folderSymbols;
    std::shared_ptr<const FileIndex> m_symbolsIndex; // that the folder's are read from
    bool m_folderRead = false;
    QString m_snippetFolder;
    std::optional<Language> m_snippetLanguage;
    std::vector<SnippetEntry> m_snippets;
};

} // namespace gatewright
