// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/gguf_file.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/result_test.h"

#include <QTemporaryDir>

#include <cstring>
#include <functional>
#include <limits>
#include <vector>

using namespace gatewright;
using namespace gatewright::tensors;
using gatewright::test::GgufBuilder;
using gatewright::test::GgufBytes;

namespace {

// Bytes at an address that suits every weight type, as a mapping has.
class AlignedBytes
{
public:
    explicit AlignedBytes(const QByteArray &bytes)
        : m_words((static_cast<std::size_t>(bytes.size()) + 7) / 8)
        , m_size(static_cast<std::size_t>(bytes.size()))
    {
        if (m_size > 0)
            std::memcpy(m_words.data(), bytes.constData(), m_size);
    }
    [[nodiscard]] std::span<const std::byte> span() const
    {
        return std::as_bytes(std::span(m_words)).first(m_size);
    }

private:
    std::vector<std::uint64_t> m_words;
    std::size_t m_size;
};

// Everything a reader has to deal with, in a few hundred bytes.
GgufBuilder smallFile()
{
    GgufBuilder builder;
    builder.text("general.architecture", "llama")
        .uint32("llama.block_count", 3)
        .float32("llama.rope.freq_base", 1e4F);
    builder.boolean("tokenizer.ggml.add_bos_token", false)
        .texts("tokenizer.ggml.tokens", {"a", "", "\xc4\xa0"});
    builder.int32s("tokenizer.ggml.token_type", {1, 3, -1});
    builder.tensor("first.weight", {2, 3}, TensorType::F32, QByteArray(24, 'f'));
    builder.tensor("second.weight", {32, 2}, TensorType::Q4_1, QByteArray(40, 'q'));
    return builder;
}

using Spoil = std::function<void(GgufBuilder &)>;

// A metadata entry with this type id and these bytes behind it.
Spoil withEntry(std::uint32_t type, const QByteArray &content)
{
    return [=](GgufBuilder &builder) {
        builder.entry("spoilt", [&](GgufBytes &out) { out.number(type).raw(content); });
    };
}

Spoil withArray(std::uint32_t elementType, std::uint64_t count, const QByteArray &content)
{
    return withEntry(9, GgufBytes().number(elementType).number(count).raw(content).bytes());
}

Spoil withTensor(const std::function<void(GgufBuilder::Tensor &)> &change)
{
    return [=](GgufBuilder &builder) { change(builder.tensors[0]); };
}

QByteArray nestedArrays(int depth)
{
    GgufBytes bytes;
    for (int i = 1; i < depth; ++i)
        bytes.number<std::uint32_t>(9).number<std::uint64_t>(1);
    return bytes.number<std::uint32_t>(0).number<std::uint64_t>(1).raw("x").bytes();
}

constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();

} // namespace

Q_DECLARE_METATYPE(Spoil)

class TestGgufFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsHeaderMetadataAndTensors()
    {
        const AlignedBytes bytes(smallFile().bytes());
        const auto file = GgufFile::parse(bytes.span(), QStringLiteral("small"));
        GW_VERIFY_RESULT(file);
        QCOMPARE((*file)->version(), 3U);
        QCOMPARE((*file)->alignment(), std::uint64_t{32});
        const GgufMetadata &metadata = (*file)->metadata();
        QCOMPARE(metadata.entries().size(), std::size_t{6});
        QVERIFY(metadata.text("general.architecture").value() == "llama");
        QCOMPARE(metadata.unsignedInteger("llama.block_count").value(), std::uint64_t{3});
        QCOMPARE(metadata.real("llama.rope.freq_base").value(), 1e4);
        QCOMPARE(metadata.boolean("tokenizer.ggml.add_bos_token").value(), false);
        const auto tokens = metadata.texts("tokenizer.ggml.tokens").value();
        QVERIFY((tokens == std::vector<std::string_view>{"a", "", "\xc4\xa0"}));
        QVERIFY(
            (metadata.integers("tokenizer.ggml.token_type").value() == std::vector<std::int64_t>{1, 3, -1}));

        QCOMPARE((*file)->tensors().size(), std::size_t{2});
        const TensorInfo *second = (*file)->find("second.weight");
        QVERIFY(second);
        QCOMPARE(second->type, TensorType::Q4_1);
        QVERIFY((second->shape == std::vector<std::uint64_t>{32, 2}));
        QCOMPARE(second->elementCount(), std::uint64_t{64});
        QCOMPARE(second->data.size(), std::size_t{40});
        QVERIFY(second->data[0] == std::byte{'q'});
        QVERIFY(second->data[39] == std::byte{'q'});
        QVERIFY(!(*file)->find("third.weight"));
        GW_VERIFY_ERROR((*file)->require("third.weight"), ErrorCode::Corrupt);
    }

    void readsVersionTwo()
    {
        auto builder = smallFile();
        builder.version = 2;
        const AlignedBytes bytes(builder.bytes());
        GW_VERIFY_RESULT(GgufFile::parse(bytes.span(), {}));
    }

    void readsAFileWithoutTensors()
    {
        GgufBuilder builder;
        builder.text("general.architecture", "llama");
        const AlignedBytes bytes(builder.bytes());
        const auto file = GgufFile::parse(bytes.span(), {});
        GW_VERIFY_RESULT(file);
        QVERIFY((*file)->tensors().empty());
    }

    void obeysAnotherAlignment()
    {
        auto builder = smallFile();
        builder.alignment = 128;
        builder.uint32("general.alignment", 128);
        const AlignedBytes bytes(builder.bytes());
        const auto file = GgufFile::parse(bytes.span(), {});
        GW_VERIFY_RESULT(file);
        const auto offset = (*file)->tensors()[1].data.data() - bytes.span().data();
        QCOMPARE(offset % 128, 0);
        QVERIFY((*file)->tensors()[1].data[0] == std::byte{'q'});
    }

    void readsEveryValueType()
    {
        GgufBuilder builder;
        const auto put = [&](const char *key, std::uint32_t type, auto value) {
            builder.entry(key, [&](GgufBytes &out) { out.number(type).number(value); });
        };
        put("u8", 0, std::uint8_t{200});
        put("i8", 1, std::int8_t{-100});
        put("u16", 2, std::uint16_t{60000});
        put("i16", 3, std::int16_t{-30000});
        put("u32", 4, std::uint32_t{4'000'000'000});
        put("i32", 5, std::int32_t{-2'000'000'000});
        put("f32", 6, 0.5F);
        put("u64", 10, std::uint64_t{kHuge});
        put("i64", 11, std::int64_t{-5});
        put("f64", 12, 0.25);
        put("positive", 11, std::int64_t{5});
        const AlignedBytes bytes(builder.bytes());
        const auto file = GgufFile::parse(bytes.span(), {});
        GW_VERIFY_RESULT(file);
        const GgufMetadata &metadata = (*file)->metadata();
        QCOMPARE(metadata.unsignedInteger("u8").value(), std::uint64_t{200});
        QCOMPARE(metadata.unsignedInteger("u16").value(), std::uint64_t{60000});
        QCOMPARE(metadata.unsignedInteger("u32").value(), std::uint64_t{4'000'000'000});
        QCOMPARE(metadata.unsignedInteger("u64").value(), kHuge);
        QCOMPARE(metadata.unsignedInteger("positive").value(), std::uint64_t{5});
        QCOMPARE(std::get<std::int64_t>(metadata.find("i8")->value), -100);
        QCOMPARE(std::get<std::int64_t>(metadata.find("i16")->value), -30000);
        QCOMPARE(std::get<std::int64_t>(metadata.find("i32")->value), -2'000'000'000);
        QCOMPARE(std::get<std::int64_t>(metadata.find("i64")->value), -5);
        QCOMPARE(metadata.real("f32").value(), 0.5);
        QCOMPARE(metadata.real("f64").value(), 0.25);
        GW_VERIFY_ERROR(metadata.unsignedInteger("i8"), ErrorCode::Corrupt);
    }

    void readsArraysOfEveryIntegerType()
    {
        GgufBuilder builder;
        const auto put = [&](const char *key, std::uint32_t type, auto value) {
            builder.entry(key, [&](GgufBytes &out) {
                out.number<std::uint32_t>(9).number(type).number<std::uint64_t>(2).number(value).number(
                    value);
            });
        };
        put("u8", 0, std::uint8_t{9});
        put("i8", 1, std::int8_t{-9});
        put("u16", 2, std::uint16_t{9});
        put("i16", 3, std::int16_t{-9});
        put("u32", 4, std::uint32_t{9});
        put("i64", 11, std::int64_t{-9});
        put("f32", 6, 1.5F);
        const AlignedBytes bytes(builder.bytes());
        const auto file = GgufFile::parse(bytes.span(), {});
        GW_VERIFY_RESULT(file);
        const GgufMetadata &metadata = (*file)->metadata();
        for (const char *key : {"u8", "u16", "u32"})
            QVERIFY((metadata.integers(key).value() == std::vector<std::int64_t>{9, 9}));
        for (const char *key : {"i8", "i16", "i64"})
            QVERIFY((metadata.integers(key).value() == std::vector<std::int64_t>{-9, -9}));
        QVERIFY((metadata.reals("f32").value() == std::vector<float>{1.5F, 1.5F}));
        GW_VERIFY_ERROR(metadata.reals("u8"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(metadata.integers("f32"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(metadata.texts("u8"), ErrorCode::Corrupt);
    }

    void gettersTellMissingFromWrong()
    {
        const AlignedBytes bytes(smallFile().bytes());
        const auto file = GgufFile::parse(bytes.span(), QStringLiteral("small.gguf"));
        GW_VERIFY_RESULT(file);
        const GgufMetadata &metadata = (*file)->metadata();
        const auto missing = metadata.text("general.name");
        GW_VERIFY_ERROR(missing, ErrorCode::Corrupt);
        QVERIFY(missing.error().message.contains(QStringLiteral("general.name")));
        QCOMPARE(missing.error().place, QStringLiteral("small.gguf"));
        QVERIFY(metadata.textOr("general.name", "none").value() == "none");
        QCOMPARE(metadata.unsignedIntegerOr("x", 7).value(), std::uint64_t{7});
        QCOMPARE(metadata.realOr("x", 1.5).value(), 1.5);
        QCOMPARE(metadata.booleanOr("x", true).value(), true);
        QCOMPARE(metadata.unsignedIntegerOr("llama.block_count", 7).value(), std::uint64_t{3});
        GW_VERIFY_ERROR(metadata.unsignedIntegerOr("general.architecture", 7), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(metadata.text("llama.block_count"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(metadata.real("llama.block_count"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(metadata.boolean("llama.block_count"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(metadata.texts("llama.block_count"), ErrorCode::Corrupt);
    }

    void everyTruncationIsNoticed()
    {
        const QByteArray whole = smallFile().bytes();
        for (qsizetype size = 0; size < whole.size(); ++size) {
            const AlignedBytes bytes(whole.first(size));
            const auto file = GgufFile::parse(bytes.span(), QStringLiteral("cut"));
            QVERIFY2(!file.has_value(), qPrintable(QStringLiteral("accepted after %1 bytes").arg(size)));
            QCOMPARE(file.error().code, ErrorCode::Corrupt);
            QVERIFY(file.error().place.startsWith(QLatin1String("cut")));
        }
    }

    void noSingleByteMakesTheReaderMisbehave()
    {
        const QByteArray whole = smallFile().bytes();
        int refused = 0;
        for (qsizetype i = 0; i < whole.size(); ++i) {
            for (const int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
                QByteArray changed = whole;
                changed[i] = static_cast<char>(value);
                const AlignedBytes bytes(changed);
                const auto file = GgufFile::parse(bytes.span(), {});
                if (!file) {
                    ++refused;
                    continue;
                }
                for (const TensorInfo &tensor : (*file)->tensors()) {
                    QVERIFY(tensor.data.data() >= bytes.span().data());
                    QVERIFY(tensor.data.data() + tensor.data.size() <=
                            bytes.span().data() + bytes.span().size());
                }
            }
        }
        QVERIFY(refused > 500);
    }

    void hostileFilesAreRefused_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<ErrorCode>("code");
        const auto corrupt = [](const char *name, Spoil spoil) {
            QTest::newRow(name) << std::move(spoil) << ErrorCode::Corrupt;
        };
        const auto unsupported = [](const char *name, Spoil spoil) {
            QTest::newRow(name) << std::move(spoil) << ErrorCode::Unsupported;
        };
        corrupt("wrong magic", [](GgufBuilder &file) { file.magic = 0x46554748; });
        corrupt("magic of the older format", [](GgufBuilder &file) { file.magic = 0x67676a74; });
        unsupported("version 0", [](GgufBuilder &file) { file.version = 0; });
        unsupported("version 1", [](GgufBuilder &file) { file.version = 1; });
        unsupported("version 4", [](GgufBuilder &file) { file.version = 4; });
        unsupported("big-endian", [](GgufBuilder &file) { file.version = 0x03000000; });
        corrupt("too many tensors", [](GgufBuilder &file) { file.claimedTensors = 65'537; });
        corrupt("huge tensor count",
                [](GgufBuilder &file) { file.claimedTensors = std::numeric_limits<std::int64_t>::max(); });
        corrupt("one tensor more than there are", [](GgufBuilder &file) { file.claimedTensors = 3; });
        corrupt("too many entries", [](GgufBuilder &file) { file.claimedEntries = 65'537; });
        corrupt("huge entry count",
                [](GgufBuilder &file) { file.claimedEntries = std::numeric_limits<std::int64_t>::max(); });
        corrupt("one entry more than there are", [](GgufBuilder &file) { file.claimedEntries = 7; });
        corrupt("one entry fewer than there are", [](GgufBuilder &file) { file.claimedEntries = 5; });
        corrupt("empty key", [](GgufBuilder &file) { file.text("", "x"); });
        corrupt("key with a zero byte",
                [](GgufBuilder &file) { file.text(std::string_view("a\0b", 3), "x"); });
        corrupt("key with an escape", [](GgufBuilder &file) { file.text("\x1b[31mred", "x"); });
        corrupt("key beyond ASCII", [](GgufBuilder &file) { file.text("sch\xc3\xb6n", "x"); });
        corrupt("key too long", [](GgufBuilder &file) { file.text(std::string(65'536, 'k'), "x"); });
        corrupt("duplicate key", [](GgufBuilder &file) { file.uint32("llama.block_count", 3); });
        corrupt("value type 13", withEntry(13, QByteArray(64, '\0')));
        corrupt("value type of all ones", withEntry(0xffffffffU, QByteArray(64, '\0')));
        corrupt("boolean of 2", withEntry(7, QByteArray(1, '\2')));
        corrupt("string longer than the file",
                withEntry(8, GgufBytes().number<std::uint64_t>(1'000'000).raw("abc").bytes()));
        corrupt("string of 2^64-1 bytes", withEntry(8, GgufBytes().number(kHuge).raw("abc").bytes()));
        corrupt("array longer than the file", withArray(4, 1'000'000, "abcd"));
        corrupt("array whose size overflows", withArray(4, kHuge / 4 + 2, "abcd"));
        corrupt("array of 2^64-1 bytes", withArray(0, kHuge, "abcd"));
        corrupt("array of 2^64-1 doubles", withArray(12, kHuge, "abcdefgh"));
        corrupt("array of 2^64-1 strings", withArray(8, kHuge, QByteArray(64, '\0')));
        corrupt("array of 2^64-1 arrays", withArray(9, kHuge, QByteArray(64, '\0')));
        corrupt("array of unknown type", withArray(13, 1, "abcdefgh"));
        corrupt("array with a boolean of 3", withArray(7, 3, QByteArray("\1\0\3", 3)));
        corrupt("array with a huge string in it", withArray(8, 1, GgufBytes().number(kHuge).bytes()));
        corrupt("arrays nested too deep", withEntry(9, nestedArrays(5)));
        corrupt("arrays nested a thousand deep", withEntry(9, nestedArrays(1000)));
        corrupt("alignment 0", [](GgufBuilder &file) { file.uint32("general.alignment", 0); });
        corrupt("alignment 1", [](GgufBuilder &file) { file.uint32("general.alignment", 1); });
        corrupt("alignment 24", [](GgufBuilder &file) { file.uint32("general.alignment", 24); });
        corrupt("alignment 2^31", [](GgufBuilder &file) { file.uint32("general.alignment", 0x80000000U); });
        corrupt("alignment that is a string",
                [](GgufBuilder &file) { file.text("general.alignment", "32"); });
        corrupt("negative alignment", [](GgufBuilder &file) {
            file.entry("general.alignment",
                       [](GgufBytes &out) { out.type(GgufValueType::Int32).number(std::int32_t{-32}); });
        });
        corrupt("no dimensions", withTensor([](auto &tensor) { tensor.shape = {}; }));
        corrupt("five dimensions", withTensor([](auto &tensor) { tensor.shape = {1, 1, 1, 2, 3}; }));
        corrupt("a zero dimension", withTensor([](auto &tensor) { tensor.shape = {2, 0}; }));
        corrupt("a zero among huge dimensions",
                withTensor([](auto &tensor) { tensor.shape = {kHuge, kHuge, 0}; }));
        corrupt("dimensions that overflow",
                withTensor([](auto &tensor) { tensor.shape = {1ULL << 33, 1ULL << 33}; }));
        corrupt("dimensions that overflow to a small size", withTensor([](auto &tensor) {
                    tensor.shape = {1ULL << 32, 1ULL << 32, 1ULL << 32, 1ULL << 32};
                }));
        corrupt("bytes that overflow", withTensor([](auto &tensor) { tensor.shape = {1ULL << 62}; }));
        corrupt("larger than the file", withTensor([](auto &tensor) { tensor.shape = {2, 3000}; }));
        corrupt("part of a block", withTensor([](auto &tensor) {
                    tensor.type = 3;
                    tensor.shape = {16, 2};
                }));
        unsupported("type 4, which was removed", withTensor([](auto &tensor) { tensor.type = 4; }));
        unsupported("type 1000", withTensor([](auto &tensor) { tensor.type = 1000; }));
        corrupt("empty tensor name", withTensor([](auto &tensor) { tensor.name = ""; }));
        corrupt("tensor name of 65 bytes",
                withTensor([](auto &tensor) { tensor.name = QByteArray(65, 'n'); }));
        corrupt("tensor name with a line break", withTensor([](auto &tensor) { tensor.name = "a\nb"; }));
        corrupt("duplicate tensor name", withTensor([](auto &tensor) { tensor.name = "second.weight"; }));
        const auto offset = [](std::uint64_t value) {
            return withTensor([=](auto &tensor) {
                tensor.offset = value;
                tensor.keepOffset = true;
            });
        };
        corrupt("misaligned offset", offset(8));
        corrupt("offset at the end of the file", offset(96));
        corrupt("offset behind the file", offset(1'000'000 * 32));
        corrupt("offset that wraps around", offset(kHuge - 31));
        corrupt("overlap", offset(32));
    }

    void hostileFilesAreRefused()
    {
        QFETCH(Spoil, spoil);
        QFETCH(ErrorCode, code);
        auto builder = smallFile();
        spoil(builder);
        const AlignedBytes bytes(builder.bytes());
        const auto file = GgufFile::parse(bytes.span(), QStringLiteral("hostile.gguf"));
        GW_VERIFY_ERROR(file, code);
        QVERIFY(file.error().place.startsWith(QLatin1String("hostile.gguf")));
        QVERIFY(file.error().message.endsWith(QLatin1Char('.')));
    }

    void nestingToTheLimitIsAccepted()
    {
        auto builder = smallFile();
        withEntry(9, nestedArrays(GgufMetadata::kMaximumArrayDepth))(builder);
        const AlignedBytes bytes(builder.bytes());
        const auto file = GgufFile::parse(bytes.span(), {});
        GW_VERIFY_RESULT(file);
        GW_VERIFY_ERROR((*file)->metadata().integers("spoilt"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR((*file)->metadata().texts("spoilt"), ErrorCode::Corrupt);
    }

    void textsAreShownWithoutControlCharacters()
    {
        QCOMPARE(toQString("Llama \x1b[31m\n\x7f"), QStringLiteral("Llama \uFFFD[31m\uFFFD\uFFFD"));
        QCOMPARE(toQString("gr\xc3\xbc\xc3\x9f"), QStringLiteral("gr\u00fc\u00df"));
        QCOMPARE(toQString(""), QString());
    }

    void opensAFileFromDisk()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("small.gguf"));
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(smallFile().bytes());
        out.close();
        const auto file = GgufFile::open(path);
        GW_VERIFY_RESULT(file);
        QCOMPARE((*file)->name(), path);
        QVERIFY((*file)->find("first.weight")->data[0] == std::byte{'f'});
        // The mapping stays good when the name goes.
        QVERIFY(QFile::remove(path));
        QVERIFY((*file)->find("second.weight")->data[39] == std::byte{'q'});
    }

    void whatIsNoModelFileIsRefusedByName()
    {
        const QTemporaryDir folder;
        const QString missing = folder.filePath(QStringLiteral("missing.gguf"));
        const auto noFile = GgufFile::open(missing);
        GW_VERIFY_ERROR(noFile, ErrorCode::NotFound);
        QCOMPARE(noFile.error().place, missing);
        GW_VERIFY_ERROR(GgufFile::open(folder.path()), ErrorCode::InvalidInput);
        const QString empty = folder.filePath(QStringLiteral("empty.gguf"));
        QFile out(empty);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.close();
        GW_VERIFY_ERROR(GgufFile::open(empty), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestGgufFile)
#include "tst_gguf_file.moc"
