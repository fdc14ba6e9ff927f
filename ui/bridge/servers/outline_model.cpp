// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/outline_model.h"

#include "ui/bridge/servers/server_texts.h"

#include <algorithm>

namespace gatewright {

struct OutlineModel::Node
{
    const lsp::DocumentSymbol *symbol = nullptr; // in m_symbols
    Node *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;
};

OutlineModel::OutlineModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

OutlineModel::~OutlineModel() = default;

void OutlineModel::fill(Node &node, const std::vector<lsp::DocumentSymbol> &symbols)
{
    for (const lsp::DocumentSymbol &symbol : symbols) {
        auto child = std::make_unique<Node>();
        child->symbol = &symbol;
        child->parent = &node;
        child->row = static_cast<int>(node.children.size());
        fill(*child, symbol.children);
        node.children.push_back(std::move(child));
    }
}

void OutlineModel::setSymbols(std::vector<lsp::DocumentSymbol> symbols)
{
    if (symbols == m_symbols)
        return;
    beginResetModel();
    m_root = std::make_unique<Node>();
    m_symbols = std::move(symbols);
    fill(*m_root, m_symbols);
    endResetModel();
}

const OutlineModel::Node &OutlineModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<const Node *>(index.internalPointer()) : *m_root;
}

Position OutlineModel::placeOf(const QModelIndex &index) const
{
    return nodeOf(index).symbol->selectionRange.start;
}

QModelIndex OutlineModel::indexAt(Position place) const
{
    const Node *found = m_root.get();
    for (bool deeper = true; deeper;) {
        const auto inside = std::ranges::find_if(found->children, [place](const auto &child) {
            const Range &range = child->symbol->range;
            return range.start <= place && place <= range.end;
        });
        deeper = inside != found->children.end();
        if (deeper)
            found = inside->get();
    }
    return found == m_root.get() ? QModelIndex() : createIndex(found->row, 0, found);
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node &node = nodeOf(parent);
    if (column != 0 || row < 0 || static_cast<std::size_t>(row) >= node.children.size())
        return {};
    return createIndex(row, column, node.children[static_cast<std::size_t>(row)].get());
}

QModelIndex OutlineModel::parent(const QModelIndex &index) const
{
    const Node *above = index.isValid() ? nodeOf(index).parent : nullptr;
    return !above || above == m_root.get() ? QModelIndex() : createIndex(above->row, 0, above);
}

int OutlineModel::rowCount(const QModelIndex &parent) const
{
    return static_cast<int>(nodeOf(parent).children.size());
}

int OutlineModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant OutlineModel::data(const QModelIndex &index, int role) const
{
    const lsp::DocumentSymbol &symbol = *nodeOf(index).symbol;
    switch (role) {
    case Qt::DisplayRole:
        return symbol.name.simplified();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1 %2").arg(symbolKindName(symbol.kind), symbol.name.simplified());
    case KindRole:
        return static_cast<int>(symbol.kind);
    case DetailRole:
        return symbol.detail.simplified();
    default:
        return {};
    }
}

} // namespace gatewright
