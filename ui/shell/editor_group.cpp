// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/editor_group.h"

#include "ui/bridge/document.h"
#include "ui/editor/code_view.h"
#include "ui/shell/appearance.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/editor_tab_bar.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatewright {

namespace {

// The dot of a modified file, in the colour of the text it stands beside.
QIcon modifiedDot(const QPalette &palette, qreal scale)
{
    constexpr int side = 16;
    QPixmap pixmap(QSize(side, side) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.color(QPalette::Active, QPalette::Highlight));
    painter.drawEllipse(QPointF(side / 2.0, side / 2.0), 4.0, 4.0);
    return QIcon(pixmap);
}

Symbol symbolOf(Language language)
{
    switch (language) {
    case Language::HlsCpp:
        return Symbol::FileKernel;
    case Language::Qiskit:
        return Symbol::Circuit;
    case Language::PlainText:
        break;
    }
    return Symbol::File;
}

} // namespace

EditorGroup::EditorGroup(NoticeHub &notices, const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_notices(notices)
    , m_appearance(appearance)
    , m_tabs(new EditorTabBar(appearance.icons(), this))
    , m_stack(new QStackedWidget(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);

    m_tabs->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (EditorPage *page = m_pages.value(index)) {
            m_stack->setCurrentWidget(page);
            setFocusProxy(page);
        }
        Q_EMIT currentChanged(m_pages.value(index));
    });
    connect(m_tabs, &QTabBar::tabMoved, this, &EditorGroup::moved);
    connect(m_tabs, &QTabBar::tabCloseRequested, this,
            [this](int index) { Q_EMIT closeRequested(m_pages.value(index)); });
    connect(m_tabs, &EditorTabBar::emptyAreaDoubleClicked, this, &EditorGroup::newRequested);
    connect(m_tabs, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        const int tab = m_tabs->tabAt(place);
        if (tab < 0)
            return;
        m_tabs->setCurrentIndex(tab);
        Q_EMIT tabMenuRequested(m_tabs->mapToGlobal(place));
    });
    connect(&appearance, &Appearance::changed, this, &EditorGroup::updateTabs);
}

EditorPage *EditorGroup::currentPage() const
{
    return m_pages.value(m_tabs->currentIndex());
}

QList<EditorPage *> EditorGroup::pages() const
{
    return m_pages;
}

EditorPage *EditorGroup::pageOf(const Document &document) const
{
    for (EditorPage *page : m_pages) {
        if (&page->document() == &document)
            return page;
    }
    return nullptr;
}

EditorPage &EditorGroup::show(Document &document, const EditorSettings &settings)
{
    if (EditorPage *page = pageOf(document)) {
        m_tabs->setCurrentIndex(static_cast<int>(m_pages.indexOf(page)));
        return *page;
    }
    auto *page = new EditorPage(document, m_notices, m_appearance, settings, m_stack);
    const int index = m_tabs->currentIndex() + 1;
    // The page first: adding the first tab makes it current at once.
    m_pages.insert(index, page);
    m_stack->addWidget(page);
    Q_EMIT pageCreated(page);
    m_tabs->insertTab(index, document.title());
    connect(&document, &Document::titleChanged, page, [this] { updateTabs(); });
    connect(&document.buffer(), &DocumentBuffer::modifiedChanged, page, [this] { updateTabs(); });
    connect(&document.buffer(), &DocumentBuffer::languageChanged, page, [this] { updateTabs(); });
    m_tabs->setCurrentIndex(index);
    updateTabs();
    return *page;
}

void EditorGroup::removePage(EditorPage &page)
{
    const int index = static_cast<int>(m_pages.indexOf(&page));
    if (index < 0)
        return;
    m_pages.removeAt(index);
    m_stack->removeWidget(&page);
    m_tabs->removeTab(index);
    // At once: the document may be destroyed next, and the view must be gone by then.
    delete &page;
    updateTabs();
}

void EditorGroup::step(int direction)
{
    const int count = m_tabs->count();
    if (count > 0)
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + direction + count) % count);
}

void EditorGroup::moved(int from, int to)
{
    m_pages.move(from, to);
}

void EditorGroup::updateTabs()
{
    QHash<QString, int> names;
    for (const EditorPage *page : std::as_const(m_pages))
        ++names[page->document().title()];
    for (int index = 0; index < m_pages.size(); ++index) {
        const Document &document = m_pages.at(index)->document();
        const bool modified = document.buffer().isModified();
        QString text = document.title();
        // Two files of one name: say which folders they are in.
        if (names.value(text) > 1 && !document.path().isEmpty())
            text += QStringLiteral(" — ") + QFileInfo(document.path()).dir().dirName();
        m_tabs->setTabText(index, text.replace(QLatin1Char('&'), QLatin1String("&&")));
        m_tabs->setTabIcon(index, modified
                                      ? modifiedDot(palette(), devicePixelRatioF())
                                      : m_appearance.icons().icon(symbolOf(document.buffer().language())));
        const QString path =
            document.path().isEmpty() ? tr("Not saved yet") : QDir::toNativeSeparators(document.path());
        m_tabs->setTabToolTip(index, modified ? tr("%1 (modified)").arg(path) : path);
        m_tabs->setAccessibleTabName(index,
                                     modified ? tr("%1, modified").arg(document.title()) : document.title());
    }
}

} // namespace gatewright
