// SPDX-License-Identifier: Apache-2.0
#include "core/learn/head_versions.h"

#include "core/learn/safe_file.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

namespace gatewright::learn {

namespace {

constexpr QLatin1String kSuffix(".safetensors");
constexpr QLatin1String kServedFile("served.json");
constexpr QLatin1String kVersionKey("version");
constexpr qint64 kMostBytes = 4096;
constexpr int kShipped = 0;
constexpr int kNone = -1;

} // namespace

HeadVersions::HeadVersions(const QString &folder, ModelIdentity identity, QString shipped)
    : m_folder(folder + QLatin1Char('/') + identity.folderName())
    , m_identity(std::move(identity))
    , m_shipped(std::move(shipped))
{
}

QString HeadVersions::pathOf(int version) const
{
    return version == kShipped ? m_shipped : m_folder + QLatin1Char('/') + QString::number(version) + kSuffix;
}

std::vector<int> HeadVersions::numbers() const
{
    std::vector<int> numbers;
    const QStringList names = QDir(m_folder).entryList({QLatin1Char('*') + kSuffix}, QDir::Files);
    for (const QString &name : names) {
        bool isNumber = false;
        const QString digits = name.chopped(kSuffix.size());
        const int number = digits.toInt(&isNumber);
        if (isNumber && number > 0 && QString::number(number) == digits)
            numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    return numbers;
}

Result<tensors::DraftHead> HeadVersions::readVersion(int version) const
{
    const QString path = pathOf(version);
    GW_TRY(head, tensors::DraftHead::read(path));
    GW_CHECK(head.checkBelongsTo(m_identity.modelHash, m_identity.adapterHash, path));
    return head;
}

std::vector<HeadVersion> HeadVersions::list() const
{
    const auto choice = chosen();
    std::vector<int> all = numbers();
    std::ranges::reverse(all);
    if (QFileInfo(m_shipped).isFile())
        all.push_back(kShipped);
    std::vector<HeadVersion> versions;
    for (const int number : all) {
        HeadVersion version;
        version.version = number;
        version.path = pathOf(number);
        version.serves = choice && (choice->has_value() ? **choice == number : number == kShipped);
        auto head = readVersion(number);
        if (head) {
            version.title = head->title;
            version.before = head->before;
            version.after = head->after;
        } else if (number == kShipped && head.error().code == ErrorCode::Unsupported) {
            continue; // it came for another model
        } else {
            version.problem = head.error();
        }
        versions.push_back(std::move(version));
    }
    return versions;
}

Result<std::optional<int>> HeadVersions::chosen() const
{
    const QString path = m_folder + QLatin1Char('/') + kServedFile;
    if (!QFileInfo::exists(path))
        return std::nullopt;
    GW_TRY(bytes, readWhole(path, kMostBytes));
    const QJsonValue version = QJsonDocument::fromJson(bytes).object().value(kVersionKey);
    const int number = version.toInt(kNone - 1);
    if (number < kNone)
        return makeError(ErrorCode::Corrupt,
                         QStringLiteral("The file that names the acceleration head in use is damaged; choose "
                                        "a version again."),
                         {}, path);
    return number;
}

Result<void> HeadVersions::choose(int version)
{
    GW_CHECK(makeFolder(m_folder));
    return writeWhole(m_folder + QLatin1Char('/') + kServedFile,
                      QJsonDocument(QJsonObject{{kVersionKey, version}}).toJson());
}

Result<std::optional<ServedHead>> HeadVersions::served() const
{
    GW_TRY(choice, chosen());
    const int version = choice.value_or(kShipped);
    if (version == kNone || (!choice && !QFileInfo(m_shipped).isFile()))
        return std::nullopt;
    auto head = readVersion(version);
    if (head)
        return ServedHead{std::move(*head), pathOf(version)};
    // Nobody chose the shipped one: that it is for another model is no fault.
    if (!choice && head.error().code == ErrorCode::Unsupported)
        return std::nullopt;
    return propagate(std::move(head));
}

Result<int> HeadVersions::add(tensors::DraftHead head)
{
    GW_CHECK(head.checkBelongsTo(m_identity.modelHash, m_identity.adapterHash, m_folder));
    GW_CHECK(makeFolder(m_folder));
    const std::vector<int> all = numbers();
    head.version = all.empty() ? 1 : all.back() + 1;
    GW_CHECK(head.write(pathOf(head.version)));
    if (auto choice = choose(head.version); !choice) {
        QFile::remove(pathOf(head.version));
        return propagate(std::move(choice));
    }
    prune(head.version);
    return head.version;
}

Result<void> HeadVersions::serve(int version)
{
    GW_CHECK(readVersion(version));
    return choose(version);
}

Result<int> HeadVersions::rollBack()
{
    GW_TRY(choice, chosen());
    const int serving = choice.value_or(kShipped);
    std::vector<int> all = numbers();
    if (QFileInfo(m_shipped).isFile())
        all.insert(all.begin(), kShipped);
    for (auto number = all.rbegin(); number != all.rend(); ++number) {
        if (*number >= serving || !readVersion(*number))
            continue;
        GW_CHECK(choose(*number));
        return *number;
    }
    return makeError(ErrorCode::NotFound, QStringLiteral("There is no earlier version to go back to."), {},
                     m_folder);
}

Result<void> HeadVersions::serveNone()
{
    return choose(kNone);
}

std::vector<int> HeadVersions::thatSaw(std::span<const std::uint64_t> sources) const
{
    std::vector<int> found;
    for (const int number : numbers()) {
        const auto head = readVersion(number);
        if (head && std::ranges::find_first_of(head->sources, sources) != head->sources.end())
            found.push_back(number);
    }
    return found;
}

Result<void> HeadVersions::remove(int version)
{
    if (version <= kShipped || !QFileInfo::exists(pathOf(version)))
        return makeError(ErrorCode::NotFound, QStringLiteral("There is no such version."),
                         QString::number(version), m_folder);
    const auto choice = chosen();
    if (!choice || (choice->has_value() && **choice == version))
        GW_CHECK(choose(kNone));
    if (!QFile::remove(pathOf(version)))
        return makeError(ErrorCode::Io, QStringLiteral("The acceleration head cannot be removed."), {},
                         pathOf(version));
    return {};
}

void HeadVersions::prune(int serving)
{
    std::vector<int> all = numbers();
    std::erase(all, serving);
    for (std::size_t i = 0; i + kMostVersions - 1 < all.size(); ++i)
        QFile::remove(pathOf(all[i]));
}

} // namespace gatewright::learn
