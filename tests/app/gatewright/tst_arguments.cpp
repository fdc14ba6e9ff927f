// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/arguments.h"
#include "app/gatewright/display_check.h"
#include "app/gatewright/tour_report.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace gatewright;

// How the program meets its command line and its surroundings, before there is a window.
class TestArguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void optionsAndPlaces()
    {
        const Result<Arguments> parsed =
            parseArguments({QStringLiteral("--safe-mode"), QStringLiteral("--profile"), QStringLiteral("/p"),
                            QStringLiteral("a.cpp:3:4"), QStringLiteral("--tour=/t"), QStringLiteral("/w")});
        GW_VERIFY_RESULT(parsed);
        QVERIFY(parsed->safeMode);
        QCOMPARE(parsed->profileFolder, QStringLiteral("/p"));
        QCOMPARE(parsed->tourFolder, QStringLiteral("/t"));
        const QList<FilePlace> expected{{QStringLiteral("a.cpp"), 3, 4}, {QStringLiteral("/w")}};
        QCOMPARE(parsed->places, expected);
    }

    void nothingIsARun()
    {
        const Result<Arguments> parsed = parseArguments({});
        GW_VERIFY_RESULT(parsed);
        QCOMPARE(parsed->wish, Arguments::Wish::Run);
        QVERIFY(parsed->places.isEmpty());
    }

    void whatIsNotUnderstoodIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--fly")};
        QTest::newRow("profile without folder") << QStringList{QStringLiteral("--profile")};
        QTest::newRow("empty folder") << QStringList{QStringLiteral("--tour=")};
    }
    void whatIsNotUnderstoodIsRefused()
    {
        QFETCH(QStringList, arguments);
        GW_VERIFY_ERROR(parseArguments(arguments), ErrorCode::InvalidInput);
    }

    void aFileMayBeginWithADash()
    {
        const Result<Arguments> parsed = parseArguments({QStringLiteral("--"), QStringLiteral("-a.cpp")});
        GW_VERIFY_RESULT(parsed);
        QCOMPARE(parsed->places.value(0).path, QStringLiteral("-a.cpp"));
    }

    void aDisplayIsNeeded_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<bool>("enough");
        QTest::newRow("nothing") << QStringLiteral("HOME") << false;
        QTest::newRow("X11") << QStringLiteral("DISPLAY") << true;
        QTest::newRow("Wayland") << QStringLiteral("WAYLAND_DISPLAY") << true;
        QTest::newRow("chosen platform") << QStringLiteral("QT_QPA_PLATFORM") << true;
    }
    void aDisplayIsNeeded()
    {
        QFETCH(QString, variable);
        QFETCH(bool, enough);
        QProcessEnvironment environment;
        environment.insert(variable, QStringLiteral(":0"));
        if (enough)
            GW_VERIFY_RESULT(checkDisplay(environment));
        else
            GW_VERIFY_ERROR(checkDisplay(environment), ErrorCode::Missing);
    }

    // The program itself: one clear line and exit code 2, and no core dump, with no display and with one that
    // is not there.
    void withoutADisplayTheProgramSaysSo_data()
    {
        QTest::addColumn<QString>("display");
        QTest::newRow("none") << QString();
        QTest::newRow("does not answer") << QStringLiteral(":7654");
    }
    void withoutADisplayTheProgramSaysSo()
    {
        QFETCH(QString, display);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString &name : {QStringLiteral("DISPLAY"), QStringLiteral("WAYLAND_DISPLAY"),
                                    QStringLiteral("QT_QPA_PLATFORM")})
            environment.remove(name);
        if (!display.isEmpty())
            environment.insert(QStringLiteral("DISPLAY"), display);
        QProcess program;
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright"), QStringList());
        QVERIFY(program.waitForFinished(30000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 2);
        QVERIFY(program.readAllStandardError().contains("no display to open the window on"));
    }

    void helpAndVersionNeedNoDisplay()
    {
        QProcess program;
        program.start(QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright"), {QStringLiteral("--help")});
        QVERIFY(program.waitForFinished(30000));
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(program.readAllStandardOutput().contains("--tour DIR"));
    }

    void theTourReportIsWhatTheContractSays()
    {
        const QTemporaryDir folder;
        const QString target = folder.filePath(QStringLiteral("tour"));
        TourReport report(target);
        GW_VERIFY_RESULT(report.prepare());
        QVERIFY(!report.allOk());
        QPixmap picture(4, 4);
        picture.fill(Qt::white);
        report.add({QStringLiteral("open"), true, 12.4, QStringLiteral("3 files")}, picture);
        QVERIFY(report.allOk());
        report.add({QStringLiteral("type"), false, 1, QStringLiteral("nothing came")}, picture);
        QVERIFY(!report.allOk());
        GW_VERIFY_RESULT(report.write());
        QVERIFY(QFile::exists(target + QStringLiteral("/01-open.png")));
        QVERIFY(QFile::exists(target + QStringLiteral("/02-type.png")));
        const QJsonObject json = report.toJson();
        QVERIFY(json.contains(QStringLiteral("version")));
        const QJsonObject first = json.value(QStringLiteral("steps")).toArray().at(0).toObject();
        QCOMPARE(first.value(QStringLiteral("name")).toString(), QStringLiteral("open"));
        QCOMPARE(first.value(QStringLiteral("ok")).toBool(), true);
        QCOMPARE(first.value(QStringLiteral("ms")).toInt(), 12);
        QCOMPARE(first.value(QStringLiteral("detail")).toString(), QStringLiteral("3 files"));
        // A second tour starts from nothing.
        GW_VERIFY_RESULT(report.prepare());
        QVERIFY(!QFile::exists(target + QStringLiteral("/01-open.png")));
    }

    void aPictureThatCannotBeWrittenFailsItsStep()
    {
        TourReport report(QStringLiteral("/proc/nowhere"));
        GW_VERIFY_ERROR(report.prepare(), ErrorCode::Io);
        report.add({QStringLiteral("open"), true, 1, {}}, QPixmap(4, 4));
        QVERIFY(!report.allOk());
        GW_VERIFY_ERROR(report.write(), ErrorCode::Io);
    }
};

QTEST_MAIN(TestArguments)
#include "tst_arguments.moc"
