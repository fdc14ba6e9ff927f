// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/model_loading.h"

#include "core/completion/serve/draft_memory.h"

#include <QFile>

#include <unistd.h>

#include <utility>

namespace gatewright::completion {

namespace {

constexpr double readShare = 0.8; // of the time that loading takes, where the disk is slow

QString gigabytes(std::uint64_t bytes)
{
    return QStringLiteral("%1 GB").arg(static_cast<double>(bytes) / 1e9, 0, 'f', 1);
}

// Makes room where that helps.
Result<void> makeItFit(ModelWorker &worker, const ModelHost &host, const LoadWish &wish)
{
    GW_TRY(memory, host.memory(wish.model));
    if (!memory || memory->needed <= memory->available)
        return {};
    const bool fitsAlone =
        worker.service && memory->needed <= memory->available + static_cast<std::uint64_t>(residentBytes());
    if (!fitsAlone && !wish.evenIfTooLarge)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("The model needs %1 of memory and %2 are free; close other programs "
                                        "or choose a smaller model.")
                             .arg(gigabytes(memory->needed), gigabytes(memory->available)),
                         {}, wish.model);
    if (worker.service)
        unloadFrom(worker, WhyNothing::ModelLoading, QStringLiteral("Another model is being loaded."));
    return {};
}

} // namespace

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> pages = file.readAll().split(' ');
    return pages.size() > 1 ? pages[1].toLongLong() * sysconf(_SC_PAGESIZE) : 0;
}

Result<void> loadInto(ModelWorker &worker, const ModelHost &host, const LoadWish &wish,
                      const ProgressSink &progress, std::stop_token stop)
{
    GW_CHECK(makeItFit(worker, host, wish));
    const auto reading = [&progress](const Progress &read) { progress({read.fraction * readShare, {}}); };
    GW_CHECK(host.prepare(wish.model, reading, stop));
    GW_TRY(loaded, host.load(wish.model, std::move(stop)));
    ++worker.changes;
    worker.service.reset();
    worker.model = std::move(loaded);
    if (DraftMemory *memory = worker.model.generator->draftMemory())
        memory->setEnabled(worker.drafting);
    worker.model.generator->keepStates(worker.learning);
    return {};
}

void unloadFrom(ModelWorker &worker, WhyNothing why, const QString &problem)
{
    ++worker.changes;
    worker.service.reset();
    worker.model = {};
    worker.why = why;
    worker.problem = problem;
}

} // namespace gatewright::completion
