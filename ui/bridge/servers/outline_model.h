// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/feature_types.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>
#include <vector>

namespace gatewright {

// The named things of one document as a tree, in the order of the text.
class OutlineModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role { KindRole = Qt::UserRole, DetailRole };

    explicit OutlineModel(QObject *parent = nullptr);
    ~OutlineModel() override;

    // The same symbols again leave everything as it is.
    void setSymbols(std::vector<lsp::DocumentSymbol> symbols);
    [[nodiscard]] Position placeOf(const QModelIndex &index) const;
    // The innermost thing that holds the place; invalid: none.
    [[nodiscard]] QModelIndex indexAt(Position place) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Node;

    [[nodiscard]] const Node &nodeOf(const QModelIndex &index) const;
    static void fill(Node &node, const std::vector<lsp::DocumentSymbol> &symbols);

    std::vector<lsp::DocumentSymbol> m_symbols;
    std::unique_ptr<Node> m_root;
};

} // namespace gatewright
