// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <functional>
#include <vector>

class QObject;

namespace gatewright {

namespace completion {
class EngineClient;
}

// A model of this computer, as it was found.
struct ModelListed
{
    QString name; // of two models with one name only the first is listed
    QString path;
    qint64 bytes = 0;
    bool isDefault = false;

    friend bool operator==(const ModelListed &, const ModelListed &) = default;
};

// What a look into its files says. Strings come from the files: plain text, whatever they hold.
struct ModelDetails
{
    enum class Hash {
        Unknown, // no known model
        Right,
        Wrong, // it claims to be one that it is not: damaged or changed
    };

    QString sha256; // hexadecimal
    Hash hash = Hash::Unknown;
    QString title;
    QString architecture;
    QString licence; // empty: not stated
    qint64 parameters = 0;
    qint64 memoryNeeded = 0;    // bytes; 0: not known
    qint64 memoryAvailable = 0; // bytes, when it was asked; 0: not known
    QString problem;            // why this version cannot use it; empty: it can

    [[nodiscard]] bool fits() const { return memoryAvailable <= 0 || memoryNeeded <= memoryAvailable; }
};

// Who reads, copies and loads models for the window: no model file is ever open in its process. Never blocks.
class ModelService
{
public:
    enum class Fit {
        Needed, // LimitExceeded when the memory that is free does not suffice
        Ignored,
    };
    // Runs once, later, unless the context is gone.
    template <class T>
    using Done = std::function<void(Result<T>)>;
    // May be called at any time, also after the end.
    using Cancel = std::function<void()>;

    virtual ~ModelService() = default;

    virtual void list(QObject *context, Done<std::vector<ModelListed>> done) = 0;
    // Reads the whole model for its hash.
    [[nodiscard]] virtual Cancel inspect(const QString &path, QObject *context, Done<ModelDetails> done) = 0;
    // Checks a GGUF file or a folder and copies it into the user's model folder.
    [[nodiscard]] virtual Cancel import(const QString &path, QObject *context, Done<ModelListed> done) = 0;
    // The model before goes on when this one cannot be loaded. An empty name is the default model.
    virtual void load(const QString &nameOrPath, Fit fit, QObject *context, Done<void> done) = 0;
    virtual void unload(QObject *context, Done<void> done) = 0;
};

class EngineModelService final : public ModelService
{
public:
    // `engine` outlives the service.
    explicit EngineModelService(completion::EngineClient &engine)
        : m_engine(engine)
    {
    }

    void list(QObject *context, Done<std::vector<ModelListed>> done) override;
    [[nodiscard]] Cancel inspect(const QString &path, QObject *context, Done<ModelDetails> done) override;
    [[nodiscard]] Cancel import(const QString &path, QObject *context, Done<ModelListed> done) override;
    void load(const QString &nameOrPath, Fit fit, QObject *context, Done<void> done) override;
    void unload(QObject *context, Done<void> done) override;

private:
    completion::EngineClient &m_engine;
};

} // namespace gatewright
