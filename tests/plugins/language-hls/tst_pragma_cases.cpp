// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/pragma_check.h"
#include "tests/support/files.h"
#include "tests/support/golden.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <optional>
#include <set>

using namespace gatewright;
using namespace gatewright::hls;

namespace {

QString textOf(const TextDocument &document, Range range)
{
    const std::size_t begin = document.offset(range.start);
    return QString::fromStdString(document.text().substr(begin, document.offset(range.end) - begin));
}

QString lineAfterFix(const TextDocument &document, const Diagnostic &diagnostic)
{
    TextDocument fixed = document;
    for (const DiagnosticEdit &edit : diagnostic.fixes[0].edits) {
        if (!fixed.apply(fixed.edit(edit.range, edit.text)))
            return {};
    }
    const std::string_view line = fixed.line(diagnostic.range.start.line);
    return QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size()));
}

QJsonArray described(const TextDocument &document, const std::vector<PragmaFinding> &findings)
{
    QJsonArray result;
    for (const PragmaFinding &finding : findings) {
        const Diagnostic &diagnostic = finding.diagnostic;
        QJsonObject object{{QStringLiteral("line"), diagnostic.range.start.line + 1},
                           {QStringLiteral("column"), diagnostic.range.start.column + 1},
                           {QStringLiteral("text"), textOf(document, diagnostic.range)},
                           {QStringLiteral("rule"), QString::fromStdString(finding.rule)},
                           {QStringLiteral("code"), diagnostic.code},
                           {QStringLiteral("severity"), severityName(diagnostic.severity)},
                           {QStringLiteral("message"), diagnostic.message}};
        if (!diagnostic.fixes.empty())
            object[QStringLiteral("fixed")] = lineAfterFix(document, diagnostic);
        result.append(object);
    }
    return result;
}

} // namespace

class TestPragmaCases : public QObject
{
    Q_OBJECT

    std::optional<PragmaTable> m_table;
    std::set<std::string> m_covered;
    const QDir m_cases{QStringLiteral(GATEWRIGHT_TEST_DATA "/hls/checks")};

private Q_SLOTS:
    void initTestCase()
    {
        Result<PragmaTable> table =
            PragmaTable::load(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/hls/pragmas.json"));
        GW_VERIFY_RESULT(table);
        m_table = std::move(*table);
    }

    void cases_data()
    {
        QTest::addColumn<QString>("folder");
        for (const QString &name : m_cases.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << m_cases.filePath(name);
    }

    void cases()
    {
        QFETCH(QString, folder);
        const TextDocument document(Language::HlsCpp,
                                    test::readFile(folder + QStringLiteral("/input.cpp")).toStdString());
        QVERIFY(!document.text().empty());
        const std::vector<PragmaFinding> findings = findPragmaProblems(*m_table, document, {});
        for (const PragmaFinding &finding : findings)
            m_covered.insert(finding.rule);
        const QString expectedFile = folder + QStringLiteral("/expected.json");
        const QJsonArray found = described(document, findings);
        if (test::rewritesGolden())
            test::writeFile(expectedFile, QJsonDocument(found).toJson());
        const QJsonArray expected = QJsonDocument::fromJson(test::readFile(expectedFile)).array();
        for (qsizetype i = 0; i < std::min(found.size(), expected.size()); ++i)
            QCOMPARE(QJsonDocument(found[i].toObject()).toJson(),
                     QJsonDocument(expected[i].toObject()).toJson());
        QCOMPARE(found.size(), expected.size());
    }

    // Last: what the cases above did not reach.
    void everyRuleHasACase()
    {
        QStringList uncovered;
        const std::vector<std::string> rules = pragmaRules(*m_table);
        for (const std::string &rule : rules) {
            if (m_covered.count(rule) == 0)
                uncovered << QString::fromStdString(rule);
        }
        for (const std::string &rule : m_covered)
            QVERIFY2(std::ranges::find(rules, rule) != rules.end(), rule.c_str());
        QVERIFY2(uncovered.isEmpty(), qPrintable(uncovered.join(QStringLiteral("; "))));
    }

    void aDamagedTableIsAnError()
    {
        GW_VERIFY_ERROR(PragmaTable::parse("{"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(PragmaTable::parse("{\"format\": 2}"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(PragmaTable::parse("{\"format\": 1, \"pragmas\": [{\"options\": []}]}"),
                        ErrorCode::Corrupt);
        GW_VERIFY_ERROR(PragmaTable::parse("{\"format\": 1, \"pragmas\": [{\"name\": \"a\", \"options\": "
                                           "[{\"name\": \"b\", \"kind\": \"odd\"}]}]}"),
                        ErrorCode::Corrupt);
        GW_VERIFY_ERROR(PragmaTable::load(QStringLiteral("/nowhere/pragmas.json")), ErrorCode::NotFound);
    }

    void findingsAreLimited()
    {
        std::string text = "void f() {\n";
        for (int i = 0; i < 1000; ++i)
            text += "#pragma HLS pipelin\n";
        const TextDocument document(Language::HlsCpp, text + "}\n");
        const PragmaCheck check(*m_table);
        const auto found = check.run({document}, {});
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->size(), PragmaCheck::maximumFindings);
    }
};

QTEST_APPLESS_MAIN(TestPragmaCases)
#include "tst_pragma_cases.moc"
