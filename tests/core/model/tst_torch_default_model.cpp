// SPDX-License-Identifier: Apache-2.0
// The default model over libtorch, on the processor, with the tolerances of the float32 path in
// tests/data/model/README.md.
#include "core/model/torch/torch_model.h"
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

std::vector<TokenId> tokenIds(const QJsonValue &array)
{
    std::vector<TokenId> ids;
    for (const QJsonValue &id : array.toArray())
        ids.push_back(id.toInt());
    return ids;
}

} // namespace

class TestTorchDefaultModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(GATEWRIGHT_TEST_DATA "/model/decoder.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_golden = QJsonDocument::fromJson(file.readAll()).object();
        const auto path = test::modelFile();
        GW_NEED_PART(path);
        const auto source = ModelSource::open(*path);
        GW_VERIFY_RESULT(source);
        auto model =
            loadTorchModel(**source, {DeviceOptions::Device::Cpu, DeviceOptions::PassRows::Fitting, 2});
        GW_VERIFY_RESULT(model);
        m_model = std::move(*model);
    }

    void logitsAndGreedyText()
    {
        const QJsonArray cases = m_golden.value(QLatin1String("cases")).toArray();
        for (const int index : {0, 5}) {
            const QJsonObject item = cases[index].toObject();
            const QJsonObject expected = item.value(QLatin1String("float32")).toObject();
            const auto context = m_model->createContext(256);
            GW_VERIFY_RESULT(context);
            GW_VERIFY_RESULT(
                (*context)->evaluate(tokenIds(item.value(QLatin1String("prompt_ids"))), LogitsFor::Last));
            for (const QJsonValue &pair : expected.value(QLatin1String("top20")).toArray()) {
                const auto token = static_cast<std::size_t>(pair[0].toInt());
                const double difference =
                    std::fabs(double((*context)->logits(0)[token]) - pair[1].toDouble());
                QVERIFY2(difference < 2e-3, qPrintable(QString::number(difference)));
            }
            for (const TokenId token : tokenIds(expected.value(QLatin1String("greedy_ids")))) {
                QCOMPARE(argmax((*context)->logits(0)), token);
                GW_VERIFY_RESULT((*context)->evaluate({&token, 1}, LogitsFor::Last));
            }
        }
    }

    void aTextThatWasGiven()
    {
        const QJsonObject text = m_golden.value(QLatin1String("texts")).toArray()[0].toObject();
        const QJsonObject expected = text.value(QLatin1String("float32")).toObject();
        const auto ids = tokenIds(text.value(QLatin1String("ids")));
        const auto best = tokenIds(expected.value(QLatin1String("argmax")));
        const QJsonArray margins = expected.value(QLatin1String("margin")).toArray();
        QCOMPARE(best.size(), ids.size());
        const auto context = m_model->createContext(512);
        GW_VERIFY_RESULT(context);
        GW_VERIFY_RESULT((*context)->evaluate(ids, LogitsFor::All));
        for (std::size_t i = 0; i < ids.size(); ++i)
            if (margins[static_cast<qsizetype>(i)].toDouble() > 1e-3)
                QCOMPARE(argmax((*context)->logits(i)), best[i]);
    }

private:
    QJsonObject m_golden;
    std::unique_ptr<DeviceModel> m_model;
};

QTEST_GUILESS_MAIN(TestTorchDefaultModel)
#include "tst_torch_default_model.moc"
