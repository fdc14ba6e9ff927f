// SPDX-License-Identifier: Apache-2.0
#include "core/syntax/syntax_tree.h"

#include "core/syntax/error_nodes.h"
#include "core/syntax/vendor_mask.h"
#include "core/text/text_edit.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <utility>

extern "C" {
const TSLanguage *tree_sitter_cpp(void);
const TSLanguage *tree_sitter_python(void);
}

namespace gatewright {

namespace {

struct DeleteParser
{
    void operator()(TSParser *parser) const { ts_parser_delete(parser); }
};

const TSLanguage *grammarOf(Language language)
{
    return language == Language::Qiskit ? tree_sitter_python() : tree_sitter_cpp();
}

std::string sourceFor(Language language, std::string_view text)
{
    return language == Language::HlsCpp ? detail::withoutVendorCode(text) : std::string(text);
}

// tree-sitter counts rows by LF alone and columns in bytes.
TSPoint pointAt(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, offset);
    const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0, the start of the first line
    return {static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')),
            static_cast<std::uint32_t>(offset - lineStart)};
}

TSInputEdit inputEdit(std::string_view before, std::string_view after, const TextEdit &edit)
{
    return {static_cast<std::uint32_t>(edit.begin),
            static_cast<std::uint32_t>(edit.end),
            static_cast<std::uint32_t>(edit.newEnd()),
            pointAt(before, edit.begin),
            pointAt(before, edit.end),
            pointAt(after, edit.newEnd())};
}

// Hears the parser's own log: where all its versions of the text came to a token that fits none of them. The
// log is the only place where tree-sitter tells "the text ended too early" from "this token is wrong"; the
// tree shows the same ERROR node for both. Its lines are those of the pinned release, and tests notice when
// they change.
class RecoveryListener
{
public:
    // onRecovery: see SyntaxTree. `cancelled` is the parser's cancellation flag.
    RecoveryListener(std::string_view source, const std::function<bool(std::size_t)> &onRecovery,
                     std::size_t &cancelled)
        : m_source(source)
        , m_onRecovery(onRecovery)
        , m_cancelled(cancelled)
    {
    }

    void attachTo(TSParser *parser)
    {
        ts_parser_set_logger(parser, {this, [](void *self, TSLogType, const char *line) {
                                          static_cast<RecoveryListener *>(self)->hear(line);
                                      }});
    }

private:
    void hear(std::string_view line)
    {
        if (line.starts_with("process version:")) {
            m_current = {numberBehind(line, " row:"), numberBehind(line, " col:")};
        } else if (line == "detect_error") {
            // Of the versions that fail before the parser gives up, the one that came farthest counts.
            if (isBehind(m_current, m_farthest))
                m_farthest = m_current;
        } else if (line.starts_with("resume version:")) {
            if (m_onRecovery(offsetOf(m_farthest)))
                std::atomic_ref(m_cancelled).store(1, std::memory_order_relaxed);
            m_farthest = {};
        }
    }

    static bool isBehind(TSPoint a, TSPoint b)
    {
        return a.row != b.row ? a.row > b.row : a.column > b.column;
    }

    static std::uint32_t numberBehind(std::string_view line, std::string_view label)
    {
        std::uint32_t number = 0;
        if (const std::size_t at = line.find(label); at != std::string_view::npos)
            std::from_chars(line.data() + at + label.size(), line.data() + line.size(), number);
        return number;
    }

    // Recoveries come roughly in the order of the text: each looks on from the row of the one before it.
    std::size_t offsetOf(TSPoint place)
    {
        if (place.row < m_row)
            m_row = m_rowStart = 0;
        for (; m_row < place.row; ++m_row)
            m_rowStart = m_source.find('\n', m_rowStart) + 1;
        return m_rowStart + place.column;
    }

    std::string_view m_source;
    const std::function<bool(std::size_t)> &m_onRecovery;
    std::size_t &m_cancelled;
    TSPoint m_current{};
    TSPoint m_farthest{};
    std::size_t m_row = 0;
    std::size_t m_rowStart = 0;
};

Result<void> checkInput(Language language, std::string_view text)
{
    if (language == Language::PlainText)
        return makeError(ErrorCode::Unsupported, QStringLiteral("Plain text has no syntax to check."));
    if (text.size() > SyntaxTree::maximumBytes)
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("The file is too large to be parsed while typing; split it to have its syntax "
                           "checked."),
            QStringLiteral("%1 bytes, at most %2").arg(text.size()).arg(SyntaxTree::maximumBytes));
    return {};
}

} // namespace

