// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/help_window.h"

#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSet>
#include <QTextBrowser>
#include <QTextTable>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

constexpr qint64 longestPage = qint64(1) << 20;

QStringList pageNames(const QString &folder)
{
    return QDir(folder).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name);
}

HelpPage readPage(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {path, QFileInfo(path).fileName(), file.errorString()};
    const QString text = QString::fromUtf8(file.read(longestPage));
    const QString first = text.section(QLatin1Char('\n'), 0, 0);
    return {path, first.startsWith(QLatin1String("# ")) ? first.mid(2).trimmed() : QFileInfo(path).fileName(),
            text};
}

// Qt's Markdown leaves tables without room between their cells.
void openTables(QTextDocument &document)
{
    const QList<QTextFrame *> frames = document.rootFrame()->childFrames();
    for (QTextFrame *frame : frames) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setCellPadding(4);
        format.setCellSpacing(0);
        format.setBorderCollapse(true);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        table->setFormat(format);
    }
}

} // namespace

QList<HelpPage> readHelp(const QString &folder, const QStringList &languages)
{
    const QString fallback = folder + QLatin1String("/en");
    QString own = fallback;
    for (const QString &language : languages) {
        const QString wanted = folder + QLatin1Char('/') + language.section(QLatin1Char('-'), 0, 0);
        if (QFileInfo(wanted).isDir()) {
            own = wanted;
            break;
        }
    }
    QStringList names = pageNames(own) + pageNames(fallback);
    names.removeDuplicates();
    names.sort();
    QList<HelpPage> pages;
    for (const QString &name : std::as_const(names)) {
        const QString path = own + QLatin1Char('/') + name;
        pages.append(readPage(QFileInfo::exists(path) ? path : fallback + QLatin1Char('/') + name));
    }
    return pages;
}

HelpWindow::HelpWindow(QList<HelpPage> pages, QWidget *parent)
    : QDialog(parent)
    , m_pages(std::move(pages))
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_text(new QTextBrowser(this))
    , m_nothing(new QLabel(tr("No page fits."), this))
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Help"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_search->setPlaceholderText(tr("Search help"));
    m_search->setAccessibleName(tr("Search help"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("helpPages"));
    m_list->setAccessibleName(tr("Pages"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setAccessibleName(tr("Page"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false); // nothing here opens a browser or the network
    m_text->document()->setDocumentMargin(16);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->hide();
    for (const HelpPage &page : std::as_const(m_pages))
        m_list->addItem(page.title);

    auto *left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(m_search);
    left->addWidget(m_nothing);
    left->addWidget(m_list, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 16, 16, 16);
    row->setSpacing(16);
    row->addLayout(left);
    row->addWidget(m_text, 1);
    // As wide as the longest title, within reason.
    const int letter = fontMetrics().averageCharWidth();
    const int width = std::clamp(m_list->sizeHintForColumn(0) + 4 * letter, 24 * letter, 48 * letter);
    m_list->setFixedWidth(width);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_search->setFixedWidth(width);
    m_nothing->setFixedWidth(width);
    resize(128 * fontMetrics().averageCharWidth(), 36 * fontMetrics().lineSpacing());

    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::filter);
    connect(m_list, &QListWidget::currentRowChanged, this, &HelpWindow::showPage);
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) { follow(link.path()); });
    m_list->setCurrentRow(0);
    m_search->setFocus();
}

void HelpWindow::changeEvent(QEvent *event)
{
    // The colours are part of the text that was made.
    if (event->type() == QEvent::PaletteChange)
        showPage(m_list->currentRow());
    QDialog::changeEvent(event);
}

void HelpWindow::showPage(int row)
{
    if (row < 0 || row >= m_pages.size()) {
        m_text->clear();
        return;
    }
    m_text->setMarkdown(m_pages.at(row).text);
    openTables(*m_text->document());
    markWords();
}

void HelpWindow::follow(const QString &name)
{
    for (qsizetype row = 0; row < m_pages.size(); ++row) {
        if (QFileInfo(m_pages.at(row).path).fileName() != name)
            continue;
        m_search->clear();
        m_list->setCurrentRow(static_cast<int>(row));
    }
}

void HelpWindow::filter()
{
    const QStringList words = m_search->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int first = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        const bool fits = std::all_of(words.begin(), words.end(), [&](const QString &word) {
            return m_pages.at(row).text.contains(word, Qt::CaseInsensitive);
        });
        m_list->item(row)->setHidden(!fits);
        if (fits && first < 0)
            first = row;
    }
    m_nothing->setVisible(first < 0);
    const QListWidgetItem *current = m_list->currentItem();
    if (!current || current->isHidden())
        m_list->setCurrentRow(first);
    else
        markWords();
}

// Each place of the words that are searched for, and the first one in sight.
void HelpWindow::markWords()
{
    QList<QTextEdit::ExtraSelection> marks;
    const QStringList words = m_search->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        QTextCursor place(m_text->document());
        while (!(place = m_text->document()->find(word, place)).isNull()) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = place;
            mark.format.setBackground(palette().highlight());
            mark.format.setForeground(palette().highlightedText());
            marks.append(mark);
        }
    }
    m_text->setExtraSelections(marks);
    if (marks.isEmpty())
        return;
    const auto first = std::min_element(marks.begin(), marks.end(), [](const auto &a, const auto &b) {
        return a.cursor.position() < b.cursor.position();
    });
    QTextCursor caret = first->cursor;
    caret.clearSelection();
    m_text->setTextCursor(caret);
    m_text->ensureCursorVisible();
}

} // namespace gatewright
