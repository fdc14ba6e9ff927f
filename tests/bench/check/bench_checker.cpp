// SPDX-License-Identifier: Apache-2.0
// How long the checker takes, asked as the window asks it: the real process, its plugins, their compilers.
//
//   bench_checker CHECKER WORKSPACE [REPEAT]     one JSON document:
//   {"rows":[{"name","n","ms":{"min","median","p90"}}...]}
//
// "first opening" and "after an edit" are from didOpen and didChange to the findings of the compiler, the
// pause after the last key included; "suggestion" is gatewright/check of a text with an insertion, as for a
// badge; "simulation" and "circuit" are gatewright/simulate of the samples in WORKSPACE.
#include "core/base/clock.h"
#include "core/check/client/checker_client.h"
#include "tests/plugins/language-hls/kernel_text.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

using namespace gatewright;
using namespace gatewright::checker;

namespace {

constexpr int patience = 120'000; // milliseconds

class Bench
{
public:
    Bench(const QString &program, const QString &workspace)
        : m_workspace(workspace)
        , m_client(Command{program, {QStringLiteral("--profile"), m_profile.path()}, {}, {}}, m_clock, {})
    {
        m_client.setWorkspace({workspace, true});
        QObject::connect(&m_client, &CheckerClient::published, &m_client,
                         [this](const Published &published) { m_published = published; });
    }

    [[nodiscard]] bool start()
    {
        m_client.start();
        return QTest::qWaitFor([this] { return m_client.isReady(); }, patience);
    }

    void openKernel(int repeat)
    {
        std::vector<double> first;
        for (int i = 0; i < std::max(1, repeat / 10); ++i) {
            const QString uri = QStringLiteral("file:///bench/kernel%1.cpp").arg(i);
            first.push_back(timed([&] {
                m_client.documents().openDocument({uri, Language::HlsCpp, Revision{1}, wrongKernel(0)});
            }));
            m_client.documents().closeDocument(uri);
        }
        add("first opening, 400 lines", first);
    }

    void editKernel(int repeat)
    {
        const QString uri = QStringLiteral("file:///bench/kernel.cpp");
        (void)timed(
            [&] { m_client.documents().openDocument({uri, Language::HlsCpp, Revision{1}, wrongKernel(0)}); });
        std::vector<double> edits;
        for (int i = 1; i <= repeat; ++i)
            edits.push_back(timed([&] {
                m_client.documents().resetDocument({uri, Language::HlsCpp, Revision{i + 1}, wrongKernel(i)});
            }));
        add("after an edit, 400 lines, with the pause of 200 ms", edits);
        std::vector<double> suggestions;
        for (int i = 0; i < repeat; ++i)
            suggestions.push_back(answered<CheckAnswer>([&](auto done) {
                m_client.check({uri, QString::fromStdString(wrongKernel(1000 + i)), Tier::T1}, &m_client,
                               done);
            }));
        add("suggestion, 400 lines", suggestions);
    }

    void sample(const char *name, const char *file, Language language, int repeat)
    {
        QFile source(m_workspace + QLatin1Char('/') + QLatin1String(file));
        if (!source.open(QIODevice::ReadOnly))
            return;
        const std::string text = source.readAll().toStdString();
        const QString uri = QUrl::fromLocalFile(source.fileName()).toString();
        m_client.documents().openDocument({uri, language, Revision{1}, text});
        std::vector<double> first;
        std::vector<double> again;
        std::vector<double> changed;
        for (int i = 0; i < repeat; ++i) {
            (i == 0 ? first : again).push_back(simulate(uri));
        }
        const std::string comment = language == Language::Qiskit ? "\n# " : "\n// ";
        for (int i = 0; i < std::min(repeat, 5); ++i) {
            m_client.documents().resetDocument(
                {uri, language, Revision{i + 2}, text + comment + std::to_string(i) + "\n"});
            changed.push_back(simulate(uri));
        }
        add(QByteArray(name) + ", first", first);
        add(QByteArray(name) + ", the same again", again);
        add(QByteArray(name) + ", after an edit", changed);
        std::vector<double> suggestions;
        for (int i = 0; i < repeat; ++i)
            suggestions.push_back(answered<CheckAnswer>([&](auto done) {
                const QString tried = QString::fromStdString(text + comment) + QString::number(100 + i);
                m_client.check({uri, tried, Tier::T1}, &m_client, done);
            }));
        add(QByteArray(name) + ", suggestion", suggestions);
    }

    [[nodiscard]] QJsonArray rows() const { return m_rows; }

private:
    // 400 lines with one name that does not exist, so that the findings tell when the compiler is done.
    static std::string wrongKernel(int number)
    {
        return test::kernelText(400) + "\nint wrong() { return no_such_name_" + std::to_string(number) +
               "; }\n";
    }

    double timed(const std::function<void()> &change)
    {
        m_published.reset();
        QElapsedTimer timer;
        timer.start();
        change();
        (void)QTest::qWaitFor([this] { return m_published && !m_published->diagnostics.empty(); }, patience);
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }

    template <class Answer>
    double answered(const std::function<void(std::function<void(Result<Answer>)>)> &ask)
    {
        bool there = false;
        QElapsedTimer timer;
        timer.start();
        ask([&there](const Result<Answer> &answer) {
            there = true;
            if (!answer)
                std::fprintf(stderr, "bench_checker: %s\n", qPrintable(answer.error().toString()));
        });
        (void)QTest::qWaitFor([&there] { return there; }, patience);
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }

    double simulate(const QString &uri)
    {
        return answered<SimulationReport>(
            [&](auto done) { m_client.simulate({uri, {}, {}, 1024}, &m_client, done); });
    }

    void add(const QByteArray &name, std::vector<double> &times)
    {
        if (times.empty())
            return;
        std::sort(times.begin(), times.end());
        const QJsonObject ms{{QStringLiteral("min"), times.front()},
                             {QStringLiteral("median"), times[times.size() / 2]},
                             {QStringLiteral("p90"), times[times.size() * 9 / 10]}};
        m_rows.append(QJsonObject{{QStringLiteral("name"), QString::fromUtf8(name)},
                                  {QStringLiteral("n"), static_cast<int>(times.size())},
                                  {QStringLiteral("ms"), ms}});
    }

    QTemporaryDir m_profile;
    const QString m_workspace;
    SystemClock m_clock;
    CheckerClient m_client;
    std::optional<Published> m_published;
    QJsonArray m_rows;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3) {
        std::fputs("bench_checker CHECKER WORKSPACE [REPEAT]\n", stderr);
        return 2;
    }
    const int repeat = arguments.size() > 3 ? std::max(1, arguments[3].toInt()) : 30;
    Bench bench(arguments[1], arguments[2]);
    if (!bench.start()) {
        std::fputs("bench_checker: the checker did not become ready\n", stderr);
        return 3;
    }
    bench.openKernel(repeat);
    bench.editKernel(repeat);
    bench.sample("simulation", "fir/fir.cpp", Language::HlsCpp, repeat);
    bench.sample("circuit", "qiskit/bell.py", Language::Qiskit, repeat);
    std::puts(QJsonDocument(QJsonObject{{QStringLiteral("rows"), bench.rows()}}).toJson().constData());
    return 0;
}