void SyntaxTree::DeleteTree::operator()(TSTree *tree) const
{
    ts_tree_delete(tree);
}

SyntaxTree::SyntaxTree(Language language, std::shared_ptr<const std::string> source, Tree tree)
    : m_language(language)
    , m_source(std::move(source))
    , m_tree(std::move(tree))
{
}

SyntaxTree::SyntaxTree(SyntaxTree &&) noexcept = default;
SyntaxTree &SyntaxTree::operator=(SyntaxTree &&) noexcept = default;
SyntaxTree::~SyntaxTree() = default;

Result<SyntaxTree> SyntaxTree::parseSource(Language language, std::shared_ptr<const std::string> source,
                                           const TSTree *edited, std::stop_token stop,
                                           const RecoveryHandler &onRecovery)
{
    const std::unique_ptr<TSParser, DeleteParser> parser(ts_parser_new());
    if (!parser || !ts_parser_set_language(parser.get(), grammarOf(language)))
        return makeError(ErrorCode::Internal,
                         QStringLiteral("The parser and its grammar do not fit together."));
    std::size_t cancelled = 0;
    ts_parser_set_cancellation_flag(parser.get(), &cancelled);
    ts_parser_set_timeout_micros(parser.get(),
                                 static_cast<std::uint64_t>(std::chrono::microseconds(maximumTime).count()));
    const std::stop_callback onStop(
        stop, [&cancelled] { std::atomic_ref(cancelled).store(1, std::memory_order_relaxed); });
    RecoveryListener listener(*source, onRecovery, cancelled);
    if (onRecovery)
        listener.attachTo(parser.get());
    Tree tree(ts_parser_parse_string(parser.get(), edited, source->data(),
                                     static_cast<std::uint32_t>(source->size())));
    if (!tree && std::atomic_ref(cancelled).load(std::memory_order_relaxed) == 0)
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("The text is so far from %1 that it cannot be parsed in time; check that the file "
                           "is what its name says.")
                .arg(languageName(language)));
    if (!tree)
        return makeError(ErrorCode::Cancelled, QStringLiteral("Parsing was cancelled."));
    return SyntaxTree(language, std::move(source), std::move(tree));
}

Result<SyntaxTree> SyntaxTree::parse(Language language, std::string_view text, std::stop_token stop)
{
    return parse(language, text, std::move(stop), nullptr);
}

Result<SyntaxTree> SyntaxTree::parse(Language language, std::string_view text, std::stop_token stop,
                                     const RecoveryHandler &onRecovery)
{
    GW_CHECK(checkInput(language, text));
    return parseSource(language, std::make_shared<const std::string>(sourceFor(language, text)), nullptr,
                       std::move(stop), onRecovery);
}

Result<SyntaxTree> SyntaxTree::reparse(std::string_view text, std::stop_token stop) const
{
    return reparse(text, std::move(stop), nullptr);
}

Result<SyntaxTree> SyntaxTree::reparse(std::string_view text, std::stop_token stop,
                                       const RecoveryHandler &onRecovery) const
{
    GW_CHECK(checkInput(m_language, text));
    auto source = std::make_shared<const std::string>(sourceFor(m_language, text));
    const Tree edited(ts_tree_copy(m_tree.get()));
    const TextEdit edit = difference(*m_source, *source);
    if (!edit.isEmpty()) {
        const TSInputEdit input = inputEdit(*m_source, *source, edit);
        ts_tree_edit(edited.get(), &input);
    }
    return parseSource(m_language, std::move(source), edited.get(), std::move(stop), onRecovery);
}

SyntaxTree SyntaxTree::clone() const
{
    return SyntaxTree(m_language, m_source, Tree(ts_tree_copy(m_tree.get())));
}

bool SyntaxTree::hasErrors() const
{
    return ts_node_has_error(ts_tree_root_node(m_tree.get()));
}

std::vector<SyntaxError> SyntaxTree::errors(std::size_t limit) const
{
    return detail::describeErrors(m_tree.get(), m_language, *m_source, limit);
}

std::size_t SyntaxTree::errorCountBefore(std::size_t limit) const
{
    return detail::errorsEndingBefore(m_tree.get(), limit);
}

std::vector<FoldRange> SyntaxTree::folds() const
{
    return detail::foldsOf(m_tree.get(), m_language);
}

std::vector<OutlineItem> SyntaxTree::outline() const
{
    return detail::outlineOf(m_tree.get(), *m_source);
}

} // namespace gatewright
