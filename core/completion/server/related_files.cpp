// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/related_files.h"

#include "core/completion/serve/cursor_context.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace gatewright::completion {

namespace {

constexpr std::size_t mostFiles = 3;
constexpr std::size_t topOfFile = 8 * 1024; // where includes and imports are looked for
constexpr qint64 mostBytes = 16 * 1024;     // of a related file; the prompt takes far less

// The file that a line names, relative to the file's folder; empty when it names none.
std::string namedFile(Language language, std::string_view line)
{
    line = trimmed(line);
    if (language == Language::HlsCpp) {
        if (!line.starts_with("#include"))
            return {};
        const std::size_t begin = line.find('"');
        const std::size_t end = line.rfind('"');
        return begin < end ? std::string(line.substr(begin + 1, end - begin - 1)) : std::string();
    }
    const bool imports = line.starts_with("import ");
    if (!imports && !line.starts_with("from "))
        return {};
    std::string_view module = trimmed(line.substr(imports ? 7 : 5));
    module = module.substr(0, module.find_first_of(" ,;#"));
    if (module.starts_with('.'))
        module.remove_prefix(1);
    if (module.empty() || module.find('.') != std::string_view::npos)
        return {}; // a package: not a file beside this one
    return std::string(module) + ".py";
}

std::optional<std::string> textOf(const QString &path, const OpenText &openText)
{
    if (auto open = openText ? openText(path) : std::nullopt)
        return open;
    QFile file(path);
    // A named pipe or a device would block for ever.
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.read(mostBytes).toStdString();
}

} // namespace

std::vector<ContextFile> relatedFiles(Language language, const QString &path, std::string_view text,
                                      const OpenText &openText)
{
    std::vector<ContextFile> files;
    if (path.isEmpty() || language == Language::PlainText)
        return files;
    const QDir folder = QFileInfo(path).absoluteDir();
    std::string_view rest = text.substr(0, topOfFile);
    while (!rest.empty() && files.size() < mostFiles) {
        const std::string name = namedFile(language, takeLine(rest));
        const QString other = QDir::cleanPath(folder.filePath(QString::fromStdString(name)));
        const bool known = std::any_of(files.begin(), files.end(),
                                       [&](const ContextFile &file) { return file.name == name; });
        if (name.empty() || known || other == QFileInfo(path).absoluteFilePath() ||
            !other.startsWith(folder.absolutePath()))
            continue;
        if (auto content = textOf(other, openText))
            files.push_back({name, std::move(*content)});
    }
    return files;
}

} // namespace gatewright::completion
