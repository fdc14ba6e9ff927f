// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bridge_servers/server_window.h"
#include "tests/ui/editor/recording_announcer.h"
#include "ui/bridge/servers/completion_assistant.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatewright;

namespace {

const char *const script =
    "{'capabilities':{'completionProvider':{'triggerCharacters':['.','>',':'],'resolveProvider':true}},"
    "'answers':{'textDocument/completion':{'isIncomplete':false,'items':["
    "{'label':'read','kind':2,'insertText':'read(${1:value})','insertTextFormat':2,'sortText':'1'},"
    "{'label':'read_next','kind':2,'sortText':'2','documentation':{'kind':'markdown','value':'Reads "
    "**on**.'}},"
    "{'label':'write','kind':2,'sortText':'3'}]},"
    "'completionItem/resolve':{'label':'read','documentation':'Takes one.'}}}";

} // namespace

class TestCompletionAssistant : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServerWindow> m_window;
    std::unique_ptr<CompletionAssistant> m_assistant;

    void open(const char *text = "int f()\n{\n    in\n}\n", const char *scripted = script)
    {
        m_assistant.reset();
        m_window = std::make_unique<ServerWindow>(scripted, text);
        QVERIFY(m_window->ready);
        m_assistant = std::make_unique<CompletionAssistant>(
            m_window->servers, m_window->library, [this]() -> const Theme & { return m_window->look(); });
        m_assistant->setFront(m_window->front());
        m_window->caretBehind("    in");
    }
    [[nodiscard]] QStringList labels() const
    {
        QStringList found;
        for (int row = 0; m_assistant->isOpen() && row < m_assistant->popup()->rows().rowCount(); ++row)
            found.append(m_assistant->popup()->rows().row(row).label);
        return found;
    }
    [[nodiscard]] bool holds(const char *text) const
    {
        return m_window->text().find(text) != std::string::npos;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_assistant.reset();
        m_window.reset();
    }

    void opensBehindADotAndNarrows()
    {
        open();
        m_window->type(".");
        QTRY_COMPARE(labels(), (QStringList{QStringLiteral("read"), QStringLiteral("read_next"),
                                            QStringLiteral("write")}));
        QVERIFY(m_window->journal().contains("\"triggerCharacter\":\".\""));
        m_window->type("wr");
        QCOMPARE(labels(), QStringList{QStringLiteral("write")});
        m_window->key(Qt::Key_Backspace);
        m_window->key(Qt::Key_Backspace);
        QTRY_COMPARE(labels().size(), 3);
        m_window->type("zzz");
        QVERIFY(!m_assistant->isOpen());
    }
    void takesByEnterAndVisitsTheStops()
    {
        open();
        m_window->type(".rea");
        QTRY_VERIFY(m_assistant->isOpen());
        QSignalSpy call(m_assistant.get(), &CompletionAssistant::callInserted);
        m_window->key(Qt::Key_Return);
        QVERIFY(holds("in.read(value)\n"));
        QVERIFY(!m_assistant->isOpen());
        QCOMPARE(call.size(), 1);
        QCOMPARE(m_window->view->selectedText(), QStringLiteral("value"));
        m_window->type("x");
        m_window->key(Qt::Key_Tab);
        m_window->type(";");
        QVERIFY(holds("in.read(x);\n"));
        m_window->view->run(EditCommand::Undo); // the semicolon
        m_window->view->run(EditCommand::Undo);
        m_window->view->run(EditCommand::Undo); // the completion, in one
        QVERIFY(holds("in.rea\n"));
    }
    // Each knows a part, and each says more about its own.
    void severalServersAreAskedAndJoined()
    {
        open();
        QVERIFY(m_window->addServer(
            "{'capabilities':{'completionProvider':{}},'answers':{'textDocument/completion':["
            "{'label':'real','sortText':'0'},{'label':'reset','sortText':'1','documentation':'By the "
            "other.'}]}}"));
        m_window->type(".");
        QTRY_COMPARE(labels().size(), 3); // the other one is not triggered by a dot
        m_window->type("re");
        QTRY_COMPARE(labels().size(), 5);
        // Equally good ones: those of the first server first.
        QCOMPARE(labels(),
                 (QStringList{QStringLiteral("read"), QStringLiteral("read_next"), QStringLiteral("real"),
                              QStringLiteral("reset"), QStringLiteral("write")}));
        m_window->type("s");
        QCOMPARE(labels(), QStringList{QStringLiteral("reset")});
        QTRY_COMPARE(m_assistant->popup()->documentation().plainText(), QStringLiteral("By the other."));
        m_window->key(Qt::Key_Return);
        QVERIFY(holds("in.reset\n"));
    }
    void aServerThatFailsHidesNothingOfTheOthers()
    {
        open("int f()\n{\n    in\n}\n", "{'capabilities':{'completionProvider':{'triggerCharacters':['.']}},"
                                        "'answers':{'textDocument/completion':5}}");
        QVERIFY(m_window->addServer("{'capabilities':{'completionProvider':{'triggerCharacters':['.']}},"
                                    "'answers':{'textDocument/completion':[{'label':'read'}]}}"));
        m_window->type(".r");
        QTRY_COMPARE(labels(), QStringList{QStringLiteral("read")});
    }
    // " " and "=" are in every second line: they count on pragma lines only. A name that wants a value brings
    // the list of values.
    void pragmasOpenItByTheirBlanks()
    {
        open("int f()\n{\n    in\n#pragma HLS\n}\n",
             "{'capabilities':{'completionProvider':{'triggerCharacters':[' ','=']}},"
             "'answers':{'textDocument/completion':[{'label':'style='}]}}");
        m_window->type(" = a");
        QVERIFY(!m_window->journal().contains("textDocument/completion"));
        m_window->caretBehind("#pragma HLS");
        m_window->type(" ");
        QTRY_COMPARE(labels(), QStringList{QStringLiteral("style=")});
        m_window->key(Qt::Key_Return);
        QVERIFY(holds("#pragma HLS style=\n"));
        QTRY_VERIFY(m_window->journal().contains("\"triggerCharacter\":\"=\""));
        QTRY_VERIFY(m_assistant->isOpen());
    }
    void severalCaretsGetTheSame()
    {
        open("int f()\n{\n    in\n    in\n}\n");
        m_window->view->run(EditCommand::AddCaretBelow); // behind the second "in"
        m_window->type(".rea");
        QVERIFY2(holds("    in.rea\n    in.rea\n"), m_window->text().c_str());
        m_assistant->request();
        QTRY_VERIFY(m_assistant->isOpen());
        const std::string before = m_window->text();
        m_window->key(Qt::Key_Return);
        QVERIFY2(holds("    in.read(value)\n    in.read(value)\n"), m_window->text().c_str());
        QCOMPARE(m_window->view->carets().size(), std::size_t(2));
        m_window->type("x"); // the place of both
        QCOMPARE(m_window->view->carets().size(), std::size_t(2));
        m_window->key(Qt::Key_Tab);
        m_window->type(";");
        QVERIFY2(holds("    in.read(x);\n    in.read(x);\n"), m_window->text().c_str());
        while (m_window->text() != before && m_window->view->canRun(EditCommand::Undo)) {
            const bool wasPutIn = holds("read(value)");
            m_window->view->run(EditCommand::Undo);
            // In one step at both carets.
            QVERIFY(!wasPutIn || m_window->text() == before);
        }
        QCOMPARE(m_window->text(), before);
    }
    void keysChooseAndEscapeCloses()
    {
        open();
        m_window->type(".");
        QTRY_VERIFY(m_assistant->isOpen());
        m_window->key(Qt::Key_Up); // round to the last
        QCOMPARE(m_assistant->popup()->current(), 2);
        m_window->key(Qt::Key_Down);
        m_window->key(Qt::Key_Down);
        QCOMPARE(m_assistant->popup()->current(), 1);
        QVERIFY(m_assistant->popup()->documentation().isVisible());
        QCOMPARE(m_assistant->popup()->documentation().plainText(), QStringLiteral("Reads on."));
        m_window->key(Qt::Key_Escape);
        QVERIFY(!m_assistant->isOpen());
        QVERIFY(!m_assistant->popup()->documentation().isVisible());
        m_window->key(Qt::Key_Up); // the text's again
        QCOMPARE(m_window->view->caretPosition().line, 1);
    }
    void documentationComesWhenItIsAskedFor()
    {
        open();
        m_window->type(".");
        QTRY_VERIFY(m_assistant->isOpen());
        QTRY_VERIFY(m_assistant->popup()->documentation().isVisible());
        QCOMPARE(m_assistant->popup()->documentation().plainText(), QStringLiteral("Takes one."));
    }
    void opensAtTheThirdLetterOrByHand()
    {
        open();
        m_window->type(" re");
        QTest::qWait(0);
        QVERIFY(!m_window->journal().contains("textDocument/completion"));
        m_window->type("a");
        QTRY_COMPARE(labels().size(), 2);
        m_window->key(Qt::Key_Escape);
        m_assistant->request();
        QTRY_COMPARE(labels().size(), 2);
        m_assistant->close();
        m_assistant->setOpening(CompletionAssistant::Opening::Never);
        m_window->type("d.");
        QVERIFY(!m_assistant->isOpen());
    }
    void aScreenReaderHearsWhatIsChosen()
    {
        open();
        RecordingAnnouncer announcer;
        m_window->view->setAnnouncer(&announcer);
        m_window->type(".");
        QTRY_VERIFY(m_assistant->isOpen());
        m_window->key(Qt::Key_Down);
        QCOMPARE(announcer.said, (QStringList{QStringLiteral("read, method; 1 of 3"),
                                              QStringLiteral("read_next, method; 2 of 3")}));
        m_window->view->setAnnouncer(nullptr);
    }
    void ghostTextWaitsWhileItStandsOpen()
    {
        open();
        m_window->type(".");
        QTRY_VERIFY(m_assistant->isOpen());
        GhostText ghost;
        ghost.id = QStringLiteral("g");
        ghost.text = "write(x);";
        QSignalSpy shown(m_window->view.get(), &CodeView::ghostShown);
        QVERIFY(m_window->view->showGhost(ghost));
        QCOMPARE(shown.size(), 0); // the list wins
        m_window->key(Qt::Key_Escape);
        QCOMPARE(shown.size(), 1); // with its end it returns
        m_assistant->request();
        QTRY_VERIFY(m_assistant->isOpen());
        QVERIFY(m_window->view->hasGhost()); // it waits
        m_window->key(Qt::Key_Tab);          // the list's key, not the suggestion's
        QVERIFY(holds("in.read(value)"));
    }
    void whatIsTypedAlongWithASuggestionDoesNotOpenIt()
    {
        open();
        m_window->type(" ");
        GhostText ghost;
        ghost.id = QStringLiteral("g");
        ghost.text = "reading();";
        QVERIFY(m_window->view->showGhost(ghost));
        m_window->type("read");
        QTest::qWait(0);
        QVERIFY(!m_window->journal().contains("textDocument/completion"));
        QVERIFY(m_window->view->hasGhost());
    }
    void anAnswerAboutAnOlderTextIsDropped()
    {
        open("int f()\n{\n    in\n}\n", "{'capabilities':{'completionProvider':{'triggerCharacters':['.']}},"
                                        "'delays':{'textDocument/completion':200},"
                                        "'answers':{'textDocument/completion':[{'label':'read'}]}}");
        m_window->type(".");
        QTRY_VERIFY(m_window->journal().contains("textDocument/completion"));
        m_window->type(" x");
        QTRY_VERIFY(m_window->journal().contains("cancelRequest"));
        QVERIFY(!m_assistant->isOpen());
    }
    void itsServerMayDieMeanwhile()
    {
        open("int f()\n{\n    in\n}\n",
             "{'capabilities':{'completionProvider':{'triggerCharacters':['.']}},'behaviour':'crash',"
             "'answers':{'textDocument/completion':[]}}");
        QSignalSpy gone(&m_window->servers, &servers::LanguageServers::gone);
        m_window->type(".re");
        QTRY_VERIFY(gone.size() > 0);
        m_window->type("st of it");
        QVERIFY(!m_assistant->isOpen());
        QVERIFY(holds("in.rest of it\n")); // not a key is lost
    }
    void theListOfAHostileServerIsShownAsItIsWritten()
    {
        open("int f()\n{\n    in\n}\n",
             "{'capabilities':{'completionProvider':{'triggerCharacters':['.']}},"
             "'answers':{'textDocument/completion':[{'label':'read','documentation':{'kind':'markdown',"
             "'value':'<img src=http://nowhere.invalid/x> ![p](http://nowhere.invalid/y) <b>bold</b>'}}]}}");
        m_window->type(".");
        QTRY_VERIFY(m_assistant->isOpen());
        const QString shown = m_assistant->popup()->documentation().plainText();
        QVERIFY2(shown.contains(QLatin1String("<b>bold</b>")), qPrintable(shown));
        QVERIFY(!shown.contains(QChar::ObjectReplacementCharacter));
    }
};

QTEST_MAIN(TestCompletionAssistant)
#include "tst_completion_assistant.moc"
