// SPDX-License-Identifier: Apache-2.0
#include "client_test_support.h"
#include "core/completion/client/outcome_tracker.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;
using namespace std::chrono_literals;

class TestOutcomeTracker : public QObject
{
    Q_OBJECT

    SteppedClock m_clock;
    std::vector<Outcome> m_reported;
    std::optional<std::string> m_document;
    std::unique_ptr<OutcomeTracker> m_tracker;

    const Suggestion m_suggestion = suggestionOf("s", "alpha;\n  beta;\n");
    const QString m_uri = QStringLiteral("file:///a");

private Q_SLOTS:
    void init()
    {
        m_reported.clear();
        m_document = "alpha;\n  beta;\n";
        RetentionTimes times;
        times.pollEvery = 1ms;
        m_tracker = std::make_unique<OutcomeTracker>(
            m_clock, [this](const QString &) { return m_document; },
            [this](const Outcome &outcome) { m_reported.push_back(outcome); }, times);
    }

    void acceptedWhole()
    {
        m_tracker->shown(m_uri, m_suggestion);
        m_tracker->accepted(m_suggestion.id, 15, 0);
        QCOMPARE(m_reported.size(), std::size_t(1));
        QCOMPARE(m_reported[0], (Outcome{m_suggestion.id, OutcomeKind::Accepted, 15, 0}));
        QCOMPARE(m_tracker->watched(), std::size_t(1));
    }
    void acceptedInParts()
    {
        m_tracker->shown(m_uri, m_suggestion);
        m_tracker->accepted(m_suggestion.id, 6, 9);
        QVERIFY(m_reported.empty());
        m_tracker->accepted(m_suggestion.id, 9, 0);
        QCOMPARE(m_reported[0], (Outcome{m_suggestion.id, OutcomeKind::Accepted, 15, 0}));
    }
    void partThenEscape()
    {
        m_tracker->shown(m_uri, m_suggestion);
        m_tracker->accepted(m_suggestion.id, 6, 9);
        m_tracker->ended(m_suggestion.id, SuggestionEnd::Dismissed);
        QCOMPARE(m_reported.size(), std::size_t(1));
        QCOMPARE(m_reported[0], (Outcome{m_suggestion.id, OutcomeKind::Partial, 6, 0}));
    }
    void endings_data()
    {
        QTest::addColumn<int>("end");
        QTest::addColumn<int>("lookedAt");
        QTest::addColumn<QString>("kind");
        QTest::newRow("Escape") << int(SuggestionEnd::Dismissed) << 300 << QStringLiteral("dismissed");
        QTest::newRow("too quick to count") << int(SuggestionEnd::Dismissed) << 200 << QString();
        QTest::newRow("typed over") << int(SuggestionEnd::TypedOver) << 300 << QStringLiteral("typedOver");
        QTest::newRow("typed over before it was seen") << int(SuggestionEnd::TypedOver) << 200 << QString();
        QTest::newRow("typed out") << int(SuggestionEnd::TypedOut) << 100 << QStringLiteral("typedOver");
        QTest::newRow("taken back") << int(SuggestionEnd::Withdrawn) << 5000 << QString();
    }
    void endings()
    {
        QFETCH(int, end);
        QFETCH(int, lookedAt);
        QFETCH(QString, kind);
        m_tracker->shown(m_uri, m_suggestion);
        m_clock.time += std::chrono::milliseconds(lookedAt);
        m_tracker->ended(m_suggestion.id, SuggestionEnd(end), 3);
        QCOMPARE(m_reported.size(), kind.isEmpty() ? std::size_t(0) : std::size_t(1));
        if (!kind.isEmpty())
            QCOMPARE(QString(outcomeName(m_reported[0].kind)), kind);
    }
    void keptTwice()
    {
        m_tracker->shown(m_uri, m_suggestion);
        m_tracker->accepted(m_suggestion.id, 15, 0);
        m_clock.time += 31s;
        QTRY_COMPARE(m_reported.size(), std::size_t(2));
        QCOMPARE(m_reported[1], (Outcome{m_suggestion.id, OutcomeKind::Kept30s, 11, 0}));
        m_document = "alpha;\n  gone;\n";
        m_clock.time += 300s;
        QTRY_COMPARE(m_reported.size(), std::size_t(3));
        QCOMPARE(m_reported[2], (Outcome{m_suggestion.id, OutcomeKind::Kept5min, 6, 0}));
        QCOMPARE(m_tracker->watched(), std::size_t(0));
    }
    void deletedTextIsNotKept()
    {
        m_tracker->shown(m_uri, m_suggestion);
        m_tracker->accepted(m_suggestion.id, 15, 0);
        m_document = "something else\n";
        m_clock.time += 400s;
        QTRY_COMPARE(m_tracker->watched(), std::size_t(0));
        QCOMPARE(m_reported.size(), std::size_t(1));
    }
    void closedDocumentIsNotKept()
    {
        m_tracker->shown(m_uri, m_suggestion);
        m_tracker->accepted(m_suggestion.id, 15, 0);
        m_document.reset();
        m_clock.time += 400s;
        QTRY_COMPARE(m_tracker->watched(), std::size_t(0));
        QCOMPARE(m_reported.size(), std::size_t(1));
    }
    void newSuggestionReplacesTheOld()
    {
        m_tracker->shown(m_uri, m_suggestion);
        m_clock.time += 1s;
        m_tracker->shown(m_uri, suggestionOf("t", "other"));
        m_tracker->ended(m_suggestion.id, SuggestionEnd::Dismissed);
        QVERIFY(m_reported.empty());
    }
    void unknownIdsAreIgnored()
    {
        m_tracker->accepted(CompletionId(QStringLiteral("?")), 3, 0);
        m_tracker->ended(CompletionId(QStringLiteral("?")), SuggestionEnd::Dismissed);
        QVERIFY(m_reported.empty());
    }
};

QTEST_GUILESS_MAIN(TestOutcomeTracker)
#include "tst_outcome_tracker.moc"
