// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/compile/compile_check.h"

#include "plugins/language-hls/core/compile/clang_diagnostics.h"
#include "plugins/language-hls/core/compile/translation_unit_cache.h"
#include "plugins/language-hls/core/compile/visible_folders.h"
#include "plugins/language-hls/core/process_folder.h"

#include <QFile>
#include <QFileInfo>

#include <utility>

namespace gatewright::hls {

// What lives as long as the check is in use.
struct CompileSession
{
    explicit CompileSession(ProcessFolder processFolder)
        : folder(std::move(processFolder))
        , units(folder.path(), capacity)
    {
    }

    static constexpr std::size_t capacity = 4; // 20 to 80 MB each

    ProcessFolder folder;
    TranslationUnitCache units;
};

namespace {

QString folderOf(const QString &path)
{
    return QFileInfo(path).absolutePath();
}

// libclang precompiles the preamble only of files that exist. A document that was never saved gets an empty
// file of its name in our folder; its text is handed over in any case.
Result<QString> pathForClang(const QString &path, const QString &ownFolder)
{
    if (!path.isEmpty() && QFileInfo(path).isFile())
        return QFileInfo(path).absoluteFilePath();
    const QString name = path.isEmpty() ? QStringLiteral("untitled.cpp") : QFileInfo(path).fileName();
    QFile file(ownFolder + QLatin1Char('/') + name);
    if (!file.exists() && !file.open(QIODevice::WriteOnly))
        return makeError(ErrorCode::Io, QStringLiteral("A file in the cache cannot be written."),
                         file.errorString(), file.fileName());
    return file.fileName();
}

std::vector<std::string> compilerArguments(const HeaderFolders &headers, Dialect dialect,
                                           const QStringList &sourceFolders, const QString &overlay)
{
    QStringList arguments{QStringLiteral("-x"),
                          dialect == Dialect::C ? QStringLiteral("c") : QStringLiteral("c++")};
    arguments += commonFlags(dialect);
    arguments << QStringLiteral("-resource-dir") << QStringLiteral(GATEWRIGHT_CLANG_RESOURCES);
    // libclang looks for GCC's library from a folder of its own, which is none here.
    arguments << QStringLiteral("--gcc-toolchain=/usr") << QStringLiteral("-ivfsoverlay") << overlay;
    for (const QString &folder : headers.all())
        arguments << QStringLiteral("-isystem") << folder;
    for (const QString &folder : sourceFolders) {
        if (!folder.isEmpty())
            arguments << QStringLiteral("-I") << folder;
    }
    // HLS names its loops by labels and its pragmas are ours to check; a header is a main file here.
    arguments << QStringLiteral("-Wall") << QStringLiteral("-Wextra")
              << QStringLiteral("-Wno-unknown-pragmas") << QStringLiteral("-Wno-unused-label")
              << QStringLiteral("-Wno-unused-parameter") << QStringLiteral("-Wno-unused-function")
              << QStringLiteral("-Wno-unused-const-variable") << QStringLiteral("-Wno-sign-compare")
              << QStringLiteral("-Wno-pragma-once-outside-header")
              << QStringLiteral("-Wno-unused-command-line-argument");
    // Hostile or broken templates end instead of running on.
    arguments << QStringLiteral("-ftemplate-depth=256") << QStringLiteral("-fconstexpr-steps=1000000")
              << QStringLiteral("-fconstexpr-depth=256")
              << QStringLiteral("-ferror-limit=%1").arg(CompileCheck::maximumFindings);
    std::vector<std::string> flags;
    for (const QString &argument : arguments)
        flags.push_back(argument.toStdString());
    return flags;
}

std::vector<UnsavedFile> unsavedFiles(const CheckInput &input, const QString &path,
                                      const VisibleFolders &visible)
{
    std::vector<UnsavedFile> files{{path.toStdString(), input.document.text()}};
    if (!input.unsaved)
        return files;
    std::size_t bytes = 0;
    for (const auto &[other, text] : *input.unsaved) {
        bytes += text.size();
        if (bytes <= CompileCheck::maximumTextBytes && other != path && other != input.path &&
            visible.contains(other))
            files.push_back({other.toStdString(), text});
    }
    return files;
}

} // namespace

CompileCheck::CompileCheck(HeaderFolders headers, QString cacheFolder)
    : m_headers(std::move(headers))
    , m_cacheFolder(std::move(cacheFolder))
{
}

CompileCheck::~CompileCheck() = default;

QString CompileCheck::id() const
{
    return QStringLiteral("hls.compile");
}

Result<std::shared_ptr<CompileSession>> CompileCheck::session() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_session || !QFileInfo::exists(m_session->folder.path())) {
        GW_TRY(folder, ProcessFolder::create(m_cacheFolder + QStringLiteral("/preambles")));
        m_session = std::make_shared<CompileSession>(std::move(folder));
    }
    return m_session;
}

Result<std::vector<Diagnostic>> CompileCheck::run(const CheckInput &input, std::stop_token token) const
{
    if (input.document.text().size() > maximumTextBytes)
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("This text is too long to be compiled in the background (over 8 MB)."), {},
            input.path);
    GW_TRY(current, session());
    const QString folder = input.path.isEmpty() ? current->folder.path() : folderOf(input.path);
    GW_TRY(path, pathForClang(input.path, current->folder.path()));
    const VisibleFolders visible(
        QStringList{folder, folderOf(path), input.workspaceFolder, QStringLiteral("/usr")} + m_headers.all());
    GW_TRY(overlay, visible.overlayFile(current->folder.path()));
    ParseRequest request;
    request.path = path.toStdString();
    request.name = input.path;
    request.arguments =
        compilerArguments(m_headers, dialectOf(input.path), {folder, input.workspaceFolder}, overlay);
    request.unsaved = unsavedFiles(input, path, visible);
    std::vector<Diagnostic> diagnostics;
    GW_CHECK(current->units.parse(request, token, [&](CXTranslationUnit unit) {
        diagnostics = clangDiagnostics(unit, input.document, visible, maximumFindings);
    }));
    return diagnostics;
}

} // namespace gatewright::hls
