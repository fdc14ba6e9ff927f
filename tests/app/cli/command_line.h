// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

// One run of gatewright-cli.
struct CommandLine
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;

    explicit CommandLine(const QStringList &arguments)
    {
        QProcess program;
        program.start(QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-cli"), arguments);
        if (program.waitForFinished(240'000) && program.exitStatus() == QProcess::NormalExit)
            exitCode = program.exitCode();
        output = program.readAllStandardOutput();
        errors = program.readAllStandardError();
    }

    // The one document on stdout; null when there is none or anything else beside it.
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
    // "one line on stderr".
    [[nodiscard]] bool saysOneLine() const { return errors.count('\n') == 1 && errors.endsWith('\n'); }
};
