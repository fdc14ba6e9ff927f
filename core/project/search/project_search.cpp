// SPDX-License-Identifier: Apache-2.0
#include "core/project/search/project_search.h"

#include "core/project/ignore_rules.h"
#include "core/task/start_task.h"
#include "core/text/encoding.h"
#include "core/text/utf8.h"

#include <QFile>
#include <QThread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr int mostWorkers = 4;
constexpr std::size_t filesAtATime = 32;
constexpr qsizetype mostFirst = 8;
constexpr std::size_t usualFile = 64U * 1024U;
constexpr std::size_t binaryLook = 8'192; // as git does
// The first hits are wanted at once, the others not more often than eyes follow.
constexpr auto firstDelivery = 15ms;
constexpr auto nextDelivery = 60ms;
// An expression that is too much for this many files is too much.
constexpr std::size_t mostTooComplex = 20;

enum class Reading { Done, Binary, Huge, Unreadable };

// Reads one file after the other into the same memory.
class FileReader
{
public:
    explicit FileReader(std::string root)
        : m_root(std::move(root))
    {
    }
    ~FileReader()
    {
        if (m_folderHandle >= 0)
            close(m_folderHandle);
    }
    FileReader(const FileReader &) = delete;
    FileReader &operator=(const FileReader &) = delete;

    // `path` is below the root. The file's bytes are in text() until the next call.
    Reading read(std::string_view path)
    {
        m_bytes = {};
        const std::size_t slash = path.rfind('/');
        enter(slash == std::string_view::npos ? std::string_view() : path.substr(0, slash));
        const std::string name(path.substr(slash + 1));
        const int file = openat(m_folderHandle, name.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
        if (file < 0)
            return Reading::Unreadable;
        struct Close
        {
            int file;
            ~Close() { close(file); }
        } const closing{file};
        // Most files come in one read, and then nothing more is asked. (The index holds regular files only;
        // a pipe that took the place of one gives nothing, as nobody waits for it.)
        std::size_t filled = 0;
        for (;;) {
            const std::size_t room = m_buffer.size() - filled;
            const ssize_t count = ::read(file, m_buffer.data() + filled, room);
            if (count < 0)
                return Reading::Unreadable;
            filled += static_cast<std::size_t>(count);
            if (filled > ProjectSearch::largestFile)
                return Reading::Huge;
            if (static_cast<std::size_t>(count) < room)
                break;
            struct stat status{};
            if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
                return Reading::Unreadable;
            if (static_cast<std::size_t>(status.st_size) > ProjectSearch::largestFile)
                return Reading::Huge;
            m_buffer.resize(std::max(static_cast<std::size_t>(status.st_size) + 1, filled * 2));
        }
        m_bytes = std::string_view(m_buffer).substr(0, filled);
        return Reading::Done;
    }

    // Makes text() of the bytes. Whether they are UTF-8 is not looked at: it costs, and nearly all are.
    Reading makeText()
    {
        if (m_bytes.starts_with("\xFF\xFE") || m_bytes.starts_with("\xFE\xFF"))
            return decodeText() ? Reading::Done : Reading::Binary;
        if (m_bytes.substr(0, binaryLook).find('\0') != std::string_view::npos)
            return Reading::Binary;
        if (m_bytes.starts_with("\xEF\xBB\xBF"))
            m_bytes.remove_prefix(3);
        return Reading::Done;
    }

    // Makes text() what the editor would show, where that is something else than the bytes.
    bool decodeOther()
    {
        return utf8::firstInvalid(m_bytes) != std::string_view::npos &&
               detectFormat(m_bytes).encoding != Encoding::Utf8 && decodeText();
    }

    [[nodiscard]] std::string_view text() const { return m_bytes; }

private:
    bool decodeText()
    {
        Result<std::string> text = decode(m_bytes, detectFormat(m_bytes).encoding);
        if (!text)
            return false;
        m_decoded = std::move(*text);
        m_bytes = m_decoded;
        return true;
    }

    // Files come folder by folder: the way to each is looked up once.
    void enter(std::string_view folder)
    {
        if (m_folderHandle >= 0 && folder == m_folder)
            return;
        if (m_folderHandle >= 0)
            close(m_folderHandle);
        m_folder = folder;
        m_folderHandle = open((m_root + '/' + m_folder).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    }

    std::string m_root;
    std::string m_folder;
    int m_folderHandle = -1;
    std::string m_buffer = std::string(usualFile, '\0');
    std::string m_decoded;
    std::string_view m_bytes;
};

} // namespace

struct ProjectSearch::Job
{
    Job(ProjectQuery wanted, SearchPattern compiled, std::shared_ptr<const FileIndex> files, OpenTexts texts)
        : query(std::move(wanted))
        , pattern(std::move(compiled))
        , include(query.include.toStdString())
        , exclude(query.exclude.toStdString())
        , index(std::move(files))
        , open(std::move(texts))
        , root(QFile::encodeName(index->root).toStdString())
    {
    }

