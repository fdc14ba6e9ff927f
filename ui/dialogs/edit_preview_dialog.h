// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QString>

#include <vector>

class QTreeWidget;

namespace gatewright {

// A line that would be another one.
struct PreviewLine
{
    int line = 0; // 0-based
    QString before;
    QString after;
};

// One file of a preview.
struct PreviewFile
{
    QString name; // relative to the open folder
    std::vector<PreviewLine> lines;
};

// What an edit of several files would do, file by file and line by line, before it is done. Files can be left
// out.
class EditPreviewDialog : public QDialog
{
    Q_OBJECT

public:
    EditPreviewDialog(const QString &title, const std::vector<PreviewFile> &files, QWidget *parent = nullptr);

    // Which of the files are to be changed, in their order.
    [[nodiscard]] std::vector<bool> chosen() const;

private:
    QTreeWidget *m_tree;
};

} // namespace gatewright
