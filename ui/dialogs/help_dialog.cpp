// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/help_dialog.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QSplitter>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace gatewright {

namespace {

constexpr qint64 longestPage = 256 * 1024;

} // namespace

QList<HelpPage> readHelp(const QString &folder, const QString &language)
{
    QDir place(folder + QLatin1Char('/') + language);
    if (!place.exists())
        place.setPath(folder + QLatin1String("/en"));
    QList<HelpPage> pages;
    const QStringList names = place.entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(place.filePath(name));
        if (file.size() > longestPage || !file.open(QIODevice::ReadOnly))
            continue;
        const QString text = QString::fromUtf8(file.readAll());
        const QString heading = text.section(QLatin1Char('\n'), 0, 0);
        if (heading.startsWith(QLatin1String("# ")))
            pages.append({name, heading.mid(2).trimmed(), text});
    }
    return pages;
}

HelpDialog::HelpDialog(QList<HelpPage> pages, QWidget *parent)
    : QDialog(parent)
    , m_pages(std::move(pages))
    , m_filter(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_text(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("helpDialog"));
    setWindowTitle(tr("Help"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_filter->setPlaceholderText(tr("Find in the help"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Pages"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Page"));
    m_text->setOpenLinks(false); // nothing here opens a browser or the network
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(16);
    for (const HelpPage &page : m_pages)
        m_list->addItem(page.title);

    auto *both = new QSplitter(this);
    both->addWidget(m_list);
    both->addWidget(m_text);
    both->setStretchFactor(1, 1);
    both->setSizes({220, 580});
    both->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(both, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &HelpDialog::filter);
    connect(m_list, &QListWidget::currentRowChanged, this, &HelpDialog::showCurrent);
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl &link) {
        if (link.isRelative())
            open(link.path());
    });
    m_list->setCurrentRow(0);
    resize(840, 600);
    m_list->setFocus();
}

void HelpDialog::open(const QString &file)
{
    const auto found = std::find_if(m_pages.begin(), m_pages.end(),
                                    [&file](const HelpPage &page) { return page.file == file; });
    if (found == m_pages.end())
        return;
    m_filter->clear();
    m_list->setCurrentRow(static_cast<int>(found - m_pages.begin()));
}

void HelpDialog::filter(const QString &words)
{
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int first = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        const QString &text = m_pages.at(row).text;
        const bool isHit = std::all_of(wanted.begin(), wanted.end(), [&text](const QString &word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
        m_list->item(row)->setHidden(!isHit);
        if (isHit && first < 0)
            first = row;
    }
    const QListWidgetItem *current = m_list->currentItem();
    if (first >= 0 && (!current || current->isHidden()))
        m_list->setCurrentRow(first);
}

void HelpDialog::showCurrent()
{
    if (const int row = m_list->currentRow(); row >= 0)
        m_text->setMarkdown(m_pages.at(row).text);
}

} // namespace gatewright
