// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/text/encoding.h"
#include "tests/support/result_test.h"

#include <QSet>
#include <QTest>

using namespace gatewright;
using namespace std::string_literals;

Q_DECLARE_METATYPE(gatewright::Encoding)
Q_DECLARE_METATYPE(gatewright::LineEnding)

class TestEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void detects_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Encoding>("encoding");
        QTest::addColumn<bool>("guessed");
        QTest::addColumn<bool>("binary");
        QTest::newRow("empty") << QByteArray() << Encoding::Utf8 << false << false;
        QTest::newRow("ascii") << QByteArray("int a;\n") << Encoding::Utf8 << false << false;
        QTest::newRow("utf-8") << QByteArray("// \xC3\xA9\n") << Encoding::Utf8 << false << false;
        QTest::newRow("utf-8 mark") << QByteArray("\xEF\xBB\xBFint a;") << Encoding::Utf8WithMark << false
                                    << false;
        QTest::newRow("utf-8 mark alone")
            << QByteArray("\xEF\xBB\xBF") << Encoding::Utf8WithMark << false << false;
        QTest::newRow("utf-16 le") << QByteArray("\xFF\xFE\x61\x00", 4) << Encoding::Utf16LittleEndian
                                   << false << false;
        QTest::newRow("utf-16 be") << QByteArray("\xFE\xFF\x00\x61", 4) << Encoding::Utf16BigEndian << false
                                   << false;
        QTest::newRow("utf-16 le without mark")
            << QByteArray("a\0b\0\n\0", 6) << Encoding::Utf16LittleEndianPlain << true << false;
        QTest::newRow("utf-16 be without mark")
            << QByteArray("\0a\0b\0\n", 6) << Encoding::Utf16BigEndianPlain << true << false;
        QTest::newRow("windows-1252")
            << QByteArray("\x93quoted\x94\n") << Encoding::Windows1252 << true << false;
        QTest::newRow("latin-1") << QByteArray("// caf\xE9\n") << Encoding::Latin1 << true << false;
        QTest::newRow("nul") << QByteArray("\x7F"
                                           "ELF\0\0",
                                           6)
                             << Encoding::Utf8 << false << true;
        QTest::newRow("nul and high bytes") << QByteArray("\0\xFF\xD8", 3) << Encoding::Utf8 << false << true;
        QTest::newRow("damaged utf-8")
            << QByteArray("\xC3\xA9 \xC3\xA8 \xFF \xC3\xA0") << Encoding::Utf8 << false << false;
    }

    void detects()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Encoding, encoding);
        QFETCH(bool, guessed);
        QFETCH(bool, binary);
        const FileFormat format = detectFormat(bytes.toStdString());
        QCOMPARE(encodingName(format.encoding), encodingName(encoding));
        QCOMPARE(format.encodingGuessed, guessed);
        QCOMPARE(format.looksBinary, binary);
    }

    void namesTheDamagedByte()
    {
        const FileFormat format = detectFormat("\xC3\xA9 \xC3\xA8 \xFF \xC3\xA0");
        QCOMPARE(format.invalidByte, size_t(6));
        QCOMPARE(detectFormat("fine").invalidByte, std::string_view::npos);
    }

    void detectsLineEnds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<LineEnding>("ending");
        QTest::newRow("none") << QByteArray("abc") << LineEnding::None;
        QTest::newRow("lf") << QByteArray("a\nb\n\n") << LineEnding::Lf;
        QTest::newRow("crlf") << QByteArray("a\r\nb\r\n") << LineEnding::CrLf;
        QTest::newRow("cr") << QByteArray("a\rb\r") << LineEnding::Cr;
        QTest::newRow("lf and crlf") << QByteArray("a\nb\r\n") << LineEnding::Mixed;
        QTest::newRow("cr and crlf") << QByteArray("a\r\r\n") << LineEnding::Mixed;
        QTest::newRow("lf and cr") << QByteArray("a\n\rb") << LineEnding::Mixed;
    }

    void detectsLineEnds()
    {
        QFETCH(QByteArray, text);
        QFETCH(LineEnding, ending);
        QCOMPARE(detectLineEnding(text.toStdString()), ending);
    }

    void lineEndsOfUtf16AreSeen()
    {
        const std::string bytes = encode("a\r\nb\r\n", Encoding::Utf16BigEndian).value();
        QCOMPARE(detectFormat(bytes).lineEnding, LineEnding::CrLf);
    }

    void anyBytesComeBackUnchanged()
    {
        RandomSource random(23);
        for (int round = 0; round < 3000; ++round) {
            std::string bytes;
            const std::string marks[] = {"", "", "\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"};
            bytes = marks[random.below(std::size(marks))];
            const std::uint64_t pairs = random.below(12);
            for (std::uint64_t i = 0; i < pairs; ++i) {
                // Surrogates often, to meet pairs and halves.
                bytes += static_cast<char>(random.below(3) == 0 ? 0xD8 + random.below(8) : random.below(256));
                bytes += static_cast<char>(random.below(256));
            }
            const FileFormat format = detectFormat(bytes);
            const Result<std::string> text = decode(bytes, format.encoding);
            GW_VERIFY_RESULT(text);
            const Result<std::string> back = encode(*text, format.encoding);
            GW_VERIFY_RESULT(back);
            QCOMPARE(QByteArray::fromStdString(*back), QByteArray::fromStdString(bytes));
        }
    }

    void decodesSurrogatePairs()
    {
        QCOMPARE(decode("\xFF\xFE\x3D\xD8\x00\xDE"s, Encoding::Utf16LittleEndian).value(),
                 std::string("\xF0\x9F\x98\x80"));
        QCOMPARE(decode("\xFE\xFF\xD8\x3D\xDE\x00"s, Encoding::Utf16BigEndian).value(),
                 std::string("\xF0\x9F\x98\x80"));
    }

    void oddUtf16IsRefused()
    {
        GW_VERIFY_ERROR(decode("\xFF\xFE\x61", Encoding::Utf16LittleEndian), ErrorCode::Corrupt);
    }

    void whatDoesNotFitIsRefusedWithARemedy()
    {
        const Result<std::string> latin = encode("a\xE2\x82\xAC", Encoding::Latin1);
        GW_VERIFY_ERROR(latin, ErrorCode::InvalidInput);
        QVERIFY(latin.error().message.contains(QStringLiteral("save it as UTF-8")));
        QCOMPARE(latin.error().detail, QStringLiteral("byte 1"));
        GW_VERIFY_ERROR(encode("a\xFF", Encoding::Utf16LittleEndian), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(encode("\xED\xA0", Encoding::Utf16BigEndian), ErrorCode::InvalidInput);
    }

    void latin1HoldsItsWholeRange()
    {
        std::string bytes;
        for (int byte = 0; byte < 256; ++byte)
            bytes += static_cast<char>(byte);
        QCOMPARE(encode(decode(bytes, Encoding::Latin1).value(), Encoding::Latin1).value(), bytes);
    }

    void everyEncodingGivesTheSameBytesAgain_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Encoding>("encoding");
        const auto add = [](Encoding encoding, const char *text) {
            QTest::newRow(qPrintable(encodingName(encoding))) << QString::fromUtf8(text) << encoding;
        };
        add(Encoding::Utf16LittleEndianPlain, "na\xC3\xAFve \xF0\x9F\x98\x80\n");
        add(Encoding::Utf16BigEndianPlain, "na\xC3\xAFve\r\n");
        add(Encoding::Windows1252, "\xE2\x80\x9Cna\xC3\xAFve\xE2\x80\x9D \xE2\x82\xAC");
        add(Encoding::Latin9, "10 \xE2\x82\xAC");
        add(Encoding::Windows1250, "\xC5\x99\xC3\xA1\x64");
        add(Encoding::Latin2, "\xC5\x99\xC3\xA1\x64");
        add(Encoding::Windows1251, "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");
        add(Encoding::Koi8R, "\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");
        add(Encoding::Gb18030, "\xE4\xBD\xA0\xE5\xA5\xBD");
        add(Encoding::Big5, "\xE4\xBD\xA0\xE5\xA5\xBD");
        add(Encoding::ShiftJis, "\xE6\x97\xA5\xE6\x9C\xAC");
        add(Encoding::EucJp, "\xE6\x97\xA5\xE6\x9C\xAC");
        add(Encoding::EucKr, "\xED\x95\x9C\xEA\xB5\xAD");
    }
    void everyEncodingGivesTheSameBytesAgain()
    {
        QFETCH(QString, text);
        QFETCH(Encoding, encoding);
        const std::string utf8 = text.toStdString();
        const Result<std::string> bytes = encode(utf8, encoding);
        GW_VERIFY_RESULT(bytes);
        QVERIFY(*bytes != utf8);
        const Result<std::string> back = decode(*bytes, encoding);
        GW_VERIFY_RESULT(back);
        QCOMPARE(*back, utf8);
        QCOMPARE(encodingFromName(encodingName(encoding)), std::optional(encoding));
    }

    void namesAreUnique()
    {
        QSet<QString> names;
        for (const Encoding encoding : allEncodings())
            names.insert(encodingName(encoding));
        QCOMPARE(names.size(), static_cast<qsizetype>(allEncodings().size()));
    }

    void whatIsNotInAnEncodingIsAnError()
    {
        GW_VERIFY_ERROR(decode("\x81", Encoding::Windows1252), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(decode("ab\xff\xff", Encoding::ShiftJis), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(encode("\xE4\xBD\xA0", Encoding::Windows1252), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(encode("caf\xE9", Encoding::Koi8R), ErrorCode::InvalidInput);
        // Two codes for one character: writing the text would change the first into the second.
        GW_VERIFY_ERROR(decode("\xED\x40", Encoding::ShiftJis), ErrorCode::Unsupported);
    }

    void aFileIsReadInTheChosenEncoding()
    {
        const std::string_view bytes = "caf\xE9";
        const Result<DecodedFile> latin = decodeFile(bytes);
        QCOMPARE(latin->format.encoding, Encoding::Latin1);
        QVERIFY(latin->format.encodingGuessed);
        QCOMPARE(latin->view(bytes), std::string_view("caf\xC3\xA9"));
        const Result<DecodedFile> chosen = decodeFile(bytes, Encoding::Windows1250);
        QVERIFY(!chosen->format.encodingGuessed);
        const Result<DecodedFile> raw = decodeFile(bytes, Encoding::Utf8);
        QVERIFY(raw->verbatim);
        QCOMPARE(raw->format.invalidByte, std::size_t(3));
        QCOMPARE(raw->view(bytes), bytes);
    }
};

QTEST_GUILESS_MAIN(TestEncoding)
#include "tst_encoding.moc"
