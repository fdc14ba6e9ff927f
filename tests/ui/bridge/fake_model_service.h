// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/model_service.h"

#include <QStringList>

namespace gatewright::test {

// Notes what it is asked and answers when it is told to.
class FakeModelService final : public ModelService
{
public:
    void list(QObject *, Done<std::vector<ModelListed>> done) override
    {
        asked << QStringLiteral("list");
        done(models);
    }
    Cancel inspect(const QString &path, QObject *, Done<ModelDetails> done) override
    {
        asked << QStringLiteral("inspect ") + path;
        inspected = std::move(done);
        return [] {};
    }
    Cancel import(const QString &path, QObject *, Done<ModelListed> done) override
    {
        asked << QStringLiteral("import ") + path;
        imported = std::move(done);
        return [this] {
            asked << QStringLiteral("cancel");
            const Done<ModelListed> told = std::exchange(imported, {});
            if (told)
                told(makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled.")));
        };
    }
    void load(const QString &name, Fit fit, QObject *, Done<void> done) override
    {
        asked << QStringLiteral("load %1%2")
                     .arg(name, fit == Fit::Ignored ? QStringLiteral(" anyway") : QString());
        loaded = std::move(done);
    }
    void unload(QObject *, Done<void>) override { asked << QStringLiteral("unload"); }

    QStringList asked;
    std::vector<ModelListed> models{
        {QStringLiteral("small"), QStringLiteral("/models/small.gguf"), 98'600'000, true},
        {QStringLiteral("large"), QStringLiteral("/models/large.gguf"), 4'200'000'000, false}};
    Done<ModelDetails> inspected;
    Done<ModelListed> imported;
    Done<void> loaded;
};

} // namespace gatewright::test
