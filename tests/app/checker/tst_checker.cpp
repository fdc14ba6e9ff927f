// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/client_endpoint.h"
#include "core/lsp/device_transport.h"
#include "core/lsp/document_store.h"
#include "core/lsp/frame.h"
#include "core/lsp/types.h"
#include "tests/support/result_test.h"
#include "tests/support/sandbox.h"

#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <memory>
#include <optional>

using namespace gatewright;

namespace {

const QString kernelUri = QStringLiteral("file:///work/fir.cpp");

QJsonObject checkParams(const QString &uri)
{
    return {{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), uri}}}};
}

} // namespace

// The program itself, as a client meets it.
class TestChecker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_profile = std::make_unique<QTemporaryDir>();
        m_process = std::make_unique<QProcess>();
        m_process->start(QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-checker"),
                         {QStringLiteral("--profile"), m_profile->path()});
        QVERIFY(m_process->waitForStarted());
        m_client = std::make_unique<lsp::ClientEndpoint>(
            std::make_unique<lsp::DeviceTransport>(m_process.get(), m_process.get()));
        m_published.clear();
        m_client->onNotification(QStringLiteral("textDocument/publishDiagnostics"), this,
                                 [this](const QJsonValue &params) {
                                     m_published << *lsp::publishDiagnosticsFromJson(lsp::Field(params));
                                 });
        m_client->start();
        bool ready = false;
        m_client->initialize({}, this,
                             [&ready](const Result<QJsonObject> &answer) { ready = answer.has_value(); });
        QTRY_VERIFY(ready);
    }

    void cleanup()
    {
        m_client.reset();
        m_process->closeWriteChannel();
        if (m_process->state() != QProcess::NotRunning)
            QVERIFY(m_process->waitForFinished(10000));
        QCOMPARE(m_process->exitStatus(), QProcess::NormalExit);
        m_process.reset();
    }

    void publishesWhatDoesNotParseAndTakesItBack()
    {
        open(kernelUri, Language::HlsCpp, "int f() {\n    int a = 3\n    return a;\n}\n");
        QTRY_COMPARE(m_published.size(), 1);
        QCOMPARE(m_published.last().uri, kernelUri);
        QCOMPARE(m_published.last().version, std::optional<int>(1));
        QCOMPARE(m_published.last().diagnostics.size(), std::size_t(1));
        const lsp::Diagnostic &found = m_published.last().diagnostics.front();
        QCOMPARE(found.message, QStringLiteral("Missing ‘;’"));
        QCOMPARE(found.severity, lsp::DiagnosticSeverity::Error);
        QCOMPARE(found.range.start, (Position{1, 13}));

        m_client->notify(
            QStringLiteral("textDocument/didChange"),
            lsp::didChangeParams(kernelUri, Revision{2}, {{1, 13}, {1, 13}}, QStringLiteral(";")));
        QTRY_VERIFY(m_published.last().version == std::optional<int>(2));
        QVERIFY(m_published.last().diagnostics.empty());
    }

    void closingClears()
    {
        open(kernelUri, Language::HlsCpp, "int a = = 3;\n");
        QTRY_COMPARE(m_published.size(), 1);
        m_client->notify(QStringLiteral("textDocument/didClose"), lsp::didCloseParams(kernelUri));
        QTRY_COMPARE(m_published.size(), 2);
        QVERIFY(m_published.last().diagnostics.empty());
    }

    void checksAnOpenDocument()
    {
        const QString uri = QStringLiteral("file:///work/bell.py");
        open(uri, Language::Qiskit, "qc.h(0\n");
        const Result<QJsonValue> answer = request(checkParams(uri));
        GW_VERIFY_RESULT(answer);
        const QJsonObject report = answer->toObject();
        QCOMPARE(report.value(QStringLiteral("status")), QStringLiteral("failed"));
        QCOMPARE(report.value(QStringLiteral("version")), 1);
        QVERIFY(report.value(QStringLiteral("tier")).isNull());
        QCOMPARE(report.value(QStringLiteral("diagnostics")).toArray().size(), 1);
    }

    void checksATextInItsPlace()
    {
        open(kernelUri, Language::HlsCpp, "int a = = 3;\n");
        QJsonObject params = checkParams(kernelUri);
        params.insert(QStringLiteral("text"), QStringLiteral("int a = 3;\n"));
        params.insert(QStringLiteral("tier"), 0);
        const Result<QJsonValue> answer = request(params);
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->toObject().value(QStringLiteral("status")), QStringLiteral("passed"));
        QCOMPARE(answer->toObject().value(QStringLiteral("tier")), 0);
    }

    void checksATextThatIsNotOpen()
    {
        QJsonObject params = checkParams(QStringLiteral("file:///work/new.py"));
        params.insert(QStringLiteral("text"), QStringLiteral("x = = 1\n"));
        const Result<QJsonValue> answer = request(params);
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->toObject().value(QStringLiteral("status")), QStringLiteral("failed"));
    }

    void skipsWhatNoCheckServes()
    {
        QJsonObject params = checkParams(QStringLiteral("file:///work/notes.txt"));
        params.insert(QStringLiteral("text"), QStringLiteral("((("));
        const Result<QJsonValue> answer = request(params);
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->toObject().value(QStringLiteral("status")), QStringLiteral("skipped"));
    }

    void saysWhyATextWasNotChecked()
    {
        QJsonObject params = checkParams(kernelUri);
        params.insert(QStringLiteral("text"), QString((17 << 20), QLatin1Char(' ')));
        const Result<QJsonValue> answer = request(params);
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->toObject().value(QStringLiteral("status")), QStringLiteral("error"));
        QVERIFY(answer->toObject()
                    .value(QStringLiteral("message"))
                    .toString()
                    .contains(QStringLiteral("too large")));
    }

    void badRequestsGetAnErrorAndTheNextOneWorks_data()
    {
        QTest::addColumn<QJsonObject>("params");
        QTest::newRow("nothing") << QJsonObject();
        QTest::newRow("not open") << checkParams(QStringLiteral("file:///work/other.cpp"));
        QJsonObject tier = checkParams(kernelUri);
        tier.insert(QStringLiteral("tier"), 9);
        QTest::newRow("no such tier") << tier;
        QJsonObject text = checkParams(kernelUri);
        text.insert(QStringLiteral("text"), 5);
        QTest::newRow("text is a number") << text;
        QTest::newRow("uri is a number")
            << QJsonObject{{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), 5}}}};
    }

    void badRequestsGetAnErrorAndTheNextOneWorks()
    {
        QFETCH(QJsonObject, params);
        open(kernelUri, Language::HlsCpp, "int a;\n");
        const Result<QJsonValue> refused = request(params);
        QVERIFY(!refused.has_value());
        QVERIFY(!refused.error().message.isEmpty());
        const Result<QJsonValue> next = request(checkParams(kernelUri));
        GW_VERIFY_RESULT(next);
        QCOMPARE(next->toObject().value(QStringLiteral("status")), QStringLiteral("passed"));
    }

    void typingFastReportsTheNewestText()
    {
        open(kernelUri, Language::HlsCpp, "int a0;\n");
        for (int version = 2; version <= 200; ++version) {
            const QString line =
                version < 200 ? QStringLiteral("int b = = 1;\n") : QStringLiteral("int b = 1;\n");
            m_client->notify(QStringLiteral("textDocument/didChange"),
                             lsp::didChangeParams(kernelUri, Revision{version},
                                                  {{0, 0}, {version == 2 ? 0 : 1, 0}}, line));
        }
        QTRY_VERIFY(!m_published.isEmpty() && m_published.last().version == std::optional<int>(200));
        QVERIFY(m_published.last().diagnostics.empty());
    }

    // From here on with compilers: what any editor gets that speaks LSP.

    void compilesAKernel()
    {
        open(kernelUri, Language::HlsCpp,
             "#include <ap_int.h>\nap_int<8> twice(ap_int<8> x) {\n    return x * no_such_name;\n}\n");
        QTRY_VERIFY_WITH_TIMEOUT(!m_published.isEmpty() && !m_published.last().diagnostics.empty(), 60'000);
        const lsp::Diagnostic &found = m_published.last().diagnostics.front();
        QVERIFY2(found.message.contains(QStringLiteral("no_such_name")), qPrintable(found.message));
        QCOMPARE(found.range.start, (Position{2, 15}));
        QJsonObject params = checkParams(kernelUri);
        params.insert(QStringLiteral("text"), QStringLiteral("#include <ap_int.h>\nap_int<8> a;\n"));
        params.insert(QStringLiteral("tier"), 1);
        const Result<QJsonValue> answer = request(params);
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->toObject().value(QStringLiteral("tier")), 1);
    }

    void offersAFixForAPragma()
    {
        open(kernelUri, Language::HlsCpp, "void f() {\n#pragma HLS pipelin II=1\n}\n");
        QTRY_VERIFY_WITH_TIMEOUT(!m_published.isEmpty() && !m_published.last().diagnostics.empty(), 60'000);
        const Result<QJsonValue> actions =
            request({{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), kernelUri}}},
                     {QStringLiteral("range"), lsp::toJson(Range{{1, 14}, {1, 14}})}},
                    QStringLiteral("textDocument/codeAction"));
        GW_VERIFY_RESULT(actions);
        QCOMPARE(actions->toArray().size(), 1);
        QVERIFY(
            actions->toArray()[0][QLatin1String("title")].toString().contains(QStringLiteral("pipeline")));
    }

    void runsTheSamples_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<Language>("language");
        QTest::newRow("kernel") << QStringLiteral("fir/fir.cpp") << Language::HlsCpp;
        QTest::newRow("circuit") << QStringLiteral("qiskit/bell.py") << Language::Qiskit;
    }
    void runsTheSamples()
    {
        QFETCH(QString, file);
        QFETCH(Language, language);
        GW_NEED(test::sandboxHere(this));
        const QString path = QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/sample-workspace/") + file;
        QFile source(path);
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QString uri = QUrl::fromLocalFile(path).toString();
        open(uri, language, source.readAll().toStdString());
        const Result<QJsonValue> answer =
            request(checkParams(uri), QStringLiteral("gatewright/simulate"), 120'000);
        GW_VERIFY_RESULT(answer);
        const QJsonObject report = answer->toObject();
        QCOMPARE(report.value(QStringLiteral("outcome")), QStringLiteral("passed"));
        if (language == Language::Qiskit)
            QCOMPARE(report.value(QStringLiteral("circuits"))[0][QLatin1String("two_qubit_gates")], 1);
    }

    void endsWithItsInput()
    {
        m_process->closeWriteChannel();
        QVERIFY(m_process->waitForFinished(10000));
        QCOMPARE(m_process->exitCode(), 0);
    }

private:
    void open(const QString &uri, Language language, std::string text)
    {
        m_client->notify(QStringLiteral("textDocument/didOpen"),
                         lsp::didOpenParams(uri, TextDocument(language, std::move(text), Revision{1})));
    }

    Result<QJsonValue> request(const QJsonObject &params,
                               const QString &method = QStringLiteral("gatewright/check"), int limit = 60'000)
    {
        std::optional<Result<QJsonValue>> answer;
        m_client->request(
            method, params, this, [&answer](Result<QJsonValue> result) { answer = std::move(result); },
            std::chrono::milliseconds(limit));
        // Not QTRY_VERIFY: that returns from this function without a value.
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, limit))
            return makeError(ErrorCode::Timeout, QStringLiteral("no answer"));
        return *answer;
    }

    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<lsp::ClientEndpoint> m_client;
    QList<lsp::PublishDiagnosticsParams> m_published;
};

QTEST_GUILESS_MAIN(TestChecker)
#include "tst_checker.moc"
