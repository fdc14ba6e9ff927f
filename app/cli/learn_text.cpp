// SPDX-License-Identifier: Apache-2.0
#include "app/cli/learn_text.h"

#include "app/cli/source_file.h"
#include "core/completion/local/state_collector.h"
#include "core/learn/replay_store.h"
#include "core/project/file_index.h"
#include "core/text/language.h"
#include "core/text/secret_files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSet>

#include <algorithm>
#include <memory>
#include <utility>

namespace gatewright::cli {

namespace {

constexpr std::size_t mostFileBytes = 200'000;
constexpr std::size_t mostLineBytes = 400; // on average: tables of numbers teach nothing

bool looksWritten(const std::string &text)
{
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    return text.size() <= mostFileBytes && text.size() / lines <= mostLineBytes;
}

Result<QStringList> filesToRead(const QStringList &folders, const std::stop_token &stop)
{
    QStringList files;
    for (const QString &folder : folders) {
        GW_TRY(found, listFiles(folder, 100'000, stop));
        for (const QString &file : std::as_const(found.files))
            if (languageForFile(file) != Language::PlainText && !isSecretFile(file))
                files.append(QDir(folder).filePath(file));
    }
    return files;
}

} // namespace

Result<CollectedText> collectText(completion::LocalModel &model, const learn::ModelIdentity &identity,
                                  const TextSources &sources, const QString &replay,
                                  const CommandContext &context)
{
    GW_TRY(files, filesToRead(sources.folders, context.stop));
    GW_CHECK(learn::ReplayStore::eraseAll(replay));
    GW_TRY(store, learn::ReplayStore::open(replay, identity, model.model().config().embeddingLength,
                                           {sources.mostPositions + learn::ReplayLayout::kSegmentPositions}));
    completion::StateCollector collector(model.context());
    CollectedText collected;
    QSet<QByteArray> seen;
    for (const QString &path : std::as_const(files)) {
        if (collected.positions >= sources.mostPositions || context.clock.now() >= sources.until)
            break;
        const auto text = readSource(path);
        if (!text || !looksWritten(*text))
            continue;
        const QByteArray hash = QCryptographicHash::hash({text->data(), static_cast<qsizetype>(text->size())},
                                                         QCryptographicHash::Sha256);
        if (std::exchange(seen, seen + QSet<QByteArray>{hash}).contains(hash))
            continue;
        std::vector<model::TokenId> tokens = model.tokenizer().encode(*text, model::Specials::AsText);
        tokens.resize(std::min(tokens.size(), sources.mostPositions - collected.positions + 1));
        bool continues = false;
        const auto keep = [&](std::vector<learn::ReplayPosition> positions) -> Result<void> {
            collected.positions += positions.size();
            return store->append({0, 1.0F, std::exchange(continues, true), std::move(positions)});
        };
        GW_CHECK(collector.read(tokens, keep, context.stop));
        ++collected.files;
        context.output.message(
            QStringLiteral("%1 positions of %2 files").arg(collected.positions).arg(collected.files));
    }
    if (collected.positions == 0)
        return makeError(ErrorCode::NotFound,
                         QStringLiteral("There is no C, C++ or Python text to learn from in these folders."),
                         {}, sources.folders.join(QLatin1String(", ")));
    return collected;
}

} // namespace gatewright::cli
