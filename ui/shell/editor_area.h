// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_settings.h"

#include <QJsonObject>
#include <QPointer>
#include <QWidget>

#include <functional>

class QSplitter;
class QStackedWidget;

namespace gatewright {

class Appearance;
class Document;
class EditorGroup;
class EditorPage;
class NoticeHub;

// The middle of the window: groups of tabs in nested splits, or the welcome page while nothing is open. There
// is always one group; one of them is the active one, where files open.
class EditorArea : public QWidget
{
    Q_OBJECT

public:
    // `welcome` becomes a child.
    EditorArea(NoticeHub &notices, const Appearance &appearance, QWidget *welcome, QWidget *parent = nullptr);

    [[nodiscard]] EditorPage *currentPage() const;
    [[nodiscard]] EditorGroup &activeGroup() const;
    // From left to right and from top to bottom.
    [[nodiscard]] QList<EditorGroup *> groups() const;
    [[nodiscard]] QList<EditorPage *> pages() const;
    [[nodiscard]] QList<EditorPage *> pagesOf(const Document &document) const;

    // In the active group.
    EditorPage &show(Document &document);
    // A second group right of (Horizontal) or under (Vertical) the active one, with the same document.
    void split(Qt::Orientation orientation);
    // Joins the active group with the one before it. Nothing when there is only one.
    void closeGroup();
    void focusNextGroup();
    void removePage(EditorPage &page);
    // All pages of a document that is about to go.
    void removeDocument(const Document &document);

    void setSettings(const EditorSettings &settings);
    // What a document wants otherwise than the settings say; asked when a page is made and by
    // refreshSettings().
    using SettingsFor =
        std::function<EditorSettings(const Document &document, const EditorSettings &settings)>;
    void setSettingsFor(SettingsFor settingsFor) { m_settingsFor = std::move(settingsFor); }
    void refreshSettings(const Document &document);
    [[nodiscard]] const EditorSettings &settings() const { return m_settings; }

    // Splits, documents (by Document::sessionKey) with their places and which are in front.
    [[nodiscard]] QJsonObject saveState() const;
    // `open` gives the document of a key, or null when it cannot be had now.
    void restoreState(const QJsonObject &state, const std::function<Document *(const QString &path)> &open);
    // The keys that a saved state names, for loading them before restoreState().
    [[nodiscard]] static QStringList pathsIn(const QJsonObject &state);

Q_SIGNALS:
    // Null: nothing is open.
    void currentPageChanged(EditorPage *page);
    void pageCreated(EditorPage *page);
    // Somebody wants to see a document, which may have been in front already.
    void shown();
    void closeRequested(EditorPage *page);
    void tabMenuRequested(const QPoint &globalPosition);
    void newRequested();

private:
    [[nodiscard]] EditorSettings settingsOf(const Document &document) const;
    EditorGroup *createGroup();
    void activate(EditorGroup *group);
    void removeGroup(EditorGroup *group);
    void updateFront();
    [[nodiscard]] QJsonObject stateOf(const QWidget *widget) const;
    QWidget *restore(const QJsonObject &state, const std::function<Document *(const QString &path)> &open);
    void restoreGroup(EditorGroup &group, const QJsonObject &state,
                      const std::function<Document *(const QString &path)> &open);

    NoticeHub &m_notices;
    const Appearance &m_appearance;
    EditorSettings m_settings;
    SettingsFor m_settingsFor;
    QStackedWidget *m_stack;
    QSplitter *m_root;
    QPointer<EditorGroup> m_active;
    QPointer<EditorPage> m_current; // what was announced last
};

} // namespace gatewright
