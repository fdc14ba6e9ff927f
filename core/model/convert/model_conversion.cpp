// SPDX-License-Identifier: Apache-2.0
#include "core/model/convert/model_conversion.h"

#include "core/model/convert/conversion_plan.h"
#include "core/model/convert/gguf_description.h"
#include "core/tensors/dequantise.h"
#include "core/tensors/gguf_writer.h"
#include "core/tensors/quantise.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

namespace gatewright::model {

namespace {

using tensors::TensorType;

constexpr std::array kTypes{TensorType::F32,  TensorType::F16,  TensorType::BF16, TensorType::Q8_0,
                            TensorType::Q5_1, TensorType::Q5_0, TensorType::Q4_1, TensorType::Q4_0};
constexpr std::size_t kPiece = std::size_t{1} << 20; // numbers

Result<void> checkTarget(const ModelSource &source, const QString &out, bool replaces)
{
    const auto refused = [&](const QString &message) {
        return makeError(ErrorCode::InvalidInput, message, {}, out);
    };
    const QFileInfo target(out);
    if (target.suffix().compare(QLatin1String("gguf"), Qt::CaseInsensitive) != 0)
        return refused(QStringLiteral("The new model is a GGUF file: let its name end in .gguf."));
    if (!target.dir().exists())
        return refused(QStringLiteral("There is no such folder to write the model into."));
    const QString model = QFileInfo(source.path()).canonicalFilePath();
    const QString folder = QFileInfo(target.path()).canonicalFilePath();
    if (target.canonicalFilePath() == model || folder == model || folder.startsWith(model + QLatin1Char('/')))
        return refused(QStringLiteral("The new model cannot take the place of the one that it is made of."));
    if (target.exists() && (!replaces || !target.isFile()))
        return refused(QStringLiteral("There is something of that name already; --force replaces a file."));
    return {};
}

Result<void> checkRoom(const QString &out, std::uint64_t bytes)
{
    const QStorageInfo disk(QFileInfo(out).absolutePath());
    if (!disk.isValid() || disk.bytesAvailable() < 0 ||
        static_cast<std::uint64_t>(disk.bytesAvailable()) >= bytes)
        return {};
    return makeError(
        ErrorCode::LimitExceeded,
        QStringLiteral("The disk has too little room for the new model: %1 MB are needed, %2 MB are "
                       "free.")
            .arg(double(bytes) / 1e6, 0, 'f', 0)
            .arg(double(disk.bytesAvailable()) / 1e6, 0, 'f', 0),
        {}, out);
}

// Writes the tensors, one piece after the other.
class TensorConverter
{
public:
    TensorConverter(const ModelSource &source, tensors::GgufWriter &writer, const ConversionOptions &options,
                    std::uint64_t allNumbers)
        : m_source(source)
        , m_writer(writer)
        , m_options(options)
        , m_allNumbers(allNumbers)
    {
    }

    [[nodiscard]] Result<ConvertedTensor> convert(const PlannedTensor &planned)
    {
        const std::size_t columns = planned.columns();
        const std::size_t rows = planned.rows();
        const std::size_t rowsAtOnce = std::max<std::size_t>(1, kPiece / columns);
        ConvertedTensor converted{planned.name, planned.info->type, planned.type};
        Squares squares;
        for (std::size_t first = 0; first < rows; first += rowsAtOnce) {
            if (m_options.stop.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("The conversion was cancelled."));
            const std::size_t count = std::min(rowsAtOnce, rows - first);
            GW_CHECK(readRows(planned, first, count));
            m_stored.clear();
            if (const Result<void> stored = tensors::quantise(planned.type, m_values, m_stored); !stored)
                return failed(planned, stored.error());
            GW_CHECK(measure(planned.type, squares));
            GW_CHECK(m_writer.write(m_stored));
            converted.bytes += m_stored.size();
            m_numbers += m_values.size();
            if (m_options.onProgress)
                m_options.onProgress(double(m_numbers) / double(std::max<std::uint64_t>(1, m_allNumbers)));
        }
        converted.error = squares.relative();
        if (planned.info->shape.size() > 1)
            m_matrices.add(squares);
        return converted;
    }

    [[nodiscard]] double error() const { return m_matrices.relative(); }

private:
    struct Squares
    {
        double all = 0.0;
        double lost = 0.0;

        void add(const Squares &other)
        {
            all += other.all;
            lost += other.lost;
        }
        [[nodiscard]] double relative() const { return all > 0.0 ? std::sqrt(lost / all) : 0.0; }
    };

