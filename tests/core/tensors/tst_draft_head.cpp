// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/draft_head.h"
#include "core/tensors/safetensors_file.h"
#include "core/tensors/safetensors_writer.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <random>

using namespace gatewright;
using namespace gatewright::tensors;
using gatewright::test::Folder;

namespace {

const QString modelHash(64, QLatin1Char('a'));

DraftHead someHead()
{
    std::mt19937 generator(3);
    std::normal_distribution<float> normal(0.0F, 0.1F);
    DraftHead head;
    head.shape = {64, 32, 3};
    head.modelHash = modelHash;
    head.version = 7;
    head.title = QStringLiteral("a test's");
    head.vocabulary = {0, 3, 17, 40'000};
    HeadWeights weights{std::vector<float>(128 * 32), std::vector<float>(3 * 32),
                        std::vector<float>(64 * 32)};
    for (auto *values : {&weights.input, &weights.depthBias, &weights.output})
        for (float &value : *values)
            value = normal(generator);
    head.setWeights(weights);
    head.sources = {5, ~std::uint64_t{0}};
    head.after = {{QStringLiteral("positions"), 12}};
    return head;
}

QByteArray writtenBytes(const DraftHead &head)
{
    const Folder folder;
    const QString path = folder.path("head.safetensors");
    return head.write(path) ? test::readFile(path) : QByteArray();
}

Result<DraftHead> readBytes(const QByteArray &bytes)
{
    GW_TRY(file, SafetensorsFile::parse(
                     std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
                     QStringLiteral("head.safetensors")));
    return DraftHead::fromFile(*file);
}

// One text of the header for another of the same length.
QByteArray changed(QByteArray bytes, const QByteArray &from, const QByteArray &to)
{
    Q_ASSERT(from.size() == to.size());
    const qsizetype place = bytes.indexOf(from);
    if (place >= 0)
        bytes.replace(place, from.size(), to);
    return bytes;
}

} // namespace

class TestDraftHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrote()
    {
        const Folder folder;
        const DraftHead head = someHead();
        const QString path = folder.path("head.safetensors");
        GW_VERIFY_RESULT(head.write(path));
        const auto read = DraftHead::read(path);
        GW_VERIFY_RESULT(read);
        QCOMPARE(read->shape, head.shape);
        QCOMPARE(read->modelHash, head.modelHash);
        QCOMPARE(read->version, 7);
        QCOMPARE(read->title, head.title);
        QCOMPARE(read->vocabulary, head.vocabulary);
        QCOMPARE(read->input, head.input);
        QCOMPARE(read->output, head.output);
        QCOMPARE(read->depthBias, head.depthBias);
        QCOMPARE(read->after, head.after);
        QCOMPARE(read->sources, head.sources);
    }

    void bytesAreNearTheFloats()
    {
        DraftHead head = someHead();
        const HeadWeights before = head.weights();
        QVERIFY(before.fits(head.shape));
        head.setWeights(before);
        const HeadWeights after = head.weights();
        for (std::size_t i = 0; i < before.input.size(); ++i)
            QVERIFY(std::fabs(before.input[i] - after.input[i]) < 0.002F);
    }

    void belongsToItsModelOnly()
    {
        const DraftHead head = someHead();
        GW_VERIFY_RESULT(head.checkBelongsTo(modelHash, {}, QStringLiteral("x")));
        GW_VERIFY_ERROR(head.checkBelongsTo(QString(64, QLatin1Char('b')), {}, QStringLiteral("x")),
                        ErrorCode::Unsupported);
        GW_VERIFY_ERROR(head.checkBelongsTo(modelHash, modelHash, QStringLiteral("x")),
                        ErrorCode::Unsupported);
    }

    void refusesDamage_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("no format") << QByteArray(R"("format":"1")") << QByteArray(R"("formet":"1")");
        QTest::newRow("negative version") << QByteArray(R"("version":"7")") << QByteArray(R"("version":"x")");
        QTest::newRow("other tokens") << QByteArray("0,3,17,40000") << QByteArray("0,3,18,40000");
        QTest::newRow("falling tokens") << QByteArray("0,3,17,40000") << QByteArray("0,3,01,40000");
        QTest::newRow("no model") << QByteArray(R"("model_hash")") << QByteArray(R"("madel_hash")");
        QTest::newRow("other shape") << QByteArray("[32,128]") << QByteArray("[128,32]");
        QTest::newRow("missing scale") << QByteArray(R"("input.scale")") << QByteArray(R"("input.skale")");
    }
    void refusesDamage()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        const QByteArray bytes = writtenBytes(someHead());
        QVERIFY(bytes.contains(from));
        GW_VERIFY_ERROR(readBytes(changed(bytes, from, to)), ErrorCode::Corrupt);
    }

    void refusesANewerFormat()
    {
        GW_VERIFY_ERROR(readBytes(changed(writtenBytes(someHead()), R"("format":"1")", R"("format":"9")")),
                        ErrorCode::Unsupported);
    }

    void refusesWhatIsNoNumber()
    {
        DraftHead head = someHead();
        head.depthBias[5] = std::numeric_limits<float>::quiet_NaN();
        GW_VERIFY_ERROR(readBytes(writtenBytes(head)), ErrorCode::Corrupt);
        head = someHead();
        head.input[0] = std::byte{0xff}; // the scale of the first block
        head.input[1] = std::byte{0x7f};
        GW_VERIFY_ERROR(readBytes(writtenBytes(head)), ErrorCode::Corrupt);
    }

    void refusesWhatIsCutOff()
    {
        const QByteArray bytes = writtenBytes(someHead());
        for (const qsizetype length : {qsizetype{4}, qsizetype{200}, bytes.size() / 2, bytes.size() - 1})
            QVERIFY(!readBytes(bytes.first(length)));
    }

    // A limit on the size of files stands for a full disk.
    void aFullDiskLeavesTheOldFile()
    {
        const Folder folder;
        const QString path = folder.path("head.safetensors");
        GW_VERIFY_RESULT(someHead().write(path));
        const QByteArray before = test::readFile(path);
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        getrlimit(RLIMIT_FSIZE, &old);
        const rlimit small{2048, old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        DraftHead other = someHead();
        other.version = 8;
        const auto written = other.write(path);
        setrlimit(RLIMIT_FSIZE, &old);
        GW_VERIFY_ERROR(written, ErrorCode::Io);
        QCOMPARE(test::readFile(path), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void writesOnlyWholeTensors()
    {
        const Folder folder;
        const std::vector<std::byte> bytes(6);
        const QString path = folder.path("x.safetensors");
        const auto write = [&](const TensorToWrite &tensor) {
            return writeSafetensors(path, std::span(&tensor, 1), {});
        };
        GW_VERIFY_ERROR(write({"a", TensorType::F32, {2}, bytes}), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(write({"a", TensorType::Q8_0, {32}, bytes}), ErrorCode::InvalidInput);
        GW_VERIFY_RESULT(write({"a", TensorType::F16, {3, 1}, bytes}));
        const auto file = SafetensorsFile::open(path);
        GW_VERIFY_RESULT(file);
        QVERIFY(((*file)->find("a")->shape == std::vector<std::uint64_t>{3, 1}));
    }
};

QTEST_GUILESS_MAIN(TestDraftHead)
#include "tst_draft_head.moc"
