// SPDX-License-Identifier: Apache-2.0
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
constexpr std::size_t kStep = 2048; // from one context to the next

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

struct Agreement
{
    int same = 0;
    int compared = 0;

    void add(const std::vector<TokenId> &a, const std::vector<TokenId> &b)
    {
        for (std::size_t i = 0; i < a.size(); ++i)
            same += a[i] == b[i] ? 1 : 0;
        compared += static_cast<int>(a.size());
    }
    [[nodiscard]] double percent() const { return 100.0 * same / compared; }
};

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
        const ViewSettings settings;
        const auto context =
            Context::create(**model, kContext + kFollowing, settings.entries + Context::pageTokens);
        GW_VERIFY_RESULT(context);
        const auto exactModel = LlamaModel::load(**source, {.cache = CachePrecision::Half});
        GW_VERIFY_RESULT(exactModel);
        const auto exact = Context::create(**exactModel, kContext + kFollowing);
        GW_VERIFY_RESULT(exact);

        Agreement viewed;
        Agreement halves; // how much the choice means: 16 bits for keys and values, nothing left out
        for (const QStringList &names :
             {QStringList{QStringLiteral("qiskit/worker.py"), QStringLiteral("qiskit/program.py")},
              QStringList{
                  QStringLiteral("hls/include/hls_stream.h"), QStringLiteral("hls/include/hls_math.h"),
                  QStringLiteral("hls/include/ap_axi_sdata.h"), QStringLiteral("hls/include/hls_vector.h"),
                  QStringLiteral("sample-workspace/matmul/matmul.cpp"),
                  QStringLiteral("sample-workspace/fir/fir.cpp")}}) {
            const std::vector<TokenId> tokens = (*tokenizer)->encode(realText(names), Specials::AsText);
            for (std::size_t begin = 0; begin + kContext + kFollowing <= tokens.size(); begin += kStep) {
                const auto text = std::span(tokens).subspan(begin, kContext);
                const auto following = std::span(tokens).subspan(begin + kContext, kFollowing);
                (*exact)->truncate(0);
                GW_VERIFY_RESULT((*exact)->evaluate(text, LogitsFor::None));
                GW_VERIFY_RESULT((*exact)->evaluate(following, LogitsFor::All));
                (*context)->truncate(0);
                GW_VERIFY_RESULT((*context)->evaluate(text, LogitsFor::None));
                GW_VERIFY_RESULT((*context)->evaluate(following, LogitsFor::All));
                const std::vector<TokenId> whole = choices(**context);
                halves.add(choices(**exact), whole);
                (*context)->truncate(kContext);
                GW_VERIFY_RESULT((*context)->beginView(settings));
                QVERIFY((*context)->isViewed());
                GW_VERIFY_RESULT((*context)->evaluate(following, LogitsFor::All));
                viewed.add(choices(**context), whole);
            }
        }
        qInfo("%d positions: the view agrees in %.1f %%, 16 bits in %.1f %%", viewed.compared,
              viewed.percent(), halves.percent());
        QVERIFY(viewed.compared >= 256);
        QVERIFY2(viewed.percent() >= 90.0, qPrintable(QString::number(viewed.percent()))); // measured: 93
    }
};

QTEST_GUILESS_MAIN(TestViewAgreement)
#include "tst_view_agreement.moc"
