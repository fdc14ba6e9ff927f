// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tree_sitter/api.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

// For this folder's .cpp files alone: walking a tree without recursion, because hostile text nests as deep as
// it likes.
namespace gatewright::detail {

// Calls enter(node) for each node in the order of the text; where it answers true, then for the children,
// then leave(node). leave is not called for nodes whose enter answered false.
template <class Enter, class Leave>
void walk(TSNode root, Enter enter, Leave leave)
{
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    bool more = true;
    while (more) {
        const TSNode node = ts_tree_cursor_current_node(&cursor);
        if (enter(node)) {
            if (ts_tree_cursor_goto_first_child(&cursor))
                continue;
            leave(node);
        }
        while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
            more = ts_tree_cursor_goto_parent(&cursor);
            if (!more)
                break;
            leave(ts_tree_cursor_current_node(&cursor));
        }
    }
    ts_tree_cursor_delete(&cursor);
}

template <class Enter>
void walk(TSNode root, Enter enter)
{
    walk(root, enter, [](TSNode) {});
}

inline std::string_view typeOf(TSNode node)
{
    return ts_node_type(node);
}

inline std::string_view textOf(TSNode node, std::string_view text)
{
    const std::size_t begin = ts_node_start_byte(node);
    return begin < text.size() ? text.substr(begin, ts_node_end_byte(node) - begin) : std::string_view();
}

inline TSNode childByField(TSNode node, std::string_view field)
{
    return ts_node_child_by_field_name(node, field.data(), static_cast<std::uint32_t>(field.size()));
}

} // namespace gatewright::detail
