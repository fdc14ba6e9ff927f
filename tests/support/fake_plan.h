// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/servers/language_server.h"
#include "tests/support/files.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace gatewright::test {

// JSON with ' for ", so that it can stand in C++.
inline QJsonObject jsonObject(const char *text)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(text).replace('\'', '"'));
    if (!document.isObject())
        qFatal("the test's JSON is none: %s", text);
    return document.object();
}

// A plan that runs the fake server with this script (fake_server.h), whose journal is `folder`/journal.
inline servers::ServerPlan fakePlan(const Folder &folder, QJsonObject script,
                                    Language language = Language::HlsCpp,
                                    const QString &id = QStringLiteral("fake"))
{
    script.insert(QStringLiteral("journal"), folder.path(id + QStringLiteral(".journal")));
    const QString file = folder.write(id + QStringLiteral(".json"), QJsonDocument(script).toJson());
    servers::ServerPlan plan;
    plan.description.id = id;
    plan.description.name = QStringLiteral("Fake server");
    plan.description.languages = {language};
    plan.command.program = QStringLiteral(GATEWRIGHT_BUILD_DIR "/tests/fake-server");
    plan.command.arguments = QStringList{file};
    return plan;
}

inline QByteArray journalOf(const Folder &folder, const QString &id = QStringLiteral("fake"))
{
    return readFile(folder.path(id + QStringLiteral(".journal")));
}

// The real rules in milliseconds.
inline servers::ServerRules quickRules()
{
    servers::ServerRules rules;
    rules.restart.firstDelay = std::chrono::milliseconds(1);
    rules.restart.longestDelay = std::chrono::milliseconds(4);
    rules.restart.crashesBeforeGivingUp = 5;
    rules.cancelGrace = std::chrono::milliseconds(100);
    rules.floodWindow = std::chrono::milliseconds(100);
    return rules;
}

} // namespace gatewright::test