    const ProjectQuery query;
    const SearchPattern pattern;
    const PathFilter include;
    const PathFilter exclude;
    const std::shared_ptr<const FileIndex> index;
    const OpenTexts open;
    const std::string root;
    const bool isAscii = std::ranges::all_of(query.pattern.text, [](QChar c) { return c.unicode() < 0x80; });
    std::vector<std::uint32_t> first; // looked at before the others; set before the threads start
    const std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
    std::stop_source stop;

    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    std::atomic<std::size_t> hits{0};
    std::atomic<bool> limited{false};
    std::mutex mutex;
    std::vector<FileMatches> waiting; // guarded by mutex
    SearchSummary summary;            // guarded by mutex

    // Before the threads start. The list is short: each path costs a look at the whole index.
    void putFirst(const QStringList &paths)
    {
        for (const QString &path : paths.mid(0, mostFirst)) {
            const std::string wanted = QFile::encodeName(path).toStdString();
            if (!wanted.starts_with(root + '/'))
                continue;
            const std::string_view below = std::string_view(wanted).substr(root.size() + 1);
            for (std::size_t file = 0; file < index->files.size(); ++file) {
                if (index->files[file] == below) {
                    first.push_back(static_cast<std::uint32_t>(file));
                    break;
                }
            }
        }
    }

    void work(const std::stop_token &token)
    {
        SearchPattern::Scratch scratch(pattern);
        FileReader reader(root);
        SearchSummary own;
        for (;;) {
            const std::size_t begins = next.fetch_add(filesAtATime);
            if (begins >= index->files.size() + first.size())
                break;
            const std::size_t ends = std::min(index->files.size() + first.size(), begins + filesAtATime);
            for (std::size_t place = begins; place < ends; ++place) {
                if (token.stop_requested() || stop.stop_requested())
                    break;
                if (place < first.size())
                    look(first[place], scratch, reader, own);
                else if (const auto file = static_cast<std::uint32_t>(place - first.size());
                         first.empty() || std::ranges::find(first, file) == first.end())
                    look(file, scratch, reader, own);
            }
            done += ends - begins;
            if (token.stop_requested() || stop.stop_requested())
                break;
        }
        const std::lock_guard lock(mutex);
        summary.files += own.files;
        summary.binary += own.binary;
        summary.huge += own.huge;
        summary.unreadable += own.unreadable;
    }

