// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/editor_area.h"

#include "ui/bridge/document.h"
#include "ui/editor/code_view.h"
#include "ui/shell/editor_group.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/editor_tab_bar.h"

#include <QJsonArray>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gatewright {

namespace {

QSplitter *makeSplitter(Qt::Orientation orientation, QWidget *parent)
{
    auto *splitter = new QSplitter(orientation, parent);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    return splitter;
}

QSplitter *splitterOf(const QWidget *widget)
{
    return qobject_cast<QSplitter *>(widget->parentWidget());
}

void shareEqually(QSplitter &splitter)
{
    splitter.setSizes(QList<int>(splitter.count(), 1 << 16));
}

void collectGroups(const QSplitter &splitter, QList<EditorGroup *> &found)
{
    for (int i = 0; i < splitter.count(); ++i) {
        if (auto *group = qobject_cast<EditorGroup *>(splitter.widget(i)))
            found.append(group);
        else if (const auto *nested = qobject_cast<QSplitter *>(splitter.widget(i)))
            collectGroups(*nested, found);
    }
}

} // namespace

EditorArea::EditorArea(NoticeHub &notices, const Appearance &appearance, QWidget *welcome, QWidget *parent)
    : QWidget(parent)
    , m_notices(notices)
    , m_appearance(appearance)
    , m_stack(new QStackedWidget(this))
    , m_root(makeSplitter(Qt::Horizontal, m_stack))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    m_stack->addWidget(welcome);
    m_stack->addWidget(m_root);
    m_active = createGroup();
    m_root->addWidget(m_active);
}

EditorGroup *EditorArea::createGroup()
{
    auto *group = new EditorGroup(m_notices, m_appearance);
    connect(group, &EditorGroup::pageCreated, this, [this, group](EditorPage *page) {
        connect(&page->view(), &CodeView::focusReceived, this, [this, group] { activate(group); });
        Q_EMIT pageCreated(page);
    });
    connect(group, &EditorGroup::currentChanged, this, [this, group] {
        if (group == m_active)
            updateFront();
    });
    connect(group, &EditorGroup::closeRequested, this, &EditorArea::closeRequested);
    connect(group, &EditorGroup::newRequested, this, [this, group] {
        activate(group);
        Q_EMIT newRequested();
    });
    connect(group, &EditorGroup::tabMenuRequested, this, [this, group](const QPoint &place) {
        activate(group);
        Q_EMIT tabMenuRequested(place);
    });
    return group;
}

EditorGroup &EditorArea::activeGroup() const
{
    return *m_active;
}

EditorPage *EditorArea::currentPage() const
{
    return m_active ? m_active->currentPage() : nullptr;
}

QList<EditorGroup *> EditorArea::groups() const
{
    QList<EditorGroup *> found;
    collectGroups(*m_root, found);
    return found;
}

QList<EditorPage *> EditorArea::pages() const
{
    QList<EditorPage *> found;
    const QList<EditorGroup *> all = groups();
    for (const EditorGroup *group : all)
        found.append(group->pages());
    return found;
}

QList<EditorPage *> EditorArea::pagesOf(const Document &document) const
{
    QList<EditorPage *> found = pages();
    found.removeIf([&](const EditorPage *page) { return &page->document() != &document; });
    return found;
}

void EditorArea::activate(EditorGroup *group)
{
    m_active = group;
    updateFront();
}

void EditorArea::updateFront()
{
    EditorPage *page = currentPage();
    m_stack->setCurrentIndex(pages().isEmpty() ? 0 : 1);
    if (page == m_current)
        return;
    m_current = page;
    Q_EMIT currentPageChanged(page);
}

EditorPage &EditorArea::show(Document &document)
{
    EditorPage &page = m_active->show(document, settingsOf(document));
    updateFront();
    Q_EMIT shown();
    page.view().setFocus(Qt::OtherFocusReason);
    return page;
}

void EditorArea::split(Qt::Orientation orientation)
{
    EditorPage *page = currentPage();
    if (!page)
        return;
    EditorGroup *group = createGroup();
    QSplitter *parent = splitterOf(m_active);
    const int index = parent->indexOf(m_active);
    if (parent->orientation() == orientation) {
        parent->insertWidget(index + 1, group);
    } else if (parent->count() == 1) {
        parent->setOrientation(orientation);
        parent->addWidget(group);
    } else {
        const QList<int> sizes = parent->sizes();
        QSplitter *nested = makeSplitter(orientation, nullptr);
        EditorGroup *old = m_active;
        parent->insertWidget(index, nested);
        nested->addWidget(old);
        nested->addWidget(group);
        parent->setSizes(sizes);
        parent = nested;
    }
    shareEqually(*parent);
    const CodeView::Place place = page->view().place();
    m_active = group;
    show(page->document()).view().setPlace(place);
}

