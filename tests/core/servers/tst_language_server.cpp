// SPDX-License-Identifier: Apache-2.0
#include "core/servers/language_servers.h"
#include "tests/support/fake_plan.h"
#include "tests/support/result_test.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <optional>

using namespace gatewright;
using namespace gatewright::servers;
using namespace std::chrono_literals;

namespace {

const QString uri = QStringLiteral("file:///work/kernel.cpp");

// One fake server and one document for it.
struct Fixture
{
    explicit Fixture(const char *script, const ServerRules &rules = test::quickRules())
        : servers(clock, [this] { return documents; }, rules)
    {
        QJsonObject made = test::jsonObject(script);
        if (!made.contains(QLatin1String("capabilities")))
            made.insert(QStringLiteral("capabilities"), test::jsonObject("{'hoverProvider':true}"));
        if (made.value(QLatin1String("behaveOnce")).toBool())
            made.insert(QStringLiteral("behaveOnce"), folder.path("once"));
        QObject::connect(&servers, &LanguageServers::found, &context,
                         [this](const ServerFindings &given) { findings.push_back(given); });
        servers.setPlans({test::fakePlan(folder, made)});
    }
    void open(const std::string &text = "int a;\n")
    {
        documents = {{uri, Language::HlsCpp, Revision{1}, text}};
        servers.openDocument(documents.front());
    }
    [[nodiscard]] LanguageServer &server() const { return *servers.all().front(); }
    lsp::RequestHandle ask(std::chrono::milliseconds timeout = 10s)
    {
        answer.reset();
        return server().ask(
            QLatin1String("textDocument/hover"), uri, placeParams(uri, {0, 0}), &context,
            [this](Result<lsp::Field> given) { answer = std::move(given); }, timeout);
    }
    [[nodiscard]] QByteArray journal() const { return test::journalOf(folder); }

    test::Folder folder;
    SystemClock clock;
    QObject context;
    std::vector<lsp::OpenDocument> documents;
    std::vector<ServerFindings> findings;
    std::optional<Result<lsp::Field>> answer;
    LanguageServers servers; // last: its end may still report to the rest
};

const char *const answering = "{'answers':{'textDocument/hover':{'contents':'int'}}}";

} // namespace

class TestLanguageServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWithTheFirstDocumentOfItsLanguage()
    {
        Fixture fixture(answering);
        QCOMPARE(fixture.server().state(), ServerState::Idle);
        fixture.servers.openDocument(
            {QStringLiteral("file:///a.py"), Language::Qiskit, Revision{1}, "import qiskit"});
        QCOMPARE(fixture.server().state(), ServerState::Idle);
        fixture.open();
        QCOMPARE(fixture.server().state(), ServerState::Starting);
        QTRY_COMPARE(fixture.server().state(), ServerState::Running);
        QVERIFY(fixture.server().can(ServerFeature::Hover, uri));
        QVERIFY(!fixture.server().can(ServerFeature::Rename, uri));
        QVERIFY(!fixture.server().can(ServerFeature::Hover, QStringLiteral("file:///a.py")));
        QTRY_VERIFY(fixture.journal().contains("didOpen"));
        QVERIFY(!fixture.journal().contains("a.py"));
        fixture.ask();
        QTRY_VERIFY(fixture.answer.has_value());
        GW_VERIFY_RESULT(*fixture.answer);
        QCOMPARE(lsp::hoverFromJson(**fixture.answer)->value().text.text, QStringLiteral("int"));
    }
    void asksWhenItDoesNotRun()
    {
        Fixture fixture(answering);
        fixture.ask();
        QVERIFY(!fixture.answer); // later, never at once
        QTRY_VERIFY(fixture.answer.has_value());
        QCOMPARE(fixture.answer->error().code, ErrorCode::Missing);
    }
    void answersItsQuestions()
    {
        Fixture fixture(
            "{'ask':[['workspace/configuration',{'items':[{'section':'tool.deep'},{'section':'no'}]}],"
            "['client/registerCapability',{}],['workspace/applyEdit',{'edit':{'changes':{}}}]]}");
        ServerPlan plan = fixture.server().plan();
        plan.description.settings = test::jsonObject("{'tool':{'deep':7}}");
        fixture.servers.setPlans({plan});
        fixture.open();
        QTRY_VERIFY(fixture.journal().contains(
            "\"method\":\"answer to workspace/configuration\",\"params\":[7,null]"));
        QTRY_VERIFY(
            fixture.journal().contains("\"method\":\"answer to client/registerCapability\",\"params\":null"));
        // No command of the user's is running: nothing is to be edited.
        QTRY_VERIFY(fixture.journal().contains(
            "\"method\":\"answer to workspace/applyEdit\",\"params\":{\"applied\":false}"));
        QVERIFY(fixture.journal().contains("\"params\":{\"settings\":{\"tool\":{\"deep\":7}}}"));
    }
    void anEditIsOnlyWantedByACommandOfTheUser()
    {
        Fixture fixture("{'commandEdit':{'changes':{'file:///work/kernel.cpp':[]}}}");
        fixture.open();
        QTRY_VERIFY(fixture.server().isReady());
        bool applied = false;
        bool done = false;
        fixture.server().execute(
            {QStringLiteral("Tidy"), QStringLiteral("tidy"), {}}, &fixture.context,
            [&](const lsp::WorkspaceEdit &edit, const std::function<void(bool)> &answer) {
                applied = edit.changes.contains(uri);
                answer(true);
            },
            [&](const Result<lsp::Field> &) { done = true; });
        QTRY_VERIFY(done);
        QVERIFY(applied);
        QVERIFY(fixture.journal().contains("{\"applied\":true}"));
    }
    void tellsWhatItFound()
    {
        Fixture fixture(
            "{'diagnostics':[{'range':{'start':{'line':0,'character':4},'end':{'line':0,'character':5}},"
            "'severity':2,'message':'unused','data':{'fix':1}},{'message':'broken'}]}");
        fixture.open();
        QTRY_COMPARE(fixture.findings.size(), std::size_t{1});
        QCOMPARE(fixture.findings[0].revision, std::optional(Revision{1}));
        QCOMPARE(fixture.findings[0].diagnostics.size(), std::size_t{1});
        const QJsonArray raw = fixture.server().rawFindings(uri, {{0, 5}, {0, 5}});
        QCOMPARE(raw.size(), 1);
        QVERIFY(raw.at(0).toObject().contains(QLatin1String("data")));
        QVERIFY(fixture.server().rawFindings(uri, {{1, 0}, {1, 0}}).isEmpty());
        fixture.servers.changeDocument(uri, Revision{2}, {{0, 0}, {0, 0}}, QStringLiteral(" "));
        QTRY_COMPARE(fixture.findings.size(), std::size_t{2});
        QCOMPARE(fixture.findings[1].revision, std::optional(Revision{2}));
    }
    void aCancelReachesIt()
    {
        Fixture fixture("{'answers':{'textDocument/hover':null},'delays':{'textDocument/hover':20000}}");
        fixture.open();
        QTRY_VERIFY(fixture.server().isReady());
        lsp::RequestHandle handle = fixture.ask();
        QTRY_VERIFY(fixture.journal().contains("textDocument/hover"));
        handle.cancel();
        QTRY_VERIFY(fixture.answer.has_value());
        QCOMPARE(fixture.answer->error().code, ErrorCode::Cancelled);
        QTRY_VERIFY(fixture.journal().contains("cancelRequest"));
        QCOMPARE(fixture.server().state(), ServerState::Running);
    }

    // --- trouble ---

    void oneThatCrashesComesBack()
    {
        Fixture fixture(
            "{'behaviour':'crash','behaveOnce':true,'answers':{'textDocument/hover':{'contents':'int'}}}");
        QSignalSpy gone(&fixture.servers, &LanguageServers::gone);
        fixture.open();
        QTRY_VERIFY(fixture.server().isReady());
        fixture.ask();
        QTRY_VERIFY(fixture.answer.has_value());
        QCOMPARE(fixture.answer->error().code, ErrorCode::Crashed);
        QCOMPARE(gone.size(), 1);
        QTRY_VERIFY(fixture.server().isReady());
        fixture.ask();
        QTRY_VERIFY(fixture.answer.has_value());
        GW_VERIFY_RESULT(*fixture.answer);
    }
    void oneThatHangsIsEndedAndComesBack_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("no answer") << QByteArray(
            "{'behaviour':'hang','answers':{'textDocument/hover':null}}");
        QTest::newRow("stands still")
            << QByteArray("{'behaviour':'freeze','answers':{'textDocument/hover':null}}");
    }
    void oneThatHangsIsEndedAndComesBack()
    {
        QFETCH(const QByteArray, script);
        Fixture fixture(script.constData());
        QSignalSpy ready(&fixture.servers, &LanguageServers::ready);
        fixture.open();
        QTRY_COMPARE(ready.size(), 1);
        fixture.ask(10ms);
        QTRY_VERIFY(fixture.answer.has_value());
        QCOMPARE(fixture.answer->error().code, ErrorCode::Timeout);
        QTRY_COMPARE(ready.size(), 2); // no sign of life after the cancel: a new run
        QCOMPARE(fixture.server().status().crashesInARow, 1);
    }
    void oneThatNeverGetsReadyIsGivenUp()
    {
        ServerRules rules = test::quickRules();
        rules.restart.startTime = 50ms;
        Fixture fixture("{'behaviour':'deaf'}", rules);
        fixture.open();
        QTRY_COMPARE(fixture.server().state(), ServerState::GivenUp);
        QCOMPARE(fixture.server().status().crashesInARow, 5);
        QVERIFY(fixture.server().status().lastError.has_value());
        fixture.server().restart(); // the user's "try again"
        QCOMPARE(fixture.server().state(), ServerState::Starting);
        QCOMPARE(fixture.server().status().crashesInARow, 0);
    }
    void oneThatEndsAtOnceIsGivenUp()
    {
        Fixture fixture("{'behaviour':'exit'}");
        fixture.open();
        QTRY_COMPARE(fixture.server().state(), ServerState::GivenUp);
    }
    void oneThatFloodsIsEnded_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("short messages") << QByteArray("{'behaviour':'flood'}");
        QTest::newRow("long messages") << QByteArray("{'behaviour':'flood of long messages'}");
    }
    void oneThatFloodsIsEnded()
    {
        QFETCH(const QByteArray, script);
        Fixture fixture(script.constData());
        fixture.open();
        QTRY_VERIFY(fixture.server().isReady());
        QTRY_VERIFY(fixture.server().status().lastError.has_value());
        QVERIFY2(fixture.server().status().lastError->detail.contains(QLatin1String("more messages")),
                 qPrintable(fixture.server().status().lastError->toString()));
    }
    void aFileItDiesOfThreeTimesIsKeptFromIt()
    {
        Fixture fixture("{'crashOn':'deadly','answers':{'textDocument/hover':null}}");
        QSignalSpy excluded(&fixture.servers, &LanguageServers::fileExcluded);
        fixture.open("deadly");
        for (int crash = 0; crash < 3; ++crash) {
            QTRY_VERIFY(fixture.server().isReady());
            fixture.ask();
            QTRY_VERIFY(fixture.answer.has_value());
            QVERIFY(!*fixture.answer);
        }
        QTRY_COMPARE(excluded.size(), 1);
        QTRY_VERIFY(fixture.server().isReady());
        QVERIFY(!fixture.server().can(ServerFeature::Hover, uri));
        fixture.server().allowFile(uri);
        QVERIFY(fixture.server().can(ServerFeature::Hover, uri));
    }
    void itHasNoNetwork()
    {
        Fixture fixture(answering);
        fixture.open();
        QTRY_VERIFY(fixture.server().isReady());
        const QByteArray status =
            test::readFile(QStringLiteral("/proc/%1/status").arg(fixture.server().processId()));
        QVERIFY2(status.contains("Seccomp:\t2"), status.constData());
    }

    void plansThatStayKeepTheirServers()
    {
        Fixture fixture(answering);
        fixture.open();
        QTRY_VERIFY(fixture.server().isReady());
        const qint64 process = fixture.server().processId();
        ServerPlan same = fixture.server().plan();
        ServerPlan other = test::fakePlan(fixture.folder, test::jsonObject(answering), Language::HlsCpp,
                                          QStringLiteral("other"));
        fixture.servers.setPlans({same, other});
        QCOMPARE(fixture.server().processId(), process);
        QTRY_VERIFY(
            fixture.servers.find(QStringLiteral("other"))->isReady()); // the document was open already
        same.absence = Absence::Off;
        fixture.servers.setPlans({same});
        QCOMPARE(fixture.server().state(), ServerState::Absent);
        QVERIFY(!fixture.servers.find(QStringLiteral("other")));
    }
};

QTEST_GUILESS_MAIN(TestLanguageServer)
#include "tst_language_server.moc"
