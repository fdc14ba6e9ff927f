// SPDX-License-Identifier: GPL-3.0-or-later
// What changes texts: formatting, renaming, actions, and edits of several files.
#include "tests/support/result_test.h"
#include "tests/ui/bridge_servers/server_window.h"
#include "ui/bridge/servers/format_assistant.h"
#include "ui/bridge/servers/rename_assistant.h"
#include "ui/bridge/servers/server_actions.h"
#include "ui/bridge/servers/workspace_editor.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace gatewright;

namespace {

const char *const program = "int  a;\nint b = a;\n";

lsp::RangeEdit replace(int line, int begin, int end, const char *text)
{
    return {{{line, begin}, {line, end}}, QString::fromUtf8(text)};
}

QString uriOf(const QString &path)
{
    return QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded());
}

} // namespace

class TestChangingAssistants : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formatsAsOneUndoStep()
    {
        ServerWindow window(
            "{'capabilities':{'documentFormattingProvider':true},'answers':{'textDocument/formatting':["
            "{'range':{'start':{'line':0,'character':3},'end':{'line':0,'character':5}},'newText':' '},"
            "{'range':{'start':{'line':1,'character':5},'end':{'line':1,'character':8}},'newText':'='}]}}",
            program);
        FormatAssistant formatter(window.servers);
        formatter.setFront(window.front());
        QVERIFY(!formatter.canFormat(FormatAssistant::What::Selection));
        QSignalSpy formatted(&formatter, &FormatAssistant::formatted);
        formatter.format(FormatAssistant::What::Document);
        QTRY_COMPARE(formatted.size(), 1);
        QCOMPARE(window.text(), std::string("int a;\nint b=a;\n"));
        QVERIFY(window.journal().contains("\"insertSpaces\":true"));
        window.view->run(EditCommand::Undo);
        QCOMPARE(window.text(), std::string(program));
    }
    void aTextThatChangedMeanwhileStaysAsItIs()
    {
        ServerWindow window(
            "{'capabilities':{'documentFormattingProvider':true},"
            "'delays':{'textDocument/formatting':100},'answers':{'textDocument/formatting':["
            "{'range':{'start':{'line':0,'character':0},'end':{'line':1,'character':8}},'newText':''}]}}",
            program);
        FormatAssistant formatter(window.servers);
        formatter.setFront(window.front());
        QSignalSpy failed(&formatter, &FormatAssistant::failed);
        formatter.format(FormatAssistant::What::Document);
        window.view->setCaret(0);
        window.type("/");
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(window.text(), "/" + std::string(program));
    }
    void overlappingEditsChangeNothing()
    {
        ServerWindow window(
            "{'capabilities':{'documentFormattingProvider':true},'answers':{'textDocument/formatting':["
            "{'range':{'start':{'line':0,'character':0},'end':{'line':0,'character':5}},'newText':'x'},"
            "{'range':{'start':{'line':0,'character':3},'end':{'line':0,'character':6}},'newText':'y'}]}}",
            program);
        FormatAssistant formatter(window.servers);
        formatter.setFront(window.front());
        QSignalSpy failed(&formatter, &FormatAssistant::failed);
        formatter.format(FormatAssistant::What::Document);
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(window.text(), std::string(program));
    }

    void renamesAfterAskingForTheName()
    {
        ServerWindow window(
            "{'capabilities':{'renameProvider':{'prepareProvider':true}},'answers':{"
            "'textDocument/prepareRename':{'start':{'line':0,'character':5},'end':{'line':0,'character':6}},"
            "'textDocument/rename':{'changes':{'$URI':["
            "{'range':{'start':{'line':0,'character':5},'end':{'line':0,'character':6}},'newText':'sum'},"
            "{'range':{'start':{'line':1,'character':8},'end':{'line':1,'character':9}},'newText':'sum'}]}}}"
            "}",
            program);
        RenameAssistant renamer(window.servers);
        renamer.setFront(window.front());
        QString current;
        connect(&renamer, &RenameAssistant::nameWanted, this, [&](const QString &name, std::size_t place) {
            current = name;
            QCOMPARE(place, std::size_t{5});
        });
        std::optional<lsp::WorkspaceEdit> edit;
        connect(&renamer, &RenameAssistant::edited, this,
                [&](const lsp::WorkspaceEdit &given) { edit = given; });
        window.view->setCaret(6);
        renamer.begin();
        QTRY_COMPARE(current, QStringLiteral("a"));
        renamer.rename(QStringLiteral(" sum "));
        QTRY_VERIFY(edit.has_value());
        QVERIFY(window.journal().contains("\"newName\":\"sum\""));

        WorkspaceEditor editor(window.documents);
        std::optional<Result<std::vector<FileChange>>> changes;
        editor.prepare(*edit, [&](Result<std::vector<FileChange>> given) { changes = std::move(given); });
        QVERIFY(changes.has_value());
        GW_VERIFY_RESULT(*changes);
        QCOMPARE(
            (**changes)[0].lines,
            (std::vector<ChangedLine>{{0, QStringLiteral("int  a;"), QStringLiteral("int  sum;")},
                                      {1, QStringLiteral("int b = a;"), QStringLiteral("int b = sum;")}}));
        QCOMPARE(window.text(), std::string(program)); // only shown so far
        GW_VERIFY_RESULT(editor.apply(**changes));
        QCOMPARE(window.text(), std::string("int  sum;\nint b = sum;\n"));
        window.view->run(EditCommand::Undo);
        QCOMPARE(window.text(), std::string(program));
    }
    void whatCannotBeRenamedIsSaid()
    {
        ServerWindow window("{'capabilities':{'renameProvider':{'prepareProvider':true}},"
                            "'answers':{'textDocument/prepareRename':null}}",
                            program);
        RenameAssistant renamer(window.servers);
        renamer.setFront(window.front());
        QSignalSpy failed(&renamer, &RenameAssistant::failed);
        renamer.begin();
        QTRY_COMPARE(failed.size(), 1);
    }

    void editsOfSeveralFilesStayInTheFolder()
    {
        ServerWindow window("{}", program);
        const QString inside = window.folder.write("work/b.cpp", "int a;\n");
        const QString outside = window.folder.write("other/c.cpp", "int a;\n");
        WorkspaceEditor editor(window.documents);
        editor.setWorkspace(window.folder.path("work"));
        std::optional<Result<std::vector<FileChange>>> changes;
        const auto done = [&](Result<std::vector<FileChange>> given) { changes = std::move(given); };

        lsp::WorkspaceEdit edit;
        edit.changes[documentUri(*window.document)] = {replace(0, 5, 6, "sum")};
        edit.changes[uriOf(outside)] = {replace(0, 4, 5, "sum")};
        editor.prepare(edit, done);
        QVERIFY(changes.has_value());
        QCOMPARE(changes->error().code, ErrorCode::InvalidInput);
        QCOMPARE(changes->error().place, outside);

        changes.reset();
        edit.changes.erase(uriOf(outside));
        edit.changes[uriOf(inside)] = {replace(0, 4, 5, "sum")};
        editor.prepare(edit, done);
        QTRY_VERIFY(changes.has_value()); // b.cpp is opened for it
        GW_VERIFY_RESULT(*changes);
        QCOMPARE((*changes)->size(), std::size_t{2});
        QCOMPARE(window.documents.documents().size(), 2);
        editor.discard(**changes);
        QCOMPARE(window.documents.documents().size(), 1); // and closed again
        QCOMPARE(test::readFile(inside), QByteArray("int a;\n"));

        changes.reset();
        editor.prepare(edit, done);
        QTRY_VERIFY(changes.has_value());
        GW_VERIFY_RESULT(*changes);
        QSignalSpy changed(&editor, &WorkspaceEditor::changed);
        GW_VERIFY_RESULT(editor.apply(**changes));
        QCOMPARE(changed.size(), 2);
        QCOMPARE(window.documents.find(inside)->buffer().bytes(), QByteArray("int sum;\n"));
        QCOMPARE(test::readFile(inside), QByteArray("int a;\n")); // nothing is saved
    }
    void aTextThatChangedAfterThePreviewStopsAll()
    {
        ServerWindow window("{}", program);
        WorkspaceEditor editor(window.documents);
        lsp::WorkspaceEdit edit;
        edit.changes[documentUri(*window.document)] = {replace(0, 5, 6, "sum")};
        std::vector<FileChange> changes;
        editor.prepare(edit, [&](Result<std::vector<FileChange>> given) { changes = *given; });
        QCOMPARE(changes.size(), std::size_t{1});
        window.view->setCaret(0);
        window.type("/");
        QVERIFY(!editor.apply(changes));
        QCOMPARE(window.text(), "/" + std::string(program));
    }

    void actionsAreSortedResolvedAndCarriedOut()
    {
        ServerWindow window(
            "{'capabilities':{'codeActionProvider':{'resolveProvider':true},'executeCommandProvider':{'"
            "commands':['x']}},"
            "'commandEdit':{'changes':{'file:///elsewhere':[]}},"
            "'answers':{'textDocument/codeAction':[{'title':'Command','command':'x'},"
            "{'title':'Extract','kind':'refactor.extract'},{'title':'Off','disabled':{'reason':'no'}},"
            "{'title':'Mend','kind':'quickfix','isPreferred':true,'data':7}],"
            "'codeAction/resolve':{'title':'Mend','edit':{'changes':{'file:///mended':[]}}}}}",
            program);
        ServerActions actions(window.servers);
        actions.setFront(window.front());
        QVERIFY(actions.canAsk());
        std::vector<ServerAction> offered;
        actions.ask([&](std::vector<ServerAction> given) { offered = std::move(given); });
        QTRY_COMPARE(offered.size(), std::size_t{3});
        QCOMPARE(offered[0].action.title, QStringLiteral("Mend"));
        QCOMPARE(offered[1].action.title, QStringLiteral("Extract"));

        QStringList edited;
        connect(&actions, &ServerActions::edited, this,
                [&](const lsp::WorkspaceEdit &edit, const std::function<void(bool)> &answer) {
                    for (const auto &[uri, edits] : edit.changes)
                        edited.append(uri);
                    answer(true);
                });
        actions.carryOut(offered[0]);
        QTRY_COMPARE(edited, QStringList{QStringLiteral("file:///mended")});
        actions.carryOut(offered[2]);
        QTRY_COMPARE(edited.value(1), QStringLiteral("file:///elsewhere"));

        QSignalSpy failed(&actions, &ServerActions::failed);
        window.view->setCaret(0);
        window.type("/");
        actions.carryOut(offered[0]); // about another text by now
        QCOMPARE(failed.size(), 1);
    }
    void actionsThatDoNotComeInTimeAreLeftOut()
    {
        ServerWindow window("{'capabilities':{'codeActionProvider':true},'behaviour':'hang',"
                            "'answers':{'textDocument/codeAction':[]}}",
                            program);
        ServerActions actions(window.servers);
        actions.setFront(window.front());
        int answers = 0;
        actions.ask([&](const std::vector<ServerAction> &given) { answers += given.empty() ? 1 : 100; },
                    std::chrono::milliseconds(50));
        QTRY_COMPARE(answers, 1);
    }
};

QTEST_MAIN(TestChangingAssistants)
#include "tst_changing_assistants.moc"
