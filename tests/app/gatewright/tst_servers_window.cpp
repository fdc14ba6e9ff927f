// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/gatewright/window_fixture.h"
#include "tests/support/fake_plan.h"
#include "ui/bridge/engine_status_text.h"
#include "ui/bridge/notice_hub.h"
#include "ui/dialogs/edit_preview_dialog.h"
#include "ui/editor/rename_box.h"
#include "ui/panels/places/places_panel.h"
#include "ui/shell/quick_fix_menu.h"
#include "ui/shell/server_status.h"
#include "ui/shell/status_bar.h"

#include <QJsonArray>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

using namespace gatewright;

// The whole window with scripted servers in the places of clangd, ruff and the Python server.
class TestServersWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;

    CommandRegistry &commands() { return m_fixture->context().commands; }
    [[nodiscard]] QString path(const char *name) const { return m_fixture->file(QString::fromLatin1(name)); }
    [[nodiscard]] QString uri(const char *name) const
    {
        return QString::fromLatin1(QUrl::fromLocalFile(path(name)).toEncoded());
    }
    [[nodiscard]] const Notice *notice(const QString &key) const
    {
        for (const NoticeHub::Entry &entry : m_fixture->context().notices.entries()) {
            if (entry.notice.key == key)
                return &entry.notice;
        }
        return nullptr;
    }
    // What a file of servers says about a fake one with this script.
    [[nodiscard]] QJsonObject server(const QString &id, const QJsonObject &script,
                                     const QString &language) const
    {
        const QString file = test::writeFile(m_fixture->file(QStringLiteral("../scripts/%1.json").arg(id)),
                                             QJsonDocument(script).toJson());
        return {{QStringLiteral("id"), id},
                {QStringLiteral("name"), QStringLiteral("Fake %1").arg(id)},
                {QStringLiteral("command"),
                 QJsonArray{QStringLiteral(GATEWRIGHT_BUILD_DIR "/tests/fake-server"), file}},
                {QStringLiteral("languages"), QJsonArray{language}}};
    }
    static QByteArray fileOf(const QJsonArray &servers)
    {
        return QJsonDocument(
                   QJsonObject{{QStringLiteral("version"), 1}, {QStringLiteral("servers"), servers}})
            .toJson();
    }
    // The user's file: clangd with this script, the others with none.
    void writeUserFile(const QJsonObject &clangd) const
    {
        test::writeFile(path("../profile/config/servers.json"),
                        fileOf({server(QStringLiteral("clangd"), clangd, QStringLiteral("cpp")),
                                server(QStringLiteral("ruff"), {}, QStringLiteral("python")),
                                server(QStringLiteral("python"), {}, QStringLiteral("python"))}));
    }
    void openKernel()
    {
        m_fixture->window().documents().open({m_fixture->workspace()});
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
    }
    [[nodiscard]] servers::LanguageServer *find(const QString &id)
    {
        return m_fixture->program().languageServers().find(id);
    }
    [[nodiscard]] bool isReady(const QString &id)
    {
        return QTest::qWaitFor([&] { return find(id) && find(id)->isReady(); }, 20'000);
    }
    [[nodiscard]] QToolButton *field()
    {
        return m_fixture->window().status().findChild<QToolButton *>(QStringLiteral("statusServers"));
    }
    static QJsonObject range(int line, int begin, int end)
    {
        return lsp::toJson(Range{{line, begin}, {line, end}});
    }
    void run(const char *command) { QVERIFY2(commands().run(QLatin1String(command)), command); }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>(std::nullopt, RestartRules(), std::nullopt,
                                                    WindowFixture::LanguageServers::Started);
    }
    void cleanup() { m_fixture.reset(); }

    void theStatusBarSaysHowTheyAre()
    {
        writeUserFile({});
        openKernel();
        QVERIFY(isReady(QStringLiteral("clangd")));
        QTRY_COMPARE(field()->text(), QStringLiteral("Fake clangd"));
        QCOMPARE(find(QStringLiteral("ruff"))->state(), servers::ServerState::Idle); // nothing for it is open
        QVERIFY(m_fixture->open(QStringLiteral("qiskit/bell.py")));
        QTRY_COMPARE(field()->text(), QStringLiteral("Fake python · Fake ruff"));
        field()->click();
        auto *menu = m_fixture->window().status().findChild<QMenu *>();
        QVERIFY(menu);
        const QList<QAction *> actions = menu->actions();
        const auto off = std::ranges::find(actions, QStringLiteral("Switch Fake ruff Off"), &QAction::text);
        QVERIFY(off != actions.end());
        (*off)->trigger();
        menu->close();
        QTRY_COMPARE(field()->text(), QStringLiteral("Fake python"));
        QCOMPARE(find(QStringLiteral("ruff"))->plan().absence, servers::Absence::Off);
    }
    void oneThatIsNotInstalledSaysHowToGetIt()
    {
        QJsonObject missing = server(QStringLiteral("clangd"), {}, QStringLiteral("cpp"));
        missing.insert(QStringLiteral("command"), QJsonArray{QStringLiteral("/nonexistent/clangd")});
        test::writeFile(path("../profile/config/servers.json"), fileOf({missing}));
        openKernel();
        QTRY_COMPARE(field()->text(), QStringLiteral("no Fake clangd"));
        QVERIFY(field()->toolTip().contains(QLatin1String("not installed")));
        QVERIFY(!commands().run(QStringLiteral("edit.rename")));     // nobody can
        QVERIFY(m_fixture->context().notices.entries().size() <= 2); // and nobody nags
    }

    void aProgramOfTheProjectAsksFirst()
    {
        writeUserFile({});
        test::writeFile(path(".gatewright/servers.json"),
                        fileOf({server(QStringLiteral("own"), {}, QStringLiteral("cpp"))}));
        openKernel();
        const QString key = QStringLiteral("server command own");
        QTRY_VERIFY(notice(key));
        QVERIFY(notice(key)->text.contains(QLatin1String("/tests/fake-server")));
        QCOMPARE(find(QStringLiteral("own"))->state(), servers::ServerState::Absent);
        const auto start = notice(key)->actions[0].run;
        start();
        QVERIFY(isReady(QStringLiteral("own")));
        QVERIFY(!notice(key));
        // The answer is remembered, and one about other words is not asked for.
        m_fixture->restart();
        m_fixture->window().documents().open({m_fixture->workspace()});
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        QVERIFY(isReady(QStringLiteral("own")));
        test::writeFile(path(".gatewright/servers.json"),
                        fileOf({server(QStringLiteral("other"), {}, QStringLiteral("cpp"))}));
        m_fixture->window().documents().open({path("fir")});
        QTRY_VERIFY(!find(QStringLiteral("own")));
        m_fixture->window().documents().open({m_fixture->workspace()});
        QTRY_VERIFY(notice(QStringLiteral("server command other")));
        const auto never = notice(QStringLiteral("server command other"))->actions[1].run;
        never();
        QTRY_COMPARE(find(QStringLiteral("other"))->plan().absence, servers::Absence::Refused);
    }

    void goesToADefinitionAndListsReferences()
    {
        const QJsonObject header{{QStringLiteral("uri"), uri("fir/fir.h")},
                                 {QStringLiteral("range"), range(2, 0, 4)}};
        const QJsonObject bench{{QStringLiteral("uri"), uri("fir/fir_tb.cpp")},
                                {QStringLiteral("range"), range(1, 0, 4)}};
        QJsonObject script =
            test::jsonObject("{'capabilities':{'definitionProvider':true,'referencesProvider':true}}");
        script.insert(QStringLiteral("answers"),
                      QJsonObject{{QStringLiteral("textDocument/definition"), header},
                                  {QStringLiteral("textDocument/references"), QJsonArray{header, bench}}});
        writeUserFile(script);
        openKernel();
        QVERIFY(isReady(QStringLiteral("clangd")));
        run("go.references");
        const PlacesPanel &places = m_fixture->program().serverFeatures().places();
        QTRY_VERIFY(places.hasPlaces());
        QVERIFY(places.isVisible());
        QCOMPARE(places.tree().topLevelItemCount(), 2);
        run("go.nextPlace");
        QTRY_COMPARE(m_fixture->document()->path(), path("fir/fir_tb.cpp"));
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        run("go.definition");
        QTRY_COMPARE(m_fixture->document()->path(), path("fir/fir.h"));
        QCOMPARE(m_fixture->view().caretPosition().line, 2);
    }

    void renamesInSeveralFilesAfterAPreview()
    {
        const auto edit = [](int line, int begin, int end) {
            return QJsonObject{{QStringLiteral("range"), range(line, begin, end)},
                               {QStringLiteral("newText"), QStringLiteral("XY")}};
        };
        QJsonObject script = test::jsonObject("{'capabilities':{'renameProvider':true}}");
        script.insert(
            QStringLiteral("answers"),
            QJsonObject{
                {QStringLiteral("textDocument/rename"),
                 QJsonObject{{QStringLiteral("changes"),
                              QJsonObject{{uri("fir/fir.cpp"), QJsonArray{edit(0, 0, 2)}},
                                          {uri("fir/fir.h"), QJsonArray{edit(0, 0, 2), edit(1, 0, 0)}}}}}}});
        writeUserFile(script);
        openKernel();
        QVERIFY(isReady(QStringLiteral("clangd")));
        const QByteArray header = test::readFile(path("fir/fir.h"));
        m_fixture->view().goTo(Position{6, 6});
        run("edit.rename");
        auto *box = m_fixture->window().findChild<RenameBox *>(QStringLiteral("renameBox"));
        QTRY_VERIFY(box->isVisible());
        QCOMPARE(box->input().text(), QStringLiteral("shift_in"));
        QTest::keyClicks(&box->input(), QStringLiteral("XY"));
        QTest::keyClick(&box->input(), Qt::Key_Return);
        const auto dialog = [this] {
            return m_fixture->window().findChild<EditPreviewDialog *>(QStringLiteral("editPreview"));
        };
        QTRY_VERIFY(dialog());
        QCOMPARE(dialog()->chosen(), (std::vector<bool>{true, true}));
        dialog()->accept();
        QTRY_VERIFY(m_fixture->document()->buffer().text().starts_with("XY"));
        QVERIFY(m_fixture->document()->path().endsWith(QLatin1String("fir.cpp"))); // still in front
        Document *other = m_fixture->context().documents.find(path("fir/fir.h"));
        QVERIFY(other);
        QVERIFY(other->buffer().text().starts_with("XY"));
        QVERIFY(!m_fixture->window().editors().pagesOf(*other).isEmpty()); // it can be seen and saved
        QCOMPARE(test::readFile(path("fir/fir.h")), header);
    }

    void quickFixesOfServersStandInTheSameMenu()
    {
        QJsonObject script = test::jsonObject("{'capabilities':{'codeActionProvider':true}}");
        const QJsonObject change{
            {uri("fir/fir.cpp"),
             QJsonArray{QJsonObject{{QStringLiteral("range"), range(0, 0, 2)},
                                    {QStringLiteral("newText"), QStringLiteral("//!")}}}}};
        script.insert(
            QStringLiteral("answers"),
            QJsonObject{{QStringLiteral("textDocument/codeAction"),
                         QJsonArray{QJsonObject{
                             {QStringLiteral("title"), QStringLiteral("Mark & keep")},
                             {QStringLiteral("edit"), QJsonObject{{QStringLiteral("changes"), change}}}}}}});
        writeUserFile(script);
        openKernel();
        QVERIFY(isReady(QStringLiteral("clangd")));
        run("edit.quickFix");
        QTRY_VERIFY(m_fixture->window().fixes().menu());
        QAction *action = m_fixture->window().fixes().menu()->actions().constFirst();
        QCOMPARE(action->text(), QStringLiteral("Mark && keep"));
        action->trigger();
        QTRY_VERIFY(m_fixture->document()->buffer().text().starts_with("//!"));
    }

    // Both at the same place: the list is what the keys are for, the suggestion comes when it is gone.
    void theListOfCompletionsWinsOverGhostText()
    {
        Command engine;
        engine.program = QStringLiteral(GATEWRIGHT_BUILD_DIR "/tests/fake-engine");
        engine.arguments = QStringList{QStringLiteral("--text"), QStringLiteral("ghost();")};
        m_fixture.reset();
        m_fixture = std::make_unique<WindowFixture>(engine, RestartRules(), std::nullopt,
                                                    WindowFixture::LanguageServers::Started);
        writeUserFile(test::jsonObject("{'capabilities':{'completionProvider':{'triggerCharacters':['.']}},"
                                       "'answers':{'textDocument/completion':[{'label':'read'},"
                                       "{'label':'write'}]}}"));
        openKernel();
        QVERIFY(isReady(QStringLiteral("clangd")));
        QTRY_COMPARE(engineStatusText(m_fixture->program().engine().report()).level,
                     EngineStatusText::Level::Ready);
        const CompletionAssistant &completion = m_fixture->program().serverFeatures().completion();
        CodeView &view = m_fixture->view();
        view.setCaret(m_fixture->document()->buffer().size());
        view.setFocus();
        QSignalSpy shown(&view, &CodeView::ghostShown);
        KeyPlayer keys = m_fixture->keys();
        keys.type(QStringLiteral("x."));
        QTRY_VERIFY(completion.isOpen());
        shown.clear(); // it may have come before the list
        QTRY_VERIFY(view.hasGhost());
        QVERIFY(completion.isOpen());
        QCOMPARE(shown.size(), 0);
        keys.press(Qt::Key_Escape);
        QVERIFY(!completion.isOpen());
        QCOMPARE(view.ghostRemainder(), std::string("ghost();"));
        keys.press(Qt::CTRL | Qt::Key_Space);
        QTRY_VERIFY(completion.isOpen());
        QVERIFY(view.hasGhost());
        keys.press(Qt::Key_Tab);
        QVERIFY(m_fixture->document()->buffer().bytes().endsWith("x.read"));
    }

    // Servers that crash, hang or flood: the text stays, typing goes on, and what is wrong is said.
    void troubleCostsNoText_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("crashes") << QByteArray(
            "{'capabilities':{'hoverProvider':true,'documentSymbolProvider':true},"
            "'behaviour':'crash','answers':{'textDocument/documentSymbol':[]}}");
        QTest::newRow("freezes") << QByteArray(
            "{'capabilities':{'documentSymbolProvider':true},'behaviour':'freeze',"
            "'answers':{'textDocument/documentSymbol':[]}}");
        QTest::newRow("floods") << QByteArray("{'behaviour':'flood'}");
        QTest::newRow("floods with long messages") << QByteArray("{'behaviour':'flood of long messages'}");
        QTest::newRow("ends at once") << QByteArray("{'behaviour':'exit'}");
    }
    void troubleCostsNoText()
    {
        QFETCH(const QByteArray, script);
        writeUserFile(test::jsonObject(script.constData()));
        openKernel();
        QTRY_VERIFY(find(QStringLiteral("clangd")));
        QTRY_VERIFY(find(QStringLiteral("clangd"))->state() != servers::ServerState::Idle);
        m_fixture->view().setCaret(0);
        m_fixture->view().setFocus();
        const std::string before(m_fixture->document()->buffer().text());
        KeyPlayer keys = m_fixture->keys();
        // Before the trouble, in it and after it.
        const bool dies = script.contains("crash") || script.contains("exit");
        keys.type(QStringLiteral("xxxxxxxxxx"));
        if (dies)
            QTRY_VERIFY(find(QStringLiteral("clangd"))->status().crashesInARow > 0);
        else
            QTRY_VERIFY(find(QStringLiteral("clangd"))->isReady());
        keys.type(QStringLiteral("xxxxxxxxxx"));
        QCOMPARE(std::string(m_fixture->document()->buffer().text()), std::string(20, 'x') + before);
        if (dies)
            QTRY_VERIFY(field()->toolTip().contains(QLatin1String("stopped working")));
    }
};

QTEST_MAIN(TestServersWindow)
#include "tst_servers_window.moc"