    void look(std::uint32_t file, SearchPattern::Scratch &scratch, FileReader &reader, SearchSummary &own)
    {
        const std::string_view path = index->files[file];
        if ((!include.isEmpty() && !include.matches(path)) || exclude.matches(path))
            return;
        std::string_view text;
        const auto openText = open.empty() ? open.end() : open.find(index->absolutePath(file));
        if (openText != open.end()) {
            text = openText->second;
        } else {
            Reading reading = reader.read(path);
            if (reading == Reading::Done)
                reading = reader.makeText();
            own.unreadable += reading == Reading::Unreadable ? 1 : 0;
            own.binary += reading == Reading::Binary ? 1 : 0;
            own.huge += reading == Reading::Huge ? 1 : 0;
            if (reading != Reading::Done)
                return;
            // Only a pattern that is itself of other letters could be missed in the bytes.
            if (!isAscii)
                reader.decodeOther();
            text = reader.text();
        }
        ++own.files;
        Result<TextMatches> matches = find(text, scratch);
        if (matches && !matches->hits.empty() && openText == open.end() && reader.decodeOther())
            matches = find(reader.text(), scratch);
        if (!matches) {
            const std::lock_guard lock(mutex);
            if (matches.error().code == ErrorCode::LimitExceeded && ++summary.tooComplex >= mostTooComplex)
                stop.request_stop();
            return;
        }
        if (!matches->hits.empty())
            keep(file, std::move(*matches));
    }

    Result<TextMatches> find(std::string_view text, SearchPattern::Scratch &scratch) const
    {
        return findMatches(pattern, scratch, text, {mostHits, query.contextLines}, stop.get_token());
    }

    void keep(std::uint32_t file, TextMatches matches)
    {
        const std::size_t before = hits.fetch_add(matches.hits.size());
        if (before >= mostHits) {
            limited = true;
            stop.request_stop();
            return;
        }
        if (matches.limited || before + matches.hits.size() > mostHits) {
            matches.hits.resize(std::min(matches.hits.size(), mostHits - before));
            limited = true;
            stop.request_stop();
        }
        const std::lock_guard lock(mutex);
        ++summary.filesWithHits;
        summary.hits += matches.hits.size();
        waiting.push_back(
            {file, index->absolutePath(file), index->files.text(file), std::move(matches.hits)});
    }
};

ProjectSearch::ProjectSearch(QObject *parent)
    : QObject(parent)
{
    connect(&m_delivery, &QTimer::timeout, this, &ProjectSearch::deliver);
}

ProjectSearch::~ProjectSearch()
{
    cancel();
}

Result<void> ProjectSearch::start(const ProjectQuery &query, std::shared_ptr<const FileIndex> index,
                                  OpenTexts open, const QStringList &first)
{
    GW_TRY(pattern, SearchPattern::compile(query.pattern));
    cancel();
    m_pattern = pattern;
    m_job = std::make_shared<Job>(query, std::move(pattern), std::move(index), std::move(open));
    m_job->putFirst(first);
    m_running = true;
    m_workers = std::clamp(QThread::idealThreadCount(), 1, mostWorkers);
    for (int worker = 0; worker < m_workers; ++worker) {
        startTask<bool>(
            this,
            [job = m_job](std::stop_token token) -> Result<bool> {
                job->work(token);
                return true;
            },
            [this, job = m_job](const Result<bool> &) {
                if (job == m_job && --m_workers == 0)
                    finish();
            });
    }
    m_delivery.start(firstDelivery);
    return {};
}

void ProjectSearch::cancel()
{
    if (!m_running)
        return;
    m_job->stop.request_stop();
    SearchSummary summary;
    {
        const std::lock_guard lock(m_job->mutex);
        summary = m_job->summary;
    }
    deliver();
    summary.cancelled = true;
    summary.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - m_job->begin);
    m_job.reset();
    m_running = false;
    m_delivery.stop();
    Q_EMIT finished(summary);
}

void ProjectSearch::deliver()
{
    std::vector<FileMatches> files;
    {
        const std::lock_guard lock(m_job->mutex);
        files.swap(m_job->waiting);
    }
    if (!files.empty()) {
        m_delivery.setInterval(nextDelivery);
        Q_EMIT found(files);
    }
    if (m_job)
        Q_EMIT progressed(m_job->done, m_job->index->files.size());
}

void ProjectSearch::finish()
{
    deliver();
    m_delivery.stop();
    m_running = false;
    SearchSummary summary;
    {
        const std::lock_guard lock(m_job->mutex);
        summary = m_job->summary;
    }
    summary.limited = m_job->limited;
    summary.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - m_job->begin);
    m_job.reset();
    Q_EMIT finished(summary);
}

} // namespace gatewright
