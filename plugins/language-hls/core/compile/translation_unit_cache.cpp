// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/compile/translation_unit_cache.h"

#include "plugins/language-hls/core/compile/parse_watchdog.h"

#include <algorithm>

namespace gatewright::hls {

namespace {

// See stack.md of the reference: without CreatePreambleOnFirstParse the second parse pays for it.
constexpr unsigned parseOptions =
    CXTranslationUnit_PrecompiledPreamble | CXTranslationUnit_CreatePreambleOnFirstParse |
    CXTranslationUnit_KeepGoing | CXTranslationUnit_SkipFunctionBodies |
    CXTranslationUnit_LimitSkipFunctionBodiesToPreamble | CXTranslationUnit_IncludeAttributedTypes;

Error failure(CXErrorCode code)
{
    if (code == CXError_Crashed)
        return {ErrorCode::Crashed, QStringLiteral("The C++ front end crashed on this text."), {}, {}};
    return {ErrorCode::Internal,
            QStringLiteral("The C++ front end could not read this text."),
            QStringLiteral("libclang error %1").arg(static_cast<int>(code)),
            {}};
}

std::vector<CXUnsavedFile> unsavedFiles(const ParseRequest &request)
{
    std::vector<CXUnsavedFile> files;
    for (const UnsavedFile &file : request.unsaved)
        files.push_back({file.path.c_str(), file.text.data(), static_cast<unsigned long>(file.text.size())});
    return files;
}

} // namespace

struct TranslationUnitCache::Entry
{
    Entry(std::string filePath, std::vector<std::string> flags)
        : path(std::move(filePath))
        , arguments(std::move(flags))
    {
    }
    ~Entry() { dispose(); }
    Entry(const Entry &) = delete;
    Entry &operator=(const Entry &) = delete;

    void dispose()
    {
        if (unit)
            clang_disposeTranslationUnit(unit);
        unit = nullptr;
    }
    [[nodiscard]] CXErrorCode parse(CXIndex index, std::vector<CXUnsavedFile> &files);
    [[nodiscard]] bool reparse(std::vector<CXUnsavedFile> &files);

    const std::string path;
    const std::vector<std::string> arguments;
    std::mutex mutex;
    CXTranslationUnit unit = nullptr; // guarded by mutex
};

CXErrorCode TranslationUnitCache::Entry::parse(CXIndex index, std::vector<CXUnsavedFile> &files)
{
    std::vector<const char *> flags;
    for (const std::string &argument : arguments)
        flags.push_back(argument.c_str());
    return clang_parseTranslationUnit2(index, path.c_str(), flags.data(), static_cast<int>(flags.size()),
                                       files.data(), static_cast<unsigned>(files.size()), parseOptions,
                                       &unit);
}

bool TranslationUnitCache::Entry::reparse(std::vector<CXUnsavedFile> &files)
{
    if (!unit)
        return false;
    if (clang_reparseTranslationUnit(unit, static_cast<unsigned>(files.size()), files.data(),
                                     clang_defaultReparseOptions(unit)) == 0)
        return true;
    dispose(); // all that may be done with it now
    return false;
}

TranslationUnitCache::TranslationUnitCache(const QString &storageFolder, std::size_t capacity)
    : m_capacity(std::max<std::size_t>(1, capacity))
{
    const QByteArray folder = storageFolder.toUtf8();
    CXIndexOptions options{};
    options.Size = sizeof(CXIndexOptions);
    options.PreambleStoragePath = folder.constData();
    m_index = clang_createIndexWithOptions(&options);
    // A libclang with other options than those of our headers: its preambles go to /tmp then.
    if (!m_index)
        m_index = clang_createIndex(0, 0);
}

TranslationUnitCache::~TranslationUnitCache()
{
    m_entries.clear();
    clang_disposeIndex(m_index);
}

// libclang finds out where its own headers lie at the first parse and writes that down without a lock: two
// first parses at once read what the other is writing.
void TranslationUnitCache::warmUp()
{
    CXUnsavedFile empty{"warm-up.cpp", "\n", 1};
    clang_disposeTranslationUnit(
        clang_parseTranslationUnit(m_index, empty.Filename, nullptr, 0, &empty, 1, CXTranslationUnit_None));
}

std::shared_ptr<TranslationUnitCache::Entry> TranslationUnitCache::entryFor(const ParseRequest &request)
{
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find_if(m_entries, [&request](const std::shared_ptr<Entry> &entry) {
        return entry->path == request.path && entry->arguments == request.arguments;
    });
    if (found != m_entries.end())
        m_entries.splice(m_entries.begin(), m_entries, found);
    else
        m_entries.push_front(std::make_shared<Entry>(request.path, request.arguments));
    if (m_entries.size() > m_capacity)
        m_entries.pop_back(); // who uses it keeps it alive
    return m_entries.front();
}

Result<void> TranslationUnitCache::parse(const ParseRequest &request, const std::stop_token &token,
                                         const std::function<void(CXTranslationUnit)> &use)
{
    const auto cancelled = [] {
        return makeError(ErrorCode::Cancelled, QStringLiteral("The check was cancelled."));
    };
    const std::shared_ptr<Entry> entry = entryFor(request);
    const std::lock_guard lock(entry->mutex);
    if (token.stop_requested())
        return cancelled();
    std::call_once(m_warmedUp, [this] { warmUp(); });
    std::vector<CXUnsavedFile> files = unsavedFiles(request);
    const ParseWatchdog watchdog({}, request.name);
    const bool isKnown = entry->unit != nullptr;
    if (!entry->reparse(files)) {
        if (isKnown)
            watchdog.parserCrashed();
        if (const CXErrorCode code = entry->parse(m_index, files); code != CXError_Success) {
            if (code == CXError_Crashed)
                watchdog.parserCrashed();
            entry->dispose();
            return tl::unexpected(failure(code));
        }
    }
    if (token.stop_requested())
        return cancelled();
    use(entry->unit);
    return {};
}

} // namespace gatewright::hls