    [[nodiscard]] tl::unexpected<Error> failed(const PlannedTensor &planned, Error error) const
    {
        error.detail = QString::fromStdString(m_source.ownName(planned.name));
        error.place = m_source.fileOf(planned.name);
        return tl::unexpected(std::move(error));
    }

    [[nodiscard]] Result<void> readRows(const PlannedTensor &planned, std::size_t first, std::size_t count)
    {
        const std::size_t columns = planned.columns();
        const tensors::TensorTypeTraits &form = tensors::traits(planned.info->type);
        const std::size_t rowBytes = columns / form.elementsPerBlock * form.bytesPerBlock;
        m_values.resize(columns * count);
        for (std::size_t row = 0; row < count; ++row) {
            const std::size_t from = planned.sourceRow(first + row);
            GW_CHECK(tensors::dequantise(planned.info->type,
                                         planned.info->data.subspan(from * rowBytes, rowBytes),
                                         std::span(m_values).subspan(row * columns, columns)));
        }
        if (std::ranges::all_of(m_values, [](float value) { return std::isfinite(value); }))
            return {};
        return failed(planned,
                      {ErrorCode::Corrupt,
                       QStringLiteral("The weights of the model are damaged: a tensor holds what is no "
                                      "number; fetch it again."),
                       {},
                       {}});
    }

    // What the stored numbers lost.
    [[nodiscard]] Result<void> measure(TensorType type, Squares &squares)
    {
        m_back.resize(m_values.size());
        GW_CHECK(tensors::dequantise(type, m_stored, m_back));
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            const double value = m_values[i];
            const double lost = value - double(m_back[i]);
            squares.all += value * value;
            squares.lost += lost * lost;
        }
        return {};
    }

    const ModelSource &m_source;
    tensors::GgufWriter &m_writer;
    const ConversionOptions &m_options;
    const std::uint64_t m_allNumbers;
    std::uint64_t m_numbers = 0; // done
    Squares m_matrices;
    std::vector<float> m_values; // of a piece
    std::vector<float> m_back;
    std::vector<std::byte> m_stored;
};

} // namespace

const ConvertedTensor *Conversion::worst() const
{
    const auto found = std::ranges::max_element(tensors, {}, &ConvertedTensor::error);
    return found != tensors.end() && found->error > 0.0 ? &*found : nullptr;
}

std::optional<TensorType> conversionType(std::string_view name)
{
    const QString wanted = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    for (const TensorType type : kTypes)
        if (wanted.compare(tensors::traits(type).name, Qt::CaseInsensitive) == 0)
            return type;
    return std::nullopt;
}

QString conversionTypeNames()
{
    QStringList names;
    for (const TensorType type : kTypes)
        names.append(QString(tensors::traits(type).name).toLower());
    return names.join(QStringLiteral(", "));
}

Result<Conversion> convertModel(const ModelSource &source, const QString &out,
                                const ConversionOptions &options)
{
    GW_CHECK(checkTarget(source, out, options.replaces));
    GW_TRY(config, source.config());
    GW_TRY(planned, planConversion(source, config, options.type));
    tensors::GgufWriter writer(out);
    GW_CHECK(describe(source, config, options.type, writer));
    Conversion conversion;
    std::uint64_t numbers = 0;
    for (const PlannedTensor &tensor : planned) {
        writer.declare(tensor.name, tensor.type, tensor.info->shape);
        numbers += tensor.info->elementCount();
    }
    const std::vector<float> rope = source.ggufFile() ? std::vector<float>() : ropeTable(config);
    if (!rope.empty())
        writer.declare("rope_freqs.weight", TensorType::F32, std::array{std::uint64_t{rope.size()}});
    conversion.bytes = writer.fileBytes();
    for (const auto file : source.weightFiles())
        conversion.bytesBefore += file.size();
    GW_CHECK(checkRoom(out, conversion.bytes));
    GW_CHECK(writer.begin());
    TensorConverter converter(source, writer, options, numbers);
    for (const PlannedTensor &tensor : planned) {
        GW_TRY(converted, converter.convert(tensor));
        conversion.tensors.push_back(std::move(converted));
    }
    if (!rope.empty())
        GW_CHECK(writer.write(std::as_bytes(std::span(rope))));
    GW_CHECK(writer.commit());
    conversion.error = converter.error();
    return conversion;
}

} // namespace gatewright::model
