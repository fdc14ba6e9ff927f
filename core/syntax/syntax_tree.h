// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/syntax/folds.h"
#include "core/syntax/outline.h"
#include "core/syntax/syntax_error.h"
#include "core/text/language.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
struct TSTree;
}

namespace gatewright {

// The syntax tree of one text. Immutable once made, so a clone (0.04 µs) may go to any other thread. Any text
// has a tree; what does not parse is in errors(). 5,000 lines take 21 ms from scratch and about 1 ms after a
// key.
class SyntaxTree
{
public:
    // Longer text is refused with LimitExceeded: the window must not spend seconds on a file it can edit
    // without.
    static constexpr std::size_t maximumBytes = 16U << 20U;

    // The same for text on which the parser would spend longer: the repair of text that is no program at all
    // grows with the square of its length.
    static constexpr std::chrono::seconds maximumTime{3};

    // Cancelled when the token stops it. Unsupported for plain text.
    [[nodiscard]] static Result<SyntaxTree> parse(Language language, std::string_view text,
                                                  std::stop_token stop = {});
    // The tree of `text`, reusing what this tree already knows; what changed is found by comparing.
    [[nodiscard]] Result<SyntaxTree> reparse(std::string_view text, std::stop_token stop = {}) const;
    [[nodiscard]] SyntaxTree clone() const;

    SyntaxTree(SyntaxTree &&) noexcept;
    SyntaxTree &operator=(SyntaxTree &&) noexcept;
    ~SyntaxTree();

    [[nodiscard]] Language language() const { return m_language; }
    [[nodiscard]] bool hasErrors() const;
    // In the order of the text; at most `limit`.
    [[nodiscard]] std::vector<SyntaxError> errors(std::size_t limit = 200) const;
    // How many ERROR and MISSING nodes end before byte `limit`: the raw count that T0 compares.
    [[nodiscard]] std::size_t errorCountBefore(std::size_t limit) const;
    [[nodiscard]] std::vector<FoldRange> folds() const;
    [[nodiscard]] std::vector<OutlineItem> outline() const;

private:
    friend class InsertionCheck;

    struct DeleteTree
    {
        void operator()(TSTree *tree) const;
    };
    using Tree = std::unique_ptr<TSTree, DeleteTree>;

    SyntaxTree(Language language, std::shared_ptr<const std::string> source, Tree tree);
    // Called with each place where the parser gives up and begins to repair, behind the last token that
    // fitted. Answers whether the parser shall stop, as if cancelled.
    using RecoveryHandler = std::function<bool(std::size_t offset)>;

    [[nodiscard]] static Result<SyntaxTree> parse(Language language, std::string_view text,
                                                  std::stop_token stop, const RecoveryHandler &onRecovery);
    [[nodiscard]] Result<SyntaxTree> reparse(std::string_view text, std::stop_token stop,
                                             const RecoveryHandler &onRecovery) const;
    [[nodiscard]] static Result<SyntaxTree> parseSource(Language language,
                                                        std::shared_ptr<const std::string> source,
                                                        const TSTree *edited, std::stop_token stop,
                                                        const RecoveryHandler &onRecovery);

    Language m_language;
    std::shared_ptr<const std::string>
        m_source; // what was parsed: pragma lines blanked; shared by clones, never changed
    Tree m_tree;
};

} // namespace gatewright
