// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace gatewright {

// A set of files to start from, described by template.json in a folder of share/gatewright/templates:
//   {"format": 1, "name": …, "description": …, "language": "hls-cpp",
//    "variable": {"name": "NAME", "label": …, "default": …, "pattern": regular expression},
//    "files": [{"from": "kernel.cpp", "to": "{{NAME}}.cpp", "open": true}, …]}
// {{NAME}} is replaced in file names and contents; {{NAME_UPPER}} by the same in capitals, for include
// guards.
struct ProjectTemplate
{
    struct File
    {
        QString from; // below the template's folder
        QString to;   // below the target folder
        bool open = false;
    };

    QString id; // the name of its folder
    QString folder;
    QString name;
    QString description;
    QString language;
    QString variable;
    QString variableLabel;
    QString defaultValue;
    QString pattern;
    std::vector<File> files;

    // InvalidInput, with what would be right, when `value` does not fit the pattern.
    [[nodiscard]] Result<void> checkValue(const QString &value) const;
};

// Corrupt when template.json is malformed or names a file outside its folders.
[[nodiscard]] Result<ProjectTemplate> readTemplate(const QString &folder);

struct TemplateCatalog
{
    std::vector<ProjectTemplate> templates; // by name
    std::vector<Error> problems;            // of folders that could not be read
};

[[nodiscard]] TemplateCatalog readTemplates(const QString &folder);

struct CreatedFiles
{
    QStringList all;
    QStringList toOpen;
};

// Writes the template's files into `targetFolder`, which is made when it is missing. All or nothing:
// InvalidInput when a file with one of the names exists already, and whatever was written before an error is
// removed again.
[[nodiscard]] Result<CreatedFiles> createFromTemplate(const ProjectTemplate &source, const QString &value,
                                                      const QString &targetFolder);

} // namespace gatewright
