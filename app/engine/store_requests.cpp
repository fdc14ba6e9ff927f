// SPDX-License-Identifier: Apache-2.0
#include "app/engine/store_requests.h"

#include "core/store/store_json.h"

#include <QJsonArray>

namespace gatewright::engine {

namespace {

using Action = StoreRequest::Action;

constexpr int mostRows = 1000;

Result<void> readFilter(const lsp::Field &params, StoreRequest &request)
{
    if (!params["kind"].isNothing()) {
        GW_TRY(name, params["kind"].text());
        request.filter.kind = store::outcomeFromName(name);
        if (!request.filter.kind)
            return params["kind"].refuse(QStringLiteral("must be a kind of outcome"));
    }
    if (!params["language"].isNothing()) {
        GW_TRY(name, params["language"].text());
        request.filter.language = languageFromId(name);
    }
    if (!params["limit"].isNothing()) {
        GW_TRY(limit, params["limit"].integer(1, mostRows));
        request.limit = limit;
    }
    if (!params["offset"].isNothing()) {
        GW_TRY(offset, params["offset"].unsignedInteger());
        request.offset = offset;
    }
    return {};
}

Result<void> readErase(const lsp::Field &params, StoreRequest &request)
{
    const bool named = !params["ids"].isNothing();
    if (!params["all"].isNothing()) {
        GW_TRY(all, params["all"].boolean());
        if (all && named)
            return params["ids"].refuse(QStringLiteral("must not be given together with all"));
        if (all) {
            request.action = Action::EraseAll;
            return {};
        }
    }
    if (!named)
        return params["ids"].refuse(QStringLiteral("must name rows, or all must be true"));
    GW_TRY(ids, lsp::listOf(params["ids"], [](const lsp::Field &id) { return id.text(); }));
    request.ids = QStringList(ids.begin(), ids.end());
    return {};
}

} // namespace

Result<StoreRequest> storeRequestFromJson(const lsp::Field &params)
{
    StoreRequest request;
    GW_TRY(action, params["action"].text());
    if (action == QLatin1String("list")) {
        GW_CHECK(readFilter(params, request));
    } else if (action == QLatin1String("show")) {
        request.action = Action::Show;
        GW_TRY(id, params["id"].text());
        request.id = id;
    } else if (action == QLatin1String("stats")) {
        request.action = Action::Stats;
    } else if (action == QLatin1String("erase")) {
        request.action = Action::Erase;
        GW_CHECK(readErase(params, request));
    } else {
        return params["action"].refuse(QStringLiteral("must be list, show, stats or erase"));
    }
    return request;
}

Result<QJsonObject> answerStoreRequest(const StoreRequest &request, const StoreOpener &open)
{
    const bool erases = request.action == Action::Erase || request.action == Action::EraseAll;
    GW_TRY(store, open(erases ? store::Access::Erase : store::Access::Read));
    switch (request.action) {
    case Action::List: {
        GW_TRY(total, store->count(request.filter));
        GW_TRY(rows, store->list(request.filter, request.limit, request.offset));
        QJsonArray json;
        for (const store::Completion &row : rows)
            json.append(store::toJson(row));
        return QJsonObject{{QStringLiteral("completions"), json}, {QStringLiteral("total"), total}};
    }
    case Action::Show: {
        GW_TRY(row, store->show(request.id));
        return store::toJson(row);
    }
    case Action::Stats: {
        GW_TRY(statistics, store->statistics());
        return store::toJson(statistics);
    }
    case Action::Erase:
    case Action::EraseAll: {
        GW_TRY(erased, request.action == Action::EraseAll ? store->eraseAll() : store->erase(request.ids));
        return QJsonObject{{QStringLiteral("erased"), erased}};
    }
    }
    return QJsonObject();
}

} // namespace gatewright::engine
