// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/model_loading.h"
#include "tests/core/completion/serve/scripted_generator.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

namespace {

class ScriptedHost final : public ModelHost
{
public:
    std::optional<ModelMemory> need;
    bool fails = false;
    mutable QStringList asked;

    Result<std::optional<ModelMemory>> memory(const QString &) const override { return need; }
    Result<void> prepare(const QString &, const ProgressSink &progress, std::stop_token) const override
    {
        asked << QStringLiteral("prepare");
        progress({1.0, {}});
        return {};
    }
    Result<LoadedModel> load(const QString &name, std::stop_token) const override
    {
        asked << QStringLiteral("load ") + name;
        if (fails)
            return makeError(ErrorCode::Corrupt, QStringLiteral("no model"));
        LoadedModel model;
        model.generator = std::make_unique<ScriptedGenerator>();
        model.name = name;
        return model;
    }
    QJsonArray list() const override { return {}; }
    Result<QJsonObject> inspect(const QString &, std::stop_token) const override { return QJsonObject(); }
    Result<QJsonObject> import(const QString &, const ProgressSink &, std::stop_token) const override
    {
        return QJsonObject();
    }
};

constexpr std::uint64_t gigabyte = 1'000'000'000;

} // namespace

class TestModelLoading : public QObject
{
    Q_OBJECT

private:
    static Result<void> load(ModelWorker &worker, const ScriptedHost &host, const QString &name,
                             bool evenIfTooLarge = false)
    {
        return loadInto(worker, host, {name, evenIfTooLarge}, [](const Progress &) {}, {});
    }

private Q_SLOTS:
    void aModelTakesThePlaceOfTheOneBefore()
    {
        ModelWorker worker;
        const ScriptedHost host;
        GW_VERIFY_RESULT(load(worker, host, QStringLiteral("one")));
        QCOMPARE(worker.model.name, QStringLiteral("one"));
        const std::uint64_t before = worker.changes;
        GW_VERIFY_RESULT(load(worker, host, QStringLiteral("two")));
        QCOMPARE(worker.model.name, QStringLiteral("two"));
        QVERIFY(worker.changes > before);
        QCOMPARE(host.asked, (QStringList{QStringLiteral("prepare"), QStringLiteral("load one"),
                                          QStringLiteral("prepare"), QStringLiteral("load two")}));
    }
    void theOldOneStaysWhenTheNewOneCannotBeLoaded()
    {
        ModelWorker worker;
        ScriptedHost host;
        GW_VERIFY_RESULT(load(worker, host, QStringLiteral("one")));
        host.fails = true;
        GW_VERIFY_ERROR(load(worker, host, QStringLiteral("two")), ErrorCode::Corrupt);
        QCOMPARE(worker.model.name, QStringLiteral("one"));
        QVERIFY(worker.model.generator);
    }
    void whatDoesNotFitIsRefusedWithTheFiguresUnlessItIsWanted()
    {
        ModelWorker worker;
        ScriptedHost host;
        host.need = ModelMemory{9 * gigabyte, 2 * gigabyte};
        const auto refused = load(worker, host, QStringLiteral("large"));
        GW_VERIFY_ERROR(refused, ErrorCode::LimitExceeded);
        QVERIFY(refused.error().message.contains(QStringLiteral("9.0 GB")));
        QVERIFY(refused.error().message.contains(QStringLiteral("2.0 GB")));
        QVERIFY(host.asked.isEmpty()); // not a byte was read
        GW_VERIFY_RESULT(load(worker, host, QStringLiteral("large"), true));
        host.need = ModelMemory{gigabyte, gigabyte}; // just so
        GW_VERIFY_RESULT(load(worker, host, QStringLiteral("fits")));
    }
    void readingAndLoadingAreOneProgress()
    {
        ModelWorker worker;
        const ScriptedHost host;
        double furthest = 0;
        GW_VERIFY_RESULT(loadInto(worker, host, {QStringLiteral("one")},
                                  [&furthest](const Progress &made) { furthest = made.fraction; }, {}));
        QVERIFY(furthest > 0.5 && furthest < 1.0); // loading comes behind reading
    }
    void unloadingSaysWhy()
    {
        ModelWorker worker;
        const ScriptedHost host;
        GW_VERIFY_RESULT(load(worker, host, QStringLiteral("one")));
        unloadFrom(worker, WhyNothing::ModelMissing, QStringLiteral("by hand"));
        QVERIFY(!worker.model.generator);
        QCOMPARE(worker.silence().why, WhyNothing::ModelMissing);
        QCOMPARE(worker.silence().detail, QStringLiteral("by hand"));
    }
    void thisProcessHasMemory() { QVERIFY(residentBytes() > 1'000'000); }
};

QTEST_GUILESS_MAIN(TestModelLoading)
#include "tst_model_loading.moc"
