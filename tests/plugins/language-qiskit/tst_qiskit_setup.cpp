// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/environment_installer.h"
#include "plugins/language-qiskit/core/qiskit_setup.h"
#include "qiskit_test.h"
#include "tests/support/manual_clock.h"

#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

#include <memory>
#include <variant>

using namespace gatewright;

// Installing the managed environment, with shell commands in place of Python and pip: no network.
class TestQiskitSetup : public QObject
{
    Q_OBJECT

    ProcessService m_processes;
    test::ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QString prefix() const { return path("user/python/qiskit-2.6.2-00"); }

    static Command shell(const QString &text)
    {
        return {QStringLiteral("/bin/sh"), {QStringLiteral("-e"), QStringLiteral("-c"), text}, {}, {}};
    }
    // What venv and pip leave.
    QString makesAnEnvironment() const
    {
        return QStringLiteral("mkdir -p '%1/bin' '%1/lib/python3.11/site-packages/qiskit'; "
                              "printf 'home = /usr/bin\\n' > '%1/pyvenv.cfg'; "
                              "printf '#!/bin/false\\n' > '%1/bin/python'; chmod +x '%1/bin/python'; "
                              "touch '%1/lib/python3.11/site-packages/qiskit/__init__.py'; ")
            .arg(prefix());
    }
    EnvironmentRecipe recipe(const QString &command) const
    {
        EnvironmentRecipe made;
        made.prefix = prefix();
        made.packages = QStringList{QStringLiteral("qiskit 2.6.2"), QStringLiteral("ruff 0.17.6")};
        made.commands = {shell(makesAnEnvironment()), shell(command)};
        return made;
    }
    std::stop_source begin(const EnvironmentRecipe &recipe, std::optional<Result<std::monostate>> &result,
                           QList<Progress> *progress = nullptr)
    {
        return startTask<std::monostate>(
            this,
            [this, recipe, progress](std::stop_token token) -> Result<std::monostate> {
                GW_CHECK(installEnvironment(
                    m_processes, recipe,
                    [progress](const Progress &made) {
                        if (progress)
                            *progress << made;
                    },
                    token));
                return std::monostate();
            },
            [&result](Result<std::monostate> given) { result = std::move(given); });
    }
    Result<std::monostate> install(const EnvironmentRecipe &recipe, QList<Progress> *progress = nullptr)
    {
        std::optional<Result<std::monostate>> result;
        (void)begin(recipe, result, progress);
        if (!QTest::qWaitFor([&] { return result.has_value(); }, 30'000))
            return makeError(ErrorCode::Internal, QStringLiteral("no answer"));
        return *result;
    }
    EnvironmentPlaces places() const { return {{}, path("user"), {}}; }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aFinishedEnvironmentIsUsed()
    {
        QList<Progress> progress;
        GW_VERIFY_RESULT(install(recipe(QStringLiteral("echo Collecting qiskit==2.6.2 '(from -r /x)'; "
                                                       "echo Installing collected packages: qiskit")),
                                 &progress));
        const auto found = findPythonEnvironment(places());
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->prefix, QFileInfo(prefix()).canonicalFilePath());
        QCOMPARE(progress.size(), 3);
        QCOMPARE(progress[0].text, QStringLiteral("Collecting qiskit==2.6.2"));
        QVERIFY(progress[0].fraction < progress[1].fraction);
        QCOMPARE(progress[2].fraction, 1.0);
    }

    void whatIsThereIsLeftAsItIs()
    {
        GW_VERIFY_RESULT(install(recipe(QStringLiteral("true"))));
        GW_VERIFY_RESULT(install(recipe(QStringLiteral("exit 1")))); // not run
        GW_VERIFY_RESULT(findPythonEnvironment(places()));
    }

    void aFailureNamesItselfAndLeavesNothing()
    {
        const auto failed =
            install(recipe(QStringLiteral("echo Collecting qiskit; echo ERROR: something odd >&2; exit 1")));
        GW_VERIFY_ERROR(failed, ErrorCode::Crashed);
        QVERIFY2(failed.error().message.contains(QStringLiteral("exit code 1")),
                 qPrintable(failed.error().message));
        QCOMPARE(failed.error().detail, QStringLiteral("ERROR: something odd"));
        QVERIFY(!QFileInfo::exists(prefix()));
        GW_VERIFY_ERROR(findPythonEnvironment(places()), ErrorCode::Missing);
    }

    void knownFailuresSayWhatToDo_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("remedy");
        const auto row = [](const char *name, const char *words, ErrorCode code, const char *remedy) {
            QTest::newRow(name) << QString::fromLatin1(words) << static_cast<int>(code)
                                << QString::fromLatin1(remedy);
        };
        row("disk", "ERROR: OSError: [Errno 28] No space left on device", ErrorCode::Io, "make room");
        row("network", "Failed to establish a new connection: [Errno -2]", ErrorCode::Io,
            "network connection");
        row("hash", "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", ErrorCode::Corrupt, "not the one");
        row("index", "ERROR: No matching distribution found for qiskit", ErrorCode::NotFound, "which index");
        row("certificate", "SSLError(SSLCertVerificationError(1", ErrorCode::Io, "certificates");
    }
    void knownFailuresSayWhatToDo()
    {
        QFETCH(QString, words);
        QFETCH(int, code);
        QFETCH(QString, remedy);
        ProcessOutcome outcome;
        outcome.exitCode = 1;
        outcome.errors = words.toUtf8();
        const Error error = errorOfInstallation(outcome, recipe({}));
        QCOMPARE(static_cast<int>(error.code), code);
        QVERIFY2(error.message.contains(remedy), qPrintable(error.message));
        QCOMPARE(error.detail, words);
        QCOMPARE(error.place, prefix());
    }

