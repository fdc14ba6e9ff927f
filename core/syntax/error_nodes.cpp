// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/error_nodes.h"

#include "core/syntax/node_walk.h"

namespace gatewright::detail {

std::vector<TSNode> errorNodes(const TSTree *tree)
{
    std::vector<TSNode> nodes;
    walk(ts_tree_root_node(tree), [&nodes](TSNode node) {
        if (!ts_node_has_error(node))
            return false;
        if (ts_node_is_error(node) || ts_node_is_missing(node))
            nodes.push_back(node);
        return true;
    });
    return nodes;
}

std::size_t errorsEndingBefore(const TSTree *tree, std::size_t limit)
{
    std::size_t count = 0;
    walk(ts_tree_root_node(tree), [&](TSNode node) {
        if (!ts_node_has_error(node) || ts_node_start_byte(node) >= limit)
            return false;
        if ((ts_node_is_error(node) || ts_node_is_missing(node)) && ts_node_end_byte(node) < limit)
            ++count;
        return true;
    });
    return count;
}

} // namespace gatewright::detail
