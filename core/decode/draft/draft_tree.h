// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/context.h"

#include <cstddef>
#include <span>
#include <vector>

namespace gatewright::decode {

using model::TokenId;

// The tokens of one verify pass: the root, which was chosen already, and what may follow it. Nodes stand
// behind their parents; the numbers are those of the pass's rows.
class DraftTree
{
public:
    static constexpr std::size_t root = 0;
    static constexpr std::size_t most = model::Context::kMaximumTreeNodes;

    void start(TokenId token)
    {
        m_nodes.assign(1, {token, model::TreeNode::kRoot});
        m_depths.assign(1, 0);
    }
    // Gives the node's number.
    std::size_t add(TokenId token, std::size_t parent)
    {
        m_nodes.push_back({token, parent});
        m_depths.push_back(m_depths[parent] + 1);
        return m_nodes.size() - 1;
    }
    void keepFirst(std::size_t nodes)
    {
        m_nodes.resize(nodes);
        m_depths.resize(nodes);
    }

    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    [[nodiscard]] std::span<const model::TreeNode> nodes() const { return m_nodes; }
    [[nodiscard]] TokenId token(std::size_t node) const { return m_nodes[node].token; }
    [[nodiscard]] std::size_t parent(std::size_t node) const { return m_nodes[node].parent; }
    // The node with this token behind `parent`, size() if there is none.
    [[nodiscard]] std::size_t child(std::size_t parent, TokenId token) const
    {
        for (std::size_t node = parent + 1; node < m_nodes.size(); ++node) {
            if (m_nodes[node].parent == parent && m_nodes[node].token == token)
                return node;
        }
        return m_nodes.size();
    }
    // Of the root 0.
    [[nodiscard]] std::size_t depth(std::size_t node) const { return m_depths[node]; }

private:
    std::vector<model::TreeNode> m_nodes;
    std::vector<std::size_t> m_depths;
};

} // namespace gatewright::decode
