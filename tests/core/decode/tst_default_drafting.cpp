// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/context_model.h"
#include "core/decode/draft/drafting.h"
#include "core/decode/generator.h"
#include "core/decode/token_healing.h"
#include "core/model/llama_model.h"
#include "core/model/model_source.h"
#include "core/text/utf8.h"
#include "tests/support/result_test.h"
#include "tests/support/test_model.h"

#include <QDirIterator>
#include <QFile>

using namespace gatewright;
using namespace gatewright::decode;

namespace {

constexpr std::size_t kContextLength = 1024;

bool same(const Generation &a, const Generation &b)
{
    const auto tokens = [](const GeneratedToken &x, const GeneratedToken &y) {
        return x.token == y.token && x.end == y.end && x.logProbability == y.logProbability;
    };
    return a.text == b.text && a.end == b.end && std::ranges::equal(a.tokens, b.tokens, tokens);
}

// Sources of a language that every build tree has: our own, the HLS headers, Qiskit.
std::vector<std::string> texts(const QStringList &folders, const QStringList &patterns)
{
    std::vector<std::string> all;
    for (const QString &folder : folders) {
        QStringList paths;
        QDirIterator files(folder, patterns, QDir::Files,
                           QDirIterator::Subdirectories | QDirIterator::FollowSymlinks);
        while (files.hasNext())
            paths.append(files.next());
        paths.sort();
        for (const QString &path : paths) {
            QFile file(path);
            if (file.size() > 1000 && file.size() < 100'000 && file.open(QIODevice::ReadOnly))
                all.push_back(file.readAll().toStdString());
        }
    }
    return all;
}

} // namespace

// Drafting with the default model itself: the bits of an answer are those of plain decoding.
class TestDefaultDrafting : public QObject
{
    Q_OBJECT

private:
    // Places all over the texts, at line starts and inside lines.
    std::vector<std::string> prompts(const std::vector<std::string> &from, std::size_t count)
    {
        constexpr std::size_t kReach = 1200;
        std::vector<std::string> all;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string &text = from[(i * from.size()) / count];
            std::size_t place = 200 + m_random.below(text.size() - 200);
            if (i % 3 != 0)
                place = std::min(text.find('\n', place), text.size() - 1) + 1;
            const std::size_t end = utf8::characterStart(text, place);
            const std::size_t begin = utf8::characterStart(text, end - std::min(end, kReach));
            all.push_back(text.substr(begin, end - begin));
        }
        return all;
    }

    void compare(const std::vector<std::string> &places)
    {
        Generator plain(*m_context, *m_tokenizer, *m_index, m_clock);
        Drafting drafting({}, m_clock);
        Generator drafted(*m_context, *m_tokenizer, *m_index, m_clock, &drafting);
        for (std::size_t i = 0; i < places.size(); ++i) {
            HealedPrompt prompt = healPrompt(*m_tokenizer, places[i]);
            GenerationRequest request;
            request.prompt = std::move(prompt.tokens);
            request.required = std::move(prompt.required);
            request.maxTokens = 24;
            if (i % 5 == 4)
                request.sampling = {SamplingSettings::Strategy::Sample, 0.7, 40, 0.95, i};
            const auto one = plain.generate(request, {});
            GW_VERIFY_RESULT(one);
            const auto other = drafted.generate(request, {});
            GW_VERIFY_RESULT(other);
            QVERIFY2(same(*one, *other), qPrintable(QStringLiteral("place %1: %2 / %3")
                                                        .arg(i)
                                                        .arg(QString::fromStdString(one->text),
                                                             QString::fromStdString(other->text))));
        }
        const DraftStatistics &statistics = drafting.statistics();
        QVERIFY(statistics.accepted > static_cast<std::int64_t>(places.size()));
        qInfo("%zu places, %.2f tokens a pass", places.size(), statistics.tokensPerPass());
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto path = test::modelFile();
        GW_NEED_PART(path);
        const auto source = model::ModelSource::open(*path);
        GW_VERIFY_RESULT(source);
        auto parts = (*source)->tokenizer();
        GW_VERIFY_RESULT(parts);
        auto tokenizer = model::Tokenizer::create(std::move(*parts));
        GW_VERIFY_RESULT(tokenizer);
        auto model = model::LlamaModel::load(**source, {});
        GW_VERIFY_RESULT(model);
        auto context = model::Context::create(**model, kContextLength);
        GW_VERIFY_RESULT(context);
        m_tokenizer = std::move(*tokenizer);
        m_llama = std::move(*model);
        m_own = std::move(*context);
        m_index = std::make_unique<TokenPrefixIndex>(*m_tokenizer);
        m_context = std::make_unique<ContextModel>(*m_own, m_llama->config().vocabularySize);
    }

    void hlsPrompts()
    {
        const QString share = QStringLiteral(GATEWRIGHT_BUILD_DIR "/share/gatewright");
        const auto from =
            texts({share + QLatin1String("/sample-workspace"), QStringLiteral(GATEWRIGHT_TEST_DATA "/hls"),
                   share + QLatin1String("/hls/ap_types")},
                  {QStringLiteral("*.cpp"), QStringLiteral("*.h")});
        QVERIFY(from.size() > 10);
        compare(prompts(from, GATEWRIGHT_PLACES / 2));
    }

    void qiskitPrompts()
    {
        const QString share = QStringLiteral(GATEWRIGHT_BUILD_DIR "/share/gatewright");
        const auto from =
            texts({share + QLatin1String("/sample-workspace"),
                   QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/qiskit"),
                   share + QLatin1String("/python/lib/python3.11/site-packages/qiskit/circuit/library")},
                  {QStringLiteral("*.py")});
        QVERIFY(!from.empty());
        compare(prompts(from, GATEWRIGHT_PLACES / 2));
    }

    void theVeryTreesOfAPassChangeNothing()
    {
        // The same answer with every fixed size of tree: rows of a pass do not know of each other.
        const std::string text =
            "void vector_add(const int *a, const int *b, int *out, int n)\n{\n    for (int i = 0; "
            "i < n; i++) {\n#pragma HLS PIPELINE II=1\n        out[i] = ";
        HealedPrompt prompt = healPrompt(*m_tokenizer, text);
        GenerationRequest request;
        request.prompt = std::move(prompt.tokens);
        request.required = std::move(prompt.required);
        request.maxTokens = 32;
        const auto plain = Generator(*m_context, *m_tokenizer, *m_index, m_clock).generate(request, {});
        GW_VERIFY_RESULT(plain);
        for (const std::size_t rows : {2UL, 3UL, 5UL, 8UL, 13UL, 33UL, 64UL}) {
            DraftingOptions options;
            options.rows = rows;
            Drafting drafting(options, m_clock);
            Generator drafted(*m_context, *m_tokenizer, *m_index, m_clock, &drafting);
            for (int round = 0; round < 2; ++round) {
                const auto other = drafted.generate(request, {});
                GW_VERIFY_RESULT(other);
                QVERIFY(same(*plain, *other));
            }
        }
    }

private:
    const SystemClock m_clock;
    RandomSource m_random{1};
    std::unique_ptr<model::Tokenizer> m_tokenizer;
    std::unique_ptr<model::LlamaModel> m_llama;
    std::unique_ptr<model::Context> m_own;
    std::unique_ptr<TokenPrefixIndex> m_index;
    std::unique_ptr<ContextModel> m_context;
};

QTEST_GUILESS_MAIN(TestDefaultDrafting)
#include "tst_default_drafting.moc"
