// SPDX-License-Identifier: Apache-2.0
// The decoder over libtorch, on the processor, against the golden values and tolerances of the float32
// decoder.
#include "core/model/torch/torch_model.h"
#include "tests/core/model/loaded_model.h"
#include "tests/core/model/model_under_test.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace gatewright;
using namespace gatewright::model;

namespace {

const QString familyFolder = QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/");
using PassRows = DeviceOptions::PassRows;

DeviceOptions onProcessor(PassRows rows = PassRows::Fitting)
{
    return {DeviceOptions::Device::Cpu, rows, 2};
}

std::vector<TokenId> toTokens(const QJsonValue &value)
{
    std::vector<TokenId> tokens;
    for (const QJsonValue &token : value.toArray())
        tokens.push_back(token.toInt());
    return tokens;
}

double largestDifference(std::span<const float> a, std::span<const float> b)
{
    double largest = a.size() == b.size() && !a.empty() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::fabs(double(a[i]) - double(b[i])));
    return largest;
}

struct Small
{
    QByteArray bytes;
    std::unique_ptr<DeviceModel> model;
};

Result<Small> load(const SyntheticModel &shape, PassRows rows = PassRows::Fitting)
{
    Small small;
    small.bytes = shape.builder().bytes();
    GW_TRY(file,
           tensors::GgufFile::parse(std::as_bytes(std::span(small.bytes.constData(),
                                                            static_cast<std::size_t>(small.bytes.size()))),
                                    QStringLiteral("synthetic.gguf")));
    GW_TRY(model, loadTorchModel(*ModelSource::over(*file), onProcessor(rows)));
    small.model = std::move(model);
    return small;
}

} // namespace

class TestTorchModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logitsAreThoseOfTransformers_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("path");
        QFile file(familyFolder + QStringLiteral("families.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_families = QJsonDocument::fromJson(file.readAll()).array();
        QCOMPARE(m_families.size(), 6);
        for (int i = 0; i < m_families.size(); ++i) {
            const QString name = m_families[i][QStringLiteral("name")].toString();
            QTest::addRow("%s folder", qPrintable(name)) << i << familyFolder + name;
            QTest::addRow("%s GGUF", qPrintable(name)) << i << familyFolder + name + QStringLiteral(".gguf");
        }
    }
    void logitsAreThoseOfTransformers()
    {
        QFETCH(int, index);
        QFETCH(QString, path);
        const auto source = ModelSource::open(path);
        GW_VERIFY_RESULT(source);
        const auto model = loadTorchModel(**source, onProcessor());
        GW_VERIFY_RESULT(model);
        const QJsonObject expected = m_families[index].toObject();
        const auto tokens = toTokens(expected.value(QStringLiteral("tokens")));
        const auto context = (*model)->createContext(tokens.size());
        GW_VERIFY_RESULT(context);
        GW_VERIFY_RESULT((*context)->evaluate(tokens, LogitsFor::All));
        for (const QJsonValue &row : expected.value(QStringLiteral("logits")).toArray()) {
            std::vector<float> values;
            for (const QJsonValue &value : row[QStringLiteral("values")].toArray())
                values.push_back(static_cast<float>(value.toDouble()));
            const auto logits =
                (*context)->logits(static_cast<std::size_t>(row[QStringLiteral("row")].toInt()));
            const double difference = largestDifference(logits, values);
            QVERIFY2(difference < 1e-4, qPrintable(QString::number(difference)));
        }
    }

    void splitsChangeNothing_data()
    {
        QTest::addColumn<int>("rows");
        QTest::newRow("fitting") << static_cast<int>(PassRows::Fitting);
        QTest::newRow("same") << static_cast<int>(PassRows::Same);
    }
    void splitsChangeNothing()
    {
        QFETCH(int, rows);
        const SyntheticModel shape;
        const auto small = load(shape, static_cast<PassRows>(rows));
        GW_VERIFY_RESULT(small);
        const auto tokens = someTokens(90, shape);
        const auto whole = small->model->createContext(128);
        GW_VERIFY_RESULT(whole);
        (*whole)->setHiddenStates(HiddenStates::Keep);
        GW_VERIFY_RESULT((*whole)->evaluate(tokens, LogitsFor::All));
        QCOMPARE((*whole)->logitsRows(), tokens.size());
        for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{40}}) {
            const auto parts = small->model->createContext(128);
            GW_VERIFY_RESULT(parts);
            (*parts)->setHiddenStates(HiddenStates::Keep);
            for (std::size_t begin = 0; begin < tokens.size(); begin += step) {
                const auto part = std::span(tokens).subspan(begin, std::min(step, tokens.size() - begin));
                GW_VERIFY_RESULT((*parts)->evaluate(part, LogitsFor::Last));
                const std::size_t last = begin + part.size() - 1;
                QVERIFY(largestDifference((*parts)->logits(0), (*whole)->logits(last)) < 1e-4);
                QVERIFY(largestDifference((*parts)->hidden(0), (*whole)->hidden(last)) < 1e-4);
            }
        }
    }

    // Logits and states of our own decoder.
    void agreesWithOurDecoder()
    {
        const SyntheticModel shape{.tied = false};
        const auto small = load(shape);
        const auto own = model::load(shape.builder(), {.threads = 2, .precision = Precision::Float32});
        GW_VERIFY_RESULT(small);
        GW_VERIFY_RESULT(own);
        const auto tokens = someTokens(40, shape);
        const auto theirs = small->model->createContext(64);
        const auto ours = Context::create(*own->model, 64);
        GW_VERIFY_RESULT(theirs);
        GW_VERIFY_RESULT(ours);
        (*theirs)->setHiddenStates(HiddenStates::Keep);
        (*ours)->setHiddenStates(HiddenStates::Keep);
        GW_VERIFY_RESULT((*theirs)->evaluate(tokens, LogitsFor::All));
        GW_VERIFY_RESULT((*ours)->evaluate(tokens, LogitsFor::All));
        for (std::size_t row = 0; row < tokens.size(); ++row) {
            QVERIFY(largestDifference((*theirs)->logits(row), (*ours)->logits(row)) < 1e-3);
            QVERIFY(largestDifference((*theirs)->hidden(row), (*ours)->hidden(row)) < 1e-3);
        }
    }

    void rowsOfATreeAreThoseOfTheirPaths_data() { splitsChangeNothing_data(); }
    void rowsOfATreeAreThoseOfTheirPaths()
    {
        QFETCH(int, rows);
        const SyntheticModel shape;
        const auto small = load(shape, static_cast<PassRows>(rows));
        GW_VERIFY_RESULT(small);
        const auto prompt = someTokens(20, shape);
        const std::vector<TreeNode> nodes{
            {3, TreeNode::kRoot}, {5, TreeNode::kRoot}, {7, 0}, {9, 1}, {11, 3}, {13, 1}, {15, 4}};
        const auto tree = small->model->createContext(64);
        GW_VERIFY_RESULT(tree);
        GW_VERIFY_RESULT((*tree)->evaluate(prompt, LogitsFor::Last));
        GW_VERIFY_RESULT((*tree)->evaluateTree(nodes));
        QCOMPARE((*tree)->tokens().size(), prompt.size());
        for (std::size_t node = 0; node < nodes.size(); ++node) {
            std::vector<TokenId> path;
            for (std::size_t at = node; at != TreeNode::kRoot; at = nodes[at].parent)
                path.insert(path.begin(), nodes[at].token);
            const auto chain = small->model->createContext(64);
            GW_VERIFY_RESULT(chain);
            GW_VERIFY_RESULT((*chain)->evaluate(prompt, LogitsFor::None));
            GW_VERIFY_RESULT((*chain)->evaluate(path, LogitsFor::Last));
            QVERIFY(largestDifference((*tree)->logits(node), (*chain)->logits(0)) < 1e-4);
        }
        // Accepted, it goes on as if the path had been evaluated.
        const std::vector<std::size_t> accepted{1, 3, 4};
        (*tree)->acceptPath(accepted);
        const auto chain = small->model->createContext(64);
        GW_VERIFY_RESULT(chain);
        GW_VERIFY_RESULT((*chain)->evaluate(prompt, LogitsFor::None));
        GW_VERIFY_RESULT((*chain)->evaluate(std::vector<TokenId>{5, 9, 11}, LogitsFor::None));
        QCOMPARE(std::vector<TokenId>((*tree)->tokens().begin(), (*tree)->tokens().end()),
                 std::vector<TokenId>((*chain)->tokens().begin(), (*chain)->tokens().end()));
        for (const auto &context : {tree->get(), chain->get()})
            GW_VERIFY_RESULT(context->evaluate(std::vector<TokenId>{2}, LogitsFor::Last));
        QVERIFY(largestDifference((*tree)->logits(0), (*chain)->logits(0)) < 1e-4);
    }

    void truncatedAndUsedAgain()
    {
        const SyntheticModel shape;
        const auto small = load(shape);
        GW_VERIFY_RESULT(small);
        const auto tokens = someTokens(50, shape);
        const auto fresh = small->model->createContext(64);
        const auto used = small->model->createContext(64);
        GW_VERIFY_RESULT(fresh);
        GW_VERIFY_RESULT(used);
        GW_VERIFY_RESULT((*used)->evaluate(someTokens(60, shape, 9), LogitsFor::Last));
        (*used)->truncate(0);
        GW_VERIFY_RESULT((*used)->evaluate(tokens, LogitsFor::Last));
        (*used)->truncate(30);
        QCOMPARE((*used)->tokens().size(), std::size_t{30});
        GW_VERIFY_RESULT((*used)->evaluate(std::span(tokens).subspan(30), LogitsFor::Last));
        GW_VERIFY_RESULT((*fresh)->evaluate(tokens, LogitsFor::Last));
        QVERIFY(largestDifference((*used)->logits(0), (*fresh)->logits(0)) < 1e-4);
    }

    void refusesWhatMeansNothing()
    {
        const SyntheticModel shape;
        const auto small = load(shape);
        GW_VERIFY_RESULT(small);
        GW_VERIFY_ERROR(small->model->createContext(0), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(small->model->createContext(1'000'000), ErrorCode::InvalidInput);
        const auto made = small->model->createContext(16);
        GW_VERIFY_RESULT(made);
        DeviceContext &context = **made;
        GW_VERIFY_ERROR(context.evaluate({}, LogitsFor::Last), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(context.evaluate(std::vector<TokenId>{100}, LogitsFor::Last),
                        ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(context.evaluate(someTokens(17, shape), LogitsFor::Last), ErrorCode::LimitExceeded);
        GW_VERIFY_RESULT(context.evaluate(someTokens(15, shape), LogitsFor::Last));
        GW_VERIFY_ERROR(context.evaluateTree({}), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(context.evaluateTree(std::vector<TreeNode>{{1, 0}}), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(context.evaluateTree(std::vector<TreeNode>{{1, TreeNode::kRoot}, {1, 0}}),
                        ErrorCode::LimitExceeded);
        std::stop_source stop;
        stop.request_stop();
        GW_VERIFY_ERROR(context.evaluate(std::vector<TokenId>{1}, LogitsFor::Last, stop.get_token()),
                        ErrorCode::Cancelled);
        QCOMPARE(context.tokens().size(), std::size_t{15});
    }

    void weightsThatAreNoNumbersAreRefused()
    {
        const SyntheticModel shape;
        auto builder = shape.builder();
        QByteArray bytes = builder.bytes();
        // Every Q4_1 block begins with its scale; the last tensor's last block is one.
        constexpr qsizetype blockBytes = 20;
        const auto file = tensors::GgufFile::parse(
            std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
            QStringLiteral("x.gguf"));
        GW_VERIFY_RESULT(file);
        const auto &tensor = *(*file)->find("blk.0.ffn_up.weight");
        const qsizetype place = reinterpret_cast<const char *>(tensor.data.data()) - bytes.constData();
        bytes[place + blockBytes] = '\xff';
        bytes[place + blockBytes + 1] = '\x7f';
        const auto spoilt = tensors::GgufFile::parse(
            std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
            QStringLiteral("x.gguf"));
        GW_VERIFY_RESULT(spoilt);
        const auto loaded = loadTorchModel(*ModelSource::over(**spoilt), onProcessor());
        GW_VERIFY_ERROR(loaded, ErrorCode::Corrupt);
        QCOMPARE(loaded.error().detail, QStringLiteral("blk.0.ffn_up.weight"));
    }

    void theModuleLoadsByItself()
    {
        const auto module =
            DeviceModule::open(QStringLiteral(GATEWRIGHT_BUILD_DIR "/lib/gatewright/gatewright-torch.so"));
        GW_VERIFY_RESULT(module);
        const auto source = ModelSource::open(familyFolder + QStringLiteral("smollm.gguf"));
        GW_VERIFY_RESULT(source);
        const auto model = module->load(**source, onProcessor());
        GW_VERIFY_RESULT(model);
        QCOMPARE((*model)->deviceName(), QStringLiteral("cpu"));
        QVERIFY((*model)->weightBytes() > 0);
        const auto context = (*model)->createContext(8);
        GW_VERIFY_RESULT(context);
        GW_VERIFY_RESULT((*context)->evaluate(std::vector<TokenId>{1, 2}, LogitsFor::Last));
        QCOMPARE((*context)->logits(0).size(), (*model)->config().vocabularySize);
    }

    void aBuildWithoutTheModuleSaysSo()
    {
        const auto module = DeviceModule::open(QStringLiteral("/nowhere/gatewright-torch.so"));
        GW_VERIFY_ERROR(module, ErrorCode::Missing);
        QVERIFY(module.error().message.contains(QStringLiteral("packaging/dev deps --gpu")));
    }

    // Without a GPU a reason and a remedy; with one the same numbers as on the processor, and graphs.
    void cuda()
    {
        const auto source = ModelSource::open(familyFolder + QStringLiteral("smollm.gguf"));
        GW_VERIFY_RESULT(source);
        const auto gpu = loadTorchModel(**source, {});
        if (!gpu) {
            QCOMPARE(gpu.error().code, ErrorCode::Missing);
            QVERIFY2(gpu.error().message.contains(QStringLiteral("--device cpu")),
                     qPrintable(gpu.error().toString()));
            return;
        }
        const auto cpu = loadTorchModel(**source, onProcessor());
        GW_VERIFY_RESULT(cpu);
        const std::vector<TokenId> tokens{5, 6, 7, 8, 9, 10, 11, 12, 13};
        const auto there = (*gpu)->createContext(64);
        const auto here = (*cpu)->createContext(64);
        GW_VERIFY_RESULT(there);
        GW_VERIFY_RESULT(here);
        for (int turn = 0; turn < 3; ++turn) { // the first pass records, the others replay
            for (const auto &context : {there->get(), here->get()}) {
                context->truncate(0);
                GW_VERIFY_RESULT(context->evaluate(tokens, LogitsFor::All));
            }
            for (std::size_t row = 0; row < tokens.size(); ++row)
                QVERIFY(largestDifference((*there)->logits(row), (*here)->logits(row)) < 2e-3);
        }
    }

private:
    QJsonArray m_families;
};

QTEST_GUILESS_MAIN(TestTorchModel)
#include "tst_torch_model.moc"
