// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/project/file_index.h"
#include "core/project/search/text_matches.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <map>
#include <memory>
#include <stop_token>

namespace gatewright {

struct ProjectQuery
{
    PatternQuery pattern;
    QString include = {}; // patterns as PathFilter has them; empty: all files
    QString exclude = {};
    int contextLines = 0;

    friend bool operator==(const ProjectQuery &, const ProjectQuery &) = default;
};

struct FileMatches
{
    std::size_t order = 0; // files with a smaller one stand before this one
    QString path;          // absolute
    QString shown;         // below the root
    std::vector<SearchHit> hits;
};

// What a search did, and what it did not look at.
struct SearchSummary
{
    std::size_t files = 0; // searched
    std::size_t filesWithHits = 0;
    std::size_t hits = 0;
    std::size_t binary = 0;     // passed over
    std::size_t huge = 0;       // passed over
    std::size_t unreadable = 0; // passed over
    std::size_t tooComplex = 0; // given up on
    bool limited = false;       // ended at the limit of hits
    bool cancelled = false;
    std::chrono::milliseconds duration{0};
};

// One search through the files of an index. Files are read by some threads at once, hits come in batches on
// the caller's thread while it runs. One thread with an event loop; a new start ends the search before.
class ProjectSearch : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t mostHits = 10'000;
    static constexpr std::size_t largestFile = 16U << 20U;

    // Texts that are open and not saved, by absolute path: searched instead of their files.
    using OpenTexts = std::map<QString, std::string>;

    explicit ProjectSearch(QObject *parent = nullptr);
    ~ProjectSearch() override;

    // InvalidInput: nothing runs then. `first`: absolute paths to look at before all others, as the user is
    // likely to mean them.
    Result<void> start(const ProjectQuery &query, std::shared_ptr<const FileIndex> index, OpenTexts open = {},
                       const QStringList &first = {});
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    // The pattern of the latest start that succeeded.
    [[nodiscard]] const std::optional<SearchPattern> &pattern() const { return m_pattern; }

Q_SIGNALS:
    void found(const std::vector<gatewright::FileMatches> &files);
    // How many files of how many.
    void progressed(std::size_t done, std::size_t all);
    void finished(const gatewright::SearchSummary &summary);

private:
    struct Job;

    void deliver();
    void finish();

    std::optional<SearchPattern> m_pattern;
    std::shared_ptr<Job> m_job; // shared with the threads
    QTimer m_delivery;
    int m_workers = 0; // that have not told their end
    bool m_running = false;
};

} // namespace gatewright
