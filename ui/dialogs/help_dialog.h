// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>

class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace gatewright {

// A page of the help, as it came with the program.
struct HelpPage
{
    QString file; // its name: what links of other pages say
    QString title;
    QString text; // Markdown
};

// The pages of a folder <folder>/<language>, in the order of their names; those in English where there are
// none in the language. Files that are too large or have no title are left out.
[[nodiscard]] QList<HelpPage> readHelp(const QString &folder, const QString &language);

// The help: pages to the left, the chosen one to the right, above both a field that leaves the pages with
// these words. Nothing of it comes from a network, and no link leads there.
class HelpDialog : public QDialog
{
    Q_OBJECT

public:
    explicit HelpDialog(QList<HelpPage> pages, QWidget *parent = nullptr);

    // Of a page: its file's name.
    void open(const QString &file);

private:
    void filter(const QString &words);
    void showCurrent();

    const QList<HelpPage> m_pages;
    QLineEdit *m_filter;
    QListWidget *m_list;
    QTextBrowser *m_text;
};

} // namespace gatewright
