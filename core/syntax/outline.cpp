// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/outline.h"

#include "core/syntax/node_walk.h"

#include <optional>
#include <utility>

namespace gatewright::detail {

namespace {

using Kind = OutlineItem::Kind;

std::optional<Kind> kindOf(std::string_view type)
{
    if (type == "function_definition")
        return Kind::Function;
    if (type == "class_definition" || type == "class_specifier")
        return Kind::Class;
    if (type == "struct_specifier" || type == "union_specifier")
        return Kind::Structure;
    if (type == "enum_specifier")
        return Kind::Enumeration;
    if (type == "namespace_definition")
        return Kind::Namespace;
    return std::nullopt;
}

// A C++ function's name sits at the end of a chain of declarators: `int *(f)(int)` is f.
TSNode innermostDeclarator(TSNode function)
{
    TSNode node = childByField(function, "declarator");
    while (!ts_node_is_null(node)) {
        const std::string_view type = typeOf(node);
        TSNode inner = childByField(node, "declarator");
        if (ts_node_is_null(inner) && (type == "reference_declarator" || type == "parenthesized_declarator"))
            inner = ts_node_named_child(node, 0);
        if (ts_node_is_null(inner))
            break;
        node = inner;
    }
    return node;
}

TSNode nameOf(TSNode node)
{
    const TSNode name = childByField(node, "name");
    return ts_node_is_null(name) && typeOf(node) == "function_definition" ? innermostDeclarator(node) : name;
}

// `class Fifo;` and `struct Point p;` name a thing that is somewhere else.
bool isDefinition(TSNode node)
{
    return !ts_node_is_null(childByField(node, "body"));
}

std::string onOneLine(std::string_view text)
{
    std::string line;
    for (const char byte : text) {
        const bool blank = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
        if (!blank)
            line += byte;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    return line;
}

class OutlineBuilder
{
public:
    explicit OutlineBuilder(std::string_view source)
        : m_source(source)
    {
    }

    bool enter(TSNode node)
    {
        const std::string_view type = typeOf(node);
        if (type == "template_declaration" || type == "decorated_definition") {
            m_wrapperBegin = ts_node_start_byte(node);
            m_wrapped = ts_node_named_child(node, ts_node_named_child_count(node) - 1).id;
            return true;
        }
        if (type == "expression_statement" || type == "compound_statement")
            return false;
        const std::optional<Kind> kind = kindOf(type);
        if (!kind)
            return ts_node_child_count(node) > 0;
        const TSNode name = nameOf(node);
        if (ts_node_is_null(name) || !isDefinition(node))
            return true;
        const std::size_t begin = node.id == m_wrapped ? m_wrapperBegin : ts_node_start_byte(node);
        m_open.push_back({node.id,
                          {*kind,
                           onOneLine(textOf(name, m_source)),
                           begin,
                           ts_node_end_byte(node),
                           ts_node_start_byte(name),
                           {}}});
        return true;
    }

    void leave(TSNode node)
    {
        if (m_open.empty() || m_open.back().node != node.id)
            return;
        OutlineItem item = std::move(m_open.back().item);
        m_open.pop_back();
        (m_open.empty() ? m_items : m_open.back().item.children).push_back(std::move(item));
    }

    std::vector<OutlineItem> take() { return std::move(m_items); }

private:
    struct Open
    {
        const void *node;
        OutlineItem item;
    };

    std::string_view m_source;
    std::vector<Open> m_open;
    std::vector<OutlineItem> m_items;
    const void *m_wrapped = nullptr; // the definition that a template line or decorators belong to
    std::size_t m_wrapperBegin = 0;
};

} // namespace

std::vector<OutlineItem> outlineOf(const TSTree *tree, std::string_view source)
{
    OutlineBuilder builder(source);
    walk(
        ts_tree_root_node(tree), [&builder](TSNode node) { return builder.enter(node); },
        [&builder](TSNode node) { builder.leave(node); });
    return builder.take();
}

} // namespace gatewright::detail
