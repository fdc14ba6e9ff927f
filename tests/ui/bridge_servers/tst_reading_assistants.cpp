// SPDX-License-Identifier: GPL-3.0-or-later
// What only shows something: hover, signatures, places, hints, colours of words, the outline.
#include "tests/ui/bridge_servers/server_window.h"
#include "tests/ui/editor/recording_announcer.h"
#include "ui/bridge/servers/hint_assistant.h"
#include "ui/bridge/servers/hover_assistant.h"
#include "ui/bridge/servers/outline_source.h"
#include "ui/bridge/servers/place_finder.h"
#include "ui/bridge/servers/server_texts.h"
#include "ui/bridge/servers/signature_assistant.h"
#include "ui/bridge/servers/word_colours.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatewright;

namespace {

const char *const program = "int twice(int value)\n{\n    return value * 2;\n}\n\nint four = twice(2);\n";

} // namespace

class TestReadingAssistants : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hoverShowsDocumentationUnderWhatIsWrong()
    {
        ServerWindow window(
            "{'capabilities':{'hoverProvider':true},'answers':{'textDocument/hover':{'contents':"
            "{'kind':'markdown','value':'Gives **twice** as much.\\n\\n```cpp\\nint twice(int);\\n```'},"
            "'range':{'start':{'line':5,'character':11},'end':{'line':5,'character':16}}}}}",
            program);
        QVERIFY(window.ready);
        window.buffer().setMarks({{{{5, 11}, {5, 16}}, MarkLevel::Warning, QStringLiteral("slow <call>")}});
        HoverAssistant hover(window.servers, window.library,
                             [&]() -> const Theme & { return window.look(); });
        hover.setFront(window.front());
        RecordingAnnouncer announcer;
        window.view->setAnnouncer(&announcer);
        window.caretBehind("four = tw");
        hover.showAtCaret();
        QTRY_VERIFY(hover.isOpen());
        const QString shown = hover.card()->plainText();
        QVERIFY2(shown.startsWith(QLatin1String("slow <call>\nGives twice as much.")), qPrintable(shown));
        QVERIFY(shown.contains(QLatin1String("int twice(int);")));
        QCOMPARE(announcer.said, QStringList{shown});
        window.view->setAnnouncer(nullptr);
        QVERIFY(window.view->hasFocus() || window.view->focusProxy()->hasFocus());
        window.type("x"); // any key ends it
        QVERIFY(!hover.isOpen());
    }
    void hoverOfSeveralServers()
    {
        ServerWindow window(
            "{'capabilities':{'hoverProvider':true},'delays':{'textDocument/hover':100},"
            "'answers':{'textDocument/hover':{'contents':{'kind':'plaintext','value':'First *word*.'}}}}",
            program);
        QVERIFY(window.addServer("{'capabilities':{'hoverProvider':true},"
                                 "'answers':{'textDocument/hover':{'contents':'Second **word**.'}}}"));
        HoverAssistant hover(window.servers, window.library,
                             [&]() -> const Theme & { return window.look(); });
        hover.setFront(window.front());
        window.caretBehind("four = tw");
        hover.showAtCaret();
        // What comes first is shown first; what comes later stands in its place.
        QTRY_VERIFY(hover.isOpen());
        QCOMPARE(hover.card()->plainText(), QStringLiteral("Second word."));
        QTRY_VERIFY(hover.card()->plainText().contains(QLatin1String("First *word*.")));
        const QString shown = hover.card()->plainText();
        QVERIFY2(shown.indexOf(QLatin1String("First")) < shown.indexOf(QLatin1String("Second")),
                 qPrintable(shown));
    }
    void whatOnlyTheOtherServerKnowsIsShown()
    {
        ServerWindow window("{'capabilities':{'hoverProvider':true},'answers':{'textDocument/hover':null}}",
                            program);
        QVERIFY(window.addServer("{'capabilities':{'hoverProvider':true},"
                                 "'answers':{'textDocument/hover':{'contents':'Known.'}}}"));
        HoverAssistant hover(window.servers, window.library,
                             [&]() -> const Theme & { return window.look(); });
        hover.setFront(window.front());
        QSignalSpy nothing(&hover, &HoverAssistant::nothingKnown);
        hover.showAtCaret();
        QTRY_VERIFY(hover.isOpen());
        QCOMPARE(hover.card()->plainText(), QStringLiteral("Known."));
        QCOMPARE(nothing.size(), 0);
    }
    void hoverOfTheMouse()
    {
        ServerWindow window(
            "{'capabilities':{'hoverProvider':true},'answers':{'textDocument/hover':{'contents':'x'}}}",
            program);
        HoverAssistant hover(window.servers, window.library,
                             [&]() -> const Theme & { return window.look(); });
        hover.setFront(window.front());
        Q_EMIT window.view->hovered(window.text().find("four"), QPoint());
        QTRY_VERIFY(hover.isOpen());
        Q_EMIT window.view->scrolled();
        QVERIFY(!hover.isOpen());
    }
    void nothingToHover()
    {
        ServerWindow window("{'capabilities':{'hoverProvider':true},'answers':{'textDocument/hover':null}}",
                            program);
        HoverAssistant hover(window.servers, window.library,
                             [&]() -> const Theme & { return window.look(); });
        hover.setFront(window.front());
        QSignalSpy nothing(&hover, &HoverAssistant::nothingKnown);
        hover.showAtCaret();
        QTRY_COMPARE(nothing.size(), 1);
        QVERIFY(!hover.isOpen());
    }

    void signatureFollowsTheParameters()
    {
        ServerWindow window(
            "{'capabilities':{'signatureHelpProvider':{'triggerCharacters':['(',',']}},"
            "'answers':{'textDocument/signatureHelp':{'signatures':["
            "{'label':'f(int a, int b)','parameters':[{'label':[2,7]},{'label':[9,14]}]},"
            "{'label':'f(float a)','parameters':[{'label':'float a'}]}],'activeParameter':1}}}",
            program);
        SignatureAssistant signature(window.servers, window.library,
                                     [&]() -> const Theme & { return window.look(); });
        signature.setFront(window.front());
        window.caretBehind("four = twice(2)");
        window.type(" + f(");
        QTRY_VERIFY(signature.isOpen());
        QCOMPARE(signature.card()->plainText(), QStringLiteral("1 of 2: f(int a, int b)"));
        signature.request(); // the next one
        QCOMPARE(signature.card()->plainText(), QStringLiteral("2 of 2: f(float a)"));
        window.key(Qt::Key_Escape);
        QVERIFY(!signature.isOpen());
    }

    void placesAreSortedAndOfThisMachine()
    {
        ServerWindow window(
            "{'capabilities':{'referencesProvider':true},'answers':{'textDocument/references':["
            "{'uri':'file:///"
            "b.cpp','range':{'start':{'line':3,'character':0},'end':{'line':3,'character':2}}},"
            "{'uri':'file:///"
            "b.cpp','range':{'start':{'line':1,'character':0},'end':{'line':1,'character':2}}},"
            "{'uri':'file:///"
            "b.cpp','range':{'start':{'line':1,'character':0},'end':{'line':1,'character':2}}},"
            "{'uri':'http://elsewhere/"
            "c.cpp','range':{'start':{'line':1,'character':0},'end':{'line':1,'character':2}}},"
            "{'uri':'file://host/"
            "c.cpp','range':{'start':{'line':1,'character':0},'end':{'line':1,'character':2}}},"
            "{'uri':'file:///"
            "a.cpp','range':{'start':{'line':9,'character':0},'end':{'line':9,'character':2}}}]}}",
            program);
        PlaceFinder finder(window.servers);
        finder.setFront(window.front());
        QVERIFY(finder.canFind(PlaceFinder::What::References));
        QVERIFY(!finder.canFind(PlaceFinder::What::Definition));
        std::vector<lsp::Location> places;
        QString name;
        connect(&finder, &PlaceFinder::found, this,
                [&](PlaceFinder::What, const QString &word, const std::vector<lsp::Location> &found) {
                    name = word;
                    places = found;
                });
        window.caretBehind("four = tw");
        finder.find(PlaceFinder::What::References);
        QTRY_COMPARE(places.size(), std::size_t{3});
        QCOMPARE(name, QStringLiteral("twice"));
        QCOMPARE(places[0].uri, QStringLiteral("file:///a.cpp"));
        QCOMPARE(places[1].range.start.line, 1);
    }

    void hintsStandBehindTheirLinesAndMoveWithThem()
    {
        ServerWindow window("{'capabilities':{'inlayHintProvider':true},'answers':{'textDocument/inlayHint':["
                            "{'position':{'line':5,'character':17},'kind':2,'label':'value:'},"
                            "{'position':{'line':5,'character':8},'kind':1,'label':': int'}]}}",
                            program);
        HintAssistant hints(window.servers);
        hints.setFront(window.front());
        QTest::qWait(0);
        QVERIFY(!window.journal().contains("textDocument/inlayHint")); // they are off
        hints.setEnabled(true);
        QTRY_VERIFY(window.journal().contains("textDocument/inlayHint"));
        QTRY_COMPARE(window.view->hints(),
                     (std::vector<InlineNote>{{5, QStringLiteral("value: 2 · four: int"), {}}}));
        window.caretBehind("int twice(int value)");
        window.key(Qt::Key_Return);
        QCOMPARE(window.view->hints().front().line, 6);
        window.view->setCaret(window.text().size() - 1);
        window.type(" ");
        QVERIFY(window.view->hints().empty()); // until the answer about the new line
        hints.setEnabled(false);
        QVERIFY(window.view->hints().empty());
    }

    void wordsAreColouredAgainByDifferences()
    {
        ServerWindow window(
            "{'capabilities':{'semanticTokensProvider':{'legend':{'tokenTypes':['variable','function'],'"
            "tokenModifiers':[]},"
            "'full':{'delta':true}}},"
            "'answers':{'textDocument/semanticTokens/full':{'resultId':'1','data':[0,4,5,1,0,5,4,4,0,0]}},"
            "'answersAfterEdit':{'textDocument/semanticTokens/full/"
            "delta':{'resultId':'2','edits':[{'start':0,'deleteCount':1,'data':[1]}]}}}",
            program);
        WordColours colours(window.servers);
        QSignalSpy coloured(&colours, &WordColours::coloured);
        colours.setFront(window.front());
        QTRY_COMPARE(coloured.size(), 1);
        window.view->setCaret(0);
        window.key(Qt::Key_Return);
        QTRY_COMPARE(coloured.size(), 2);
        QVERIFY(window.journal().contains("\"previousResultId\":\"1\""));
    }
    void aLargeDocumentKeepsTheColoursOfItsSyntax()
    {
        const std::string large(WordColours::mostBytes + 1, ' ');
        ServerWindow window(
            "{'capabilities':{'semanticTokensProvider':{'legend':{'tokenTypes':[],'tokenModifiers':[]},"
            "'full':true},'documentSymbolProvider':true},"
            "'answers':{'textDocument/semanticTokens/full':null,'textDocument/documentSymbol':[]}}",
            large);
        WordColours colours(window.servers);
        colours.setFront(window.front());
        OutlineSource outline(window.servers); // asked later than colours would be
        outline.setFront(window.front());
        outline.refresh();
        QTRY_VERIFY(window.journal().contains("textDocument/documentSymbol"));
        QVERIFY(!window.journal().contains("textDocument/semanticTokens"));
    }

    void outlineOfTheServerOrElseOfTheParser()
    {
        const char *const nothing = "{'capabilities':{}}";
        ServerWindow parsed(nothing, program);
        OutlineSource fromParser(parsed.servers);
        fromParser.setFront(parsed.front());
        QTRY_COMPARE(fromParser.model().rowCount(), 1);
        QCOMPARE(fromParser.model().index(0, 0).data().toString(), QStringLiteral("twice"));
        QCOMPARE(fromParser.model().placeOf(fromParser.model().index(0, 0)), (Position{0, 4}));

        ServerWindow told(
            "{'capabilities':{'documentSymbolProvider':true},'answers':{'textDocument/documentSymbol':["
            "{'name':'twice','kind':12,'range':{'start':{'line':0,'character':0},'end':{'line':3,'character':"
            "1}},"
            "'selectionRange':{'start':{'line':0,'character':4},'end':{'line':0,'character':9}},'children':["
            "{'name':'value','kind':13,'range':{'start':{'line':0,'character':10},'end':{'line':0,'character'"
            ":19}},"
            "'selectionRange':{'start':{'line':0,'character':14},'end':{'line':0,'character':19}}}]}]}}",
            program);
        OutlineSource fromServer(told.servers);
        fromServer.setFront(told.front());
        OutlineModel &model = fromServer.model();
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.rowCount(model.index(0, 0)), 1);
        QCOMPARE(model.indexAt({0, 15}).data().toString(), QStringLiteral("value"));
        QCOMPARE(model.indexAt({2, 0}).data().toString(), QStringLiteral("twice"));
        QVERIFY(!model.indexAt({5, 0}).isValid());
        fromServer.setFront({});
        QCOMPARE(model.rowCount(), 0);
    }

    void pathsOfThisMachineOnly()
    {
        QCOMPARE(pathOfUri(QStringLiteral("file:///a%20b/%C3%BC.cpp")), QStringLiteral("/a b/ü.cpp"));
        for (const char *uri : {"http://x/a", "file://host/a", "untitled:1", "", "/a"})
            QVERIFY2(pathOfUri(QLatin1String(uri)).isEmpty(), uri);
    }
};

QTEST_MAIN(TestReadingAssistants)
#include "tst_reading_assistants.moc"
