// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/quick_pick.h"

#include "ui/shell/quick_pick_delegate.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int widest = 640;
constexpr int mostRows = 12;

} // namespace

void QuickPickModel::setItems(QList<QuickPickItem> items)
{
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

int QuickPickModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant QuickPickModel::data(const QModelIndex &index, int role) const
{
    const QuickPickItem &item = m_items.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return item.text;
    case Qt::AccessibleTextRole:
        return QStringList{item.text, item.context, item.hint}.join(QStringLiteral(", "));
    case ContextRole:
        return item.context;
    case HintRole:
        return item.hint;
    case MatchedRole:
        return QVariant::fromValue(item.matched);
    default:
        return {};
    }
}

QuickPick::QuickPick(QWidget *window)
    : QFrame(window)
    , m_input(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(tr("Nothing fits."), this))
    , m_model(new QuickPickModel(this))
{
    setObjectName(QStringLiteral("quickPick"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setAccessibleName(tr("Command palette"));
    m_input->setAccessibleName(tr("Type to find a command, a file or a line"));
    m_input->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("What fits"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new QuickPickDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    hide();

    m_input->installEventFilter(this);
    window->installEventFilter(this);
    connect(m_input, &QLineEdit::textChanged, this, &QuickPick::updateItems);
    connect(m_list, &QListView::clicked, this, &QuickPick::accept);
}

QuickPick::~QuickPick() = default;

void QuickPick::addSource(std::unique_ptr<QuickPickSource> source)
{
    m_sources.push_back(std::move(source));
}

void QuickPick::open(const QString &prefix)
{
    // The list never has the focus, and its selection is what Return takes: it is painted as if it had.
    QPalette colours = palette();
    for (const QPalette::ColorRole role : {QPalette::Highlight, QPalette::HighlightedText})
        colours.setColor(QPalette::Inactive, role, colours.color(QPalette::Active, role));
    m_list->setPalette(colours);
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_input->setText(prefix);
    updateItems();
    show();
    raise();
    m_input->setFocus(Qt::PopupFocusReason);
}

void QuickPick::refresh()
{
    if (isVisible())
        updateItems();
}

const QuickPickSource *QuickPick::sourceFor(const QString &text) const
{
    const QuickPickSource *found = nullptr;
    for (const auto &source : m_sources) {
        // The longest prefix wins; the empty one is what remains.
        if (text.startsWith(source->prefix()) && (!found || source->prefix().size() > found->prefix().size()))
            found = source.get();
    }
    return found;
}

void QuickPick::updateItems()
{
    const QString text = m_input->text();
    const QuickPickSource *source = sourceFor(text);
    if (!source)
        return;
    m_input->setPlaceholderText(source->placeholder());
    m_model->setItems(source->items(text.mid(source->prefix().size()).trimmed()));
    const bool empty = m_model->rowCount() == 0;
    m_list->setVisible(!empty);
    m_nothing->setVisible(empty);
    if (!empty)
        m_list->setCurrentIndex(m_model->index(0));
    place();
}

void QuickPick::place()
{
    const int rows = std::clamp(m_model->rowCount(), 1, mostRows);
    m_list->setFixedHeight(rows * (fontMetrics().height() + 8) + 2);
    const QRect window = parentWidget()->rect();
    const int width = std::min(widest, window.width() - 32);
    layout()->activate();
    const int height = std::min(layout()->sizeHint().height(), window.height() - 64);
    setGeometry((window.width() - width) / 2, 40, width, height);
}

void QuickPick::accept()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    // Close first: what runs may want the focus, or open the palette again.
    const std::function<void()> run = m_model->item(current.row()).run;
    dismiss();
    if (run)
        run();
}

void QuickPick::dismiss()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::PopupFocusReason);
}

bool QuickPick::moveSelection(int key)
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return false;
    int row = m_list->currentIndex().row();
    switch (key) {
    case Qt::Key_Up:
        row = (row + rows - 1) % rows;
        break;
    case Qt::Key_Down:
        row = (row + 1) % rows;
        break;
    case Qt::Key_PageUp:
        row = std::max(0, row - mostRows);
        break;
    case Qt::Key_PageDown:
        row = std::min(rows - 1, row + mostRows);
        break;
    default:
        return false;
    }
    m_list->setCurrentIndex(m_model->index(row));
    return true;
}

bool QuickPick::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_input)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut && isVisible()) {
        hide();
        return false;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        // Escape and Return are ours while the palette is open, whatever the window binds them to.
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter)
            event->accept();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape) {
        dismiss();
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        accept();
        return true;
    }
    return moveSelection(key);
}

} // namespace gatewright
