// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QString>
#include <QStringList>

class QLabel;
class QLineEdit;
class QListWidget;
class QTextBrowser;

namespace gatewright {

// One page of the help: a Markdown file whose first line is "# Title".
struct HelpPage
{
    QString path;
    QString title;
    QString text;
};

// The pages in `folder`/LANGUAGE, for the first of `languages` ("de-AT", "de") that has a folder, in the
// order of their names; what it lacks is taken from "en". Empty when there is no folder.
[[nodiscard]] QList<HelpPage> readHelp(const QString &folder, const QStringList &languages);

// The help, which needs no network: the list of pages, a search through all of them, and the page. Links lead
// to other pages only.
class HelpWindow : public QDialog
{
    Q_OBJECT

public:
    HelpWindow(QList<HelpPage> pages, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void filter();
    void showPage(int row);
    void follow(const QString &name);
    void markWords();

    QList<HelpPage> m_pages;
    QLineEdit *m_search;
    QListWidget *m_list;
    QTextBrowser *m_text;
    QLabel *m_nothing;
};

} // namespace gatewright
