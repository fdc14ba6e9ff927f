// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/frame.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::lsp;

namespace {

// Everything the reader has to say about what it was fed: bodies as they are, errors as "!Code".
QByteArrayList drain(FrameReader &reader)
{
    QByteArrayList all;
    while (auto outcome = reader.next())
        all << (outcome->has_value() ? **outcome
                                     : QByteArray("!") + errorCodeName(outcome->error().code).latin1());
    return all;
}

} // namespace

class TestFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streams_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("expected");
        const auto row = [](const char *name, const QByteArray &bytes, const QByteArrayList &expected) {
            QTest::newRow(name) << bytes << expected;
        };
        row("nothing", "", {});
        row("one", "Content-Length: 2\r\n\r\n{}", {"{}"});
        row("two", "Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]", {"{}", "[1]"});
        row("empty body", "Content-Length: 0\r\n\r\n", {""});
        row("lower case", "content-length: 2\r\n\r\n{}", {"{}"});
        row("no space", "Content-Length:2\r\n\r\n{}", {"{}"});
        row("many spaces", "Content-Length:   2  \r\n\r\n{}", {"{}"});
        row("line feeds only", "Content-Length: 2\n\n{}", {"{}"});
        row("content type first",
            "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", {"{}"});
        row("old utf8 name", "Content-Length: 2\r\nContent-Type: x; charset=utf8\r\n\r\n{}", {"{}"});
        row("quoted charset", "Content-Length: 2\r\nContent-Type: x; charset=\"UTF-8\"\r\n\r\n{}", {"{}"});
        row("unknown header", "X-Trace: 7\r\nContent-Length: 2\r\n\r\n{}", {"{}"});
        row("line end behind a body", "Content-Length: 2\r\n\r\n{}\r\nContent-Length: 2\r\n\r\n[]",
            {"{}", "[]"});
        row("same length twice", "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", {"{}"});
        row("body holds a header", "Content-Length: 19\r\n\r\nContent-Length: 9\r\n",
            {"Content-Length: 9\r\n"});
        row("incomplete header", "Content-Length: 2\r\n", {});
        row("incomplete body", "Content-Length: 5\r\n\r\n{}", {});
        row("multibyte body", "Content-Length: 4\r\n\r\n\"\xc3\xa4\"", {"\"\xc3\xa4\""});
    }
    void streams()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArrayList, expected);
        FrameReader whole;
        whole.feed(bytes);
        QCOMPARE(drain(whole), expected);

        FrameReader byByte;
        QByteArrayList seen;
        for (const char byte : bytes) {
            byByte.feed(QByteArrayView(&byte, 1));
            seen << drain(byByte);
        }
        QCOMPARE(seen, expected);
    }

    void malformed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("error");
        const auto row = [](const char *name, const QByteArray &bytes, const char *error = "!Corrupt") {
            QTest::newRow(name) << bytes << QByteArray(error);
        };
        row("no colon", "hello world\r\n\r\n");
        row("json without a header", "{\"jsonrpc\":\"2.0\"}\n");
        row("empty name", ": 5\r\n\r\n");
        row("no length", "Content-Type: x\r\n\r\n");
        row("length is a word", "Content-Length: five\r\n\r\n");
        row("length is empty", "Content-Length:\r\n\r\n");
        row("negative length", "Content-Length: -1\r\n\r\n");
        row("signed length", "Content-Length: +5\r\n\r\n");
        row("fractional length", "Content-Length: 5.0\r\n\r\n");
        row("hexadecimal length", "Content-Length: 0x10\r\n\r\n");
        row("length with a tail", "Content-Length: 5 bytes\r\n\r\n");
        row("length overflows", "Content-Length: 99999999999999999999999999\r\n\r\n");
        row("length of 2^64", "Content-Length: 18446744073709551616\r\n\r\n");
        row("NUL bytes", QByteArray(32, '\0') + "\n");
        row("invalid UTF-8", "\xff\xfe\xfd\n");
        row("endless header line", QByteArray(5000, 'x'));
        row("endless header lines", QByteArray("X-A: b\r\n").repeated(700));
        row("HTTP request", "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        row("foreign charset", "Content-Length: 3\r\nContent-Type: x; charset=utf-16\r\n\r\nabc",
            "!Unsupported");
        row("over the cap", "Content-Length: 101\r\n\r\n" + QByteArray(101, 'x'), "!LimitExceeded");
    }
    // One error, and the next message works.
    void malformed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, error);
        const QByteArrayList expected{error, "{}"};
        const QByteArray stream = bytes + "Content-Length: 2\r\n\r\n{}";
        FrameLimits limits;
        limits.bodyBytes = 100;

        FrameReader whole(limits);
        whole.feed(stream);
        QCOMPARE(drain(whole), expected);
        QVERIFY(whole.isIdle());

        FrameReader byByte(limits);
        QByteArrayList seen;
        for (const char byte : stream) {
            byByte.feed(QByteArrayView(&byte, 1));
            seen << drain(byByte);
        }
        QCOMPARE(seen, expected);
        QVERIFY(byByte.isIdle());
    }

    void differingLengthsAreRefused()
    {
        FrameReader reader;
        reader.feed("Content-Length: 2\r\nContent-Length: 3\r\n\r\n");
        const auto outcome = reader.next();
        QVERIFY(outcome);
        GW_VERIFY_ERROR(*outcome, ErrorCode::Corrupt);
    }

    void garbageInFrontOfAHeaderOnOneLine()
    {
        FrameReader reader;
        reader.feed("loading model... Content-Length: 2\r\n\r\n{}");
        QCOMPARE(drain(reader), (QByteArrayList{"!Corrupt", "{}"}));
    }

    void aBodyOfExactlyTheCapIsTaken()
    {
        FrameLimits limits;
        limits.bodyBytes = 100;
        FrameReader reader(limits);
        reader.feed(frame(QByteArrayView(QByteArray(100, 'x'))));
        QCOMPARE(drain(reader), QByteArrayList{QByteArray(100, 'x')});
    }

    void anAnnouncedLengthTakesNoMemory()
    {
        FrameReader reader;
        reader.feed("Content-Length: 67108864\r\n\r\n");
        QVERIFY(!reader.next());
        QCOMPARE(reader.buffered(), 0);
    }

    // 1 GB is announced and partly sent: refused at once, skipped without being stored.
    void aRefusedBodyIsNotStored()
    {
        FrameReader reader;
        reader.feed("Content-Length: 1000000000\r\n\r\n");
        QCOMPARE(drain(reader), QByteArrayList{"!LimitExceeded"});
        const QByteArray chunk(1'000'000, 'x');
        for (int i = 0; i < 1000; ++i) {
            reader.feed(chunk);
            QVERIFY(!reader.next());
            QCOMPARE(reader.buffered(), 0);
        }
        reader.feed("Content-Length: 2\r\n\r\n{}");
        QCOMPARE(drain(reader), QByteArrayList{"{}"});
    }

    void theDefaultCapIs64MiB()
    {
        FrameReader reader;
        reader.feed("Content-Length: 67108865\r\n\r\n");
        QCOMPARE(drain(reader), QByteArrayList{"!LimitExceeded"});
    }

    void endlessGarbageIsNotStored()
    {
        FrameReader reader;
        const QByteArray chunk(100'000, 'x');
        qsizetype errors = 0;
        for (int i = 0; i < 100; ++i) {
            reader.feed(chunk);
            errors += drain(reader).size();
            QVERIFY(reader.buffered() < 100);
        }
        QCOMPARE(errors, 1);
    }

    void manySmallMessagesInOneFeed()
    {
        FrameReader reader;
        const int count = 50'000;
        reader.feed(frame(QByteArrayView("{\"n\":1}")).repeated(count));
        QCOMPARE(drain(reader).size(), count);
        QVERIFY(reader.isIdle());
    }

    void writingAndReadingAgree()
    {
        const QJsonObject object{{QStringLiteral("text"), QStringLiteral("ä\U0001F600\r\n")}};
        FrameReader reader;
        reader.feed(frame(object));
        const auto outcome = reader.next();
        QVERIFY(outcome);
        GW_VERIFY_RESULT(*outcome);
        QCOMPARE(**outcome, QByteArray("{\"text\":\"ä\U0001F600\\r\\n\"}"));
    }
};

QTEST_GUILESS_MAIN(TestFrame)
#include "tst_frame.moc"
