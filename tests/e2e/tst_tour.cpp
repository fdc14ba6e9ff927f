// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

// The tour is the product's main job played by real keys with the real engine and the real model; it must
// succeed, and nothing in it may open an Internet socket (the product works offline by construction).
class TestTour : public QObject
{
    Q_OBJECT

    static QString socketWatch() { return QStringLiteral(GATEWRIGHT_BUILD_DIR "/tests/socket_watch.so"); }

    static QProcessEnvironment watched(const QString &log)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_PRELOAD"), socketWatch());
        environment.insert(QStringLiteral("SOCKET_WATCH_LOG"), log);
        // The sanitizer, where it is used, wants to be the first library otherwise.
        environment.insert(QStringLiteral("ASAN_OPTIONS"), environment.value(QStringLiteral("ASAN_OPTIONS")) +
                                                               QStringLiteral(":verify_asan_link_order=0"));
        return environment;
    }

private Q_SLOTS:
    // Without this a watcher that sees nothing would pass as a product that opens nothing.
    void theWatcherSeesInternetSockets()
    {
        QTemporaryDir folder;
        const QString log = folder.filePath(QStringLiteral("sockets"));
        QProcess shell;
        shell.setProcessEnvironment(watched(log));
        shell.start(QStringLiteral("bash"),
                    {QStringLiteral("-c"), QStringLiteral("exec 3<>/dev/tcp/127.0.0.1/9")});
        QVERIFY(shell.waitForFinished());
        QVERIFY(gatewright::test::readFile(log).contains("AF_INET"));
    }

    void theTourSucceedsAndStaysOffline()
    {
        QTemporaryDir folder;
        const QString log = folder.filePath(QStringLiteral("sockets"));
        const QString pictures = folder.filePath(QStringLiteral("tour"));
        QProcess program;
        program.setProcessEnvironment(watched(log));
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright"),
                      {QStringLiteral("--profile"), folder.filePath(QStringLiteral("profile")),
                       QStringLiteral("--tour"), pictures,
                       QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/sample-workspace")});
        QVERIFY2(program.waitForFinished(240000), "the tour did not end");
        const QByteArray output = program.readAll();
        const QJsonObject tour =
            QJsonDocument::fromJson(gatewright::test::readFile(pictures + QLatin1String("/tour.json")))
                .object();
        QStringList failed;
        for (const QJsonValue &step : tour[QLatin1String("steps")].toArray()) {
            if (!step[QLatin1String("ok")].toBool())
                failed << step[QLatin1String("name")].toString() + QLatin1String(": ") +
                              step[QLatin1String("detail")].toString();
        }
        QVERIFY2(failed.isEmpty(), qPrintable(failed.join(QLatin1Char('\n'))));
        QVERIFY2(program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0, output.constData());
        QVERIFY(!tour[QLatin1String("steps")].toArray().isEmpty());
        QVERIFY(!tour[QLatin1String("version")].toString().isEmpty());
        QVERIFY(!QDir(pictures).entryList({QStringLiteral("*.png")}).isEmpty());
        const QByteArray sockets = gatewright::test::readFile(log);
        QVERIFY2(sockets.isEmpty(), sockets.constData());
    }
};

QTEST_GUILESS_MAIN(TestTour)
#include "tst_tour.moc"
