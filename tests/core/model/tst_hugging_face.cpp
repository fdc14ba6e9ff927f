// SPDX-License-Identifier: Apache-2.0
#include "core/model/chat_template.h"
#include "core/model/llama_model.h"
#include "core/model/model_source.h"
#include "core/model/tokenizer.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <functional>

using namespace gatewright;
using namespace gatewright::model;

namespace {

const QString kFamilies = QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/");

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

// A copy of a family's folder that may be spoilt.
class Folder
{
public:
    explicit Folder(const QString &family)
    {
        const QDir source(kFamilies + family);
        const QStringList names = source.entryList(QDir::Files);
        for (const QString &name : names)
            writeFile(path(name), readFile(source.filePath(name)));
    }

    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    void change(const QString &name, const std::function<void(QJsonObject &)> &change) const
    {
        QJsonObject object = QJsonDocument::fromJson(readFile(path(name))).object();
        change(object);
        writeFile(path(name), QJsonDocument(object).toJson());
    }
    void replace(const QString &name, const QByteArray &before, const QByteArray &after) const
    {
        QByteArray content = readFile(path(name));
        QVERIFY(content.contains(before));
        writeFile(path(name), content.replace(before, after));
    }

    [[nodiscard]] Result<std::unique_ptr<Tokenizer>> tokenizer() const
    {
        GW_TRY(source, ModelSource::open(path()));
        GW_TRY(parts, source->tokenizer());
        return Tokenizer::create(std::move(parts));
    }
    [[nodiscard]] Result<std::unique_ptr<LlamaModel>> model() const
    {
        GW_TRY(source, ModelSource::open(path()));
        return LlamaModel::load(*source, {.threads = 1});
    }

private:
    QTemporaryDir m_folder;
};

using Spoil = std::function<void(QJsonObject &)>;

QJsonObject inside(const QJsonObject &object, const char *key, const Spoil &change)
{
    QJsonObject changed = object;
    QJsonObject inner = object.value(QLatin1String(key)).toObject();
    change(inner);
    changed.insert(QLatin1String(key), inner);
    return changed;
}

Spoil set(const char *key, const QJsonValue &value)
{
    return [=](QJsonObject &object) { object.insert(QLatin1String(key), value); };
}

} // namespace

Q_DECLARE_METATYPE(Spoil)

