// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/draft_files.h"

#include "core/base/whole_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <cmath>
#include <utility>

namespace gatewright::completion {

namespace {

constexpr qint64 kMostBytes = 32 << 20;
constexpr quint32 kTableVersion = 1;
constexpr int kTimesVersion = 1;
const QByteArray kMagic("GWDT");
constexpr qsizetype kHashBytes = 32;

// Nothing for a file that is not there.
Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, file.errorString(), {}, path);
    if (file.size() > kMostBytes)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("The file of learned drafts is too large; delete it."), {}, path);
    return file.readAll();
}

QByteArray tableBytes(const decode::RecyclingTable &table)
{
    const QByteArray rows = qCompress(table.save());
    QByteArray bytes = kMagic;
    const quint32 version = qToLittleEndian(kTableVersion);
    bytes.append(reinterpret_cast<const char *>(&version), sizeof version);
    return bytes + QCryptographicHash::hash(rows, QCryptographicHash::Sha256) + rows;
}

Result<QByteArray> tableRows(const QByteArray &bytes, const QString &path)
{
    const auto corrupt = [&] {
        return makeError(ErrorCode::Corrupt,
                         QStringLiteral("The table of recycled tokens is damaged and is begun anew."), {},
                         path);
    };
    const qsizetype head = kMagic.size() + qsizetype{sizeof(quint32)};
    if (bytes.size() < head + kHashBytes + 4 || !bytes.startsWith(kMagic))
        return corrupt();
    if (qFromLittleEndian<quint32>(bytes.constData() + kMagic.size()) != kTableVersion)
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("The table of recycled tokens is of another version and is begun anew."), {},
            path);
    const QByteArray rows = bytes.mid(head + kHashBytes);
    if (QCryptographicHash::hash(rows, QCryptographicHash::Sha256) != bytes.mid(head, kHashBytes) ||
        qFromBigEndian<quint32>(rows.constData()) > kMostBytes)
        return corrupt();
    return qUncompress(rows);
}

} // namespace

DraftFiles::DraftFiles(QString folder, QString machine)
    : m_folder(std::move(folder))
    , m_machine(std::move(machine))
{
}

DraftFiles::~DraftFiles() = default;

QString DraftFiles::pathOf(const QString &name) const
{
    return m_folder + QLatin1Char('/') + name;
}

QStringList DraftFiles::load(decode::Drafting &drafting, std::size_t vocabularySize)
{
    QStringList problems;
    for (const Result<void> &loaded :
         {loadTable(drafting, vocabularySize), loadWeights(drafting), loadTimes(drafting)}) {
        if (!loaded)
            problems.append(loaded.error().toString());
    }
    return problems;
}

Result<void> DraftFiles::loadTable(decode::Drafting &drafting, std::size_t vocabularySize) const
{
    const QString path = pathOf(QStringLiteral("table.bin"));
    GW_TRY(bytes, contentOf(path));
    if (bytes.isEmpty())
        return {};
    GW_TRY(rows, tableRows(bytes, path));
    return drafting.recycling().restore(rows, vocabularySize);
}

Result<void> DraftFiles::loadWeights(decode::Drafting &drafting) const
{
    GW_TRY(json, contentOf(pathOf(QStringLiteral("mixer.json"))));
    if (json.isEmpty())
        return {};
    GW_TRY(weights, decode::MixerWeights::fromJson(json));
    drafting.goOnFrom(weights);
    return {};
}

Result<void> DraftFiles::loadTimes(decode::Drafting &drafting) const
{
    const QString path = pathOf(QStringLiteral("times.json"));
    GW_TRY(json, contentOf(path));
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    // Another machine, or the same with other kernels, is measured anew.
    if (json.isEmpty() || object[QLatin1String("machine")].toString() != m_machine)
        return {};
    const QJsonArray times = object[QLatin1String("times")].toArray();
    std::vector<std::pair<std::size_t, double>> measured;
    for (qsizetype i = 0; i < times.size(); ++i)
        measured.emplace_back(static_cast<std::size_t>(i) + 1, times[i].toDouble());
    const auto isTime = [](const auto &time) { return std::isfinite(time.second) && time.second > 0.0; };
    if (object[QLatin1String("version")].toInt() != kTimesVersion ||
        measured.size() != decode::DraftTree::most || !std::ranges::all_of(measured, isTime))
        return makeError(ErrorCode::Corrupt,
                         QStringLiteral("The times of passes cannot be read and are measured anew."), {},
                         path);
    drafting.times().measured(measured);
    return {};
}

Result<void> DraftFiles::beTheWriter()
{
    if (m_lock)
        return {};
    if (!QDir().mkpath(m_folder))
        return makeError(ErrorCode::Io, QStringLiteral("The folder of learned drafts cannot be made."), {},
                         m_folder);
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    auto lock = std::make_unique<QLockFile>(pathOf(QStringLiteral("lock")));
    lock->setStaleLockTime(0);
    if (!lock->tryLock())
        return makeError(ErrorCode::Unsupported, QStringLiteral("Another engine keeps what drafting learns."),
                         {}, m_folder);
    m_lock = std::move(lock);
    return {};
}

Result<void> DraftFiles::save(const decode::Drafting &drafting)
{
    GW_CHECK(beTheWriter());
    GW_CHECK(writeWhole(pathOf(QStringLiteral("table.bin")), tableBytes(drafting.recycling()),
                        FileReaders::Owner));
    GW_CHECK(
        writeWhole(pathOf(QStringLiteral("mixer.json")), drafting.weights().toJson(), FileReaders::Owner));
    if (!drafting.times().isMeasured())
        return {};
    QJsonArray times;
    for (const double time : drafting.times().shape())
        times.append(time);
    const QJsonObject object{{QStringLiteral("format"), QStringLiteral("gatewright-pass-times")},
                             {QStringLiteral("version"), kTimesVersion},
                             {QStringLiteral("machine"), m_machine},
                             {QStringLiteral("times"), times}};
    return writeWhole(pathOf(QStringLiteral("times.json")), QJsonDocument(object).toJson(),
                      FileReaders::Owner);
}

void DraftFiles::removeTables(const QString &folder)
{
    QDirIterator tables(folder, {QStringLiteral("table.bin")}, QDir::Files | QDir::Hidden,
                        QDirIterator::Subdirectories);
    while (tables.hasNext())
        QFile::remove(tables.next());
}

} // namespace gatewright::completion
