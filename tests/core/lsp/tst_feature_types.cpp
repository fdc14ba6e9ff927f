// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/completion_types.h"
#include "core/lsp/semantic_tokens.h"
#include "tests/support/result_test.h"

#include <QJsonDocument>
#include <QTest>

using namespace gatewright;
using namespace gatewright::lsp;

namespace {

Field json(const QByteArray &text)
{
    // In a list, because JSON documents hold no bare values; with ' for ".
    const QJsonDocument document = QJsonDocument::fromJson("[" + QByteArray(text).replace('\'', '"') + "]");
    return Field(document.array().at(0), QStringLiteral("result"));
}

const QByteArray range = "{'start':{'line':1,'character':2},'end':{'line':1,'character':5}}";
const Range rangeValue{{1, 2}, {1, 5}};

} // namespace

class TestFeatureTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hoverTextInAllItsForms_data()
    {
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("markdown");
        QTest::newRow("markdown") << QByteArray("{'kind':'markdown','value':'**a**'}") << "**a**" << true;
        QTest::newRow("plain") << QByteArray("{'kind':'plaintext','value':'**a**'}") << "**a**" << false;
        QTest::newRow("bare") << QByteArray("'*a*'") << "*a*" << true;
        QTest::newRow("code") << QByteArray("{'language':'cpp','value':'int a'}") << "```cpp\nint a\n```"
                              << true;
        QTest::newRow("list") << QByteArray("['a',{'language':'c','value':'b'}]") << "a\n\n```c\nb\n```"
                              << true;
    }
    void hoverTextInAllItsForms()
    {
        QFETCH(const QByteArray, contents);
        QFETCH(const QString, text);
        QFETCH(const bool, markdown);
        const auto hover = hoverFromJson(json("{\"contents\":" + contents + ",\"range\":" + range + "}"));
        GW_VERIFY_RESULT(hover);
        QVERIFY(hover->has_value());
        QCOMPARE((*hover)->text, (Markup{text, markdown}));
        QCOMPARE((*hover)->range, std::optional(rangeValue));
    }
    void nothingToHover()
    {
        QCOMPARE(hoverFromJson(json("null")).value(), std::optional<Hover>());
        const QByteArray blank = "{'contents':' '}";
        const QByteArray number = "{'contents':5}";
        QCOMPARE(hoverFromJson(json(blank)).value(), std::optional<Hover>());
        QVERIFY(!hoverFromJson(json(number)));
    }
    void longTextIsCut()
    {
        const auto markup = markupFromJson(Field(QString(100'000, QLatin1Char('x'))));
        GW_VERIFY_RESULT(markup);
        QVERIFY(markup->text.size() < 66'000);
    }

    void locationsInAllTheirForms()
    {
        const QByteArray one = "{'uri':'file:///a.cpp','range':" + range + "}";
        const std::vector<Location> expected{{QStringLiteral("file:///a.cpp"), rangeValue}};
        QCOMPARE(locationsFromJson(json(one)).value(), expected);
        QCOMPARE(locationsFromJson(json("[" + one + "]")).value(), expected);
        const QByteArray link = "[{'targetUri':'file:///a.cpp','targetSelectionRange':" + range + "}]";
        QCOMPARE(locationsFromJson(json(link)).value(), expected);
        QVERIFY(locationsFromJson(json("null"))->empty());
        const QByteArray withoutRange = "[{'uri':'file:///a.cpp'}]";
        QVERIFY(!locationsFromJson(json(withoutRange)));
    }

    void signatureWithItsParameters()
    {
        const auto help = signatureHelpFromJson(
            json("{'signatures':[{'label':'f(int a, int b)','parameters':[{'label':[2,7]},{'label':'int b'},"
                 "{'label':[50,90]}]}],'activeSignature':7,'activeParameter':1}"));
        GW_VERIFY_RESULT(help);
        QVERIFY(help->has_value());
        QCOMPARE((*help)->activeSignature, 0); // there is no eighth
        const std::vector<SignatureParameter> &parameters = (*help)->signatures[0].parameters;
        QCOMPARE(parameters[0].begin, 2);
        QCOMPARE(parameters[1].begin, 9);
        QCOMPARE(parameters[1].end, 14);
        QCOMPARE(parameters[2].begin, parameters[2].end); // outside the label
        const QByteArray none = "{'signatures':[]}";
        QCOMPARE(signatureHelpFromJson(json(none)).value(), std::optional<SignatureHelp>());
    }

    void symbolsInBothForms()
    {
        const QByteArray places = "'range':" + range + ",'selectionRange':" + range;
        const QByteArray nested =
            "[{'name':'fir','kind':12,'children':[{'name':'i','kind':99," + places + "}]," + places + "}]";
        const auto tree = documentSymbolsFromJson(json(nested));
        GW_VERIFY_RESULT(tree);
        QCOMPARE(tree->at(0).kind, SymbolKind::Function);
        QCOMPARE(tree->at(0).children.at(0).kind, SymbolKind::Variable);
        const auto flat = documentSymbolsFromJson(
            json("[{'name':'f','kind':6,'containerName':'C','location':{'uri':'file:///a','range':" + range +
                 "}}]"));
        GW_VERIFY_RESULT(flat);
        QCOMPARE(flat->at(0).selectionRange, rangeValue);
        QCOMPARE(flat->at(0).detail, QStringLiteral("C"));
    }
    void symbolsNestedWithoutEnd()
    {
        QByteArray text = "[]";
        for (int depth = 0; depth < 200; ++depth)
            text = "[{'name':'n','kind':3,'range':" + range + ",'selectionRange':" + range +
                   ",\"children\":" + text + "}]";
        const auto symbols = documentSymbolsFromJson(json(text));
        GW_VERIFY_RESULT(symbols);
        int depth = 0;
        for (const std::vector<DocumentSymbol> *level = &*symbols; !level->empty();
             level = &level->front().children)
            ++depth;
        QVERIFY(depth < 100);
    }

    void actionsAndCommandsMixed()
    {
        const auto actions = codeActionsFromJson(
            json("[{'title':'Run','command':'x.run','arguments':[1]},"
                 "{'title':'Fix','kind':'quickfix','isPreferred':true,'edit':{'changes':{'file:///a':[]}}},"
                 "{'title':'New file','edit':{'documentChanges':[{'kind':'create','uri':'file:///b'}]}},"
                 "{'title':'No','disabled':{'reason':'nothing selected'}}, 7]"));
        GW_VERIFY_RESULT(actions);
        QCOMPARE(actions->size(), std::size_t{3}); // what creates files is not offered
        QCOMPARE(actions->at(0).command->command, QStringLiteral("x.run"));
        QVERIFY(actions->at(1).isPreferred && actions->at(1).edit);
        QCOMPARE(actions->at(2).disabledReason, QStringLiteral("nothing selected"));
    }

    void hintsWithLabelsInParts()
    {
        const auto hints = inlayHintsFromJson(
            json("[{'position':{'line':1,'character':2},'kind':2,'label':[{'value':'in'},{'value':':'}]},"
                 "{'position':{'line':1,'character':9},'label':': int','kind':1}]"));
        GW_VERIFY_RESULT(hints);
        QCOMPARE(hints->at(0), (InlayHint{{1, 2}, QStringLiteral("in:"), true}));
        QVERIFY(!hints->at(1).isParameter);
    }

    void placesThatCanBeRenamed()
    {
        QCOMPARE(renamePlaceFromJson(json("null")).value(), std::optional<RenamePlace>());
        QCOMPARE(renamePlaceFromJson(json(range)).value()->range, std::optional(rangeValue));
        const QByteArray named = "{'placeholder':'fir','range':" + range + "}";
        const QByteArray byItself = "{'defaultBehavior':true}";
        QCOMPARE(renamePlaceFromJson(json(named)).value()->placeholder, QStringLiteral("fir"));
        QVERIFY(renamePlaceFromJson(json(byItself)).value().has_value());
    }

    void completionItems()
    {
        const auto list = completionsFromJson(
            json("{'isIncomplete':true,'itemDefaults':{'insertTextFormat':2,'data':5},'items':["
                 "{'label':'read','kind':2,'detail':'T "
                 "()','labelDetails':{'detail':'()','description':'hls_stream.h'},"
                 "'textEdit':{'insert':" +
                 range + ",'replace':" + range +
                 ",'newText':'read($0)'}},"
                 "{'label':'old','insertTextFormat':1,'tags':[1],'insertText':'older','data':6},"
                 "{'label':''}, {'label':'x','textEdit':{'newText':'y'}}, 'no item']}"));
        GW_VERIFY_RESULT(list);
        QVERIFY(list->isIncomplete);
        QCOMPARE(list->items.size(), std::size_t{2}); // the broken ones are left out
        const CompletionItem &read = list->items[0];
        QCOMPARE(read.newText, QStringLiteral("read($0)"));
        QCOMPARE(read.range, std::optional(rangeValue));
        QVERIFY(read.isSnippet);
        QCOMPARE(read.description, QStringLiteral("hls_stream.h"));
        QCOMPARE(read.raw.value(QLatin1String("data")).toInt(), 5);
        const CompletionItem &old = list->items[1];
        QVERIFY(old.isDeprecated && !old.isSnippet && !old.range);
        QCOMPARE(old.newText, QStringLiteral("older"));
        QCOMPARE(old.sortText, QStringLiteral("old"));
        QCOMPARE(old.raw.value(QLatin1String("data")).toInt(), 6);
        QVERIFY(completionsFromJson(json("null"))->items.empty());
    }

    void tokensAndTheirDifferences()
    {
        SemanticTokens tokens;
        const QByteArray all = "{'resultId':'1','data':[0,4,3,1,0, 0,5,2,2,1, 2,1,4,3,0]}";
        GW_VERIFY_RESULT(tokens.take(json(all)));
        QCOMPARE(tokens.tokens(),
                 (std::vector<SemanticToken>{{0, 4, 3, 1, 0}, {0, 9, 2, 2, 1}, {2, 1, 4, 3, 0}}));
        QCOMPARE(tokens.resultId(), QStringLiteral("1"));
        // Both edits count in the list before.
        const QByteArray edits =
            "{'resultId':'2','edits':[{'start':0,'deleteCount':5},{'start':11,'deleteCount':1,'data':[8]}]}";
        GW_VERIFY_RESULT(tokens.take(json(edits)));
        QCOMPARE(tokens.tokens(), (std::vector<SemanticToken>{{0, 5, 2, 2, 1}, {2, 8, 4, 3, 0}}));
        const QByteArray tooFar = "{'edits':[{'start':9,'deleteCount':5}]}";
        const auto broken = tokens.take(json(tooFar));
        QCOMPARE(broken.error().code, ErrorCode::Corrupt);
        QVERIFY(tokens.tokens().empty());
        QVERIFY(tokens.resultId().isEmpty());
        const QByteArray negative = "{'data':[-1,0,0,0,0]}";
        const QByteArray huge = "{'data':[2147483647,0,1,1,0,2147483647,0,1,1,0,1]}";
        QVERIFY(!tokens.take(json(negative)));
        GW_VERIFY_RESULT(tokens.take(json(huge)));
        QCOMPARE(tokens.tokens().size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestFeatureTypes)
#include "tst_feature_types.moc"
