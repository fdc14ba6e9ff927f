// SPDX-License-Identifier: Apache-2.0
#include "core/check/check_runner.h"

#include <QTest>

#include <atomic>
#include <semaphore>

using namespace gatewright;

namespace {

// Says one thing about every text; waits first when it is told to.
class ScriptedCheck final : public Check
{
public:
    enum class Behaviour { FindsError, FindsHint, Fails, WaitsForStop };

    explicit ScriptedCheck(Behaviour behaviour)
        : m_behaviour(behaviour)
    {
    }

    QString id() const override { return QStringLiteral("scripted"); }
    Tier tier() const override { return Tier::T0; }
    bool serves(Language) const override { return true; }

    Result<std::vector<Diagnostic>> run(const CheckInput &input, std::stop_token token) const override
    {
        ++runs;
        if (m_behaviour == Behaviour::Fails)
            return makeError(ErrorCode::Missing, QStringLiteral("No compiler."));
        if (m_behaviour == Behaviour::WaitsForStop && input.document.text() == "slow") {
            while (!token.stop_requested())
                std::this_thread::yield();
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        }
        Diagnostic diagnostic;
        diagnostic.severity = m_behaviour == Behaviour::FindsHint ? Severity::Hint : Severity::Error;
        diagnostic.message = QString::fromStdString(input.document.text());
        return std::vector<Diagnostic>{diagnostic};
    }

    mutable std::atomic<int> runs = 0;

private:
    Behaviour m_behaviour;
};

TextDocument text(const std::string &contents, std::int64_t revision = 0)
{
    return TextDocument(Language::HlsCpp, contents, Revision{revision});
}

} // namespace

class TestCheckRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusFollowsTheFindings()
    {
        const ScriptedCheck error(ScriptedCheck::Behaviour::FindsError);
        const ScriptedCheck hint(ScriptedCheck::Behaviour::FindsHint);
        const ScriptedCheck failing(ScriptedCheck::Behaviour::Fails);
        const TextDocument document = text("x", 7);
        const CheckInput input{document, {}};
        QCOMPARE(runChecks({}, {}, input, {})->status, CheckStatus::Skipped);
        QCOMPARE(runChecks({&hint}, {}, input, {})->status, CheckStatus::Passed);
        QCOMPARE(runChecks({&failing}, {}, input, {})->status, CheckStatus::Error);
        // A finding is worth more than a check that could not be made.
        const auto both = runChecks({&failing, &error}, {}, input, {});
        QCOMPARE(both->status, CheckStatus::Failed);
        QCOMPARE(both->problem->code, ErrorCode::Missing);
        QCOMPARE(both->revision, Revision{7});
    }

    void theReportCarriesDocumentAndRevision()
    {
        const ScriptedCheck check(ScriptedCheck::Behaviour::FindsError);
        CheckRunner runner;
        std::vector<CheckReport> reports;
        connect(&runner, &CheckRunner::finished, this,
                [&](const CheckReport &report) { reports.push_back(report); });
        runner.submit(QStringLiteral("a"), {text("one", 3)}, {&check});
        QTRY_COMPARE(reports.size(), std::size_t(1));
        QCOMPARE(reports.front().documentId, QStringLiteral("a"));
        QCOMPARE(reports.front().revision, Revision{3});
        QCOMPARE(reports.front().diagnostics.front().message, QStringLiteral("one"));
    }

    void aNewerTextOvertakesAnOlderOne()
    {
        const ScriptedCheck check(ScriptedCheck::Behaviour::WaitsForStop);
        CheckRunner runner;
        std::vector<CheckReport> reports;
        connect(&runner, &CheckRunner::finished, this,
                [&](const CheckReport &report) { reports.push_back(report); });
        runner.submit(QStringLiteral("a"), {text("slow", 1)}, {&check});
        QTRY_COMPARE(check.runs.load(), 1);
        runner.submit(QStringLiteral("a"), {text("fast", 2)}, {&check});
        QTRY_COMPARE(reports.size(), std::size_t(1));
        QCOMPARE(reports.front().revision, Revision{2});
    }

    void documentsDoNotOvertakeEachOther()
    {
        const ScriptedCheck check(ScriptedCheck::Behaviour::FindsHint);
        CheckRunner runner;
        QStringList seen;
        connect(&runner, &CheckRunner::finished, this,
                [&](const CheckReport &report) { seen << report.documentId; });
        runner.submit(QStringLiteral("a"), {text("1")}, {&check});
        runner.submit(QStringLiteral("b"), {text("2")}, {&check});
        QTRY_COMPARE(seen, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    }

    void aClosedDocumentIsNotReported()
    {
        const ScriptedCheck check(ScriptedCheck::Behaviour::FindsHint);
        CheckRunner runner;
        QStringList seen;
        connect(&runner, &CheckRunner::finished, this,
                [&](const CheckReport &report) { seen << report.documentId; });
        runner.submit(QStringLiteral("closed"), {text("1")}, {&check});
        runner.forget(QStringLiteral("closed"));
        runner.submit(QStringLiteral("open"), {text("2")}, {&check});
        QTRY_COMPARE(seen, QStringList{QStringLiteral("open")});
    }

    void destructionStopsARunningCheck()
    {
        const ScriptedCheck check(ScriptedCheck::Behaviour::WaitsForStop);
        {
            CheckRunner runner;
            runner.submit(QStringLiteral("a"), {text("slow")}, {&check});
            QTRY_COMPARE(check.runs.load(), 1);
        }
        QCOMPARE(check.runs.load(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCheckRunner)
#include "tst_check_runner.moc"
