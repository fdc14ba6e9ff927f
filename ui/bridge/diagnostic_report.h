// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace gatewright {

// A program of ours as it stands.
struct ProgramFacts
{
    QString name;
    QString state;
    QString problem;     // empty: none
    QByteArray messages; // what it wrote to stderr last
};

// What the window knows when somebody asks for help.
struct DiagnosticFacts
{
    QString version;
    QList<ProgramFacts> programs;
    QStringList facts;     // whole lines: "model: SmolLM2 on cpu"
    QString settingsFile;  // holds only what differs from the defaults
    QString connectionLog; // only the number of its lines is told
    QString workspace;     // what is taken out beside the usual
};

// Who and where somebody is, which is nobody's business.
struct PersonalNames
{
    QString home;      // the folder
    QString user;      // the name that the user logs in with
    QString host;      // the name of the computer
    QString workspace; // the folder
};

[[nodiscard]] PersonalNames personalNames(const QString &workspace);

// Without secrets (core/text/scrub.h), the names of persons and computers, and folders of theirs.
[[nodiscard]] QString withoutTraces(const QString &text, const PersonalNames &names);

// One text in Markdown for whoever helps: versions, machine, settings, the state and last words of every
// program. It holds nothing of what is edited, no file names of the project and no secrets. Reads files; for
// a task.
[[nodiscard]] QString diagnosticReport(const DiagnosticFacts &facts);

} // namespace gatewright
