// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/hint_assistant.h"

#include <algorithm>
#include <map>

namespace gatewright {

using servers::LanguageServer;
using servers::ServerFeature;

namespace {

constexpr std::chrono::milliseconds pause{400};
// Around what is in sight, so that scrolling a little finds them there.
constexpr int linesAround = 40;
constexpr qsizetype longestNote = 120;

// What the hint is about: for a type the word in front of it, for a parameter what stands behind it.
QString noteOf(const lsp::InlayHint &hint, const QString &line)
{
    const auto isPart = [](QChar character) {
        return character == QLatin1Char('_') || character == QLatin1Char('.') || character.isLetterOrNumber();
    };
    const qsizetype at = std::min<qsizetype>(hint.position.column, line.size());
    const QString label = hint.label.simplified();
    if (hint.isParameter) {
        qsizetype end = at;
        while (end < line.size() && isPart(line.at(end)))
            ++end;
        const QString argument = line.mid(at, end - at);
        return argument.isEmpty() ? label : QStringLiteral("%1 %2").arg(label, argument);
    }
    qsizetype begin = at;
    while (begin > 0 && isPart(line.at(begin - 1)))
        --begin;
    return line.mid(begin, at - begin) + label;
}

} // namespace

HintAssistant::HintAssistant(servers::LanguageServers &servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &HintAssistant::ask);
}

HintAssistant::~HintAssistant()
{
    setFront({});
}

void HintAssistant::setFront(const FrontView &front)
{
    if (m_front == front)
        return;
    m_question.cancel();
    m_notes.clear();
    if (m_front.view) {
        m_front.view->setHints({});
        disconnect(m_front.view, nullptr, this, nullptr);
    }
    if (m_front.document)
        disconnect(&m_front.document->buffer(), nullptr, this, nullptr);
    m_front = front;
    if (!front.isThere())
        return;
    connect(front.view, &CodeView::scrolled, &m_pause, qOverload<>(&QTimer::start));
    connect(&front.document->buffer(), &DocumentBuffer::edited, this, &HintAssistant::textChanged);
    connect(&front.document->buffer(), &DocumentBuffer::reset, this, &HintAssistant::refresh);
    refresh();
}

void HintAssistant::setEnabled(bool enabled)
{
    m_enabled = enabled;
    refresh();
}

void HintAssistant::refresh()
{
    m_question.cancel();
    if (m_enabled) {
        m_pause.start();
        return;
    }
    m_pause.stop();
    m_notes.clear();
    if (m_front.view)
        m_front.view->setHints({});
}

// Hints below an edit move with their lines; those of changed lines go until new ones come.
void HintAssistant::textChanged(const DocumentEdit &edit)
{
    if (!m_enabled)
        return;
    m_pause.start();
    if (m_notes.empty())
        return;
    const int first = edit.range.start.line;
    const int last = edit.range.end.line;
    const int added = static_cast<int>(std::ranges::count(edit.edit.text, '\n')) - (last - first);
    std::erase_if(m_notes, [&](const InlineNote &note) { return note.line >= first && note.line <= last; });
    for (InlineNote &note : m_notes) {
        if (note.line > last)
            note.line += added;
    }
    m_front.view->setHints(m_notes);
}

void HintAssistant::ask()
{
    LanguageServer *server =
        m_front.isThere() ? m_servers.serverFor(m_front.uri(), ServerFeature::InlayHints) : nullptr;
    if (!server || !m_enabled)
        return;
    const DocumentBuffer &buffer = m_front.document->buffer();
    const CodeView::Lines sight = m_front.view->linesInSight();
    const Range range{{std::max(0, sight.first - linesAround), 0},
                      {std::min(buffer.lineCount() - 1, sight.last + linesAround), 0}};
    QJsonObject params = servers::documentParams(m_front.uri());
    params.insert(QStringLiteral("range"), lsp::toJson(range));
    m_question.ask(*server, QLatin1String("textDocument/inlayHint"), m_front.uri(), params, this,
                   lsp::inlayHintsFromJson,
                   [this, revision = buffer.revision()](const Result<std::vector<lsp::InlayHint>> &hints) {
                       if (hints && m_front.isThere() && m_front.document->buffer().revision() == revision)
                           show(*hints);
                   });
}

void HintAssistant::show(const std::vector<lsp::InlayHint> &hints)
{
    const DocumentBuffer &buffer = m_front.document->buffer();
    std::map<int, QStringList> byLine;
    for (const lsp::InlayHint &hint : hints) {
        if (hint.position.line < buffer.lineCount())
            byLine[hint.position.line].append(noteOf(hint, buffer.lineText(hint.position.line)));
    }
    m_notes.clear();
    for (const auto &[line, parts] : byLine) {
        QString text = parts.join(QStringLiteral(" · "));
        if (text.size() > longestNote)
            text = text.left(longestNote) + QStringLiteral(" …");
        m_notes.push_back({line, text, {}});
    }
    m_front.view->setHints(m_notes);
}

} // namespace gatewright
