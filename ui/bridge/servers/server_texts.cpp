// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/server_texts.h"

#include "ui/bridge/core_texts.h"
#include "ui/bridge/server_documents.h"
#include "ui/bridge/servers/server_question.h"

#include <QCoreApplication>
#include <QUrl>

namespace gatewright {

using servers::Absence;
using servers::LanguageServer;
using servers::ServerState;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ServerTexts)
};

ServerText absenceText(const LanguageServer &server)
{
    using Level = ServerText::Level;
    const QString name = server.name();
    switch (server.plan().absence) {
    case Absence::Off:
        return {Level::Off, name, Texts::tr("%1 is switched off.").arg(name), {}};
    case Absence::Untrusted:
        return {
            Level::Waiting,
            name,
            Texts::tr("%1 waits until you trust this folder: it asks the folder's Python for its packages.")
                .arg(name),
            {}};
    case Absence::Unasked:
        return {Level::Waiting,
                name,
                Texts::tr("%1 waits for your answer: this folder names its command.").arg(name),
                {}};
    case Absence::Refused:
        return {Level::Off,
                name,
                Texts::tr("%1 is not started: you refused the command of this folder.").arg(name),
                {}};
    case Absence::Missing:
    case Absence::None: // its program went away since it was found
        break;
    }
    return {Level::Waiting, name, Texts::tr("%1 is not installed.").arg(name),
            coreText(server.plan().description.howToGet)};
}

} // namespace

QString FrontView::uri() const
{
    return document ? documentUri(*document) : QString();
}

ServerText serverText(const LanguageServer &server)
{
    using Level = ServerText::Level;
    const QString name = server.name();
    switch (server.state()) {
    case ServerState::Absent:
        return absenceText(server);
    case ServerState::Idle:
        return {Level::Off, name, Texts::tr("%1 starts with the first file for it.").arg(name), {}};
    case ServerState::Starting:
        return {Level::Waiting, name, Texts::tr("%1 is starting.").arg(name), {}};
    case ServerState::Running:
        return {Level::Ready, name, Texts::tr("%1 is running.").arg(name), {}};
    case ServerState::Restarting: {
        const auto seconds = static_cast<int>((server.status().restartDelay.count() + 999) / 1000);
        return {Level::Trouble, name,
                Texts::tr("%1 stopped working; it is started again within %n second(s).", nullptr, seconds)
                    .arg(name),
                server.status().lastError ? server.status().lastError->toString() : QString()};
    }
    case ServerState::GivenUp:
        break;
    }
    return {Level::Trouble, name,
            Texts::tr("%1 stopped working %n time(s) in a row and is left alone until you restart it.",
                      nullptr, server.status().crashesInARow)
                .arg(name),
            server.status().lastError ? server.status().lastError->toString() : QString()};
}

QString completionKindName(lsp::CompletionKind kind)
{
    using Kind = lsp::CompletionKind;
    switch (kind) {
    case Kind::Method:
        return Texts::tr("method");
    case Kind::Function:
        return Texts::tr("function");
    case Kind::Constructor:
        return Texts::tr("constructor");
    case Kind::Field:
    case Kind::Property:
        return Texts::tr("member");
    case Kind::Variable:
        return Texts::tr("variable");
    case Kind::Class:
    case Kind::Struct:
    case Kind::Interface:
        return Texts::tr("class");
    case Kind::Module:
        return Texts::tr("module");
    case Kind::Enum:
        return Texts::tr("enumeration");
    case Kind::EnumMember:
    case Kind::Constant:
    case Kind::Value:
        return Texts::tr("constant");
    case Kind::Keyword:
        return Texts::tr("keyword");
    case Kind::Snippet:
        return Texts::tr("snippet");
    case Kind::File:
    case Kind::Folder:
        return Texts::tr("file");
    case Kind::TypeParameter:
        return Texts::tr("type parameter");
    default:
        return Texts::tr("text");
    }
}

QString completionKindLetter(lsp::CompletionKind kind)
{
    using Kind = lsp::CompletionKind;
    switch (kind) {
    case Kind::Method:
    case Kind::Function:
    case Kind::Constructor:
        return QStringLiteral("ƒ");
    case Kind::Field:
    case Kind::Property:
        return QStringLiteral("·");
    case Kind::Variable:
        return QStringLiteral("x");
    case Kind::Class:
    case Kind::Struct:
    case Kind::Interface:
    case Kind::TypeParameter:
        return QStringLiteral("T");
    case Kind::Module:
        return QStringLiteral("{}");
    case Kind::Enum:
    case Kind::EnumMember:
    case Kind::Constant:
    case Kind::Value:
        return QStringLiteral("#");
    case Kind::Keyword:
        return QStringLiteral("k");
    case Kind::Snippet:
        return QStringLiteral("…");
    case Kind::File:
    case Kind::Folder:
        return QStringLiteral("/");
    default:
        return {};
    }
}

QString symbolKindName(lsp::SymbolKind kind)
{
    using Kind = lsp::SymbolKind;
    switch (kind) {
    case Kind::Namespace:
    case Kind::Module:
    case Kind::Package:
        return Texts::tr("namespace");
    case Kind::Class:
    case Kind::Struct:
    case Kind::Interface:
        return Texts::tr("class");
    case Kind::Method:
        return Texts::tr("method");
    case Kind::Function:
    case Kind::Operator:
        return Texts::tr("function");
    case Kind::Constructor:
        return Texts::tr("constructor");
    case Kind::Property:
    case Kind::Field:
        return Texts::tr("member");
    case Kind::Enum:
        return Texts::tr("enumeration");
    case Kind::EnumMember:
    case Kind::Constant:
        return Texts::tr("constant");
    case Kind::TypeParameter:
        return Texts::tr("type parameter");
    default:
        return Texts::tr("variable");
    }
}

QString pathOfUri(const QString &uri)
{
    const QUrl url(uri, QUrl::StrictMode);
    const bool isHere = url.isLocalFile() && url.host().isEmpty();
    return isHere ? url.toLocalFile() : QString();
}

} // namespace gatewright
