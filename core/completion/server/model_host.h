// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/serve/text_generator.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <memory>
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

// Where models come from. load() is called on the executor's thread, everything else on any thread and at any
// time.
class ModelHost
{
public:
    virtual ~ModelHost() = default;

    // A name from list(), a path, or nothing for the default model. Missing names what to do about it.
    [[nodiscard]] virtual Result<LoadedModel> load(const QString &nameOrPath, std::stop_token stop) const = 0;
    // What the model folders hold: name, path, bytes.
    [[nodiscard]] virtual QJsonArray list() const = 0;
    // Shapes, tokenizer, quantisation, memory needed.
    [[nodiscard]] virtual Result<QJsonObject> inspect(const QString &nameOrPath,
                                                      std::stop_token stop) const = 0;
    // Checks a model file and copies it into the user's model folder: name, path, bytes, sha256.
    [[nodiscard]] virtual Result<QJsonObject> import(const QString &path, std::stop_token stop) const = 0;
};

} // namespace gatewright::completion
