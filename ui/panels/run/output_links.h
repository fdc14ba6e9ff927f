// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace gatewright {

// A stretch of output that names a place in a file.
struct OutputLink
{
    qsizetype begin = 0; // UTF-16 units of the shown text
    qsizetype length = 0;
    QString path; // absolute
    int line = 1; // 1-based
    int column = 1;

    friend bool operator==(const OutputLink &, const OutputLink &) = default;
};

// Which of the names in an output are files that the user may be led to: the program that ran, and what lies
// in the open folder. Asks the disk, so it belongs into a task.
class PlaceResolver
{
public:
    // Either may be empty.
    PlaceResolver(QString folder, QString program);

    // Names count from here first: where the program ran.
    void setBase(const QString &folder) { m_base = folder; }
    // The absolute path; nothing when it is no such file.
    [[nodiscard]] std::optional<QString> resolve(const QString &name);

private:
    [[nodiscard]] std::optional<QString> lookUp(const QString &name) const;
    [[nodiscard]] bool isAllowed(const QString &path) const;

    QString m_base;
    QString m_folder;
    QString m_program;
    QString m_realFolder; // without symbolic links
    QString m_realProgram;
    QHash<QString, std::optional<QString>> m_known;
};

// "path:line", "path:line:column" as compilers write it and 'File "path", line 12' as Python does. Time is
// linear in the text, whatever it holds; of very many links the first ones are found.
[[nodiscard]] std::vector<OutputLink> findLinks(QStringView text, PlaceResolver &resolver);

} // namespace gatewright
