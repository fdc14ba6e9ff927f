// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/draft_files.h"
#include "core/completion/local/line_tokens.h"
#include "core/completion/local/local_draft_memory.h"
#include "core/decode/generator.h"
#include "tests/support/fake_language_model.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"
#include "tests/support/small_vocabulary.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace gatewright;
using namespace gatewright::completion;
using namespace std::chrono_literals;
using gatewright::test::FakeLanguageModel;
using gatewright::test::ManualClock;
using gatewright::test::SmallVocabulary;

namespace {

const std::string kText = "int main() {\n    return 0;\n}\nint other() {\n    return 0;\n}\n";

struct Bench
{
    explicit Bench(const QString &folder = {}, const QString &modelPath = {},
                   const QString &machine = QStringLiteral("test"))
        : tokenizer(SmallVocabulary({" return", " main", "int", "\n    ", "();", " 0"}).tokenizer())
        , model(tokenizer->vocabularySize(), 2000, FakeLanguageModel::writing(*tokenizer, kText))
        , memory(std::make_unique<LocalDraftMemory>(
              *tokenizer, model, nullptr, DraftMemoryOptions{modelPath, folder, {}, machine, {}, {}}, clock))
    {
    }
    void work()
    {
        while (memory->work({}))
            ;
    }
    void write()
    {
        const decode::TokenPrefixIndex index(*tokenizer);
        decode::Generator generator(model, *tokenizer, index, clock, &memory->drafting());
        decode::GenerationRequest request;
        request.prompt = tokenizer->encode("int", model::Specials::AsText);
        QVERIFY(generator.generate(request, {}).has_value());
    }

