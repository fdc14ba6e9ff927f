// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/model/model_source.h"
#include "core/model/tokenizer.h"
#include "tests/core/model/model_under_test.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace gatewright;
using namespace gatewright::model;

namespace {

constexpr std::size_t kContext = 4096;
constexpr std::size_t kFollowing = 64;

// Programs and headers of this tree, one behind the other.
std::string realText(const QStringList &names)
{
    QByteArray text;
    for (const QString &name : names)
        text += test::readFile(QStringLiteral(GATEWRIGHT_TEST_DATA "/../../resources/") + name);
    return text.toStdString();
}

std::vector<TokenId> choices(const Context &context)
{
    std::vector<TokenId> tokens;
    for (std::size_t row = 0; row < context.logitsRows(); ++row)
        tokens.push_back(argmax(context.logits(row)));
    return tokens;
}

} // namespace

// What the default model says through a view of a long context, against what it says without.
class TestViewAgreement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesOnRealText()
    {
        const auto path = test::modelFile();
        GW_NEED_PART(path);
        const auto source = ModelSource::open(*path);
        GW_VERIFY_RESULT(source);
        auto parts = (*source)->tokenizer();
        GW_VERIFY_RESULT(parts);
        const auto tokenizer = Tokenizer::create(std::move(*parts));
        const auto model = LlamaModel::load(**source);
        GW_VERIFY_RESULT(model);
        ViewSettings settings;
        const auto env = [](const char *n, std::size_t d) {
            bool ok;
            int v = qEnvironmentVariableIntValue(n, &ok);
            return ok ? std::size_t(v) : d;
        };
        settings.voters = env("VOTERS", settings.voters);
        settings.recent = env("RECENT", settings.recent);
        settings.pooling = env("POOL", settings.pooling);
        settings.entries = env("ENTRIES", settings.entries);
        const auto context =
            Context::create(**model, kContext + kFollowing, settings.entries + Context::pageTokens);
        GW_VERIFY_RESULT(context);
        int agreed = 0;
        int compared = 0;
        const SystemClock clock;
        for (const QStringList &names :
             {QStringList{QStringLiteral("qiskit/worker.py"), QStringLiteral("qiskit/program.py")},
              QStringList{
                  QStringLiteral("hls/include/hls_stream.h"), QStringLiteral("hls/include/hls_math.h"),
                  QStringLiteral("hls/include/ap_axi_sdata.h"), QStringLiteral("hls/include/hls_vector.h"),
                  QStringLiteral("sample-workspace/matmul/matmul.cpp"),
                  QStringLiteral("sample-workspace/fir/fir.cpp")}}) {
            const std::vector<TokenId> tokens = (*tokenizer)->encode(realText(names), Specials::AsText);
            qInfo("%zu tokens", tokens.size());
            const std::size_t step = env("STEP", 512);
            for (std::size_t begin = 0; begin + kContext + kFollowing <= tokens.size(); begin += step) {
                const auto text = std::span(tokens).subspan(begin, kContext);
                const auto following = std::span(tokens).subspan(begin + kContext, kFollowing);
                (*context)->truncate(0);
                GW_VERIFY_RESULT((*context)->evaluate(text, LogitsFor::None));
                GW_VERIFY_RESULT((*context)->evaluate(following, LogitsFor::All));
                const std::vector<TokenId> whole = choices(**context);
                (*context)->truncate(kContext);
                auto t0 = clock.now();
                GW_VERIFY_RESULT((*context)->beginView(settings));
                auto t1 = clock.now();
                QVERIFY((*context)->isViewed());
                GW_VERIFY_RESULT((*context)->evaluate(following, LogitsFor::All));
                const std::vector<TokenId> viewed = choices(**context);
                int here = 0;
                for (std::size_t i = 0; i < kFollowing; ++i)
                    here += whole[i] == viewed[i] ? 1 : 0;
                agreed += here;
                compared += kFollowing;
                qInfo("from %zu: %d of %zu, view %.1f ms", begin, here, kFollowing, milliseconds(t1 - t0));
            }
        }
        qInfo("%d of %d", agreed, compared);
        QVERIFY2(agreed * 100 >= 97 * compared,
                 qPrintable(QStringLiteral("%1 of %2").arg(agreed).arg(compared)));
    }
};

QTEST_GUILESS_MAIN(TestViewAgreement)
#include "tst_view_agreement.moc"
