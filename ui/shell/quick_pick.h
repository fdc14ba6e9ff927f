// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QFrame>
#include <QList>
#include <QPointer>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

class QLabel;
class QLineEdit;
class QListView;

namespace gatewright {

struct QuickPickItem
{
    QString text;
    // Behind the text, dimmed: a folder, a category.
    QString context;
    // At the right edge: a shortcut.
    QString hint;
    std::function<void()> run;
    // Places in `text` that the query took, for emphasis.
    QList<int> matched;
};

// One thing to pick from: commands, files, lines. Chosen by the first characters of what is typed.
class QuickPickSource
{
public:
    virtual ~QuickPickSource() = default;

    // ">" for commands, ":" for lines; one source has the empty prefix.
    [[nodiscard]] virtual QString prefix() const = 0;
    [[nodiscard]] virtual QString placeholder() const = 0;
    // What fits the query (without the prefix), the best first. Called at every key: at most some
    // milliseconds.
    [[nodiscard]] virtual QList<QuickPickItem> items(const QString &query) const = 0;
};

class QuickPickModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ContextRole = Qt::UserRole, HintRole, MatchedRole };

    using QAbstractListModel::QAbstractListModel;

    void setItems(QList<QuickPickItem> items);
    [[nodiscard]] const QuickPickItem &item(int row) const { return m_items.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<QuickPickItem> m_items;
};

// The palette: a line to type in and a list under it, over the top of the window. It opens empty, runs what
// is picked and closes itself on Escape or when it loses the focus.
class QuickPick : public QFrame
{
    Q_OBJECT

public:
    explicit QuickPick(QWidget *window);
    ~QuickPick() override;

    void addSource(std::unique_ptr<QuickPickSource> source);
    // Opens (or switches) to the source with this prefix.
    void open(const QString &prefix);
    // What the sources know has changed: asks again, if open.
    void refresh();

    [[nodiscard]] QLineEdit *input() const { return m_input; }
    [[nodiscard]] const QuickPickModel &model() const { return *m_model; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void updateItems();
    void place();
    void accept();
    void dismiss();
    [[nodiscard]] const QuickPickSource *sourceFor(const QString &text) const;
    bool moveSelection(int key);

    std::vector<std::unique_ptr<QuickPickSource>> m_sources;
    QPointer<QWidget> m_before; // had the focus when the palette opened
    QLineEdit *m_input;
    QListView *m_list;
    QLabel *m_nothing;
    QuickPickModel *m_model;
};

} // namespace gatewright
