// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/json_field.h"
#include "core/store/store.h"

#include <QJsonObject>

#include <functional>

namespace gatewright::engine {

// The params of gatewright/store, checked. engine_server.h has their form.
struct StoreRequest
{
    enum class Action { List, Show, Stats, Erase, EraseAll };

    Action action = Action::List;
    store::Filter filter;
    int limit = 100;
    int offset = 0;
    QString id;
    QStringList ids;
};

[[nodiscard]] Result<StoreRequest> storeRequestFromJson(const lsp::Field &params);

// A store that may read, or erase.
using StoreOpener = std::function<Result<std::shared_ptr<store::Store>>(store::Access access)>;

[[nodiscard]] Result<QJsonObject> answerStoreRequest(const StoreRequest &request, const StoreOpener &open);

} // namespace gatewright::engine
