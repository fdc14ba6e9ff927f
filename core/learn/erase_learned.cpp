// SPDX-License-Identifier: Apache-2.0
#include "core/learn/erase_learned.h"

#include "core/learn/replay_store.h"
#include "core/tensors/draft_head.h"

#include <QDir>
#include <QDirIterator>

#include <algorithm>
#include <functional>

namespace gatewright::learn {

namespace {

using Test = std::function<bool(const tensors::DraftHead &)>;

QStringList headsThat(const QString &folder, const Test &test)
{
    QStringList found;
    QDirIterator files(folder, {QStringLiteral("*.safetensors")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const auto head = tensors::DraftHead::read(path);
        if (head && test(*head))
            found.append(path);
    }
    found.sort();
    return found;
}

} // namespace

Result<ErasedLearning> eraseLearned(const QString &replayFolder, const QString &headFolder,
                                    const QStringList &completionIds)
{
    std::vector<std::uint64_t> sources;
    for (const QString &id : completionIds)
        sources.push_back(sourceOf(id));
    std::ranges::sort(sources);
    ErasedLearning erased;
    const QDir folder(replayFolder);
    for (const QString &model : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        GW_TRY(positions, eraseSources(folder.filePath(model), sources));
        erased.positions += positions;
    }
    erased.heads = headsThat(headFolder, [&](const tensors::DraftHead &head) {
        return std::ranges::any_of(
            head.sources, [&](std::uint64_t source) { return std::ranges::binary_search(sources, source); });
    });
    return erased;
}

Result<ErasedLearning> eraseAllLearned(const QString &replayFolder, const QString &headFolder)
{
    GW_CHECK(ReplayStore::eraseAll(replayFolder));
    ErasedLearning erased;
    erased.heads =
        headsThat(headFolder, [](const tensors::DraftHead &head) { return !head.sources.empty(); });
    return erased;
}

} // namespace gatewright::learn
