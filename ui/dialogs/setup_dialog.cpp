// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/setup_dialog.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

QLabel *words(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat);
}

QTreeWidget *packageList(const QStringList &packages, QWidget *parent)
{
    auto *list = new QTreeWidget(parent);
    list->setObjectName(QStringLiteral("setupPackages"));
    list->setAccessibleName(SetupDialog::tr("Packages that are installed"));
    list->setHeaderLabels({SetupDialog::tr("Package"), SetupDialog::tr("Version")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    for (const QString &package : packages)
        new QTreeWidgetItem(list,
                            {package.section(QLatin1Char(' '), 0, 0), package.section(QLatin1Char(' '), 1)});
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    list->header()->setStretchLastSection(false);
    if (list->topLevelItemCount() > 0)
        list->setCurrentItem(list->topLevelItem(0));
    return list;
}

// The files of pypi.org lie with another host; nobody has to know that to answer.
QString sourceText(const QStringList &hosts)
{
    if (hosts.value(0) == QLatin1String("pypi.org"))
        return SetupDialog::tr("the Python package index (pypi.org), over the network");
    return SetupDialog::tr("the package index that pip is set to use (%1), over the network")
        .arg(hosts.join(QStringLiteral(", ")));
}

} // namespace

SetupDialog::SetupDialog(const SetupPlan &plan, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("setupDialog"));
    setWindowTitle(tr("Set Up Qiskit"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto *title = words(tr("Install %1?").arg(plan.title), this);
    QFont bold = title->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.2);
    title->setFont(bold);
    auto *purpose =
        words(tr("Runs of Qiskit programs, and their checks, use a Python environment of their own. "
                 "It changes nothing in the Python of this computer."),
              this);
    QTreeWidget *packages = packageList(plan.packages, this);

    auto *form = new QGridLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(4);
    form->setColumnStretch(1, 1);
    const auto addRow = [&](const QString &name, const QString &text, const char *objectName) {
        QLabel *value = words(text, this);
        value->setObjectName(QLatin1String(objectName));
        value->setAccessibleName(name + QLatin1Char(' ') + text);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setFocusPolicy(Qt::NoFocus);
        const int row = form->rowCount();
        form->addWidget(new QLabel(name, this), row, 0, Qt::AlignTop);
        form->addWidget(value, row, 1);
    };
    addRow(tr("From:"), sourceText(plan.hosts), "setupSource");
    addRow(tr("Into:"), QDir::toNativeSeparators(plan.folder), "setupFolder");
    addRow(tr("Size:"),
           tr("about %1 to download, %2 on the disk")
               .arg(sizeText(plan.downloadBytes), sizeText(plan.diskBytes)),
           "setupSize");

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *install = buttons->addButton(tr("&Install"), QDialogButtonBox::AcceptRole);
    install->setObjectName(QStringLiteral("setupInstall"));
    install->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(purpose);
    column->addWidget(packages, 1);
    column->addLayout(form);
    if (!plan.note.isEmpty()) {
        QLabel *note = words(plan.note, this);
        note->setObjectName(QStringLiteral("setupNote"));
        column->addWidget(note);
    }
    column->addWidget(buttons);
    setAccessibleDescription(purpose->text());
    const int rows = std::clamp(static_cast<int>(plan.packages.size()), 3, 12);
    resize(560, 250 + rows * (fontMetrics().height() + 2));
    install->setFocus();
}

} // namespace gatewright
