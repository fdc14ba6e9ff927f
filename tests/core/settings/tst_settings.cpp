// SPDX-License-Identifier: Apache-2.0
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace gatewright;

class TestSettings : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_path;

    QJsonObject readFile() const { return QJsonDocument::fromJson(test::readFile(m_path)).object(); }

private Q_SLOTS:
    void init()
    {
        static int number = 0;
        m_path = m_folder.filePath(QStringLiteral("%1/settings.json").arg(++number));
        QVERIFY(QDir().mkpath(QFileInfo(m_path).path()));
    }

    void everyDefaultIsValidAndEveryNameIsUnique()
    {
        QSet<QString> names;
        for (const SettingDescriptor *descriptor : keys::allSettings()) {
            GW_VERIFY_RESULT(descriptor->validate(descriptor->defaultValue));
            QVERIFY2(!names.contains(descriptor->name), qPrintable(descriptor->name));
            QCOMPARE(descriptor->name.count(QLatin1Char('.')), 1);
            names.insert(descriptor->name);
        }
    }

    void aMissingFileMeansDefaults()
    {
        const auto settings = Settings::load(m_path);
        QVERIFY(!settings->loadProblem());
        QCOMPARE(settings->value(keys::tabWidth()), 4);
        QCOMPARE(settings->value(keys::theme()), QStringLiteral("system"));
        QVERIFY(settings->value(keys::recentFiles()).isEmpty());
        QVERIFY(!QFile::exists(m_path));
    }

    void onlyDifferencesAreWritten()
    {
        const auto settings = Settings::load(m_path);
        GW_VERIFY_RESULT(settings->setValue(keys::tabWidth(), 2));
        GW_VERIFY_RESULT(settings->setValue(keys::wrapLines(), false)); // the default
        QCOMPARE(readFile().value(QLatin1String("editor")).toObject().keys(),
                 QStringList{QStringLiteral("tabWidth")});
        GW_VERIFY_RESULT(settings->setValue(keys::tabWidth(), 4));
        QCOMPARE(readFile().keys(), QStringList{QStringLiteral("version")});
        QVERIFY(settings->isDefault(keys::tabWidth().descriptor));
    }

    void valuesSurviveARestart()
    {
        const QStringList recent{QStringLiteral("/a b/ü.cpp"), QStringLiteral("/c.py")};
        {
            const auto settings = Settings::load(m_path);
            GW_VERIFY_RESULT(settings->setValue(keys::recentFiles(), recent));
            GW_VERIFY_RESULT(settings->setValue(keys::completionEnabled(), false));
            GW_VERIFY_RESULT(settings->setValue(keys::theme(), QStringLiteral("dark")));
        }
        const auto settings = Settings::load(m_path);
        QCOMPARE(settings->value(keys::recentFiles()), recent);
        QCOMPARE(settings->value(keys::completionEnabled()), false);
        QCOMPARE(settings->value(keys::theme()), QStringLiteral("dark"));
    }

    // QSaveFile of Qt 6.4 forgets a flush that failed, and a cut file took the place of the old one.
    void aFullDiskLeavesTheOldFile()
    {
        const auto settings = Settings::load(m_path);
        GW_VERIFY_RESULT(settings->setValue(keys::tabWidth(), 3));
        const QByteArray before = test::readFile(m_path);
        const test::FullDisk full(10);
        GW_VERIFY_ERROR(settings->setValue(keys::recentFiles(), QStringList{QStringLiteral("/a")}),
                        ErrorCode::Io);
        QCOMPARE(test::readFile(m_path), before);
    }

    void version1IsStillRead()
    {
        QVERIFY(QFile::copy(QStringLiteral(GATEWRIGHT_TEST_DATA "/settings/version-1.json"), m_path));
        QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner);
        const auto settings = Settings::load(m_path);
        QVERIFY(!settings->loadProblem());
        QCOMPARE(settings->value(keys::theme()), QStringLiteral("dark"));
        QCOMPARE(settings->value(keys::fontSize()), 12);
        QCOMPARE(settings->value(keys::tabWidth()), 8);
        QCOMPARE(settings->value(keys::insertSpaces()), false);
    }

    void unknownKeysAreKept()
    {
        test::writeFile(m_path, R"({"version":1,"future":{"a":[1,2]},"editor":{"tabWidth":8,"later":true}})");
        const auto settings = Settings::load(m_path);
        GW_VERIFY_RESULT(settings->setValue(keys::tabWidth(), 4));
        const QJsonObject written = readFile();
        QCOMPARE(written.value(QLatin1String("future")).toObject().value(QLatin1String("a")).toArray().size(),
                 2);
        QVERIFY(written.value(QLatin1String("editor")).toObject().value(QLatin1String("later")).toBool());
    }

    void aWrongValueFallsBackToItsDefault_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("text for a number") << QByteArray(R"({"editor":{"tabWidth":"eight"}})");
        QTest::newRow("too small") << QByteArray(R"({"editor":{"tabWidth":0}})");
        QTest::newRow("too large") << QByteArray(R"({"editor":{"tabWidth":1e9}})");
        QTest::newRow("not whole") << QByteArray(R"({"editor":{"tabWidth":2.5}})");
        QTest::newRow("null") << QByteArray(R"({"editor":{"tabWidth":null}})");
        QTest::newRow("list") << QByteArray(R"({"editor":{"tabWidth":[4]}})");
    }

    void aWrongValueFallsBackToItsDefault()
    {
        QFETCH(QByteArray, contents);
        test::writeFile(m_path, contents);
        const auto settings = Settings::load(m_path);
        QCOMPARE(settings->value(keys::tabWidth()), 4);
        QVERIFY(settings->loadProblem());
        QCOMPARE(settings->loadProblem()->place, QStringLiteral("editor.tabWidth"));
    }

    void aGroupOfTheWrongTypeIsHarmless()
    {
        test::writeFile(m_path, R"({"editor":7,"appearance":[]})");
        const auto settings = Settings::load(m_path);
        QCOMPARE(settings->value(keys::tabWidth()), 4);
        GW_VERIFY_RESULT(settings->setValue(keys::tabWidth(), 3));
        QCOMPARE(Settings::load(m_path)->value(keys::tabWidth()), 3);
    }

    void aBrokenFileIsSetAside_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("truncated") << QByteArray("{\"editor\":{\"tabW");
        QTest::newRow("binary") << QByteArray("\x00\xff\x01", 3);
        QTest::newRow("list") << QByteArray("[1]");
        QTest::newRow("bad version") << QByteArray(R"({"version":"one"})");
    }

    void aBrokenFileIsSetAside()
    {
        QFETCH(QByteArray, contents);
        test::writeFile(m_path, contents);
        const auto settings = Settings::load(m_path);
        QVERIFY(settings->loadProblem());
        QCOMPARE(settings->value(keys::tabWidth()), 4);
        QCOMPARE(test::readFile(m_path + QLatin1String(".broken")), contents);
        GW_VERIFY_RESULT(settings->setValue(keys::tabWidth(), 5));
        QCOMPARE(Settings::load(m_path)->value(keys::tabWidth()), 5);
    }

    void aNewerFileIsReadButNotWritten()
    {
        const QByteArray contents = R"({"version":99,"editor":{"tabWidth":7}})";
        test::writeFile(m_path, contents);
        const auto settings = Settings::load(m_path);
        QVERIFY(settings->loadProblem());
        QCOMPARE(settings->value(keys::tabWidth()), 7);
        GW_VERIFY_ERROR(settings->setValue(keys::tabWidth(), 3), ErrorCode::Io);
        QCOMPARE(settings->value(keys::tabWidth()), 3);
        QCOMPARE(test::readFile(m_path), contents);
    }

    void settersRefuseWrongValues()
    {
        const auto settings = Settings::inMemory();
        QSignalSpy changed(settings.get(), &Settings::changed);
        GW_VERIFY_ERROR(settings->setValue(keys::fontSize(), 4000), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(settings->setValue(keys::theme(), QStringLiteral("pink")), ErrorCode::InvalidInput);
        QCOMPARE(settings->value(keys::fontSize()), 10);
        QCOMPARE(changed.count(), 0);
    }

    void changesAreAnnouncedOnce()
    {
        const auto settings = Settings::inMemory();
        QSignalSpy changed(settings.get(), &Settings::changed);
        GW_VERIFY_RESULT(settings->setValue(keys::fontSize(), 14));
        GW_VERIFY_RESULT(settings->setValue(keys::fontSize(), 14));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().first().toString(), QStringLiteral("appearance.fontSize"));
        GW_VERIFY_RESULT(settings->reset(keys::fontSize().descriptor));
        QCOMPARE(changed.count(), 2);
    }

    void aDiskThatRefusesIsReported()
    {
        const auto settings = Settings::load(QStringLiteral("/proc/nowhere/settings.json"));
        GW_VERIFY_ERROR(settings->setValue(keys::fontSize(), 14), ErrorCode::Io);
        QCOMPARE(settings->value(keys::fontSize()), 14);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
