// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/serve/text_generator.h"
#include "core/task/progress.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>

namespace gatewright::completion {

struct LoadedModel
{
    std::unique_ptr<TextGenerator> generator;
    QString name;
    QString path; // of its file or folder
    QString device;
    QString kernels;
    int threads = 0;
};

// In bytes.
struct ModelMemory
{
    std::uint64_t needed = 0;
    std::uint64_t available = 0; // now
};

// Where models come from. load() is called on the executor's thread, everything else on any thread and at any
// time.
class ModelHost
{
public:
    virtual ~ModelHost() = default;

    // A name from list(), a path, or nothing for the default model. Missing names what to do about it.
    [[nodiscard]] virtual Result<LoadedModel> load(const QString &nameOrPath, std::stop_token stop) const = 0;
    // What loading it would take, and what there is; nothing where that is not known. Quick.
    [[nodiscard]] virtual Result<std::optional<ModelMemory>> memory(const QString &) const
    {
        return std::optional<ModelMemory>();
    }
    // Reads its files once, so that load() need not wait for a disk: the long part of loading a large model.
    // Like load() on the executor's thread.
    [[nodiscard]] virtual Result<void> prepare(const QString &, const ProgressSink &, std::stop_token) const
    {
        return {};
    }
    // What the model folders hold: name, path, bytes.
    [[nodiscard]] virtual QJsonArray list() const = 0;
    // Shapes, tokenizer, quantisation, memory needed.
    [[nodiscard]] virtual Result<QJsonObject> inspect(const QString &nameOrPath,
                                                      std::stop_token stop) const = 0;
    // Checks a model file and copies it into the user's model folder: name, path, bytes, sha256.
    [[nodiscard]] virtual Result<QJsonObject> import(const QString &path, const ProgressSink &progress,
                                                     std::stop_token stop) const = 0;
};

} // namespace gatewright::completion
