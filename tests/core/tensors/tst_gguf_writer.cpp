// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/gguf_file.h"
#include "core/tensors/gguf_writer.h"
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QTest>

#include <array>
#include <string>
#include <vector>

using namespace gatewright;
using namespace gatewright::tensors;

namespace {

const std::vector<std::byte> kFirst(5 * sizeof(float), std::byte{1});
const std::vector<std::byte> kSecond(34, std::byte{2}); // a block of Q8_0
constexpr std::array<std::uint64_t, 1> kFive{5};
constexpr std::array<std::uint64_t, 2> kBlockRow{32, 1};

void addMetadata(GgufWriter &writer)
{
    writer.addText("general.architecture", "llama");
    writer.addUnsigned("llama.block_count", 3);
    writer.addReal("llama.rope.freq_base", 10'000.5F);
    writer.addBoolean("tokenizer.ggml.add_bos_token", true);
    writer.addTexts("tokenizer.ggml.tokens", std::vector<std::string>{"a", "", "c d"});
    writer.addIntegers("tokenizer.ggml.token_type", std::vector<std::int32_t>{1, -3, 6});
    writer.addReals("tokenizer.ggml.scores", std::vector<float>{0.5F, -1.0F});
}

void fill(GgufWriter &writer)
{
    addMetadata(writer);
    writer.declare("first", TensorType::F32, kFive);
    writer.declare("second", TensorType::Q8_0, kBlockRow);
}

} // namespace

class TestGgufWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead()
    {
        const test::Folder folder;
        const QString path = folder.path("a.gguf");
        GgufWriter writer(path);
        fill(writer);
        const std::uint64_t bytes = writer.fileBytes();
        GW_VERIFY_RESULT(writer.begin());
        const std::span first(kFirst);
        GW_VERIFY_RESULT(writer.write(first.first(7)));
        GW_VERIFY_RESULT(writer.write(first.subspan(7)));
        GW_VERIFY_RESULT(writer.write(kSecond));
        QVERIFY(!QFile::exists(path));
        GW_VERIFY_RESULT(writer.commit());
        QCOMPARE(static_cast<std::uint64_t>(QFile(path).size()), bytes);
        const auto file = GgufFile::open(path);
        GW_VERIFY_RESULT(file);
        QCOMPARE((*file)->version(), 3U);
        checkMetadata((*file)->metadata());
        QCOMPARE((*file)->tensors().size(), std::size_t{2});
        const TensorInfo *read = (*file)->find("first");
        QVERIFY(read && std::ranges::equal(read->data, kFirst));
        QCOMPARE(read->shape, (std::vector<std::uint64_t>{5}));
        read = (*file)->find("second");
        QVERIFY(read && std::ranges::equal(read->data, kSecond));
        QCOMPARE(read->type, TensorType::Q8_0);
    }

    void copiesStayWhatTheyAre()
    {
        const test::Folder folder;
        GgufWriter original(folder.path("a.gguf"));
        addMetadata(original);
        const QByteArray header = original.header(); // without tensors a file of its own
        const auto file = GgufFile::parse(bytesOf(header), QStringLiteral("a.gguf"));
        GW_VERIFY_RESULT(file);
        GgufWriter copy(folder.path("b.gguf"));
        for (const GgufEntry &entry : (*file)->metadata().entries())
            copy.copy(entry);
        QCOMPARE(copy.header(), header);
    }

    void dataIsNeitherMissingNorTooMuch()
    {
        const test::Folder folder;
        const QString path = folder.path("a.gguf");
        GgufWriter writer(path);
        fill(writer);
        GW_VERIFY_RESULT(writer.begin());
        GW_VERIFY_RESULT(writer.write(kFirst));
        GW_VERIFY_ERROR(writer.commit(), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(writer.write(std::vector<std::byte>(35)), ErrorCode::InvalidInput);
        QVERIFY(!QFile::exists(path));
    }

    void aFullDiskLeavesWhatWasThere()
    {
        const test::Folder folder;
        const QString path = folder.write("a.gguf", "old");
        {
            const test::FullDisk full(100);
            GgufWriter writer(path);
            fill(writer);
            Result<void> done = writer.begin();
            if (done)
                done = writer.write(kFirst);
            if (done)
                done = writer.write(kSecond);
            if (done)
                done = writer.commit();
            GW_VERIFY_ERROR(done, ErrorCode::Io);
        }
        QCOMPARE(test::readFile(path), QByteArray("old"));
    }

private:
    static std::span<const std::byte> bytesOf(const QByteArray &bytes)
    {
        return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    }

    static void checkMetadata(const GgufMetadata &metadata)
    {
        QCOMPARE(*metadata.text("general.architecture"), std::string_view("llama"));
        QCOMPARE(*metadata.unsignedInteger("llama.block_count"), std::uint64_t{3});
        QCOMPARE(*metadata.real("llama.rope.freq_base"), 10'000.5);
        QVERIFY(*metadata.boolean("tokenizer.ggml.add_bos_token"));
        QCOMPARE(*metadata.texts("tokenizer.ggml.tokens"), (std::vector<std::string_view>{"a", "", "c d"}));
        QCOMPARE(*metadata.integers("tokenizer.ggml.token_type"), (std::vector<std::int64_t>{1, -3, 6}));
        QCOMPARE(*metadata.reals("tokenizer.ggml.scores"), (std::vector<float>{0.5F, -1.0F}));
    }
};

QTEST_GUILESS_MAIN(TestGgufWriter)
#include "tst_gguf_writer.moc"
