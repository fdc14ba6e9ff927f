// SPDX-License-Identifier: Apache-2.0
#include "app/options/model_options.h"
#include "core/model/kernels/kernel_names.h"
#include "core/settings/keys.h"

#include <QTest>

using namespace gatewright;

namespace {

// The options after `arguments`; nullopt when they are refused.
std::optional<completion::LocalModelOptions> parsed(std::vector<std::string> arguments)
{
    CLI::App command;
    app::ModelOptions options;
    app::addModelOptions(command, options);
    try {
        command.parse(std::move(arguments));
    } catch (const CLI::ParseError &) {
        return std::nullopt;
    }
    completion::LocalModelOptions model;
    app::apply(options, model);
    return model;
}

} // namespace

class TestModelOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingSaidIsAutomatic()
    {
        const auto options = parsed({});
        QVERIFY(options);
        QCOMPARE(options->kernels, model::KernelChoice::Automatic);
        QCOMPARE(options->cache, model::CachePrecision::Bytes);
    }

    void everyWordOfTheSettingsIsKnown()
    {
        const QStringList kernels = keys::modelKernels().descriptor.choices;
        QCOMPARE(kernels.size(), static_cast<qsizetype>(model::kernelNames().size()));
        for (const QString &word : kernels) {
            const auto options = parsed({"--kernels=" + word.toStdString()});
            QVERIFY2(options, qPrintable(word));
            QCOMPARE(std::optional(options->kernels), model::kernelChoiceNamed(word.toStdString()));
        }
        for (const QString &word : keys::modelCache().descriptor.choices)
            QVERIFY2(parsed({"--cache=" + word.toStdString()}), qPrintable(word));
        QCOMPARE(parsed({"--cache=halves"})->cache, model::CachePrecision::Half);
    }

    void otherWordsAreRefused()
    {
        QVERIFY(!parsed({"--kernels=sse9"}));
        QVERIFY(!parsed({"--kernels="}));
        QVERIFY(!parsed({"--cache=singles"}));
    }
};

QTEST_GUILESS_MAIN(TestModelOptions)
#include "tst_model_options.moc"
