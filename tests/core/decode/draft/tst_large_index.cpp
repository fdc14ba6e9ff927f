// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/draft/document_index.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gatewright;
using namespace gatewright::decode;

// Ten million tokens: what it costs, and that it works.
class TestLargeIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenMillionTokens()
    {
        constexpr std::size_t kTexts = 1000;
        constexpr std::size_t kTokens = 10'000;
        RandomSource random(1);
        // Text that repeats itself as code does: lines of a pool of lines.
        std::vector<std::vector<TokenId>> lines(20'000);
        for (std::vector<TokenId> &line : lines) {
            const std::size_t length = 3 + random.below(12);
            for (std::size_t i = 0; i < length; ++i)
                line.push_back(static_cast<TokenId>(random.below(3000) * random.below(16)));
        }
        DocumentIndex index(20'000'000);
        QElapsedTimer timer;
        timer.start();
        std::vector<TokenId> text;
        for (std::size_t i = 0; i < kTexts; ++i) {
            text.clear();
            while (text.size() < kTokens) {
                const auto &line = lines[random.below(lines.size())];
                text.insert(text.end(), line.begin(), line.end());
            }
            index.put("text/" + std::to_string(i), text);
        }
        const qint64 built = timer.elapsed();
        const double perToken = double(index.bytes()) / double(index.tokens());
        QVERIFY(index.tokens() >= kTexts * kTokens);
        QVERIFY2(perToken < 40.0, qPrintable(QString::number(perToken)));

        constexpr int kLookups = 10'000;
        std::size_t found = 0;
        timer.restart();
        for (int i = 0; i < kLookups; ++i) {
            const auto &line = lines[random.below(lines.size())];
            RecentTokens recent;
            recent.addBefore(std::span(line).first(line.size() - 1));
            std::vector<SuffixIndex::Match> matches;
            index.index().find(recent.tokens(), matches);
            found += matches.empty() ? 0 : 1;
        }
        const double microseconds = double(timer.nsecsElapsed()) / 1000.0 / kLookups;
        QVERIFY(found > kLookups * 9 / 10);

        timer.restart();
        for (std::size_t i = 0; i < kTexts; i += 2)
            QVERIFY(index.erase("text/" + std::to_string(i)));
        const qint64 erased = timer.elapsed();
        timer.restart();
        QVERIFY(index.tidy({}));
        qInfo("%zu tokens: built in %lld ms, %.1f bytes a token, a lookup %.1f us, half erased in %lld ms, "
              "tidied in "
              "%lld ms",
              kTexts * kTokens, static_cast<long long>(built), perToken, microseconds,
              static_cast<long long>(erased), static_cast<long long>(timer.elapsed()));
        QVERIFY(index.tokens() >= kTexts * kTokens / 2);
    }
};

QTEST_GUILESS_MAIN(TestLargeIndex)
#include "tst_large_index.moc"
