// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright {

// Many paths in one piece of memory: a hundred thousand of them take some megabytes, not tens. Bytes as the
// file system has them.
class PathList
{
public:
    [[nodiscard]] std::size_t size() const { return m_ends.size(); }
    [[nodiscard]] bool isEmpty() const { return m_ends.empty(); }
    [[nodiscard]] std::string_view operator[](std::size_t index) const
    {
        const std::size_t begin = index == 0 ? 0 : m_ends[index - 1];
        return std::string_view(m_bytes).substr(begin, m_ends[index] - begin);
    }
    [[nodiscard]] QString text(std::size_t index) const
    {
        const std::string_view path = (*this)[index];
        return QFile::decodeName(QByteArray(path.data(), static_cast<qsizetype>(path.size())));
    }

    // False, and nothing added, when the list would need more than 4 GiB.
    bool append(std::string_view path)
    {
        if (m_bytes.size() + path.size() > UINT32_MAX)
            return false;
        m_bytes += path;
        m_ends.push_back(static_cast<std::uint32_t>(m_bytes.size()));
        return true;
    }
    void shrink()
    {
        m_bytes.shrink_to_fit();
        m_ends.shrink_to_fit();
    }

    friend bool operator==(const PathList &, const PathList &) = default;

private:
    std::string m_bytes;
    std::vector<std::uint32_t> m_ends;
};

} // namespace gatewright
