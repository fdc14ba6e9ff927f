// SPDX-License-Identifier: Apache-2.0
#include "core/model/weight_hash.h"

#include "core/model/model_source.h"

#include <algorithm>
#include <utility>

namespace gatewright::model {

WeightHash::WeightHash(std::span<const std::span<const std::byte>> files)
    : m_files(files.begin(), files.end())
    , m_hash(std::make_unique<QCryptographicHash>(QCryptographicHash::Sha256))
{
}

WeightHash::WeightHash(WeightHash &&) noexcept = default;
WeightHash &WeightHash::operator=(WeightHash &&) noexcept = default;
WeightHash::~WeightHash() = default;

Result<WeightHash> WeightHash::open(const QString &path)
{
    GW_TRY(source, ModelSource::open(path));
    WeightHash hash(source->weightFiles());
    hash.m_source = std::move(source);
    return hash;
}

bool WeightHash::readPart()
{
    constexpr std::size_t kPart = std::size_t{1} << 20;
    while (m_file < m_files.size() && m_begin == m_files[m_file].size()) {
        ++m_file;
        m_begin = 0;
    }
    if (m_file == m_files.size())
        return false;
    const std::span<const std::byte> rest = m_files[m_file].subspan(m_begin);
    const auto part = rest.first(std::min(kPart, rest.size()));
    m_hash->addData({reinterpret_cast<const char *>(part.data()), static_cast<qsizetype>(part.size())});
    m_begin += part.size();
    return true;
}

Result<QString> WeightHash::finish(const std::stop_token &stop)
{
    do {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Reading the model file was cancelled."));
    } while (readPart());
    return QString::fromLatin1(m_hash->result().toHex());
}

} // namespace gatewright::model
