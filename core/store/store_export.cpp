// SPDX-License-Identifier: Apache-2.0
#include "core/store/store_export.h"

#include "core/base/whole_file.h"
#include "core/store/store_json.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <utility>

namespace gatewright::store {

namespace {

constexpr QLatin1String formatName{"gatewright-store"};

// The lines of a file that anybody may have written.
class LineReader
{
public:
    LineReader(QString path, std::stop_token stop)
        : m_file(path)
        , m_path(std::move(path))
        , m_stop(std::move(stop))
    {
    }

    Result<void> open()
    {
        if (!QFileInfo(m_path).isFile())
            return makeError(ErrorCode::NotFound, QStringLiteral("There is no such file."), {}, m_path);
        if (!m_file.open(QIODevice::ReadOnly))
            return makeError(ErrorCode::Io, QStringLiteral("The file cannot be read."), m_file.errorString(),
                             m_path);
        if (m_file.size() > maximumImportBytes)
            return makeError(ErrorCode::LimitExceeded, QStringLiteral("The file is larger than 1 GB."), {},
                             m_path);
        return {};
    }

    // Nothing at the end of the file.
    Result<std::optional<QJsonObject>> next()
    {
        if (m_stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        if (m_file.atEnd())
            return std::optional<QJsonObject>();
        ++m_number;
        const QByteArray line = m_file.readLine(maximumLineBytes + 2);
        if (line.size() > maximumLineBytes)
            return at(ErrorCode::LimitExceeded, QStringLiteral("The line is longer than 1 MB."));
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(line, &problem);
        if (!document.isObject())
            return at(ErrorCode::Corrupt, QStringLiteral("The line is no JSON object."),
                      problem.errorString());
        return std::optional(document.object());
    }

    [[nodiscard]] tl::unexpected<Error> at(ErrorCode code, const QString &message,
                                           const QString &detail = {}) const
    {
        return makeError(code, message, detail, QStringLiteral("%1:%2").arg(m_path).arg(m_number));
    }

private:
    QFile m_file;
    QString m_path;
    std::stop_token m_stop;
    int m_number = 0;
};

// How many rows the header announces.
Result<int> readHeader(LineReader &lines)
{
    GW_TRY(header, lines.next());
    if (!header || (*header)[QLatin1String("format")].toString() != formatName)
        return lines.at(ErrorCode::Corrupt, QStringLiteral("This file is no export of a learning store."));
    const auto version = integerFrom(*header, "version", 1, 1'000'000);
    if (!version)
        return lines.at(ErrorCode::Corrupt, QStringLiteral("The header has no version."));
    if (*version > exportVersion)
        return lines.at(ErrorCode::Unsupported,
                        QStringLiteral("A newer version of Gatewright wrote this export; update this one."));
    auto count = integerFrom(*header, "completions", 0, maximumImportRows);
    if (!count)
        return lines.at(ErrorCode::LimitExceeded,
                        QStringLiteral("The header must announce at most %1 rows.").arg(maximumImportRows));
    return count;
}

} // namespace

Result<int> exportStore(const Store &store, const QString &path, std::stop_token stop)
{
    WholeFile file(path);
    GW_CHECK(file.open(FileReaders::Owner));
    const auto write = [&](const QJsonObject &json) {
        return file.write(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
    };
    int rows = 0;
    const auto begin = [&](int count) {
        rows = count;
        return write({{QStringLiteral("format"), QString(formatName)},
                      {QStringLiteral("version"), exportVersion},
                      {QStringLiteral("completions"), count}});
    };
    GW_CHECK(store.visitAll(
        begin, [&](const Completion &completion) { return write(toJson(completion)); }, std::move(stop)));
    GW_CHECK(file.commit());
    return rows;
}

Result<Imported> importStore(Store &store, const QString &path, std::stop_token stop)
{
    LineReader lines(path, std::move(stop));
    GW_CHECK(lines.open());
    GW_TRY(announced, readHeader(lines));
    int read = 0;
    return store.import([&]() -> Result<std::optional<Completion>> {
        GW_TRY(line, lines.next());
        if (!line && read != announced)
            return lines.at(
                ErrorCode::Corrupt,
                QStringLiteral("The file ends too early: %1 of %2 rows.").arg(read).arg(announced));
        if (!line)
            return std::optional<Completion>();
        if (++read > announced)
            return lines.at(ErrorCode::Corrupt, QStringLiteral("The file has more rows than it announces."));
        auto completion = completionFromJson(*line);
        if (!completion)
            return lines.at(completion.error().code, completion.error().message, completion.error().place);
        return std::optional(std::move(*completion));
    });
}

} // namespace gatewright::store
