// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/learn/model_identity.h"
#include "core/learn/replay_record.h"
#include "core/tensors/mapped_file.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace gatewright::learn {

struct ReplayRange
{
    std::uint64_t begin = 0; // numbers of positions
    std::uint64_t end = ~std::uint64_t{0};
};

// What a replay store held when this was opened, mapped and checked record by record. Segments that are
// damaged, of another model or gone are left out. Immutable; any thread may use it.
class ReplayReader
{
public:
    // `folder` is that of all models. NotFound when there is nothing of this model.
    [[nodiscard]] static Result<std::unique_ptr<ReplayReader>>
    open(const QString &folder, const ModelIdentity &identity, std::size_t embedding,
         std::size_t vocabularySize, const ReplayRange &range = {});

    // Positions that can be read, in the order in which they were kept.
    [[nodiscard]] std::size_t size() const { return m_records.size(); }
    [[nodiscard]] RecordView at(std::size_t index) const { return {m_records[index], m_layout}; }
    // Those that have `depths` more of the same text behind them: what can be trained on.
    [[nodiscard]] std::vector<std::uint32_t> withFollowers(std::size_t depths) const;
    [[nodiscard]] std::size_t embedding() const { return m_layout.embedding; }
    // What was left out, and why.
    [[nodiscard]] const std::vector<Error> &problems() const { return m_problems; }

private:
    explicit ReplayReader(std::size_t embedding)
        : m_layout{embedding}
    {
    }

    void addSegment(const QString &path, std::uint64_t first, const ModelIdentity &identity,
                    std::size_t vocabularySize, const ReplayRange &range);

    ReplayLayout m_layout;
    std::vector<std::unique_ptr<tensors::MappedFile>> m_files;
    std::vector<const std::byte *> m_records;
    std::vector<bool> m_continues; // whether a record goes on with the text of the one before
    std::uint64_t m_next = 0;      // the number behind the last record
    std::vector<Error> m_problems;
};

} // namespace gatewright::learn
