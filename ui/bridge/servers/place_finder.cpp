// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/place_finder.h"

#include "core/base/log.h"
#include "ui/bridge/servers/server_texts.h"

#include <algorithm>

namespace gatewright {

using servers::LanguageServer;
using servers::ServerFeature;

namespace {

struct Question
{
    QLatin1String method;
    ServerFeature feature;
};

Question questionOf(PlaceFinder::What what)
{
    switch (what) {
    case PlaceFinder::What::Declaration:
        return {QLatin1String("textDocument/declaration"), ServerFeature::Declaration};
    case PlaceFinder::What::Implementation:
        return {QLatin1String("textDocument/implementation"), ServerFeature::Implementation};
    case PlaceFinder::What::References:
        return {QLatin1String("textDocument/references"), ServerFeature::References};
    case PlaceFinder::What::Definition:
        break;
    }
    return {QLatin1String("textDocument/definition"), ServerFeature::Definition};
}

void clean(std::vector<lsp::Location> &places)
{
    std::erase_if(places, [](const lsp::Location &place) { return pathOfUri(place.uri).isEmpty(); });
    const auto key = [](const lsp::Location &place) { return std::pair(place.uri, place.range.start); };
    std::ranges::stable_sort(places, {}, key);
    const auto repeated = std::ranges::unique(places, {}, key);
    places.erase(repeated.begin(), repeated.end());
}

} // namespace

QString wordAt(const DocumentBuffer &document, std::size_t offset)
{
    const QString line = document.lineText(document.lineAt(offset));
    const auto isPart = [](QChar character) {
        return character == QLatin1Char('_') || character.isLetterOrNumber();
    };
    qsizetype begin = document.position(offset).column;
    qsizetype end = begin;
    while (begin > 0 && isPart(line.at(begin - 1)))
        --begin;
    while (end < line.size() && isPart(line.at(end)))
        ++end;
    return line.mid(begin, end - begin);
}

PlaceFinder::PlaceFinder(servers::LanguageServers &servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{
}

void PlaceFinder::setFront(const FrontView &front)
{
    m_front = front;
}

bool PlaceFinder::canFind(What what) const
{
    return m_front.isThere() && m_servers.serverFor(m_front.uri(), questionOf(what).feature);
}

void PlaceFinder::find(What what)
{
    const Question question = questionOf(what);
    LanguageServer *server =
        m_front.isThere() ? m_servers.serverFor(m_front.uri(), question.feature) : nullptr;
    if (!server)
        return;
    QJsonObject params = servers::placeParams(m_front.uri(), m_front.view->caretPosition());
    if (what == What::References)
        params.insert(QStringLiteral("context"), QJsonObject{{QStringLiteral("includeDeclaration"), true}});
    const QString name = wordAt(m_front.document->buffer(), m_front.view->caret());
    // An index of a large project takes its time.
    m_question.ask(
        *server, question.method, m_front.uri(), params, this, lsp::locationsFromJson,
        [this, what, name](const Result<std::vector<lsp::Location>> &answer) {
            std::vector<lsp::Location> places;
            if (answer)
                places = *answer;
            else
                qCInfo(logUi) << "no places:" << answer.error().toString();
            clean(places);
            if (places.empty())
                Q_EMIT nothingFound(what, name);
            else
                Q_EMIT found(what, name, places);
        },
        std::chrono::seconds(30));
}

} // namespace gatewright