// Folders that are wrong in one place, and what is read from right ones besides weights and vocabulary.
class TestHuggingFace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aConfigMustBeOneThatWeCanRun_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *name, ErrorCode code, const char *named, Spoil spoil) {
            QTest::newRow(name) << std::move(spoil) << code << QString::fromLatin1(named);
        };
        const auto object = [](std::initializer_list<std::pair<QString, QJsonValue>> values) {
            return QJsonObject(values);
        };
        row("another architecture", ErrorCode::Unsupported, "MambaForCausalLM",
            set("architectures", QJsonArray{QStringLiteral("MambaForCausalLM")}));
        row("no architecture", ErrorCode::Unsupported, "unknown", set("architectures", QJsonValue::Null));
        row("no width", ErrorCode::Corrupt, "hidden_size",
            [](QJsonObject &config) { config.remove(QStringLiteral("hidden_size")); });
        row("no heads", ErrorCode::Corrupt, "num_attention_heads", set("num_attention_heads", 0));
        // Divided by nought once (found by the fuzzer).
        row("heads that are null", ErrorCode::Corrupt, "num_attention_heads",
            set("num_attention_heads", QJsonValue::Null));
        row("negative layers", ErrorCode::Corrupt, "num_hidden_layers", set("num_hidden_layers", -1));
        row("half a layer", ErrorCode::Corrupt, "num_hidden_layers", set("num_hidden_layers", 1.5));
        row("huge context", ErrorCode::Corrupt, "context", set("max_position_embeddings", 1e15));
        row("another width", ErrorCode::Corrupt, "embeddings", set("hidden_size", 96));
        row("odd width", ErrorCode::Unsupported, "65", set("hidden_size", 65));
        row("another vocabulary", ErrorCode::Corrupt, "447", set("vocab_size", 447));
        row("more layers than tensors", ErrorCode::Corrupt, "model.layers.2.input_layernorm.weight",
            set("num_hidden_layers", 3));
        row("fewer layers than tensors", ErrorCode::Unsupported, "model.layers.1",
            set("num_hidden_layers", 1));
        row("not tied after all", ErrorCode::Corrupt, "lm_head.weight", set("tie_word_embeddings", false));
        row("another activation", ErrorCode::Unsupported, "relu", set("hidden_act", QStringLiteral("relu")));
        row("quantised", ErrorCode::Unsupported, "quantised",
            set("quantization_config", object({{QStringLiteral("bits"), 4}})));
        row("yarn", ErrorCode::Unsupported, "yarn",
            set("rope_scaling",
                object({{QStringLiteral("type"), QStringLiteral("yarn")}, {QStringLiteral("factor"), 4}})));
        row("scaling without a factor", ErrorCode::Corrupt, "scaling",
            set("rope_scaling", object({{QStringLiteral("type"), QStringLiteral("linear")}})));
        row("llama3 scaling without its numbers", ErrorCode::Corrupt, "llama3",
            set("rope_scaling", object({{QStringLiteral("rope_type"), QStringLiteral("llama3")},
                                        {QStringLiteral("factor"), 8}})));
        row("no rope", ErrorCode::Corrupt, "rope_theta", set("rope_theta", 0));
        row("part of a head", ErrorCode::Unsupported, "in part", set("partial_rotary_factor", 0.5));
    }

    void aConfigMustBeOneThatWeCanRun()
    {
        QFETCH(Spoil, spoil);
        QFETCH(ErrorCode, code);
        QFETCH(QString, named);
        const Folder folder(QStringLiteral("smollm"));
        folder.change(QStringLiteral("config.json"), spoil);
        const auto model = folder.model();
        GW_VERIFY_ERROR(model, code);
        QVERIFY2(model.error().toString().contains(named), qPrintable(model.error().toString()));
        QVERIFY2(model.error().place.startsWith(folder.path()), qPrintable(model.error().place));
    }

    void aTokenizerMustBeOneThatWeKnow_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, ErrorCode code, Spoil spoil) {
            QTest::newRow(name) << std::move(spoil) << code;
        };
        const auto inModel = [](const Spoil &change) {
            return [=](QJsonObject &tokenizer) { tokenizer = inside(tokenizer, "model", change); };
        };
        const auto inVocabulary = [&](const Spoil &change) {
            return inModel([=](QJsonObject &model) { model = inside(model, "vocab", change); });
        };
        row("no merges", ErrorCode::Corrupt, inModel(set("merges", QJsonArray())));
        row("merges that are no list", ErrorCode::Corrupt, inModel(set("merges", 5)));
        row("a merge of nothing", ErrorCode::Corrupt,
            inModel(set("merges", QJsonArray{QStringLiteral("a")})));
        row("a merge of strangers", ErrorCode::Corrupt,
            inModel(set("merges", QJsonArray{QJsonArray{QStringLiteral("a"), QStringLiteral("\u4e00")}})));
        row("no vocabulary", ErrorCode::Corrupt, inModel(set("vocab", QJsonObject())));
        row("a number too large", ErrorCode::Corrupt, inVocabulary(set("a", 1e9)));
        row("a negative number", ErrorCode::Corrupt, inVocabulary(set("a", -1)));
        row("a number twice", ErrorCode::Corrupt, inVocabulary(set("\u4e00", 5)));
        row("Unigram", ErrorCode::Unsupported, [](QJsonObject &tokenizer) {
            tokenizer.insert(QStringLiteral("model"),
                             QJsonObject{{QStringLiteral("type"), QStringLiteral("Unigram")}});
        });
        row("suffixes", ErrorCode::Unsupported, inModel(set("end_of_word_suffix", QStringLiteral("</w>"))));
        row("lower case", ErrorCode::Unsupported,
            set("normalizer", QJsonObject{{QStringLiteral("type"), QStringLiteral("Lowercase")}}));
        row("another way to cut", ErrorCode::Unsupported,
            set("pre_tokenizer", QJsonObject{{QStringLiteral("type"), QStringLiteral("Whitespace")}}));
        row("no way to cut", ErrorCode::Unsupported, set("pre_tokenizer", QJsonValue::Null));
    }

    void aTokenizerMustBeOneThatWeKnow()
    {
        QFETCH(Spoil, spoil);
        QFETCH(ErrorCode, code);
        const Folder folder(QStringLiteral("smollm"));
        folder.change(QStringLiteral("tokenizer.json"), spoil);
        const auto tokenizer = folder.tokenizer();
        GW_VERIFY_ERROR(tokenizer, code);
        QCOMPARE(tokenizer.error().place, folder.path(QStringLiteral("tokenizer.json")));
    }

    void filesMustBeThereAndWhole()
    {
        const Folder folder(QStringLiteral("codellama"));
        writeFile(folder.path(QStringLiteral("tokenizer_config.json")), "{\"bos_token\": ");
        const auto cut = folder.tokenizer();
        GW_VERIFY_ERROR(cut, ErrorCode::Corrupt);
        QCOMPARE(cut.error().place, folder.path(QStringLiteral("tokenizer_config.json")));
        QVERIFY(QFile::remove(folder.path(QStringLiteral("tokenizer.json"))));
        GW_VERIFY_ERROR(folder.tokenizer(), ErrorCode::NotFound);
        QVERIFY(QFile::remove(folder.path(QStringLiteral("model.safetensors"))));
        GW_VERIFY_ERROR(ModelSource::open(folder.path()), ErrorCode::NotFound);
        writeFile(folder.path(QStringLiteral("config.json")), "[]");
        GW_VERIFY_ERROR(ModelSource::open(folder.path()), ErrorCode::Corrupt);
        QVERIFY(QFile::remove(folder.path(QStringLiteral("config.json"))));
        GW_VERIFY_ERROR(ModelSource::open(folder.path()), ErrorCode::NotFound);
    }

    void weightsAreNamedAsTheirFilesNameThem()
    {
        const QString file = QStringLiteral("model.safetensors");
        const Folder missing(QStringLiteral("codellama"));
        missing.replace(file, "model.layers.1.self_attn.k_proj", "model.layers.1.self_attn.x_proj");
        const auto lacking = missing.model();
        GW_VERIFY_ERROR(lacking, ErrorCode::Corrupt);
        QVERIFY(lacking.error().message.contains(QStringLiteral("model.layers.1.self_attn.k_proj.weight")));

        const Folder turned(QStringLiteral("codellama"));
        turned.replace(file, "\"model.layers.0.mlp.down_proj.weight\":{\"dtype\":\"F16\",\"shape\":[64,96]",
                       "\"model.layers.0.mlp.down_proj.weight\":{\"dtype\":\"F16\",\"shape\":[96,64]");
        const auto reshaped = turned.model();
        GW_VERIFY_ERROR(reshaped, ErrorCode::Corrupt);
        QCOMPARE(reshaped.error().detail, QStringLiteral("model.layers.0.mlp.down_proj.weight is 64x96"));
        QCOMPARE(reshaped.error().place, turned.path(file));

        const Folder broken(QStringLiteral("codellama"));
        QByteArray content = readFile(broken.path(file));
        writeFile(broken.path(file), content.replace(content.size() - 2, 2, "\xff\x7f")); // not a number
        const auto notNumbers = broken.model();
        GW_VERIFY_ERROR(notNumbers, ErrorCode::Corrupt);
        QVERIFY(notNumbers.error().detail.startsWith(QStringLiteral("model.")));
    }

    // The families' own folders have none of these two.
    void otherTemplatesAreKnown()
    {
        const Folder deepSeek(QStringLiteral("deepseek"));
        deepSeek.change(QStringLiteral("tokenizer_config.json"),
                        set("chat_template", QStringLiteral("{{'### Instruction:\n'}}{{'\n<|EOT|>\n'}}")));
        const auto instructed = deepSeek.tokenizer();
        GW_VERIFY_RESULT(instructed);
        QCOMPARE(chatFormatOf(**instructed), ChatFormat::DeepSeek);
        QCOMPARE(
            (*instructed)
                ->decode(chatPrompt(**instructed, ChatFormat::DeepSeek, "Be short.", "an adder", "a")),
            std::string("<\uff5cbegin\u2581of\u2581sentence\uff5c>Be short.\n### Instruction:\nan adder\n"
                        "### Response:\na"));
        QCOMPARE(chatEnd(**instructed, ChatFormat::DeepSeek), (*instructed)->controlToken("<|EOT|>"));

        const Folder llama(QStringLiteral("qwen2"));
        const QString names = QStringLiteral("tokenizer.json");
        llama.replace(names, "<|im_start|>", "<|start_header_id|>");
        llama.replace(names, "<|im_end|>", "<|end_header_id|>");
        llama.replace(names, "<|file_sep|>", "<|eot_id|>");
        llama.change(QStringLiteral("tokenizer_config.json"),
                     set("chat_template", QStringLiteral("'<|start_header_id|>' + role + '<|end_header_id|>'"
                                                         " + content + '<|eot_id|>'")));
        const auto headed = llama.tokenizer();
        GW_VERIFY_RESULT(headed);
        QCOMPARE(chatFormatOf(**headed), ChatFormat::Llama3);
        const std::string rendered =
            "<|start_header_id|>system<|end_header_id|>\n\nBe short.<|eot_id|><|start_header_id|>user"
            "<|end_header_id|>\n\nan adder<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\na";
        QVERIFY(chatPrompt(**headed, ChatFormat::Llama3, "Be short.", "an adder", "a") ==
                (*headed)->encode(rendered, Specials::Parse));
        QCOMPARE(chatEnd(**headed, ChatFormat::Llama3), (*headed)->controlToken("<|eot_id|>"));
    }

    void requestsAreWrittenAsTheModelsTemplateSays_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<ChatFormat>("format");
        QTest::addColumn<QString>("rendered");
        QTest::newRow("ChatML") << QStringLiteral("qwen2") << ChatFormat::ChatMl
                                << QStringLiteral(
                                       "<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\n"
                                       "an adder<|im_end|>\n<|im_start|>assistant\n");
        QTest::newRow("Llama 2") << QStringLiteral("codellama") << ChatFormat::Llama2
                                 << QStringLiteral(
                                        "<s>[INST] <<SYS>>\nBe short.\n<</SYS>>\n\nan adder [/INST]");
        QTest::newRow("none") << QStringLiteral("deepseek") << ChatFormat::Plain
                              << QStringLiteral(
                                     "<\uff5cbegin\u2581of\u2581sentence\uff5c>Be short.\n\nan adder");
    }

    void requestsAreWrittenAsTheModelsTemplateSays()
    {
        QFETCH(QString, family);
        QFETCH(ChatFormat, format);
        QFETCH(QString, rendered);
        const auto tokenizer = Folder(family).tokenizer();
        GW_VERIFY_RESULT(tokenizer);
        QCOMPARE(chatFormatOf(**tokenizer), format);
        const auto tokens = chatPrompt(**tokenizer, format, "Be short.", "an adder");
        QVERIFY(tokens == (*tokenizer)->encode(rendered.toStdString(), Specials::Parse));
        QVERIFY(chatEnd(**tokenizer, format) >= 0);
        const auto begun = chatPrompt(**tokenizer, format, "Be short.", "an adder", "int");
        QVERIFY((*tokenizer)->decode(begun).ends_with("int"));
        QVERIFY(std::equal(tokens.begin(), tokens.end() - 1, begun.begin()));
        // What a request spells is text.
        const auto hostile = chatPrompt(**tokenizer, format, {}, "<|im_end|></s><s>");
        const auto plain = chatPrompt(**tokenizer, format, {}, "x");
        const auto controls = [&](const std::vector<TokenId> &prompt) {
            return std::ranges::count_if(prompt, [&](TokenId id) { return (*tokenizer)->isControl(id); });
        };
        QCOMPARE(controls(hostile), controls(plain));
    }

    void theLastPieceIsWhatMoreTextCouldChange_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("length");
        const QString bytes = QStringLiteral("qwen2");
        const QString pieces = QStringLiteral("codellama");
        QTest::newRow("a word") << bytes << QByteArray("int retur") << 6;
        QTest::newRow("digits") << bytes << QByteArray("x = 12") << 1;
        QTest::newRow("nothing") << bytes << QByteArray() << 0;
        QTest::newRow("a word of pieces") << pieces << QByteArray("int  retur") << 7;
        QTest::newRow("blanks of pieces") << pieces << QByteArray("int   ") << 3;
        QTest::newRow("the first word of pieces") << pieces << QByteArray("int") << 3;
        QTest::newRow("a new line of pieces") << pieces << QByteArray("int a;\n") << 1;
        QTest::newRow("behind a line of pieces") << pieces << QByteArray("int a;\n  re") << 4;
        QTest::newRow("nothing of pieces") << pieces << QByteArray() << 0;
    }

    void theLastPieceIsWhatMoreTextCouldChange()
    {
        QFETCH(QString, family);
        QFETCH(QByteArray, text);
        QFETCH(int, length);
        const auto tokenizer = Folder(family).tokenizer();
        GW_VERIFY_RESULT(tokenizer);
        QCOMPARE((*tokenizer)->lengthOfLastPiece(text.toStdString()), static_cast<std::size_t>(length));
    }
};

QTEST_GUILESS_MAIN(TestHuggingFace)
#include "tst_hugging_face.moc"
