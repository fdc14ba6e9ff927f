// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/check/client/checker_client.h"
#include "tests/support/result_test.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <optional>
#include <vector>

using namespace gatewright;
using namespace std::chrono_literals;

// The program itself with a file that takes all memory and time there is.
class TestCheckerBomb : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::vector<lsp::OpenDocument> m_documents;

    QString add(const char *name, const std::string &text)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) < 0)
            qFatal("cannot write");
        const QString uri = QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded());
        m_documents.push_back({uri, Language::HlsCpp, Revision{1}, text});
        return uri;
    }

    // Ten macros of ten words each: 10^10 tokens.
    static std::string bomb()
    {
        std::string text = "#define M0 1\n";
        for (int level = 1; level <= 10; ++level) {
            const std::string below = "M" + std::to_string(level - 1);
            text += "#define M" + std::to_string(level) + " " + below;
            for (int i = 1; i < 10; ++i)
                text += "," + below;
            text += "\n";
        }
        return text + "int x[] = {M10};\n";
    }

private Q_SLOTS:
    void aMacroBombCostsItsOwnFileAlone()
    {
        const QString bombUri = add("bomb.cpp", bomb());
        const QString goodUri = add("good.cpp", "int f() { return no_such_name; }\n");
        RestartRules rules;
        rules.firstDelay = 50ms;
        const SystemClock clock;
        checker::CheckerClient client(
            {QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-checker"),
             {QStringLiteral("--profile"), m_folder.filePath(QStringLiteral("p"))},
             {},
             {}},
            clock, [this] { return m_documents; }, rules);
        QSignalSpy excluded(&client, &checker::CheckerClient::fileExcluded);
        client.start();
        QElapsedTimer time;
        time.start();
        QTRY_COMPARE_WITH_TIMEOUT(excluded.size(), 1, 240'000);
        qInfo("three ends took %lld ms", time.elapsed());
        QCOMPARE(excluded[0][0].toString(), bombUri);
        QTRY_VERIFY_WITH_TIMEOUT(client.isReady(), 15'000);
        std::optional<Result<checker::CheckAnswer>> answer;
        checker::CheckQuestion question;
        question.uri = goodUri;
        question.highest = Tier::T1;
        client.check(question, this, [&](Result<checker::CheckAnswer> given) { answer = std::move(given); });
        QTRY_VERIFY_WITH_TIMEOUT(answer, 60'000);
        GW_VERIFY_RESULT(*answer);
        QCOMPARE((*answer)->diagnostics.size(), std::size_t{1});
        QVERIFY((*answer)->diagnostics[0].message.contains(QStringLiteral("no_such_name")));
    }
};

QTEST_GUILESS_MAIN(TestCheckerBomb)
#include "tst_checker_bomb.moc"