    // Unless somebody waits for a whole disk to fill.
    void aFullDiskIsSaidBeforehand()
    {
        EnvironmentRecipe huge = recipe(QStringLiteral("true"));
        huge.diskBytes = qint64{1} << 60;
        const auto failed = install(huge);
        GW_VERIFY_ERROR(failed, ErrorCode::Io);
        QVERIFY(failed.error().message.contains(QStringLiteral("not enough room")));
    }

    void cancellingKillsTheChildAndLeavesNothing()
    {
        const QString alive = path("alive");
        const EnvironmentRecipe slow =
            recipe(QStringLiteral("echo $$ > '%1.new'; mv '%1.new' '%1'; sleep 1000").arg(alive));
        std::optional<Result<std::monostate>> result;
        std::stop_source stop = begin(slow, result);
        QTRY_VERIFY(QFile::exists(alive));
        QVERIFY(QFileInfo::exists(prefix()));
        QFile file(alive);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const pid_t child = file.readAll().trimmed().toInt();
        QVERIFY(child > 1);
        stop.request_stop();
        QTRY_VERIFY(result);
        GW_VERIFY_ERROR(*result, ErrorCode::Cancelled);
        QVERIFY(::kill(child, 0) != 0);
        QVERIFY(!QFileInfo::exists(prefix()));
        GW_VERIFY_ERROR(findPythonEnvironment(places()), ErrorCode::Missing);
        GW_VERIFY_RESULT(install(recipe(QStringLiteral("true"))));
    }

    void anotherProgramIsNotDisturbed()
    {
        QVERIFY(QDir().mkpath(path("user/python")));
        QLockFile other(path("user/python/setup.lock"));
        QVERIFY(other.tryLock(0));
        GW_VERIFY_ERROR(install(recipe(QStringLiteral("true"))), ErrorCode::Io);
        QVERIFY(!QFileInfo::exists(prefix()));
        other.unlock();
        GW_VERIFY_RESULT(install(recipe(QStringLiteral("true"))));
    }

    void outputComesInPieces()
    {
        PipProgress pip(2);
        QStringList texts;
        const ProgressSink sink = [&](const Progress &progress) { texts << progress.text; };
        pip.read("Collecting qis", sink);
        QVERIFY(texts.isEmpty());
        pip.read("kit\n\n  Downloading x.whl (8.0 MB)\nColl", sink);
        QCOMPARE(texts, (QStringList{QStringLiteral("Collecting qiskit"),
                                     QStringLiteral("Downloading x.whl (8.0 MB)")}));
        pip.read(QByteArray(100'000, 'x'), sink); // no line: dropped
        pip.read("\nend\n", sink);
        QCOMPARE(texts.last(), QStringLiteral("end"));
    }

    void theHostsArePips()
    {
        const QStringList usual{QStringLiteral("pypi.org"), QStringLiteral("files.pythonhosted.org")};
        QCOMPARE(hostsOfPip({}), usual);
        QCOMPARE(hostsOfPip("global.cert='/etc/x'\nglobal.timeout='5'\n"), usual);
        QCOMPARE(hostsOfPip("global.index-url='https://me:secret@mirror.example:8080/simple'\n"),
                 QStringList{QStringLiteral("mirror.example")});
        QCOMPARE(hostsOfPip("install.extra-index-url='\\nhttps://a.example/s\\nhttp://b.example/s'\n"),
                 usual + (QStringList{QStringLiteral("a.example"), QStringLiteral("b.example")}));
    }

    // Of the real recipe, which is not run here.
    void thePlanTellsAllAndTheLogComesFirst()
    {
        QVERIFY(QDir().mkpath(path("data/python-requirements")));
        QFile list(path("data/python-requirements/qiskit.txt"));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write("qiskit==2.6.2 --hash=sha256:00\nsix==1.17.0 --hash=sha256:01\n");
        list.close();
        QFile inTheWay(path("state"));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const ConnectionLog log(path("state/connections.jsonl"), m_clock); // cannot be written
        const QiskitSetup setup(m_processes, {QStringLiteral("/opt/python"), path("user"), path("data")},
                                &log);
        QVERIFY(setup.serves(Language::Qiskit));
        const auto plan =
            test::inBackground<SetupPlan>(this, [&](std::stop_token token) { return setup.plan(token); });
        GW_NEED(plan); // Python 3.11 and its pip
        QCOMPARE(plan->title, QStringLiteral("Qiskit 2.6.2"));
        QCOMPARE(plan->packages, (QStringList{QStringLiteral("qiskit 2.6.2"), QStringLiteral("six 1.17.0")}));
        QVERIFY(plan->folder.startsWith(path("user/python/qiskit-2.6.2-")));
        QVERIFY(!plan->hosts.isEmpty());
        QVERIFY(plan->downloadBytes > 0 && plan->diskBytes > plan->downloadBytes);
        QVERIFY(plan->note.contains(QStringLiteral("/opt/python")));
        QVERIFY(!plan->isDone);
        const auto run = [&](const QString &folder) {
            return test::inBackground<std::monostate>(this,
                                                      [&](std::stop_token token) -> Result<std::monostate> {
                                                          GW_CHECK(setup.run(folder, {}, token));
                                                          return std::monostate();
                                                      });
        };
        GW_VERIFY_ERROR(run(QStringLiteral("/another/folder")), ErrorCode::InvalidInput);
        const auto refused = run(plan->folder);
        GW_VERIFY_ERROR(refused, ErrorCode::Io);
        QVERIFY(refused.error().message.contains(QStringLiteral("connection log")));
        QVERIFY(!QFileInfo::exists(plan->folder));
    }
};

QTEST_GUILESS_MAIN(TestQiskitSetup)
#include "tst_qiskit_setup.moc"
