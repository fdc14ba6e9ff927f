// SPDX-License-Identifier: Apache-2.0
#include "core/extension/plugin_journal.h"

#include "core/base/log.h"
#include "core/base/whole_file.h"
#include "core/process/process_tree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace gatewright {

PluginJournal::PluginJournal(QString path)
    : m_path(std::move(path))
{
}

bool PluginJournal::blames(const QString &id) const
{
    const std::vector<Entry> entries = read();
    return std::count_if(entries.begin(), entries.end(), [&id](const Entry &entry) {
               return entry.id == id && isProcessGone(entry.process);
           }) >= deathsUntilBlamed;
}

void PluginJournal::starting(const QString &id)
{
    std::vector<Entry> entries = read();
    entries.push_back({id, ::getpid()});
    write(entries);
}

void PluginJournal::stands(const QString &id)
{
    std::vector<Entry> entries = read();
    std::erase_if(entries, [&id](const Entry &entry) {
        return entry.id == id && (entry.process == ::getpid() || isProcessGone(entry.process));
    });
    write(entries);
}

std::vector<PluginJournal::Entry> PluginJournal::read() const
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    std::vector<Entry> entries;
    const QStringList lines =
        QString::fromUtf8(file.read(64 * 1024)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines)
        entries.push_back(
            {line.section(QLatin1Char(' '), 0, 0), line.section(QLatin1Char(' '), 1).toLongLong()});
    return entries;
}

void PluginJournal::write(const std::vector<Entry> &entries) const
{
    if (m_path.isEmpty())
        return;
    if (entries.empty()) {
        QFile::remove(m_path);
        return;
    }
    QByteArray bytes;
    for (const Entry &entry : entries)
        bytes += entry.id.toUtf8() + ' ' + QByteArray::number(entry.process) + '\n';
    QDir().mkpath(QFileInfo(m_path).path());
    // Without a journal plugins still work; only the naming of a killer is lost.
    if (const Result<void> written = writeWhole(m_path, bytes); !written)
        qCWarning(logExtension) << written.error().toString();
}

} // namespace gatewright
