// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/about_dialog.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace gatewright {

namespace {

QString fileText(const QString &folder, const QString &name)
{
    constexpr qint64 longest = 1024 * 1024;
    QFile file(QDir(folder).filePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return file.fileName() + QStringLiteral(": ") + file.errorString();
    return QString::fromUtf8(file.read(longest));
}

QTextBrowser *textPage(const QString &accessibleName)
{
    auto *page = new QTextBrowser;
    page->setAccessibleName(accessibleName);
    page->setOpenLinks(false); // nothing here opens a browser or the network
    page->setFrameShape(QFrame::NoFrame);
    return page;
}

} // namespace

AboutDialog::AboutDialog(const QString &version, const QString &licenceFolder, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Gatewright"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto *title = new QLabel(QStringLiteral("Gatewright %1").arg(version), this);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    title->setFont(font);
    auto *summary = new QLabel(
        tr("An IDE for hardware written in code: HLS C++ kernels and Qiskit programs, with a language "
           "model that runs on this computer. Your code does not leave it.\n"
           "The window is free software under the GNU General Public License, version 3 or later; the "
           "core, the engine and the command line are under the Apache License 2.0."),
        this);
    summary->setWordWrap(true);

    auto *pages = new QTabWidget(this);
    QTextBrowser *others = textPage(tr("What others wrote"));
    others->setMarkdown(fileText(licenceFolder, QStringLiteral("THIRD-PARTY.md")));
    pages->addTab(others, tr("Others' Work"));
    for (const auto &[tab, file] : {std::pair(QStringLiteral("GPL"), QStringLiteral("GPL-3.0-or-later.txt")),
                                    std::pair(QStringLiteral("Apache"), QStringLiteral("Apache-2.0.txt"))}) {
        QTextBrowser *page = textPage(tab);
        page->setPlainText(fileText(licenceFolder, file));
        pages->addTab(page, tab);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setIcon({});
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(summary);
    column->addWidget(pages, 1);
    column->addWidget(buttons);
    resize(640, 520);
}

} // namespace gatewright
