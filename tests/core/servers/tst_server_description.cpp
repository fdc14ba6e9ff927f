// SPDX-License-Identifier: Apache-2.0
#include "core/servers/server_description.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QSet>
#include <QTest>

using namespace gatewright;
using namespace gatewright::servers;

class TestServerDescription : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBuiltInOnesAreWhole()
    {
        QSet<QString> ids;
        for (const ServerDescription &server : builtInServers()) {
            QVERIFY2(!server.name.isEmpty() && !server.programs.isEmpty() && !server.languages.empty() &&
                         !server.howToGet.isEmpty(),
                     qPrintable(server.id));
            QCOMPARE(server.origin, ServerOrigin::BuiltIn);
            QVERIFY2(!ids.contains(server.id), qPrintable(server.id));
            ids.insert(server.id);
        }
        QVERIFY(ids.contains(QStringLiteral("clangd")));
        const auto serves = [](Language language) {
            return std::ranges::count_if(builtInServers(),
                                         [language](const auto &server) { return server.serves(language); });
        };
        QVERIFY(serves(Language::HlsCpp) >= 1);
        QVERIFY(serves(Language::Qiskit) >= 2);
        QCOMPARE(serves(Language::PlainText), 0);
    }
    void aFileThatIsNotThereIsNone()
    {
        const test::Folder folder;
        const auto none = readServerFile(folder.path("servers.json"), ServerOrigin::User);
        GW_VERIFY_RESULT(none);
        QVERIFY(none->empty());
    }
    void whatIsReadSaysWhoseItIs()
    {
        const test::Folder folder;
        const QString file =
            folder.write("servers.json", R"({"version": 1, "servers": [{"id": "own", "name": "Own",
                "command": ["own", "--stdio"], "languages": ["python"], "settings": {"a": {"b": 1}}}]})");
        const auto read = readServerFile(file, ServerOrigin::Project);
        GW_VERIFY_RESULT(read);
        QCOMPARE(read->size(), std::size_t(1));
        const ServerDescription &own = read->front();
        QCOMPARE(own.origin, ServerOrigin::Project);
        QCOMPARE(own.programs, QStringList{QStringLiteral("own")});
        QCOMPARE(own.arguments, QStringList{QStringLiteral("--stdio")});
        QVERIFY(own.serves(Language::Qiskit) && !own.serves(Language::HlsCpp));
        QCOMPARE(own.settings[QLatin1String("a")][QLatin1String("b")].toInt(), 1);
    }
    void tooMuchIsRefused()
    {
        GW_VERIFY_ERROR(parseServerFile(QByteArray(65 * 1024, ' '), ServerOrigin::User),
                        ErrorCode::LimitExceeded);
    }
};

QTEST_GUILESS_MAIN(TestServerDescription)
#include "tst_server_description.moc"
