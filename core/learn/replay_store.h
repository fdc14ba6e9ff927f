// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/learn/model_identity.h"
#include "core/learn/replay_record.h"

#include <QFile>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace gatewright::learn {

struct ReplayOptions
{
    // The oldest segments go when there are more; about 1.6 kB a position for the default model.
    std::size_t mostPositions = 50'000;
};

// Keeps the states of texts that were accepted or given to learn from, for training. Only the process that
// writes the learning store of a profile writes here too (store::WriterLock); trainers read beside it. For
// one thread at a time.
//
// A text is one write to the end of a segment: killed in between, a part of its records is there and the rest
// is cut off at the next opening. Positions are numbered for ever: a segment's name is the number of its
// first.
class ReplayStore
{
public:
    // `folder` is that of all models; the model's own lies in it. What is damaged at the end is cut off.
    [[nodiscard]] static Result<std::unique_ptr<ReplayStore>> open(const QString &folder,
                                                                   const ModelIdentity &identity,
                                                                   std::size_t embedding,
                                                                   const ReplayOptions &options = {});

    // Keeps a text. InvalidInput for states of another length, Io when the disk refuses: then at most its
    // beginning is kept.
    [[nodiscard]] Result<void> append(const ReplayText &text);
    // Overwrites the states of these sources, in all segments; the number of positions that went.
    [[nodiscard]] Result<std::size_t> erase(std::span<const std::uint64_t> sources);

    // The number of the next position, and of the oldest that is kept.
    [[nodiscard]] std::uint64_t end() const { return m_end; }
    [[nodiscard]] std::uint64_t begin() const { return m_segments.empty() ? m_end : m_segments.front(); }

    [[nodiscard]] static QString folderOf(const QString &folder, const ModelIdentity &identity);
    // Everything that was ever kept, of all models. Io when something could not be removed.
    [[nodiscard]] static Result<void> eraseAll(const QString &folder);

private:
    ReplayStore(QString folder, const ModelIdentity &identity, std::size_t embedding, ReplayOptions options);

    [[nodiscard]] Result<void> openLast();
    [[nodiscard]] Result<void> startSegment();
    [[nodiscard]] Result<void> write(const QByteArray &bytes);
    [[nodiscard]] QString pathOf(std::uint64_t segment) const;
    void dropOldest();

    QString m_folder; // the model's
    ModelIdentity m_identity;
    ReplayLayout m_layout;
    ReplayOptions m_options;
    std::vector<std::uint64_t> m_segments; // their names, rising
    std::uint64_t m_end = 0;
    std::unique_ptr<QFile> m_file; // the last segment
};

// The numbers of the segments in a model's folder, rising.
[[nodiscard]] std::vector<std::uint64_t> segmentsIn(const QString &folder);
[[nodiscard]] QString segmentFile(std::uint64_t segment);
// Overwrites the states of these sources, which rise, in a model's folder, whatever model that is; the number
// of positions that went. Also beside a store that is open there: records are overwritten where they are.
[[nodiscard]] Result<std::size_t> eraseSources(const QString &folder, std::span<const std::uint64_t> sources);

} // namespace gatewright::learn
