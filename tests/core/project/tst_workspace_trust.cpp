// SPDX-License-Identifier: Apache-2.0
#include "core/project/workspace_trust.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace gatewright;

class TestWorkspaceTrust : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString file() const { return m_folder->filePath(QStringLiteral("state/trust.json")); }
    QString made(const char *name) const
    {
        const QString path = m_folder->filePath(QLatin1String(name));
        QDir().mkpath(path);
        return path;
    }
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void nothingIsTrustedUnasked()
    {
        const WorkspaceTrust trust = WorkspaceTrust::load(file());
        QCOMPARE(trust.answerFor(made("a")), std::optional<bool>());
        QVERIFY(!trust.isTrusted(made("a")));
        QVERIFY(!trust.isTrusted(QString()));
        QVERIFY(!trust.isTrusted(QStringLiteral("/no/such/folder")));
    }

    void answersAreKeptAndHoldBelow()
    {
        WorkspaceTrust trust = WorkspaceTrust::load(file());
        GW_VERIFY_RESULT(trust.answer(made("a"), true));
        GW_VERIFY_RESULT(trust.answer(made("a/vendor"), false));
        const WorkspaceTrust again = WorkspaceTrust::load(file());
        QVERIFY(again.isTrusted(made("a")));
        QVERIFY(again.isTrusted(made("a/src")));
        QCOMPARE(again.answerFor(made("a/vendor/x")), std::optional(false));
        QCOMPARE(again.answerFor(made("ab")), std::optional<bool>());
    }

    void aNewAnswerReplacesTheOldOnesBelow()
    {
        WorkspaceTrust trust = WorkspaceTrust::load(file());
        GW_VERIFY_RESULT(trust.answer(made("a/b"), true));
        GW_VERIFY_RESULT(trust.answer(made("a"), false));
        QVERIFY(!trust.isTrusted(made("a/b")));
    }

    void aLinkCannotBorrowTrust()
    {
        WorkspaceTrust trust = WorkspaceTrust::load(file());
        GW_VERIFY_RESULT(trust.answer(made("good"), true));
        const QString link = made("good") + QStringLiteral("/evil");
        QVERIFY(QFile::link(made("bad"), link));
        QVERIFY(!trust.isTrusted(link));
    }

    void brokenFilesTrustNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("trust me");
        QTest::newRow("later version") << QByteArray(R"({"version": 2, "trusted": ["/"]})");
        QTest::newRow("no version") << QByteArray(R"({"trusted": ["/"]})");
        QTest::newRow("relative") << QByteArray(R"({"version": 1, "trusted": ["."]})");
        QTest::newRow("not a list") << QByteArray(R"({"version": 1, "trusted": "/"})");
    }
    void brokenFilesTrustNothing()
    {
        QFETCH(QByteArray, text);
        test::writeFile(file(), text);
        QVERIFY(!WorkspaceTrust::load(file()).isTrusted(made("a")));
    }

    // Each window wrote the file as it had read it: the restriction of the other one was lost.
    void twoWindowsKeepEachOthersAnswers()
    {
        WorkspaceTrust first = WorkspaceTrust::load(file());
        GW_VERIFY_RESULT(first.answer(made("a"), true));
        WorkspaceTrust second = WorkspaceTrust::load(file());
        GW_VERIFY_RESULT(second.answer(made("a/download"), false));
        GW_VERIFY_RESULT(first.answer(made("b"), true));
        for (const WorkspaceTrust &trust : {first, WorkspaceTrust::load(file())}) {
            QCOMPARE(trust.answerFor(made("a/download")), std::optional(false));
            QVERIFY(trust.isTrusted(made("a")));
            QVERIFY(trust.isTrusted(made("b")));
        }
    }

    // It was overwritten with what this version knows.
    void aFileOfANewerVersionIsLeftAlone()
    {
        const QByteArray newer = R"({"version": 2, "trusted": {"/a": "more"}})";
        test::writeFile(file(), newer);
        WorkspaceTrust trust = WorkspaceTrust::load(file());
        GW_VERIFY_ERROR(trust.answer(made("a"), true), ErrorCode::Unsupported);
        QVERIFY(trust.isTrusted(made("a")));
        QCOMPARE(test::readFile(file()), newer);
    }

    void anAnswerBesideAnotherWriterIsWrittenLater()
    {
        WorkspaceTrust trust = WorkspaceTrust::load(file());
        GW_VERIFY_RESULT(trust.answer(made("a"), true));
        {
            QLockFile other(file() + QStringLiteral(".lock"));
            QVERIFY(other.lock());
            GW_VERIFY_ERROR(trust.answer(made("a/b"), false), ErrorCode::Io);
        }
        QCOMPARE(trust.answerFor(made("a/b")), std::optional(false));
        QVERIFY(WorkspaceTrust::load(file()).isTrusted(made("a/b")));
        GW_VERIFY_RESULT(trust.answer(made("c"), true));
        QCOMPARE(WorkspaceTrust::load(file()).answerFor(made("a/b")), std::optional(false));
    }

    void whatCannotBeWrittenHoldsForTheSession()
    {
        test::writeFile(file(), "x");
        // A file where the folder should be.
        const QString impossible = file() + QStringLiteral("/trust.json");
        WorkspaceTrust trust = WorkspaceTrust::load(impossible);
        GW_VERIFY_ERROR(trust.answer(made("a"), true), ErrorCode::Io);
        QVERIFY(trust.isTrusted(made("a")));
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceTrust)
#include "tst_workspace_trust.moc"
