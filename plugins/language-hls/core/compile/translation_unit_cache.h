// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

#include <clang-c/Index.h>

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace gatewright::hls {

struct UnsavedFile
{
    std::string path;
    std::string text;
};

// What to parse. The text of `path` itself is among `unsaved`.
struct ParseRequest
{
    std::string path;
    std::vector<std::string> arguments;
    std::vector<UnsavedFile> unsaved;
    QString name = {}; // of `path` for the user; empty: a text that was never saved
};

// libclang's translation units of the files that were checked last, each with its precompiled preamble, so
// that checking again after an edit costs little. For several threads: two of them may parse two files at
// once, and wait for each other over one file.
class TranslationUnitCache
{
public:
    // `storageFolder` takes the preambles (some 12 MB each) and must exist as long as this.
    TranslationUnitCache(const QString &storageFolder, std::size_t capacity);
    ~TranslationUnitCache();
    TranslationUnitCache(const TranslationUnitCache &) = delete;
    TranslationUnitCache &operator=(const TranslationUnitCache &) = delete;

    // A text that libclang does not get done with ends the process (ParseWatchdog).
    //
    // Parses, or parses again, and hands the unit to `use`, which must not keep it. Crashed and Internal when
    // libclang gives up; Cancelled between the steps.
    [[nodiscard]] Result<void> parse(const ParseRequest &request, const std::stop_token &token,
                                     const std::function<void(CXTranslationUnit)> &use);

private:
    struct Entry;

    void warmUp();
    [[nodiscard]] std::shared_ptr<Entry> entryFor(const ParseRequest &request);

    CXIndex m_index;
    std::size_t m_capacity;
    std::once_flag m_warmedUp;
    std::mutex m_mutex;
    std::list<std::shared_ptr<Entry>> m_entries; // the newest first; guarded by m_mutex
};

} // namespace gatewright::hls
