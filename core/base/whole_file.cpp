// SPDX-License-Identifier: Apache-2.0
#include "core/base/whole_file.h"

namespace gatewright {

WholeFile::WholeFile(const QString &path)
    : m_file(path)
{
}

Result<void> WholeFile::open(FileReaders readers)
{
    if (!m_file.open(QIODevice::WriteOnly))
        return failed();
    if (readers == FileReaders::Owner &&
        !m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failed();
    return {};
}

Result<void> WholeFile::write(QByteArrayView bytes)
{
    if (m_file.write(bytes.data(), bytes.size()) != bytes.size())
        return failed();
    return {};
}

Result<void> WholeFile::commit()
{
    // commit() asks for a failed write(), but not for what its own flush could not write.
    if (m_file.error() != QFileDevice::NoError || !m_file.flush() || !m_file.commit())
        return failed();
    return {};
}

Result<void> WholeFile::failed() const
{
    return makeError(
        ErrorCode::Io,
        QStringLiteral("The file cannot be written; see its folder's rights and whether the disk "
                       "is full."),
        m_file.errorString(), m_file.fileName());
}

Result<void> writeWhole(const QString &path, QByteArrayView bytes, FileReaders readers)
{
    WholeFile file(path);
    GW_CHECK(file.open(readers));
    GW_CHECK(file.write(bytes));
    return file.commit();
}

} // namespace gatewright
