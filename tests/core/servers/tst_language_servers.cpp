// SPDX-License-Identifier: Apache-2.0
#include "core/servers/language_servers.h"
#include "tests/support/fake_plan.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatewright;
using namespace gatewright::servers;

namespace {

const QString uri = QStringLiteral("file:///work/fir.cpp");

// Knows this one document, and nothing else.
class OtherServer final : public FeatureServer
{
public:
    const QString &id() const override { return m_id; }
    bool can(ServerFeature feature, const QString &where) const override
    {
        return feature == ServerFeature::Hover && where == uri;
    }
    QJsonObject capabilities() const override { return {}; }
    lsp::RequestHandle ask(QLatin1String, const QString &, const QJsonObject &, QObject *, Answered,
                           std::chrono::milliseconds) override
    {
        return {};
    }

private:
    const QString m_id = QStringLiteral("other");
};

QStringList idsOf(const std::vector<FeatureServer *> &servers)
{
    QStringList ids;
    for (const FeatureServer *server : servers)
        ids << server->id();
    return ids;
}

} // namespace

class TestLanguageServers : public QObject
{
    Q_OBJECT

private:
    test::Folder m_folder;
    SystemClock m_clock;
    std::vector<lsp::OpenDocument> m_open{{uri, Language::HlsCpp, Revision{1}, "int a;\n"}};

    ServerPlan plan(const char *id, const char *capabilities) const
    {
        const QByteArray script = QByteArray("{'capabilities':") + capabilities + "}";
        return test::fakePlan(m_folder, test::jsonObject(script.constData()), Language::HlsCpp,
                              QString::fromUtf8(id));
    }
    static bool areReady(const LanguageServers &servers)
    {
        return QTest::qWaitFor(
            [&servers] {
                return std::ranges::all_of(servers.all(),
                                           [](const auto &server) { return server->isReady(); });
            },
            20'000);
    }

private Q_SLOTS:
    void whoCanAnswerIsFoundInTheOrderOfThePlans()
    {
        LanguageServers servers(m_clock, [this] { return m_open; }, test::quickRules());
        OtherServer other;
        servers.add(other);
        QCOMPARE(idsOf(servers.answerersFor(uri, ServerFeature::Hover)),
                 QStringList{QStringLiteral("other")});
        servers.setPlans({plan("one", "{'hoverProvider':true}"), plan("two", "{'definitionProvider':true}"),
                          plan("three", "{'hoverProvider':true,'definitionProvider':true}")});
        QVERIFY(areReady(servers));
        QCOMPARE(servers.serverFor(uri, ServerFeature::Hover)->id(), QStringLiteral("one"));
        QCOMPARE(servers.serverFor(uri, ServerFeature::Definition)->id(), QStringLiteral("two"));
        QCOMPARE(servers.serversFor(uri, ServerFeature::Hover).size(), std::size_t(2));
        QVERIFY(!servers.serverFor(uri, ServerFeature::Rename));
        QVERIFY(!servers.serverFor(QStringLiteral("file:///not/open.cpp"), ServerFeature::Hover));
        // Others come behind.
        QCOMPARE(idsOf(servers.answerersFor(uri, ServerFeature::Hover)),
                 (QStringList{QStringLiteral("one"), QStringLiteral("three"), QStringLiteral("other")}));
        QCOMPARE(servers.answerer(QStringLiteral("other"), uri, ServerFeature::Hover), &other);
        QVERIFY(!servers.answerer(QStringLiteral("other"), uri, ServerFeature::Completion));
        QVERIFY(!servers.answerer(QStringLiteral("nobody"), uri, ServerFeature::Hover));
    }
    void aPlanThatStaysTheSameKeepsItsProcess()
    {
        LanguageServers servers(m_clock, [this] { return m_open; }, test::quickRules());
        const ServerPlan one = plan("one", "{'hoverProvider':true}");
        servers.setPlans({one, plan("two", "{'hoverProvider':true}")});
        QVERIFY(areReady(servers));
        const qint64 process = servers.find(QStringLiteral("one"))->processId();
        QSignalSpy gone(&servers, &LanguageServers::gone);
        servers.setPlans({plan("three", "{}"), one});
        QCOMPARE(servers.find(QStringLiteral("one"))->processId(), process);
        QVERIFY(!servers.find(QStringLiteral("two")));
        QCOMPARE(gone.size(), 1);
        QCOMPARE(gone[0][0].toString(), QStringLiteral("two"));
        QCOMPARE(servers.all().front()->id(), QStringLiteral("three"));
    }
};

QTEST_GUILESS_MAIN(TestLanguageServers)
#include "tst_language_servers.moc"
