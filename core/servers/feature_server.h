// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/connection.h"
#include "core/lsp/json_field.h"
#include "core/servers/server_feature.h"

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <functional>

namespace gatewright::servers {

// Somebody who knows something about the open documents: a language server, or the product's own checker.
class FeatureServer
{
public:
    using Answered = std::function<void(Result<lsp::Field>)>;

    FeatureServer() = default;
    virtual ~FeatureServer() = default;
    FeatureServer(const FeatureServer &) = delete;
    FeatureServer &operator=(const FeatureServer &) = delete;

    // Stable and unique: "clangd".
    [[nodiscard]] virtual const QString &id() const = 0;
    // Ready, knows this document, and offers the feature.
    [[nodiscard]] virtual bool can(ServerFeature feature, const QString &uri) const = 0;
    // Empty while it does not run.
    [[nodiscard]] virtual QJsonObject capabilities() const = 0;
    // `done` runs once, later, unless `context` is gone; Missing while it does not run.
    virtual lsp::RequestHandle ask(QLatin1String method, const QString &uri, const QJsonObject &params,
                                   QObject *context, Answered done,
                                   std::chrono::milliseconds timeout = std::chrono::seconds(10)) = 0;
};

} // namespace gatewright::servers
