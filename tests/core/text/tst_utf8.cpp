// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/text/utf8.h"

#include <QTest>

#include <string>

using namespace gatewright;

class TestUtf8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOneCharacter_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("length");
        QTest::addColumn<uint>("codePoint");
        QTest::addColumn<bool>("valid");
        const uint replacement = 0xFFFD;
        QTest::newRow("end") << QByteArray("") << 0 << 0U << false;
        QTest::newRow("ascii") << QByteArray("a") << 1 << uint('a') << true;
        QTest::newRow("nul") << QByteArray("\0", 1) << 1 << 0U << true;
        QTest::newRow("two bytes") << QByteArray("\xC3\xA9") << 2 << 0xE9U << true;
        QTest::newRow("three bytes") << QByteArray("\xE2\x82\xAC") << 3 << 0x20ACU << true;
        QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x98\x80") << 4 << 0x1F600U << true;
        QTest::newRow("last code point") << QByteArray("\xF4\x8F\xBF\xBF") << 4 << 0x10FFFFU << true;
        QTest::newRow("past the last") << QByteArray("\xF4\x90\x80\x80") << 1 << replacement << false;
        QTest::newRow("continuation alone") << QByteArray("\x80") << 1 << replacement << false;
        QTest::newRow("overlong two") << QByteArray("\xC0\x80") << 1 << replacement << false;
        QTest::newRow("overlong three") << QByteArray("\xE0\x80\x80") << 1 << replacement << false;
        QTest::newRow("overlong four") << QByteArray("\xF0\x80\x80\x80") << 1 << replacement << false;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << 1 << replacement << false;
        QTest::newRow("cut short") << QByteArray("\xE2\x82") << 1 << replacement << false;
        QTest::newRow("broken off") << QByteArray("\xE2\x82x") << 1 << replacement << false;
        QTest::newRow("0xFF") << QByteArray("\xFF") << 1 << replacement << false;
    }

    void readsOneCharacter()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, length);
        QFETCH(uint, codePoint);
        QFETCH(bool, valid);
        const utf8::Character character = utf8::characterAt({bytes.data(), size_t(bytes.size())}, 0);
        QCOMPARE(int(character.length), length);
        QCOMPARE(uint(character.codePoint), codePoint);
        QCOMPARE(character.valid, valid);
    }

    void widthsAgreeWithQtOnAnyBytes()
    {
        RandomSource random(7);
        const std::string pieces[] = {
            "a",    "bcdefghijkl", "\xC3\xA9",     "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
            "\x80", "\xE2\x82",    "\xED\xA0\x80", "\xFF",         "\xC0\xAF",
            "\n"};
        for (int round = 0; round < 500; ++round) {
            std::string text;
            for (int i = 0; i < 12; ++i)
                text += pieces[random.below(std::size(pieces))];
            const QString shown = QString::fromUtf8(text.data(), qsizetype(text.size()));
            QCOMPARE(qsizetype(utf8::utf16Units(text)), shown.size());
            QCOMPARE(qsizetype(utf8::codePoints(text)), shown.toUcs4().size());
            for (qsizetype units = 0; units <= shown.size(); ++units) {
                const size_t bytes = utf8::bytesOfUtf16Units(text, size_t(units));
                const qsizetype back = qsizetype(utf8::utf16Units(std::string_view(text).substr(0, bytes)));
                QVERIFY(back == units || (back == units - 1 && shown.at(units).isLowSurrogate()));
            }
        }
    }

    void characterStartFindsTheLeadByte()
    {
        const std::string text = "a\xF0\x9F\x98\x80z\x80";
        QCOMPARE(utf8::characterStart(text, 0), size_t(0));
        for (size_t at = 1; at <= 4; ++at)
            QCOMPARE(utf8::characterStart(text, at), size_t(1));
        QCOMPARE(utf8::characterStart(text, 5), size_t(5));
        QCOMPARE(utf8::characterStart(text, 6), size_t(6)); // a stray continuation byte is its own character
        QCOMPARE(utf8::characterStart(text, 99), text.size());
        QCOMPARE(utf8::characterStart("", 0), size_t(0));
    }

    void characterStartAgreesWithReadingForward()
    {
        RandomSource random(11);
        for (int round = 0; round < 2000; ++round) {
            std::string text;
            for (int i = 0; i < 8; ++i) {
                const char bytes[] = {'a', '\xC3', '\xA9', '\xE2', '\x82', '\xF0', '\x9F', '\xED'};
                text += bytes[random.below(std::size(bytes))];
            }
            for (size_t at = 0; at < text.size();) {
                const size_t length = utf8::characterAt(text, at).length;
                for (size_t inside = at; inside < at + length; ++inside)
                    QCOMPARE(utf8::characterStart(text, inside), at);
                at += length;
            }
        }
    }

    void firstInvalidNamesTheByte()
    {
        QCOMPARE(utf8::firstInvalid(""), std::string_view::npos);
        QCOMPARE(utf8::firstInvalid("plain and \xC3\xA9"), std::string_view::npos);
        QCOMPARE(utf8::firstInvalid("12345678901\xFF"), size_t(11));
        QCOMPARE(utf8::firstInvalid("\xE2\x82"), size_t(0));
    }

    void appendWritesWhatCharacterAtReads()
    {
        for (const char32_t codePoint :
             {U'\0', U'\x7F', U'\x80', U'\u07FF', U'\u0800', U'\uFFFF', U'\U00010000', U'\U0010FFFF'}) {
            std::string text;
            utf8::append(text, codePoint);
            const utf8::Character character = utf8::characterAt(text, 0);
            QVERIFY(character.valid);
            QCOMPARE(character.codePoint, codePoint);
            QCOMPARE(character.length, text.size());
        }
    }

    void aCountInsideASurrogatePairStopsBeforeIt()
    {
        QCOMPARE(utf8::bytesOfUtf16Units("\xF0\x9F\x98\x80", 1), size_t(0));
        QCOMPARE(utf8::bytesOfUtf16Units("\xF0\x9F\x98\x80", 2), size_t(4));
        QCOMPARE(utf8::bytesOfUtf16Units("ab", 99), size_t(2));
        QCOMPARE(utf8::bytesOfCodePoints("\xF0\x9F\x98\x80x", 1), size_t(4));
    }
};

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
