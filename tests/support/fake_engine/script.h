// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <variant>

// What the fake engine does, from its command line:
//
//   --text TEXT        what it suggests (several times: several items); the two characters \n become a line
//   end
//   --delay MS         how long an answer takes; a cancel cuts it short, as in the real engine
//   --behaviour B      answer (default), nothing, fail, hang, freeze, crash, garbage, half-message, flood,
//   deaf, exit
//   --after N          answers N requests normally before it behaves so (not for flood, deaf and exit)
//   --crash-on TEXT    crashes when asked about a document that holds TEXT
//   --flood N          how many notifications a flood has
//   --journal FILE     appends one JSON line for every call it gets: {"method", "params"}
//   --model NAME       the model that its status names
//   --learning JSON    the report that gatewright/learn begins with; without it there is no such request
//   --drafting JSON    the "drafting" of its status
//   --kept N           how many suggestions its store has
struct Script
{
    enum class Behaviour {
        Answer,
        Nothing,     // no items, "lowConfidence"
        Fail,        // an error as answer
        Hang,        // no answer, and cancels are ignored
        Freeze,      // the whole program stands still
        Crash,       // SIGABRT
        Garbage,     // bytes that are no message in front of every answer
        HalfMessage, // begins an answer and ends
        Flood,       // notifications without end as soon as it is initialized, and answers between them
        Deaf,        // does not even answer `initialize`
        Exit,        // ends at once with code 3
    };

    Behaviour behaviour = Behaviour::Answer;
    QStringList texts{QStringLiteral("fake_completion()")};
    int delayMilliseconds = 0;
    int after = 0;
    QString crashOn;
    int floodCount = 100'000;
    QString journal;
    QString model = QStringLiteral("fake-model");
    QByteArray learning;
    QByteArray drafting;
    int kept = 0;
};

// The script, or the exit code of a program that was asked for help or called wrongly.
[[nodiscard]] std::variant<Script, int> scriptFromCommandLine(int argumentCount, char **arguments);
