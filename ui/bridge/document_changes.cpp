// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document_changes.h"

#include "ui/bridge/document.h"

#include <algorithm>

namespace gatewright {

namespace {

// After the last key: the bars move with the text meanwhile.
constexpr auto pause = std::chrono::milliseconds(150);

std::string withLineEnds(std::string_view text, std::string_view end)
{
    std::string made;
    made.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n')
            continue;
        if (text[at] == '\n' || text[at] == '\r')
            made += end;
        else
            made += text[at];
    }
    return made;
}

} // namespace

DocumentChanges::DocumentChanges(Document &document, GitSession &session, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_session(session)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(pause);
    connect(&m_delay, &QTimer::timeout, this, &DocumentChanges::ask);
    const auto later = [this] { m_delay.start(); };
    connect(&document.buffer(), &DocumentBuffer::edited, this, later);
    connect(&document.buffer(), &DocumentBuffer::reset, this, later);
    connect(&document.buffer(), &DocumentBuffer::pathChanged, this, later);
    connect(&document.buffer(), &DocumentBuffer::formatChanged, this, later);
    connect(&session, &GitSession::changed, this, later);
    m_delay.start();
}

git::GitPath DocumentChanges::path() const
{
    return m_session.isReady() && !m_document.path().isEmpty() ? m_session.pathOf(m_document.path())
                                                               : git::GitPath();
}

bool DocumentChanges::isCurrent() const
{
    return m_revision == m_document.buffer().revision();
}

void DocumentChanges::ask()
{
    const git::GitPath file = path();
    m_stop.request_stop();
    const int stamp = ++m_stamp;
    const DocumentBuffer &buffer = m_document.buffer();
    if (file.isEmpty() || buffer.isLarge()) {
        git::WorkingChanges none;
        none.known = git::WorkingChanges::Known::Untracked;
        take(std::move(none), buffer.revision());
        return;
    }
    const Result<QByteArray> bytes = buffer.fileBytes();
    if (!bytes)
        return; // it cannot be saved either, and the user is told then
    m_stop = m_session.read<git::WorkingChanges>(
        this,
        [file, bytes = *bytes, encoding = buffer.encoding()](const git::Repository &repository,
                                                             const std::stop_token &) {
            return git::workingChanges(repository, file, bytes, encoding);
        },
        [this, stamp, revision = buffer.revision()](Result<git::WorkingChanges> made) {
            if (stamp == m_stamp)
                take(std::move(made), revision);
        });
}

void DocumentChanges::take(Result<git::WorkingChanges> made, Revision revision)
{
    if (revision != m_document.buffer().revision()) {
        m_delay.start(); // typed meanwhile
        return;
    }
    if (!made) {
        git::WorkingChanges none;
        none.known = git::WorkingChanges::Known::Untracked;
        made = std::move(none);
    }
    m_known = std::move(*made);
    m_revision = revision;
    showMarks();
    Q_EMIT changed();
}

void DocumentChanges::showMarks()
{
    std::vector<ChangeMark> marks;
    const int last = m_document.buffer().lineCount() - 1;
    for (const git::LineChange &change : m_known.changes) {
        if (change.newCount == 0) {
            if (change.newStart > last)
                marks.push_back({last, ChangeKind::RemovedBelow});
            else
                marks.push_back({change.newStart, ChangeKind::Removed});
            continue;
        }
        const ChangeKind kind = change.oldCount == 0 ? ChangeKind::Added : ChangeKind::Modified;
        for (int line = change.newStart; line < change.newEnd(); ++line)
            marks.push_back({line, kind});
    }
    m_document.buffer().setChangeMarks(marks);
}

int DocumentChanges::changeAt(int line) const
{
    const int last = m_document.buffer().lineCount() - 1;
    for (std::size_t i = 0; i < m_known.changes.size(); ++i) {
        const git::LineChange &change = m_known.changes[i];
        const bool isHere = change.newCount > 0 ? line >= change.newStart && line < change.newEnd()
                                                : line == std::min(change.newStart, last);
        if (isHere)
            return static_cast<int>(i);
    }
    return -1;
}

std::string DocumentChanges::textBefore(const git::LineChange &change) const
{
    const std::vector<std::size_t> starts = git::lineStarts(m_known.base);
    const auto at = [&starts](int line) {
        return starts[std::min(starts.size() - 1, static_cast<std::size_t>(line))];
    };
    return m_known.base.substr(at(change.oldStart), at(change.oldEnd()) - at(change.oldStart));
}

bool DocumentChanges::revert(int number)
{
    if (!isCurrent() || number < 0 || number >= static_cast<int>(m_known.changes.size()))
        return false;
    const git::LineChange change = m_known.changes[static_cast<std::size_t>(number)];
    DocumentBuffer &buffer = m_document.buffer();
    TextEdit edit;
    // Behind the last line stands nothing that would be a line start.
    const auto start = [&buffer](int line) {
        return line >= buffer.lineCount() ? buffer.size() : buffer.lineStart(line);
    };
    edit.begin = start(change.newStart);
    edit.end = start(change.newEnd());
    edit.text = withLineEnds(textBefore(change), buffer.newLine());
    const bool atEnd = edit.begin == buffer.size() && edit.begin > 0;
    if (atEnd && !edit.text.empty() && buffer.text().back() != '\n' && buffer.text().back() != '\r')
        edit.text.insert(0, buffer.newLine());
    return buffer.apply(edit).has_value();
}

} // namespace gatewright
