// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/completion_assistant.h"

#include "core/base/log.h"
#include "ui/bridge/servers/completion_insertion.h"

#include <algorithm>
#include <utility>

namespace gatewright {

using servers::LanguageServer;
using servers::ServerFeature;

namespace {

constexpr std::size_t lettersToOpen = 3;
constexpr std::chrono::milliseconds documentationPause{100};

bool isWordByte(char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    return byte == '_' || value >= 0x80 || (value >= '0' && value <= '9') || (value >= 'a' && value <= 'z') ||
           (value >= 'A' && value <= 'Z');
}

std::size_t wordBegin(std::string_view text, std::size_t caret)
{
    while (caret > 0 && isWordByte(text[caret - 1]))
        --caret;
    return caret;
}

} // namespace

CompletionAssistant::CompletionAssistant(servers::LanguageServers &servers, const SyntaxLibrary &library,
                                         std::function<const Theme &()> theme, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_library(library)
    , m_theme(std::move(theme))
{
    m_documentation.setSingleShot(true);
    m_documentation.setInterval(documentationPause);
    connect(&m_documentation, &QTimer::timeout, this, &CompletionAssistant::askDocumentation);
}

CompletionAssistant::~CompletionAssistant()
{
    setFront({});
}

void CompletionAssistant::setFront(const FrontView &front)
{
    if (m_front == front)
        return;
    close();
    m_stops.end();
    if (m_front.view) {
        disconnect(m_front.view, nullptr, this, nullptr);
        m_front.view->removeKeyFilter(*this);
    }
    m_front = front;
    if (!front.isThere())
        return;
    connect(front.view, &CodeView::typed, this, &CompletionAssistant::typed);
    // Typing moves the caret too: look at it when both are done.
    connect(front.view, &CodeView::caretMoved, this, &CompletionAssistant::caretMoved, Qt::QueuedConnection);
    connect(front.view, &CodeView::scrolled, this, [this] {
        if (isOpen())
            narrow();
    });
}

LanguageServer *CompletionAssistant::server() const
{
    return m_front.isThere() ? m_servers.serverFor(m_front.uri(), ServerFeature::Completion) : nullptr;
}

bool CompletionAssistant::canRequest() const
{
    return server() && !m_front.document->buffer().isReadOnly();
}

CompletionPopup &CompletionAssistant::thePopup()
{
    if (!m_popup || m_popup->parentWidget() != m_front.view->window()) {
        delete m_popup;
        m_popup = new CompletionPopup(m_library, m_theme(), m_front.view->window());
        connect(m_popup, &CompletionPopup::chosen, this, &CompletionAssistant::accept);
        connect(m_popup, &CompletionPopup::currentChanged, this, &CompletionAssistant::choose);
    }
    m_popup->setTheme(m_theme());
    return *m_popup;
}

void CompletionAssistant::request()
{
    if (canRequest())
        ask(true, {});
}

// A trigger of one character out of two (-> and ::) counts only with the other in front of it.
bool CompletionAssistant::isTrigger(const LanguageServer &server, std::size_t caret) const
{
    const std::string_view text = m_front.document->buffer().text();
    if (caret == 0)
        return false;
    const QChar last = QLatin1Char(text[caret - 1]);
    const QJsonObject provider = server.capabilities().value(QLatin1String("completionProvider")).toObject();
    if (!provider.value(QLatin1String("triggerCharacters")).toArray().contains(QJsonValue(QString(last))))
        return false;
    const char before = caret > 1 ? text[caret - 2] : '\0';
    if (last == QLatin1Char('>'))
        return before == '-';
    if (last == QLatin1Char(':'))
        return before == ':';
    // A dot behind a digit is a number's; quotes and brackets open includes only.
    if (last == QLatin1Char('.'))
        return before < '0' || before > '9';
    return last != QLatin1Char(' ') && last != QLatin1Char('(');
}

void CompletionAssistant::typed(bool asSuggested)
{
    const std::size_t caret = m_front.view->caret();
    if (m_session && typedWord()) {
        if (m_list.isIncomplete || !m_hasList)
            ask(m_session->byHand, {});
        if (m_hasList)
            narrow();
        return;
    }
    close();
    LanguageServer *able = m_opening == Opening::Never ? nullptr : server();
    if (!able)
        return;
    const std::string_view text = m_front.document->buffer().text();
    if (isTrigger(*able, caret)) {
        ask(false, QString(QLatin1Char(text[caret - 1])));
        return;
    }
    // A suggestion that is typed along is what the user wants; the list would hide it.
    const std::size_t begin = wordBegin(text, caret);
    const bool isNumber = begin < caret && text[begin] >= '0' && text[begin] <= '9';
    if (m_opening == Opening::Words && !asSuggested && !isNumber && caret - begin >= lettersToOpen &&
        !m_front.view->hasGhost())
        ask(false, {});
}

void CompletionAssistant::caretMoved()
{
    if (!m_session)
        return;
    if (!m_front.isThere() || !typedWord())
        close();
    else if (isOpen())
        narrow();
}

std::optional<QString> CompletionAssistant::typedWord() const
{
    const std::string_view text = m_front.document->buffer().text();
    const std::size_t caret = m_front.view->caret();
    if (m_front.document != m_session->document || caret < m_session->wordBegin ||
        m_front.view->hasSelection())
        return std::nullopt;
    const std::string_view word = text.substr(m_session->wordBegin, caret - m_session->wordBegin);
    if (!std::ranges::all_of(word, isWordByte))
        return std::nullopt;
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

void CompletionAssistant::ask(bool byHand, const QString &triggerCharacter)
{
    LanguageServer *able = server();
    if (!able)
        return;
    const std::string_view text = m_front.document->buffer().text();
    const std::size_t caret = m_front.view->caret();
    const std::size_t begin = wordBegin(text, caret);
    if (!m_session || m_session->wordBegin != begin)
        close();
    m_session = Session{begin, m_front.document, byHand};
    constexpr int invoked = 1;
    constexpr int byCharacter = 2;
    QJsonObject context{{QStringLiteral("triggerKind"), triggerCharacter.isEmpty() ? invoked : byCharacter}};
    if (!triggerCharacter.isEmpty())
        context.insert(QStringLiteral("triggerCharacter"), triggerCharacter);
    QJsonObject params = servers::placeParams(m_front.uri(), m_front.view->caretPosition());
    params.insert(QStringLiteral("context"), context);
    m_question.ask(*able, QLatin1String("textDocument/completion"), m_front.uri(), params, this,
                   lsp::completionsFromJson,
                   [this](const Result<lsp::CompletionList> &list) { answered(list); });
}

// The session says whether the text still is one that the answer fits: only letters of the word came since.
void CompletionAssistant::answered(const Result<lsp::CompletionList> &list)
{
    if (!m_session || !m_front.isThere() || !typedWord())
        return;
    if (!list) {
        qCInfo(logUi) << "no completions:" << list.error().toString();
        close();
        return;
    }
    m_list = *list;
    m_hasList = true;
    narrow();
}

void CompletionAssistant::narrow()
{
    const std::optional<QString> word = typedWord();
    if (!word) {
        close();
        return;
    }
    m_fitting = fittingCompletions(m_list.items, *word);
    // Nothing more to be put in: the list would only be in the way.
    const bool isDone =
        m_fitting.size() == 1 && !m_session->byHand && m_list.items[m_fitting.front().item].newText == *word;
    const QRect place = m_front.view->rectangleAt(m_session->wordBegin);
    const bool isInSight = m_front.view->rect().contains(place.center());
    if (m_fitting.empty() || isDone || !isInSight) {
        if (m_popup)
            m_popup->hide();
        m_front.view->removeKeyFilter(*this);
        m_front.view->setPopupOpen(false);
        return;
    }
    std::vector<CompletionRow> rows;
    rows.reserve(m_fitting.size());
    for (const FittingCompletion &found : m_fitting)
        rows.push_back(completionRow(m_list.items[found.item], found.matched));
    const bool wasOpen = isOpen();
    m_front.view->setPopupOpen(true);
    m_front.view->addKeyFilter(*this);
    const QPoint corner = m_front.view->mapTo(m_front.view->window(), place.topLeft());
    thePopup().showRows(std::move(rows), QRect(corner, place.size()));
    if (!wasOpen)
        Q_EMIT opened();
}

void CompletionAssistant::close()
{
    m_question.cancel();
    m_details.cancel();
    m_documentation.stop();
    m_session.reset();
    m_list = {};
    m_hasList = false;
    m_fitting.clear();
    if (m_popup)
        m_popup->hide();
    if (m_front.view) {
        m_front.view->removeKeyFilter(*this);
        m_front.view->setPopupOpen(false);
    }
}

bool CompletionAssistant::wantsKey(const QKeyEvent &event) const
{
    if (!isOpen() || (event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Tab:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Escape:
        return true;
    default:
        return false;
    }
}

bool CompletionAssistant::handleKey(const QKeyEvent &event)
{
    if (!isOpen())
        return false;
    if (!wantsKey(event)) {
        // A character that takes the chosen one and is typed then.
        const int row = m_popup->current();
        if (row >= 0 && !event.text().isEmpty() &&
            m_list.items[m_fitting[static_cast<std::size_t>(row)].item].commitCharacters.contains(
                event.text()))
            accept(row);
        return false;
    }
    switch (event.key()) {
    case Qt::Key_Up:
        m_popup->step(-1, true);
        break;
    case Qt::Key_Down:
        m_popup->step(1, true);
        break;
    case Qt::Key_PageUp:
        m_popup->step(-m_popup->rowsInAPage(), false);
        break;
    case Qt::Key_PageDown:
        m_popup->step(m_popup->rowsInAPage(), false);
        break;
    case Qt::Key_Escape:
        close();
        break;
    default:
        accept(m_popup->current());
        break;
    }
    return true;
}

void CompletionAssistant::choose(int row)
{
    m_details.cancel();
    m_documentation.stop();
    if (row < 0 || static_cast<std::size_t>(row) >= m_fitting.size())
        return;
    const QModelIndex index = m_popup->rows().index(row);
    m_front.view->announce(tr("%1; %2 of %3")
                               .arg(index.data(Qt::AccessibleTextRole).toString().simplified())
                               .arg(row + 1)
                               .arg(m_fitting.size()));
    const lsp::CompletionItem &item = m_list.items[m_fitting[static_cast<std::size_t>(row)].item];
    if (!item.documentation.isEmpty())
        showDocumentation(item);
    else {
        m_popup->setDocumentation({}, false);
        m_documentation.start();
    }
}

void CompletionAssistant::showDocumentation(const lsp::CompletionItem &item)
{
    m_popup->setDocumentation(item.documentation.text, item.documentation.isMarkdown);
}

void CompletionAssistant::askDocumentation()
{
    LanguageServer *able = server();
    const int row = isOpen() ? m_popup->current() : -1;
    if (row < 0 || !able || !able->can(ServerFeature::CompletionResolve, m_front.uri()))
        return;
    const std::size_t item = m_fitting[static_cast<std::size_t>(row)].item;
    m_details.ask(*able, QLatin1String("completionItem/resolve"), m_front.uri(), m_list.items[item].raw, this,
                  lsp::completionItemFromJson, [this, item](const Result<lsp::CompletionItem> &resolved) {
                      if (!resolved || item >= m_list.items.size() || !isOpen())
                          return;
                      m_list.items[item].documentation = resolved->documentation;
                      m_list.items[item].additionalEdits = resolved->additionalEdits;
                      showDocumentation(*resolved);
                  });
}

void CompletionAssistant::accept(int row)
{
    if (row < 0 || static_cast<std::size_t>(row) >= m_fitting.size() || !m_front.isThere())
        return;
    const lsp::CompletionItem item = m_list.items[m_fitting[static_cast<std::size_t>(row)].item];
    const Session session = *m_session;
    CodeView &view = *m_front.view;
    DocumentBuffer &buffer = m_front.document->buffer();
    const auto insertion = completionInsertion(item, buffer, session.wordBegin, view.caret());
    close();
    if (!insertion) {
        qCInfo(logUi) << "a completion does not fit:" << insertion.error().toString();
        return;
    }
    if (const Result<void> applied = buffer.apply(insertion->edits); !applied) {
        qCInfo(logUi) << "a completion was refused:" << applied.error().toString();
        return;
    }
    m_stops.begin(view, insertion->stops);
    if (LanguageServer *able = server(); able && item.additionalEdits.empty())
        addLate(item, *able);
    if (item.newText.contains(QLatin1Char('(')))
        Q_EMIT callInserted();
}

// What belongs to an item elsewhere (an import) may only be known when it is asked for.
void CompletionAssistant::addLate(const lsp::CompletionItem &item, LanguageServer &server)
{
    if (!server.can(ServerFeature::CompletionResolve, m_front.uri()))
        return;
    const Revision revision = m_front.document->buffer().revision();
    m_details.ask(server, QLatin1String("completionItem/resolve"), m_front.uri(), item.raw, this,
                  lsp::completionItemFromJson,
                  [document = m_front.document, revision](const Result<lsp::CompletionItem> &resolved) {
                      // The same text as after the insertion, or the places are not those it means.
                      if (!resolved || !document || resolved->additionalEdits.empty() ||
                          document->buffer().revision() != revision)
                          return;
                      const auto edits = byteEdits(resolved->additionalEdits, document->buffer());
                      if (!edits || !document->buffer().apply(*edits))
                          qCInfo(logUi) << "what belongs to a completion was not added";
                  });
}

} // namespace gatewright
