// SPDX-License-Identifier: Apache-2.0
#include "core/check/protocol/help_messages.h"
#include "core/lsp/completion_types.h"
#include "core/lsp/types.h"
#include "tests/support/result_test.h"

#include <QJsonArray>
#include <QTest>

#include <limits>

using namespace gatewright;
using namespace gatewright::checker;

namespace {

QJsonObject question(const QJsonValue &uri, const QJsonValue &line, const QJsonValue &character)
{
    return {{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), uri}}},
            {QStringLiteral("position"),
             QJsonObject{{QStringLiteral("line"), line}, {QStringLiteral("character"), character}}}};
}

} // namespace

// What the checker writes is read back as any client reads it.
class TestHelpMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aQuestionIsRead()
    {
        const QJsonValue sent = question(QStringLiteral("file:///a.cpp"), 3, 7);
        const auto read = helpQuestionFromJson(lsp::Field(sent));
        GW_VERIFY_RESULT(read);
        QCOMPARE(read->uri, QStringLiteral("file:///a.cpp"));
        QCOMPARE(read->place, (Position{3, 7}));
    }

    void whatIsNoQuestionIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("sent");
        QTest::newRow("nothing") << QJsonObject();
        QTest::newRow("uri") << question(3, 0, 0);
        QTest::newRow("line") << question(QStringLiteral("file:///a.cpp"), QStringLiteral("one"), 0);
        QTest::newRow("negative") << question(QStringLiteral("file:///a.cpp"), 0, -1);
        QTest::newRow("fraction") << question(QStringLiteral("file:///a.cpp"), 0.5, 0);
    }
    void whatIsNoQuestionIsRefused()
    {
        QFETCH(QJsonObject, sent);
        const QJsonValue value = sent;
        GW_VERIFY_ERROR(helpQuestionFromJson(lsp::Field(value)), ErrorCode::InvalidInput);
    }

    void suggestionsKeepTheirOrderAndAll()
    {
        Suggestion first;
        first.label = QStringLiteral("PIPELINE");
        first.kind = Suggestion::Kind::Keyword;
        first.detail = QStringLiteral("loops");
        first.explanation = QStringLiteral("Starts *early*.");
        first.range = {{1, 2}, {1, 5}};
        first.text = "PIPELINE ";
        first.typed = QStringLiteral("pipe");
        first.isOutdated = true;
        Suggestion second;
        second.label = QStringLiteral("ALLOCATION");
        second.kind = Suggestion::Kind::Name;
        second.text = "A";
        second.elsewhere = {{{{0, 0}, {0, 0}}, "import a\n"}};
        const QJsonValue sent = toJson(Suggestions{{first, second}, true});
        const auto read = lsp::completionsFromJson(lsp::Field(sent));
        GW_VERIFY_RESULT(read);
        QVERIFY(read->isIncomplete);
        QCOMPARE(read->items.size(), std::size_t{2});
        const lsp::CompletionItem &item = read->items[0];
        QCOMPARE(item.label, first.label);
        QCOMPARE(item.kind, lsp::CompletionKind::Keyword);
        QCOMPARE(item.detail, first.detail);
        QCOMPARE(item.documentation, (lsp::Markup{first.explanation, true}));
        QCOMPARE(item.range, std::optional(first.range));
        QCOMPARE(item.newText, QStringLiteral("PIPELINE "));
        QCOMPARE(item.filterText, first.typed);
        QVERIFY(item.isDeprecated);
        const lsp::CompletionItem &other = read->items[1];
        QVERIFY(item.sortText < other.sortText);
        QCOMPARE(other.kind, lsp::CompletionKind::Class);
        QVERIFY(!other.isDeprecated);
        QCOMPARE(other.additionalEdits.size(), std::size_t{1});
        QCOMPARE(other.additionalEdits[0].newText, QStringLiteral("import a\n"));
    }

    void anExplanationOrNone()
    {
        const QJsonValue sent =
            toJson(std::optional(Explanation{QStringLiteral("A *word*."), {{1, 2}, {1, 6}}}));
        const auto read = lsp::hoverFromJson(lsp::Field(sent));
        GW_VERIFY_RESULT(read);
        QCOMPARE((*read)->text, (lsp::Markup{QStringLiteral("A *word*."), true}));
        QCOMPARE((*read)->range, std::optional(Range{{1, 2}, {1, 6}}));
        QVERIFY(toJson(std::optional<Explanation>()).isNull());
    }
};

QTEST_GUILESS_MAIN(TestHelpMessages)
#include "tst_help_messages.moc"
