// SPDX-License-Identifier: Apache-2.0
#include "core/check/protocol/setup_messages.h"
#include "tests/support/result_test.h"

#include <QJsonArray>
#include <QTest>

using namespace gatewright;
using namespace gatewright::checker;
using lsp::Field;

namespace {

SetupPlan somePlan()
{
    return {QStringLiteral("Qiskit 2.6.2"),
            {QStringLiteral("qiskit 2.6.2"), QStringLiteral("ruff 0.17.6")},
            QStringLiteral("/home/me/python/qiskit-2.6.2-00"),
            {QStringLiteral("pypi.org")},
            140'000'000,
            5'000'000'000,
            QStringLiteral("A note."),
            true};
}

} // namespace

class TestSetupMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plansComeBackAsTheyWere()
    {
        const Result<SetupPlan> read = setupPlanFromJson(Field(toJson(somePlan())));
        GW_VERIFY_RESULT(read);
        QVERIFY(*read == somePlan());
        SetupPlan other = somePlan();
        other.note.clear();
        other.isDone = false;
        const Result<SetupPlan> without = setupPlanFromJson(Field(toJson(other)));
        GW_VERIFY_RESULT(without);
        QVERIFY(*without == other);
    }

    void questionsComeBackAsTheyWere()
    {
        const SetupQuestion question{Language::Qiskit, QStringLiteral("/home/me/python/qiskit")};
        QCOMPARE(*setupQuestionFromJson(Field(toJson(question))), question);
        QCOMPARE(setupQuestionFromJson(Field(toJson(SetupQuestion{Language::Qiskit})))->folder, QString());
        GW_VERIFY_ERROR(setupQuestionFromJson(Field(QJsonObject())), ErrorCode::InvalidInput);
    }

    void progressComesBackAsItWas()
    {
        const Result<Progress> read = progressFromJson(Field(toJson(Progress{0.25, QStringLiteral("text")})));
        GW_VERIFY_RESULT(read);
        QCOMPARE(read->fraction, 0.25);
        QCOMPARE(read->text, QStringLiteral("text"));
        QVERIFY(progressFromJson(Field(toJson(Progress{-1, {}})))->fraction < 0);
        GW_VERIFY_ERROR(progressFromJson(Field(QJsonObject{{QStringLiteral("text"), QString()},
                                                           {QStringLiteral("fraction"), 1.5}})),
                        ErrorCode::InvalidInput);
    }

    void brokenPlansAreRefused_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("title is a number") << QStringLiteral("title") << QJsonValue(1);
        QTest::newRow("title is too long") << QStringLiteral("title") << QJsonValue(QString(5'000, u'x'));
        QTest::newRow("packages are a text") << QStringLiteral("packages") << QJsonValue(QStringLiteral("x"));
        QTest::newRow("a package is a number") << QStringLiteral("packages") << QJsonValue(QJsonArray{1});
        QJsonArray many;
        for (int i = 0; i < 1'001; ++i)
            many.append(QStringLiteral("x"));
        QTest::newRow("too many packages") << QStringLiteral("packages") << QJsonValue(many);
        QTest::newRow("no folder") << QStringLiteral("folder") << QJsonValue(QString());
        QTest::newRow("hosts are missing") << QStringLiteral("hosts") << QJsonValue();
        QTest::newRow("negative size") << QStringLiteral("disk_bytes") << QJsonValue(-1);
        QTest::newRow("size is text") << QStringLiteral("download_bytes") << QJsonValue(QStringLiteral("1"));
        QTest::newRow("size beyond all disks") << QStringLiteral("disk_bytes") << QJsonValue(1e300);
        QTest::newRow("done is a number") << QStringLiteral("done") << QJsonValue(1);
    }
    void brokenPlansAreRefused()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QJsonObject json = toJson(somePlan());
        json.insert(key, value);
        GW_VERIFY_ERROR(setupPlanFromJson(Field(json)), ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestSetupMessages)
#include "tst_setup_messages.moc"
