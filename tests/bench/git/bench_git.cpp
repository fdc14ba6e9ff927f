// SPDX-License-Identifier: Apache-2.0
// What git costs in a large repository: made anew in a temporary folder, with the git program.
//
//   bench_git [FILES]       100,000 by default; one JSON document:
//   {"rows":[{"name","n","ms":{"min","median"}}...]}
//
// "status" looks at every file, "status after a look" the same with a warm index; "changes" is the change
// gutter of one file of 200 lines, which runs after each pause in typing; "open" is what every task pays
// first.
#include "core/git/staging.h"
#include "core/git/status.h"
#include "core/git/working_changes.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace gatewright;

namespace {

bool git(const QString &folder, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral("git"), arguments);
    constexpr int patience = 600'000;
    return process.waitForFinished(patience) && process.exitCode() == 0;
}

bool makeRepository(const QString &folder, int files)
{
    constexpr int filesPerFolder = 100;
    const QByteArray line = "int value = 0; // some line of a program\n";
    constexpr int shortFile = 10; // lines; the one that is measured has more
    constexpr int longFile = 200;
    for (int file = 0; file < files; ++file) {
        const QString below = QStringLiteral("%1/part%2").arg(folder).arg(file / filesPerFolder);
        if (file % filesPerFolder == 0 && !QDir().mkpath(below))
            return false;
        QFile out(QStringLiteral("%1/file%2.cpp").arg(below).arg(file));
        if (!out.open(QIODevice::WriteOnly) ||
            out.write(line.repeated(file == 7 ? longFile : shortFile) + QByteArray::number(file) + "\n") < 0)
            return false;
    }
    return git(folder, {QStringLiteral("init"), QStringLiteral("-q")}) &&
           git(folder, {QStringLiteral("add"), QStringLiteral("-A")}) &&
           git(folder, {QStringLiteral("-c"), QStringLiteral("user.name=Bench"), QStringLiteral("-c"),
                        QStringLiteral("user.email=bench@example.org"), QStringLiteral("commit"),
                        QStringLiteral("-q"), QStringLiteral("-m"), QStringLiteral("all")});
}

QJsonObject measure(const QString &name, int count, int repeat, const std::function<bool()> &work)
{
    std::vector<double> times;
    for (int i = 0; i < repeat; ++i) {
        QElapsedTimer clock;
        clock.start();
        if (!work()) {
            std::fprintf(stderr, "bench_git: %s failed\n", qPrintable(name));
            std::exit(1);
        }
        constexpr double perMillisecond = 1e6;
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / perMillisecond);
    }
    std::sort(times.begin(), times.end());
    return {{QStringLiteral("name"), name},
            {QStringLiteral("n"), count},
            {QStringLiteral("ms"), QJsonObject{{QStringLiteral("min"), times.front()},
                                               {QStringLiteral("median"), times[times.size() / 2]}}}};
}

} // namespace

int main(int argc, char **argv)
{
    constexpr int usual = 100'000;
    const int files = argc > 1 ? QByteArray(argv[1]).toInt() : usual;
    const QTemporaryDir folder;
    if (!folder.isValid() || !makeRepository(folder.path(), files)) {
        std::fputs("bench_git: the repository could not be made\n", stderr);
        return 1;
    }
    QFile changed(folder.filePath(QStringLiteral("part0/file7.cpp")));
    const QByteArray text =
        changed.open(QIODevice::ReadOnly) ? "// changed\n" + changed.readAll() : QByteArray();
    changed.close();
    if (!changed.open(QIODevice::WriteOnly) || changed.write(text) != text.size() || !changed.flush())
        return 1;

    const auto open = [&] { return git::Repository::open(folder.path()); };
    QJsonArray rows;
    rows.append(measure(QStringLiteral("open"), files, 20, [&] { return open().has_value(); }));
    const auto status = [&] {
        const auto repository = open();
        const auto read = repository ? git::readStatus(*repository)
                                     : Result<git::Status>(makeError(ErrorCode::Internal, QString()));
        return read && read->entries.size() == 1;
    };
    rows.append(measure(QStringLiteral("status"), files, 1, status));
    rows.append(measure(QStringLiteral("status after a look"), files, 5, status));
    rows.append(measure(QStringLiteral("changes"), files, 20, [&] {
        const auto repository = open();
        const auto known = repository
                               ? git::workingChanges(*repository, "part0/file7.cpp", text, Encoding::Utf8)
                               : Result<git::WorkingChanges>(makeError(ErrorCode::Internal, QString()));
        return known && known->changes.size() == 1;
    }));
    rows.append(measure(QStringLiteral("stage and unstage a file"), files, 3, [&] {
        const auto repository = open();
        return repository && git::stageFiles(*repository, {"part0/file7.cpp"}) &&
               git::unstageFiles(*repository, {"part0/file7.cpp"});
    }));
    std::puts(QJsonDocument(QJsonObject{{QStringLiteral("rows"), rows}}).toJson().constData());
    return 0;
}
