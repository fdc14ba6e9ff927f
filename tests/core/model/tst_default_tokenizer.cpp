// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/model/tokenizer.h"
#include "tests/support/result_test.h"
#include "tests/support/test_model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace gatewright;
using namespace gatewright::model;

namespace {

std::vector<TokenId> toTokens(const QJsonValue &value)
{
    std::vector<TokenId> tokens;
    for (const QJsonValue &token : value.toArray())
        tokens.push_back(token.toInt());
    return tokens;
}

} // namespace

// The default model's tokenizer against tests/data/model/tokenizer.json (see the README there).
class TestDefaultTokenizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto path = test::modelFile();
        GW_NEED_PART(path);
        const auto file = tensors::GgufFile::open(*path);
        GW_VERIFY_RESULT(file);
        auto created = Tokenizer::create(**file);
        GW_VERIFY_RESULT(created);
        m_tokenizer = std::move(*created);
        QFile golden(QStringLiteral(GATEWRIGHT_TEST_DATA "/model/tokenizer.json"));
        QVERIFY(golden.open(QIODevice::ReadOnly));
        m_items = QJsonDocument::fromJson(golden.readAll()).object().value(QStringLiteral("items")).toArray();
        QCOMPARE(m_items.size(), 200);
    }

    void knowsItsVocabulary()
    {
        QCOMPARE(m_tokenizer->vocabularySize(), std::size_t{49152});
        QCOMPARE(m_tokenizer->endOfText(), 0);
        QCOMPARE(m_tokenizer->controlToken("<|im_end|>"), 2);
        int missing = 0;
        for (int byte = 0; byte < 256; ++byte)
            missing += m_tokenizer->represents(static_cast<std::uint8_t>(byte)) ? 0 : 1;
        QCOMPARE(missing, 21);
    }

    void goldenStrings_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < m_items.size(); ++i)
            QTest::addRow("%d", i) << i;
    }

    void goldenStrings()
    {
        QFETCH(int, index);
        const QJsonObject item = m_items.at(index).toObject();
        const std::string text = item.value(QStringLiteral("text")).toString().toStdString();
        const auto tokens = m_tokenizer->encode(text, Specials::Parse);
        QCOMPARE(tokens, toTokens(item.value(QStringLiteral("ids"))));
        QCOMPARE(m_tokenizer->decode(tokens), text);
        const QJsonValue asText = item.value(QStringLiteral("ids_specials_as_text"));
        if (!asText.isUndefined())
            QCOMPARE(m_tokenizer->encode(text, Specials::AsText), toTokens(asText));
    }

    void noUserTextBecomesAControlToken()
    {
        for (const QJsonValue &item : std::as_const(m_items)) {
            const std::string text = item.toObject().value(QStringLiteral("text")).toString().toStdString();
            const auto tokens = m_tokenizer->encode(text, Specials::AsText);
            QVERIFY(
                std::ranges::none_of(tokens, [&](TokenId token) { return m_tokenizer->isControl(token); }));
            QCOMPARE(m_tokenizer->decode(tokens), text);
        }
    }

    void anyBytesWithTokensComeBack()
    {
        std::string alphabet;
        for (int byte = 0; byte < 256; ++byte) {
            if (m_tokenizer->represents(static_cast<std::uint8_t>(byte)))
                alphabet += static_cast<char>(byte);
        }
        RandomSource random(3);
        for (int round = 0; round < 3000; ++round) {
            std::string text(random.below(48), ' ');
            for (char &character : text)
                character = alphabet[random.below(alphabet.size())];
            QCOMPARE(m_tokenizer->decode(m_tokenizer->encode(text, Specials::AsText)), text);
        }
    }

    void bytesWithoutTokensBecomeTheReplacementCharacter()
    {
        const auto tokens = m_tokenizer->encode("a\xff"
                                                "b",
                                                Specials::AsText);
        QCOMPARE(m_tokenizer->decode(tokens), std::string("a\xef\xbf\xbd"
                                                          "b"));
    }

    void everyTokensBytesEncodeToThatToken()
    {
        // Not a law of BPE, but true of this vocabulary for all but tokens that the pre-tokenizer cuts up; a
        // wrong merge table breaks thousands.
        int same = 0;
        for (TokenId token = 17; token < 49152; ++token) {
            const auto tokens = m_tokenizer->encode(m_tokenizer->bytesOf(token), Specials::AsText);
            same += tokens.size() == 1 && tokens[0] == token ? 1 : 0;
        }
        QVERIFY2(same > 48000, qPrintable(QString::number(same)));
    }

    void encodingAFileIsFast()
    {
        std::string text;
        while (text.size() < 1'000'000) {
            for (const QJsonValue &item : std::as_const(m_items))
                text += item.toObject().value(QStringLiteral("text")).toString().toStdString();
        }
        QBENCHMARK_ONCE
        {
            QVERIFY(m_tokenizer->encode(text, Specials::AsText).size() > 100'000);
        }
    }

    void aMegabyteOfOneCharacterIsNoTrap()
    {
        for (const char character : {'=', ' ', 'x', '\n', '\xff', '<'}) {
            const std::string text(1'000'000, character);
            QVERIFY(!m_tokenizer->encode(text, Specials::Parse).empty());
        }
    }

private:
    std::unique_ptr<Tokenizer> m_tokenizer;
    QJsonArray m_items;
};

QTEST_GUILESS_MAIN(TestDefaultTokenizer)
#include "tst_default_tokenizer.moc"