void EditorArea::closeGroup()
{
    const QList<EditorGroup *> all = groups();
    if (all.size() < 2)
        return;
    EditorGroup *leaving = m_active;
    const qsizetype index = all.indexOf(leaving);
    EditorGroup *heir = all.at(index > 0 ? index - 1 : 1);
    EditorPage *front = leaving->currentPage();
    const QList<EditorPage *> pages = leaving->pages();
    for (EditorPage *page : pages) {
        const CodeView::Place place = page->view().place();
        if (!heir->pageOf(page->document()))
            heir->show(page->document(), settingsOf(page->document())).view().setPlace(place);
    }
    Document *document = front ? &front->document() : nullptr;
    activate(heir);
    removeGroup(leaving);
    if (document)
        show(*document);
}

void EditorArea::removeGroup(EditorGroup *group)
{
    QSplitter *parent = splitterOf(group);
    delete group;
    // A splitter with one child is no split: its child takes its place.
    while (parent != m_root && parent->count() == 1) {
        QSplitter *above = splitterOf(parent);
        const QList<int> sizes = above->sizes();
        above->insertWidget(above->indexOf(parent), parent->widget(0));
        delete parent;
        above->setSizes(sizes);
        parent = above;
    }
}

void EditorArea::focusNextGroup()
{
    const QList<EditorGroup *> all = groups();
    EditorGroup *next = all.at((all.indexOf(m_active) + 1) % all.size());
    activate(next);
    if (EditorPage *page = next->currentPage())
        page->view().setFocus(Qt::OtherFocusReason);
}

void EditorArea::removePage(EditorPage &page)
{
    const QList<EditorGroup *> all = groups();
    for (EditorGroup *group : all) {
        if (!group->pages().contains(&page))
            continue;
        if (m_current == &page)
            m_current = nullptr;
        group->removePage(page);
        if (group->pages().isEmpty() && all.size() > 1) {
            if (group == m_active) {
                const qsizetype index = all.indexOf(group);
                m_active = all.at(index > 0 ? index - 1 : 1);
            }
            removeGroup(group);
        }
        break;
    }
    EditorPage *front = currentPage();
    m_stack->setCurrentIndex(pages().isEmpty() ? 0 : 1);
    if (front && front == m_current)
        return;
    m_current = front;
    Q_EMIT currentPageChanged(front);
    if (front)
        front->view().setFocus(Qt::OtherFocusReason);
}

void EditorArea::removeDocument(const Document &document)
{
    const QList<EditorPage *> all = pagesOf(document);
    for (EditorPage *page : all)
        removePage(*page);
}

EditorSettings EditorArea::settingsOf(const Document &document) const
{
    return m_settingsFor ? m_settingsFor(document, m_settings) : m_settings;
}

void EditorArea::setSettings(const EditorSettings &settings)
{
    m_settings = settings;
    const QList<EditorPage *> all = pages();
    for (EditorPage *page : all)
        page->view().setSettings(settingsOf(page->document()));
}

void EditorArea::refreshSettings(const Document &document)
{
    const QList<EditorPage *> shown = pagesOf(document);
    for (EditorPage *page : shown) {
        if (const EditorSettings settings = settingsOf(document); settings != page->view().settings())
            page->view().setSettings(settings);
    }
}

// --- state
// -----------------------------------------------------------------------------------------------------------

QJsonObject EditorArea::saveState() const
{
    return stateOf(m_root);
}

