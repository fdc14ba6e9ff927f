// SPDX-License-Identifier: GPL-3.0-or-later
// How long a start with twenty files takes.
//
//   bench_start GATEWRIGHT [STARTS]     one JSON document:
//   {"rows":[{"name","count","p50_ms","p99_ms","max_ms"}...]}
//
// GATEWRIGHT is the program, which is started STARTS (10) times on a profile whose session has twenty files
// in two groups; its times run from the start of the process. Budget: the session is back after 1 s.
#include "app/gatewright/composition.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

using namespace gatewright;

namespace {

constexpr int restoredFiles = 20;

double since(const QElapsedTimer &clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

class Rows
{
public:
    void add(const QString &name, std::vector<double> milliseconds)
    {
        if (milliseconds.empty())
            return;
        std::ranges::sort(milliseconds);
        m_rows.append(QJsonObject{{QStringLiteral("name"), name},
                                  {QStringLiteral("count"), static_cast<int>(milliseconds.size())},
                                  {QStringLiteral("p50_ms"), milliseconds[milliseconds.size() / 2]},
                                  {QStringLiteral("p99_ms"), milliseconds[milliseconds.size() * 99 / 100]},
                                  {QStringLiteral("max_ms"), milliseconds.back()}});
    }
    [[nodiscard]] const QJsonArray &array() const { return m_rows; }

private:
    QJsonArray m_rows;
};

std::unique_ptr<Composition> makeWindow(const QString &profile)
{
    CompositionOptions options;
    options.arguments.profileFolder = profile;
    options.engine = Command{QStringLiteral("/nonexistent/engine"), {}, {}, {}};
    options.checker = Command{QStringLiteral("/nonexistent/checker"), {}, {}, {}};
    auto window = std::make_unique<Composition>(*qobject_cast<QApplication *>(QCoreApplication::instance()),
                                                std::move(options));
    QElapsedTimer clock;
    clock.start();
    window->start(clock);
    (void)!QTest::qWaitForWindowActive(&window->window());
    return window;
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray source(int number)
{
    QByteArray text = "// Stage " + QByteArray::number(number) + "\n#include \"ap_int.h\"\n\n";
    for (int line = 0; line < 1'500; ++line)
        text += "    accumulator[" + QByteArray::number(line) + "] += coefficient * delay_line[" +
                QByteArray::number((line * number) % 97) + "];\n";
    return text;
}

// A session of twenty files, as a user leaves it.
bool leaveSession(const QString &profile, const QString &folder)
{
    const std::unique_ptr<Composition> window = makeWindow(profile);
    DocumentActions &documents = window->window().documents();
    for (int number = 0; number < restoredFiles; ++number) {
        const QString path = QStringLiteral("%1/kernel_%2.cpp").arg(folder).arg(number);
        if (!write(path, source(number)))
            return false;
        if (number == restoredFiles / 2)
            window->window().editors().split(Qt::Horizontal);
        documents.open({path});
        if (!QTest::qWaitFor([&] { return documents.current() && documents.current()->path() == path; }))
            return false;
    }
    window->window().close();
    return QTest::qWaitFor([&] { return !window->window().isVisible(); });
}

void measureStarts(const QString &program, const QString &profile, int starts, Rows &rows)
{
    std::vector<double> keys;
    std::vector<double> session;
    for (int start = 0; start < starts; ++start) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("gatewright.ui.debug=true"));
        process.setProcessEnvironment(environment);
        QElapsedTimer clock;
        clock.start();
        process.start(program, {QStringLiteral("--profile"), profile});
        QByteArray said;
        const auto says = [&](const char *words) {
            return QTest::qWaitFor(
                [&] {
                    said += process.readAllStandardError();
                    return said.contains(words);
                },
                20'000);
        };
        if (says("the window takes keys"))
            keys.push_back(since(clock));
        if (says("the session is back"))
            session.push_back(since(clock));
        process.terminate();
        if (!process.waitForFinished(10'000))
            process.kill();
        process.waitForFinished();
    }
    rows.add(QStringLiteral("start with 20 files: takes keys"), std::move(keys));
    rows.add(QStringLiteral("start with 20 files: the session is back"), std::move(session));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QTemporaryDir folder;
    if (arguments.size() < 2 || !folder.isValid()) {
        std::fputs("bench_start: name the program gatewright\n", stderr);
        return 2;
    }
    Rows rows;
    const QString profile = folder.filePath(QStringLiteral("profile"));
    if (!leaveSession(profile, folder.path())) {
        std::fputs("bench_start: the session was not made\n", stderr);
        return 3;
    }
    measureStarts(arguments[1], profile, arguments.size() > 2 ? arguments[2].toInt() : 10, rows);
    std::puts(QJsonDocument(QJsonObject{{QStringLiteral("rows"), rows.array()}}).toJson().constData());
    return 0;
}
