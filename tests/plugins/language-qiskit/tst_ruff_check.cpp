// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/ruff_check.h"
#include "tests/plugins/language-qiskit/qiskit_test.h"

#include <QTemporaryDir>

using namespace gatewright;

class TestRuffCheck : public QObject
{
    Q_OBJECT

    ProcessService m_processes;

    Result<std::vector<Diagnostic>> check(const TextDocument &document, const QString &path = {},
                                          const EnvironmentPlaces &places = buildTreePlaces())
    {
        return test::inBackground<std::vector<Diagnostic>>(this, [&](std::stop_token token) {
            return RuffCheck(m_processes, places).run({document, path}, token);
        });
    }

private Q_SLOTS:
    void initTestCase() { GW_NEED_QISKIT(); }

    void whatIsFound_data() { addGoldenRows("ruff"); }
    void whatIsFound()
    {
        QFETCH(QString, program);
        const TextDocument document(Language::Qiskit, test::readFile(program).toStdString());
        const auto found = check(document, program);
        GW_VERIFY_RESULT(found);
        QJsonArray json;
        for (const Diagnostic &diagnostic : *found)
            json.append(diagnosticToJson(diagnostic, document));
        compareWithGolden(program, json);
    }

    void columnsAreUtf16()
    {
        const TextDocument document(Language::Qiskit, "x = \"😀\"; print(missing, x)\n");
        const auto found = check(document);
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->size(), std::size_t(1));
        QCOMPARE(found->front().code, QStringLiteral("F821"));
        QCOMPARE(found->front().severity, Severity::Error);
        QCOMPARE(found->front().range, (Range{{0, 16}, {0, 23}}));
    }

    void anUnusedImportHasASafeFix()
    {
        const TextDocument document(Language::Qiskit, "import os\nx = 1\n");
        const auto found = check(document);
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->size(), std::size_t(1));
        QCOMPARE(found->front().severity, Severity::Hint);
        QCOMPARE(found->front().fixes.size(), std::size_t(1));
        const DiagnosticFix &fix = found->front().fixes.front();
        QVERIFY(!fix.title.isEmpty());
        QCOMPARE(fix.edits, (std::vector<DiagnosticEdit>{{Range{{0, 0}, {1, 0}}, ""}}));
    }

    void linesMayEndWithCrLf()
    {
        const TextDocument document(Language::Qiskit, "x = 1\r\nprint(missing)\r\n");
        const auto found = check(document);
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->size(), std::size_t(1));
        QCOMPARE(found->front().range, (Range{{1, 6}, {1, 13}}));
    }

    // A configuration beside the file is the workspace's own; it does not decide what is checked.
    void theWorkspacesConfigurationDoesNotCount()
    {
        QTemporaryDir workspace;
        QFile file(workspace.filePath(QStringLiteral("ruff.toml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("lint.ignore = [\"F\"]\n");
        file.close();
        const TextDocument document(Language::Qiskit, "print(missing)\n");
        const auto found = check(document, workspace.filePath(QStringLiteral("a.py")));
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->size(), std::size_t(1));
    }

    void aNameMayLookLikeAnOption()
    {
        const TextDocument document(Language::Qiskit, "print(missing)\n");
        const auto found = check(document, QStringLiteral("/project/-x.py"));
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->size(), std::size_t(1));
    }

    void aLongFileIsNoProblem()
    {
        std::string text;
        for (int i = 0; i < 20'000; ++i)
            text += "print(missing" + std::to_string(i) + ")\n";
        const auto found = check(TextDocument(Language::Qiskit, text));
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->size(), RuffCheck::maximumFindings);
    }

    void withoutRuffTheErrorNamesTheRemedy()
    {
        if (QFileInfo::exists(QStringLiteral("/usr/bin/ruff")))
            QSKIP("this machine has ruff");
        QTemporaryDir nothing;
        const auto found =
            check(TextDocument(Language::Qiskit, "x = 1\n"), {}, {{}, nothing.path(), nothing.path()});
        GW_VERIFY_ERROR(found, ErrorCode::Missing);
        QVERIFY(found.error().message.contains(QStringLiteral("Tools > Set Up Qiskit")));
    }

    void aForeignAnswerIsAnError_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json : {"", "{}", "null", "[", "ruff 1.0"})
            QTest::newRow(json) << QByteArray(json);
    }
    void aForeignAnswerIsAnError()
    {
        QFETCH(QByteArray, json);
        GW_VERIFY_ERROR(diagnosticsFromRuff(json, TextDocument()), ErrorCode::Corrupt);
    }

    void placesOutsideTheTextAreMovedIntoIt()
    {
        const TextDocument document(Language::Qiskit, "x\n");
        const auto found = diagnosticsFromRuff(
            R"([{"code":"F821","message":"m","location":{"row":-5,"column":1e300},"end_location":{"row":99,"column":0}},
                {"code":"F822"}, 7, null, {"code":3}, {"code":"invalid-syntax"}])",
            document);
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->size(), std::size_t(2));
        for (const Diagnostic &diagnostic : *found)
            QVERIFY(diagnostic.range.start <= diagnostic.range.end &&
                    diagnostic.range.end <= (Position{1, 0}));
    }
};

QTEST_GUILESS_MAIN(TestRuffCheck)
#include "tst_ruff_check.moc"
