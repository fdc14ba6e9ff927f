// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/edit_preview_dialog.h"

#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

// Both lines without the blanks around them, and of what is the same in front only the last letters: the
// change must be seen.
std::pair<QString, QString> shownLines(const PreviewLine &line)
{
    constexpr qsizetype most = 32;
    constexpr qsizetype kept = 20;
    QString before = line.before.trimmed();
    QString after = line.after.trimmed();
    const auto [difference, other] =
        std::mismatch(before.cbegin(), before.cend(), after.cbegin(), after.cend());
    const qsizetype same = difference - before.cbegin();
    if (same > most) {
        before = QChar(0x2026) + before.mid(same - kept);
        after = QChar(0x2026) + after.mid(same - kept);
    }
    return {before, after};
}

} // namespace

EditPreviewDialog::EditPreviewDialog(const QString &title, const std::vector<PreviewFile> &files,
                                     QWidget *parent)
    : QDialog(parent)
    , m_tree(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("editPreview"));
    setWindowTitle(title);
    resize(820, 460);
    auto *words =
        new QLabel(tr("Every file changes in one step that Undo takes back. Nothing is saved yet."), this);
    words->setWordWrap(true);
    m_tree->setColumnCount(3);
    m_tree->setHeaderLabels({tr("Line"), tr("Now"), tr("Then")});
    m_tree->setUniformRowHeights(true);
    m_tree->setAccessibleName(tr("What would change"));
    const QFont fixed = defaultEditorFont();
    for (const PreviewFile &file : files) {
        auto *top = new QTreeWidgetItem(
            m_tree, {tr("%1, %n line(s)", nullptr, static_cast<int>(file.lines.size())).arg(file.name)});
        top->setFirstColumnSpanned(true);
        top->setCheckState(0, Qt::Checked);
        for (const PreviewLine &line : file.lines) {
            const auto [before, after] = shownLines(line);
            auto *row = new QTreeWidgetItem(top, {QString::number(line.line + 1), before, after});
            row->setTextAlignment(0, Qt::AlignRight | Qt::AlignVCenter);
            row->setFont(1, fixed);
            row->setFont(2, fixed);
            row->setToolTip(1, line.before.toHtmlEscaped());
            row->setToolTip(2, line.after.toHtmlEscaped());
        }
    }
    m_tree->expandAll();
    m_tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_tree->header()->setStretchLastSection(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *apply = buttons->addButton(tr("Change"), QDialogButtonBox::AcceptRole);
    apply->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_tree, &QTreeWidget::itemChanged, apply, [this, apply] {
        const std::vector<bool> wanted = chosen();
        apply->setEnabled(std::ranges::find(wanted, true) != wanted.end());
    });
    auto *column = new QVBoxLayout(this);
    column->addWidget(words);
    column->addWidget(m_tree, 1);
    column->addWidget(buttons);
    apply->setFocus();
}

std::vector<bool> EditPreviewDialog::chosen() const
{
    std::vector<bool> files;
    for (int row = 0; row < m_tree->topLevelItemCount(); ++row)
        files.push_back(m_tree->topLevelItem(row)->checkState(0) == Qt::Checked);
    return files;
}

} // namespace gatewright
