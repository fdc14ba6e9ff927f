// SPDX-License-Identifier: Apache-2.0
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QJsonDocument>
#include <QSignalSpy>

using namespace gatewright;

class TestProjectLayer : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::Folder> m_folder;

    void write(const QByteArray &json) { m_folder->write(".gatewright/settings.json", json); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<test::Folder>(); }

    void aFolderSaysOtherwiseThanTheUser()
    {
        write(R"({"editor":{"tabWidth":2}})");
        const auto settings = Settings::inMemory();
        GW_VERIFY_RESULT(settings->setValue(keys::tabWidth(), 8));
        QSignalSpy changed(settings.get(), &Settings::changed);
        GW_VERIFY_RESULT(settings->setProject(m_folder->path()));
        QCOMPARE(settings->value(keys::tabWidth()), 2);
        QCOMPARE(changed.size(), 1);
        QVERIFY(settings->isFromProject(keys::tabWidth().descriptor));
        QCOMPARE(settings->userValue(keys::tabWidth().descriptor).toInt(), 8);
        // Without the folder the user's own word counts again.
        GW_VERIFY_RESULT(settings->setProject({}));
        QCOMPARE(settings->value(keys::tabWidth()), 8);
        QCOMPARE(changed.size(), 2);
    }

    void onlyWhatIsAboutItsFilesCounts()
    {
        write(R"({"model":{"path":"/tmp/evil.gguf"},"python":{"interpreter":"/tmp/evil"},
                  "store":{"enabled":false},"completion":{"enabled":false},"editor":{"tabWidth":2}})");
        const auto settings = Settings::inMemory();
        GW_VERIFY_RESULT(settings->setProject(m_folder->path()));
        for (const SettingDescriptor *descriptor : keys::allSettings())
            QCOMPARE(settings->isFromProject(*descriptor),
                     descriptor->name == QLatin1String("editor.tabWidth"));
        QCOMPARE(settings->value(keys::modelPath()), QString());
        QCOMPARE(settings->value(keys::pythonInterpreter()), QString());
        QVERIFY(settings->value(keys::completionEnabled()));
    }

    void ofAListItMayOnlyAdd()
    {
        write(R"({"completion":{"disabledFor":["*.gen","*.key"]}})");
        const auto settings = Settings::inMemory();
        GW_VERIFY_RESULT(settings->setValue(keys::completionDisabledFor(),
                                            QStringList{QStringLiteral("*.key"), QStringLiteral("*.log")}));
        GW_VERIFY_RESULT(settings->setProject(m_folder->path()));
        QCOMPARE(settings->value(keys::completionDisabledFor()),
                 (QStringList{QStringLiteral("*.key"), QStringLiteral("*.log"), QStringLiteral("*.gen")}));
    }

    void valuesAreWrittenAndTakenAway()
    {
        write(R"({"other":{"tool":1}})");
        const auto settings = Settings::inMemory();
        GW_VERIFY_RESULT(settings->setProject(m_folder->path()));
        GW_VERIFY_RESULT(settings->setProjectValue(keys::tabWidth().descriptor, 3));
        QCOMPARE(settings->value(keys::tabWidth()), 3);
        const auto contents = [this] {
            return QJsonDocument::fromJson(test::readFile(m_folder->path(".gatewright/settings.json")))
                .object();
        };
        QCOMPARE(
            contents().value(QLatin1String("editor")).toObject().value(QLatin1String("tabWidth")).toInt(), 3);
        QVERIFY(contents().contains(QLatin1String("other")));
        GW_VERIFY_RESULT(settings->setProjectValue(keys::tabWidth().descriptor, QJsonValue::Undefined));
        QVERIFY(!contents().contains(QLatin1String("editor")));
        QCOMPARE(settings->value(keys::tabWidth()), 4);
        GW_VERIFY_ERROR(settings->setProjectValue(keys::tabWidth().descriptor, 99), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(settings->setProjectValue(keys::modelPath().descriptor, QStringLiteral("x")),
                        ErrorCode::InvalidInput);
    }

    void theFileIsMadeWhenItIsNeeded()
    {
        const auto settings = Settings::inMemory();
        GW_VERIFY_RESULT(settings->setProject(m_folder->path()));
        QVERIFY(settings->hasProject());
        QVERIFY(!QFile::exists(m_folder->path(".gatewright")));
        GW_VERIFY_RESULT(settings->setProjectValue(keys::finalNewline().descriptor, true));
        QVERIFY(QFile::exists(m_folder->path(".gatewright/settings.json")));
    }

    void aBrokenFileDoesNotCountAndStays_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("{editor");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("newer") << QByteArray(R"({"version":99,"editor":{"tabWidth":2}})");
        QTest::newRow("huge") << QByteArray(2 << 20, ' ');
    }
    void aBrokenFileDoesNotCountAndStays()
    {
        QFETCH(QByteArray, bytes);
        write(bytes);
        const auto settings = Settings::inMemory();
        const Result<void> read = settings->setProject(m_folder->path());
        QVERIFY(!read);
        QCOMPARE(read.error().place, m_folder->path(".gatewright/settings.json"));
        QCOMPARE(settings->value(keys::tabWidth()), 4);
        QVERIFY(!settings->setProjectValue(keys::tabWidth().descriptor, 2));
        QCOMPARE(test::readFile(m_folder->path(".gatewright/settings.json")), bytes);
    }

    void wrongValuesAreLeftOut()
    {
        write(R"({"editor":{"tabWidth":"wide","finalNewline":true}})");
        const auto settings = Settings::inMemory();
        GW_VERIFY_RESULT(settings->setProject(m_folder->path()));
        QCOMPARE(settings->value(keys::tabWidth()), 4);
        QVERIFY(settings->value(keys::finalNewline()));
    }
};

QTEST_GUILESS_MAIN(TestProjectLayer)
#include "tst_project_layer.moc"
