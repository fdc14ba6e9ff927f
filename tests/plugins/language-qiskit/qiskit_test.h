// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_service.h"
#include "plugins/language-qiskit/core/managed_environment.h"
#include "tests/support/files.h"
#include "tests/support/golden.h"
#include "tests/support/in_background.h"
#include "tests/support/result_test.h"
#include "tests/support/sandbox.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace gatewright {

// The environment of the build tree, as programs that run there find it.
inline EnvironmentPlaces buildTreePlaces()
{
    return {{}, {}, QStringLiteral(GATEWRIGHT_BUILD_DIR "/share/gatewright")};
}

inline QString scriptFolder()
{
    return QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/qiskit");
}

// For initTestCase().
#define GW_NEED_QISKIT()                                                                                     \
    do {                                                                                                     \
        GW_NEED_PART(findPythonEnvironment(buildTreePlaces()));                                              \
        GW_NEED(test::sandboxHere(this));                                                                    \
    } while (false)

inline QString goldenFolder(const char *name)
{
    return QStringLiteral(GATEWRIGHT_TEST_DATA "/qiskit/") + QLatin1String(name);
}

// A row for each program in tests/data/qiskit/<name>.
inline void addGoldenRows(const char *name)
{
    QTest::addColumn<QString>("program");
    const QDir folder(goldenFolder(name));
    for (const QString &file : folder.entryList({QStringLiteral("*.py")}, QDir::Files, QDir::Name))
        QTest::newRow(qPrintable(file)) << folder.filePath(file);
}

inline qint64 parentOf(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(1).toLongLong();
}

// The worker's Python, by its number on this machine: what bubblewrap started.
inline qint64 pythonOf(qint64 bubblewrap)
{
    const QStringList names = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString &name : names) {
        const qint64 candidate = name.toLongLong();
        if (candidate > 0 && parentOf(candidate) == bubblewrap)
            return candidate;
    }
    return 0;
}

// Compares with the JSON file beside the program, or writes it.
inline void compareWithGolden(const QString &program, const QJsonValue &found)
{
    const QString path = program.chopped(3) + QStringLiteral(".json");
    const QJsonDocument document =
        found.isArray() ? QJsonDocument(found.toArray()) : QJsonDocument(found.toObject());
    if (test::rewritesGolden())
        test::writeFile(path, document.toJson());
    const QByteArray kept = test::readFile(path);
    QVERIFY2(!kept.isEmpty(), qPrintable(path));
    const QJsonDocument expected = QJsonDocument::fromJson(kept);
    QVERIFY2(document == expected, document.toJson().constData());
}

} // namespace gatewright