    ManualClock clock;
    std::unique_ptr<model::Tokenizer> tokenizer;
    FakeLanguageModel model;
    std::unique_ptr<LocalDraftMemory> memory;
};

// A model file whose hash names the folder.
QString modelIn(const QTemporaryDir &folder)
{
    test::GgufBuilder builder;
    SmallVocabulary({"int"}).addTo(builder);
    QFile file(folder.filePath(QStringLiteral("model.gguf")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no temporary folder");
    file.write(builder.bytes());
    return file.fileName();
}

QString onlyFolderIn(const QString &folder)
{
    const QStringList folders = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return folders.size() == 1 ? folder + QLatin1Char('/') + folders.front() : QString();
}

} // namespace

class TestDraftMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesTokeniseAsTheWholeText()
    {
        Bench bench;
        LineTokens lines(*bench.tokenizer);
        for (const std::string &text :
             {kText, std::string("a\n\n\n   b  \n c"), std::string("\n\n"), std::string("x"),
              std::string(2000, 'x') + "\n    return 0;", std::string("\t\n return\n")}) {
            for (int again = 0; again < 2; ++again) { // the second time from memory
                std::vector<model::TokenId> tokens;
                lines.append(text, tokens);
                QCOMPARE(tokens, bench.tokenizer->encode(text, model::Specials::AsText));
            }
        }
    }

    void textsComeAndGo()
    {
        Bench bench;
        bench.memory->put("file/a#0", kText);
        bench.memory->put("store/1#0", "int main();");
        QCOMPARE(bench.memory->report().texts, qint64{2});
        QVERIFY(bench.memory->report().textTokens > 10);
        bench.memory->remove("file/a#");
        QCOMPARE(bench.memory->report().texts, qint64{1});
        bench.memory->forgetAll();
        QCOMPARE(bench.memory->report().texts, qint64{0});
    }

    void whatIsErasedTakesItsRowsWithIt()
    {
        Bench bench;
        bench.write();
        const std::size_t rows = bench.memory->drafting().recycling().size();
        QVERIFY(rows > 5);
        bench.memory->put("store/1#0", "int main() {");
        bench.memory->forget("store/1#");
        QVERIFY(bench.memory->drafting().recycling().size() < rows);
        const std::vector<model::TokenId> erased =
            bench.tokenizer->encode("int main", model::Specials::AsText);
        const std::vector<model::TokenId> recent(erased.rbegin(), erased.rend());
        QCOMPARE(bench.memory->drafting().recycling().find(recent).entry, nullptr);
        bench.memory->forgetAll();
        QCOMPARE(bench.memory->drafting().recycling().size(), std::size_t{0});
    }

    void theUsersTextGoesOnWhereItIsSure()
    {
        Bench bench;
        bench.memory->put("file/a#0", "void f() {\n    call_the_other(one, two);\n    then();\n}\n");
        QCOMPARE(bench.memory->continuation("void g() {\n    call_the_other(one"), std::string(", two);"));
        QCOMPARE(bench.memory->continuation("nothing like it"), std::string());
        QCOMPARE(bench.memory->continuation(""), std::string());
        // Two ways to go on: neither is sure.
        bench.memory->put("file/b#0", "void f() {\n    call_the_other(one, three);\n}\n");
        QCOMPARE(bench.memory->continuation("void g() {\n    call_the_other(one, t"), std::string());
    }

    void measuresThisMachineBehindALongEnoughContext()
    {
        Bench bench;
        bench.model.onToken = [&](model::TokenId) -> Result<void> {
            bench.clock.advance(2ms);
            return {};
        };
        bench.work();
        QVERIFY(!bench.memory->report().measured); // nothing was read yet
        const std::vector<model::TokenId> prompt(100, 5);
        QVERIFY(bench.model.evaluate(prompt, {}).has_value());
        bench.work();
        QVERIFY(bench.memory->report().measured);
        const decode::PassTimes &times = bench.memory->drafting().times();
        QCOMPARE(times.of(1), 2.0);
        QCOMPARE(times.of(7), 14.0);
        QCOMPARE(times.of(64), 128.0);
        QCOMPARE(bench.model.tokens().size(), std::size_t{100}); // and the context is what it was
    }

    void whatWasLearnedIsThereTheNextTime()
    {
        const QTemporaryDir folder;
        const QString model = modelIn(folder);
        const QString drafts = folder.filePath(QStringLiteral("drafting"));
        std::size_t rows = 0;
        {
            Bench bench(drafts, model);
            bench.work();
            bench.write();
            rows = bench.memory->drafting().recycling().size();
            const std::vector<model::TokenId> prompt(100, 5);
            QVERIFY(bench.model.evaluate(prompt, {}).has_value());
            bench.model.onToken = [&](model::TokenId) -> Result<void> {
                bench.clock.advance(3ms);
                return {};
            };
            bench.work();
        } // the end writes
        const QFileInfo table(onlyFolderIn(drafts) + QLatin1String("/table.bin"));
        QVERIFY(table.exists());
        QCOMPARE(table.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        Bench bench(drafts, model);
        bench.work();
        QCOMPARE(bench.memory->drafting().recycling().size(), rows);
        QVERIFY(bench.memory->report().measured);
        QCOMPARE(bench.memory->drafting().times().of(2), 6.0);
        // Elsewhere the times are others.
        Bench elsewhere(drafts, model, QStringLiteral("another machine"));
        elsewhere.work();
        QVERIFY(!elsewhere.memory->report().measured);
    }

    void whatIsErasedIsGoneFromTheFileAtOnce()
    {
        const QTemporaryDir folder;
        Bench bench(folder.filePath(QStringLiteral("drafting")), modelIn(folder));
        bench.work();
        bench.write();
        GW_VERIFY_RESULT(bench.memory->save());
        const QString table =
            onlyFolderIn(folder.filePath(QStringLiteral("drafting"))) + QLatin1String("/table.bin");
        const qint64 before = QFileInfo(table).size();
        bench.memory->forgetAll();
        QVERIFY(QFileInfo(table).size() < before);
        DraftFiles::removeTables(folder.path());
        QVERIFY(!QFileInfo::exists(table));
    }

    void damagedFilesCostNothingButTheirContent()
    {
        const QTemporaryDir folder;
        const QString model = modelIn(folder);
        const QString drafts = folder.filePath(QStringLiteral("drafting"));
        {
            Bench bench(drafts, model);
            bench.work();
            bench.write();
            GW_VERIFY_RESULT(bench.memory->save());
        }
        for (const QString &name : {QStringLiteral("table.bin"), QStringLiteral("mixer.json")}) {
            QFile file(onlyFolderIn(drafts) + QLatin1Char('/') + name);
            QVERIFY(file.open(QIODevice::ReadWrite));
            file.resize(file.size() / 2);
        }
        QFile times(onlyFolderIn(drafts) + QLatin1String("/times.json"));
        QVERIFY(times.open(QIODevice::WriteOnly));
        times.write(R"({"version": 1, "machine": "test", "times": [1, -2]})");
        times.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("table of recycled tokens")));
        QTest::ignoreMessage(QtWarningMsg,
                             QRegularExpression(QStringLiteral("weights of the drafts' mixer")));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("times of passes")));
        Bench bench(drafts, model);
        bench.work();
        QCOMPARE(bench.memory->drafting().recycling().size(), std::size_t{0});
        QVERIFY(!bench.memory->report().measured);
        bench.write();
        GW_VERIFY_RESULT(bench.memory->save());
    }

    void oneProcessWrites()
    {
        const QTemporaryDir folder;
        const QString model = modelIn(folder);
        Bench first(folder.filePath(QStringLiteral("drafting")), model);
        first.work();
        first.write();
        GW_VERIFY_RESULT(first.memory->save());
        Bench second(folder.filePath(QStringLiteral("drafting")), model);
        second.work();
        QVERIFY(second.memory->drafting().recycling().size() > 0);
        GW_VERIFY_ERROR(second.memory->save(), ErrorCode::Unsupported);
    }

    void theReportCrossesTheWire()
    {
        Bench bench;
        bench.memory->put("file/a#0", kText);
        bench.write();
        const DraftReport report = bench.memory->report();
        QVERIFY(report.passes > 0);
        QVERIFY(!report.shares.empty());
        QCOMPARE(draftReportFromJson(toJson(report)), report);
        QCOMPARE(draftReportFromJson(QJsonValue()), DraftReport());
    }
};

QTEST_GUILESS_MAIN(TestDraftMemory)
#include "tst_draft_memory.moc"
