// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_settings.h"

#include <QJsonObject>
#include <QWidget>

class QStackedWidget;

namespace gatewright {

class Appearance;
class Document;
class EditorPage;
class NoticeHub;
class EditorTabBar;

// One column of tabs: the files that are open in this part of a split. Owns its pages, not their documents.
class EditorGroup : public QWidget
{
    Q_OBJECT

public:
    EditorGroup(NoticeHub &notices, const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] EditorPage *currentPage() const;
    [[nodiscard]] EditorPage *pageOf(const Document &document) const;
    // In the order of the tabs.
    [[nodiscard]] QList<EditorPage *> pages() const;
    [[nodiscard]] EditorTabBar &tabs() const { return *m_tabs; }

    // Opens a tab behind the current one unless the document has one here, and makes it current.
    EditorPage &show(Document &document, const EditorSettings &settings);
    void removePage(EditorPage &page);
    // One tab to the right (1) or left (-1), round the ends.
    void step(int direction);

Q_SIGNALS:
    void currentChanged(EditorPage *page);
    void pageCreated(EditorPage *page);
    void closeRequested(EditorPage *page);
    // Right click on a tab, which is current by then.
    void tabMenuRequested(const QPoint &globalPosition);
    void newRequested();

private:
    void updateTabs();
    void moved(int from, int to);

    NoticeHub &m_notices;
    const Appearance &m_appearance;
    EditorTabBar *m_tabs;
    QStackedWidget *m_stack;
    QList<EditorPage *> m_pages; // in step with the tabs
};

} // namespace gatewright