QJsonObject EditorArea::stateOf(const QWidget *widget) const
{
    if (const auto *splitter = qobject_cast<const QSplitter *>(widget)) {
        QJsonArray parts;
        QJsonArray sizes;
        for (int i = 0; i < splitter->count(); ++i) {
            parts.append(stateOf(splitter->widget(i)));
            sizes.append(splitter->sizes().at(i));
        }
        return {{QStringLiteral("direction"), splitter->orientation() == Qt::Horizontal
                                                  ? QStringLiteral("right")
                                                  : QStringLiteral("down")},
                {QStringLiteral("sizes"), sizes},
                {QStringLiteral("parts"), parts}};
    }
    const auto *group = qobject_cast<const EditorGroup *>(widget);
    QJsonArray files;
    QString front;
    const QList<EditorPage *> pages = group ? group->pages() : QList<EditorPage *>();
    for (const EditorPage *page : pages) {
        const QString path = page->document().sessionKey();
        if (path.isEmpty())
            continue;
        const CodeView::Place place = page->view().place();
        files.append(QJsonObject{{QStringLiteral("path"), path},
                                 {QStringLiteral("caret"), static_cast<double>(place.caret)},
                                 {QStringLiteral("firstLine"), place.firstLine}});
        if (page == group->currentPage())
            front = path;
    }
    return {{QStringLiteral("files"), files},
            {QStringLiteral("front"), front},
            {QStringLiteral("active"), group == m_active.data()}};
}

QStringList EditorArea::pathsIn(const QJsonObject &state)
{
    QStringList paths;
    const QJsonArray parts = state.value(QLatin1String("parts")).toArray();
    for (const QJsonValue &part : parts)
        paths.append(pathsIn(part.toObject()));
    const QJsonArray files = state.value(QLatin1String("files")).toArray();
    for (const QJsonValue &file : files) {
        const QString path = file.toObject().value(QLatin1String("path")).toString();
        if (!path.isEmpty() && !paths.contains(path))
            paths.append(path);
    }
    return paths;
}

void EditorArea::restoreState(const QJsonObject &state,
                              const std::function<Document *(const QString &path)> &open)
{
    if (!pages().isEmpty() || pathsIn(state).isEmpty())
        return;
    QWidget *restored = restore(state, open);
    if (!restored)
        return;
    QSplitter *root = qobject_cast<QSplitter *>(restored);
    if (!root) {
        root = makeSplitter(Qt::Horizontal, nullptr);
        root->addWidget(restored);
    }
    QSplitter *old = m_root;
    m_root = root;
    m_stack->addWidget(m_root);
    m_stack->removeWidget(old);
    delete old;
    const QList<EditorGroup *> all = groups();
    if (!m_active || !all.contains(m_active.data()))
        m_active = all.first();
    updateFront();
    if (EditorPage *page = currentPage())
        page->view().setFocus(Qt::OtherFocusReason);
}

QWidget *EditorArea::restore(const QJsonObject &state,
                             const std::function<Document *(const QString &path)> &open)
{
    if (!state.contains(QLatin1String("parts"))) {
        EditorGroup *group = createGroup();
        restoreGroup(*group, state, open);
        if (group->pages().isEmpty()) {
            delete group;
            return nullptr;
        }
        if (state.value(QLatin1String("active")).toBool())
            m_active = group;
        return group;
    }
    const bool down = state.value(QLatin1String("direction")) == QLatin1String("down");
    QSplitter *splitter = makeSplitter(down ? Qt::Vertical : Qt::Horizontal, nullptr);
    const QJsonArray parts = state.value(QLatin1String("parts")).toArray();
    for (const QJsonValue &part : parts) {
        if (QWidget *child = restore(part.toObject(), open))
            splitter->addWidget(child);
    }
    if (splitter->count() == 0) {
        delete splitter;
        return nullptr;
    }
    QList<int> sizes;
    const QJsonArray saved = state.value(QLatin1String("sizes")).toArray();
    for (const QJsonValue &size : saved)
        sizes.append(size.toInt());
    if (sizes.size() == splitter->count())
        splitter->setSizes(sizes);
    return splitter;
}

void EditorArea::restoreGroup(EditorGroup &group, const QJsonObject &state,
                              const std::function<Document *(const QString &path)> &open)
{
    const QString front = state.value(QLatin1String("front")).toString();
    Document *frontDocument = nullptr;
    const QJsonArray files = state.value(QLatin1String("files")).toArray();
    for (const QJsonValue &value : files) {
        const QJsonObject file = value.toObject();
        const QString path = file.value(QLatin1String("path")).toString();
        Document *document = open(path);
        if (!document)
            continue;
        const double caret = std::max(0.0, file.value(QLatin1String("caret")).toDouble());
        group.show(*document, settingsOf(*document))
            .view()
            .setPlace({static_cast<std::size_t>(caret), file.value(QLatin1String("firstLine")).toInt()});
        if (path == front)
            frontDocument = document;
    }
    if (frontDocument)
        group.show(*frontDocument, settingsOf(*frontDocument));
}

} // namespace gatewright
