// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/completion_assistant.h"

#include "core/base/log.h"
#include "core/text/words.h"
#include "ui/bridge/servers/completion_insertion.h"

#include <algorithm>
#include <utility>

namespace gatewright {

using servers::FeatureServer;
using servers::ServerFeature;

namespace {

constexpr std::size_t lettersToOpen = 3;
constexpr std::chrono::milliseconds documentationPause{100};

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

std::vector<FeatureServer *> CompletionAssistant::able() const
{
    return m_front.isThere() ? m_servers.answerersFor(m_front.uri(), ServerFeature::Completion)
                             : std::vector<FeatureServer *>();
}

bool CompletionAssistant::canRequest() const
{
    return !able().empty() && !m_front.document->buffer().isReadOnly();
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
        askAll(true);
}

bool CompletionAssistant::isPragmaLine(std::size_t caret) const
{
    const DocumentBuffer &buffer = m_front.document->buffer();
    const std::string_view text = buffer.text();
    const std::size_t begin = buffer.lineStart(buffer.lineAt(caret));
    const std::string_view line = text.substr(begin, caret - begin);
    const std::size_t sign = std::min(line.find_first_not_of(" \t"), line.size());
    const std::size_t word = std::min(line.find_first_not_of("# \t", sign), line.size());
    return line.substr(sign).starts_with('#') && line.substr(word).starts_with("pragma");
}

// A trigger of one character out of two (-> and ::) counts only with the other in front of it.
bool CompletionAssistant::isTrigger(const FeatureServer &server, std::size_t caret) const
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
    // Anywhere else they are in every second line.
    if (last == QLatin1Char(' ') || last == QLatin1Char('='))
        return isPragmaLine(caret);
    return last != QLatin1Char('(');
}

void CompletionAssistant::typed(bool asSuggested)
{
    const std::size_t caret = m_front.view->caret();
    if (m_session && typedWord()) {
        askRest();
        if (!m_items.empty())
            narrow();
        return;
    }
    close();
    if (m_opening == Opening::Never || able().empty() || askTriggered())
        return;
    const std::string_view text = m_front.document->buffer().text();
    // A suggestion that is typed along is what the user wants; the list would hide it.
    const std::size_t begin = wordBegin(text, caret);
    const bool isNumber = begin < caret && text[begin] >= '0' && text[begin] <= '9';
    if (m_opening == Opening::Words && !asSuggested && !isNumber && caret - begin >= lettersToOpen &&
        !m_front.view->hasGhost())
        askAll(false);
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

void CompletionAssistant::open(bool byHand)
{
    const std::size_t begin = wordBegin(m_front.document->buffer().text(), m_front.view->caret());
    if (!m_session || m_session->wordBegin != begin)
        close();
    m_session = Session{begin, m_front.document, byHand};
}

void CompletionAssistant::askAll(bool byHand)
{
    open(byHand);
    for (FeatureServer *server : able())
        ask(*server, {});
}

bool CompletionAssistant::askTriggered()
{
    const std::size_t caret = m_front.view->caret();
    bool asked = false;
    for (FeatureServer *server : able()) {
        if (!isTrigger(*server, caret))
            continue;
        open(false);
        ask(*server, QString(QLatin1Char(m_front.document->buffer().text()[caret - 1])));
        asked = true;
    }
    return asked;
}

void CompletionAssistant::askRest()
{
    for (FeatureServer *server : able()) {
        const auto source = std::ranges::find(m_sources, server->id(), &Source::server);
        if (source == m_sources.end() || !(*source)->hasList || (*source)->list.isIncomplete)
            ask(*server, {});
    }
}

std::vector<TextSpan> CompletionAssistant::typedEverywhere() const
{
    const std::string_view text = m_front.document->buffer().text();
    const std::size_t caret = m_front.view->caret();
    const std::string_view word = text.substr(m_session->wordBegin, caret - m_session->wordBegin);
    std::vector<TextSpan> places{{m_session->wordBegin, caret}};
    for (const CaretRange &other : m_front.view->carets()) {
        if (other.caret == caret || !other.isEmpty())
            continue;
        const std::size_t begin = wordBegin(text, other.caret);
        if (text.substr(begin, other.caret - begin) == word)
            places.push_back({begin, other.caret});
    }
    return places;
}

void CompletionAssistant::ask(FeatureServer &server, const QString &triggerCharacter)
{
    auto known = std::ranges::find(m_sources, server.id(), &Source::server);
    if (known == m_sources.end()) {
        known = m_sources.insert(m_sources.end(), std::make_unique<Source>());
        (*known)->server = server.id();
    }
    Source &source = **known;
    constexpr int invoked = 1;
    constexpr int byCharacter = 2;
    QJsonObject context{{QStringLiteral("triggerKind"), triggerCharacter.isEmpty() ? invoked : byCharacter}};
    if (!triggerCharacter.isEmpty())
        context.insert(QStringLiteral("triggerCharacter"), triggerCharacter);
    QJsonObject params = servers::placeParams(m_front.uri(), m_front.view->caretPosition());
    params.insert(QStringLiteral("context"), context);
    source.question.ask(server, QLatin1String("textDocument/completion"), m_front.uri(), params, this,
                        lsp::completionsFromJson,
                        [this, &source](const Result<lsp::CompletionList> &list) { answered(source, list); });
}

// The session says whether the text still is one that the answer fits: only letters of the word came since.
void CompletionAssistant::answered(Source &source, const Result<lsp::CompletionList> &list)
{
    if (!m_session || !m_front.isThere() || !typedWord())
        return;
    if (!list) // the next letter asks again
        qCInfo(logUi) << "no completions from" << source.server << list.error().toString();
    source.hasList = list.has_value();
    source.list = list.value_or(lsp::CompletionList());
    join();
    narrow();
}

void CompletionAssistant::join()
{
    m_items.clear();
    m_givers.clear();
    for (std::size_t number = 0; number < m_sources.size(); ++number) {
        for (lsp::CompletionItem item : m_sources[number]->list.items) {
            // Each server sorts its own; between equally good ones the order of the servers counts.
            item.sortText.prepend(QString::number(number));
            m_items.push_back(std::move(item));
            m_givers.push_back(m_sources[number]->server);
        }
    }
}

void CompletionAssistant::narrow()
{
    const std::optional<QString> word = typedWord();
    if (!word) {
        close();
        return;
    }
    m_fitting = fittingCompletions(m_items, *word);
    // Nothing more to be put in: the list would only be in the way.
    const bool isDone =
        m_fitting.size() == 1 && !m_session->byHand && m_items[m_fitting.front().item].newText == *word;
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
        rows.push_back(completionRow(m_items[found.item], found.matched));
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
    m_details.cancel();
    m_documentation.stop();
    m_session.reset();
    m_sources.clear(); // with their questions
    m_items.clear();
    m_givers.clear();
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
            m_items[m_fitting[static_cast<std::size_t>(row)].item].commitCharacters.contains(event.text()))
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
    const lsp::CompletionItem &item = m_items[m_fitting[static_cast<std::size_t>(row)].item];
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
    const int row = isOpen() ? m_popup->current() : -1;
    if (row < 0)
        return;
    const std::size_t item = m_fitting[static_cast<std::size_t>(row)].item;
    FeatureServer *able = resolver(item);
    if (!able)
        return;
    m_details.ask(*able, QLatin1String("completionItem/resolve"), m_front.uri(), m_items[item].raw, this,
                  lsp::completionItemFromJson, [this, item](const Result<lsp::CompletionItem> &resolved) {
                      if (!resolved || item >= m_items.size() || !isOpen())
                          return;
                      m_items[item].documentation = resolved->documentation;
                      m_items[item].additionalEdits = resolved->additionalEdits;
                      showDocumentation(*resolved);
                  });
}

void CompletionAssistant::accept(int row)
{
    if (row < 0 || static_cast<std::size_t>(row) >= m_fitting.size() || !m_front.isThere())
        return;
    const lsp::CompletionItem item = m_items[m_fitting[static_cast<std::size_t>(row)].item];
    CodeView &view = *m_front.view;
    DocumentBuffer &buffer = m_front.document->buffer();
    FeatureServer *giver = resolver(m_fitting[static_cast<std::size_t>(row)].item);
    const auto insertion = completionInsertion(item, buffer, typedEverywhere());
    close();
    if (!insertion) {
        qCInfo(logUi) << "a completion does not fit:" << insertion.error().toString();
        return;
    }
    if (const Result<void> applied = buffer.apply(insertion->edits); !applied) {
        qCInfo(logUi) << "a completion was refused:" << applied.error().toString();
        return;
    }
    view.fillIn(insertion->whole, insertion->stops);
    if (giver && item.additionalEdits.empty())
        addLate(item, *giver);
    // An option wants its value.
    if (item.newText.endsWith(QLatin1Char('=')) && m_opening != Opening::Never)
        askTriggered();
    if (item.newText.contains(QLatin1Char('(')))
        Q_EMIT callInserted();
}

FeatureServer *CompletionAssistant::resolver(std::size_t item) const
{
    return m_servers.answerer(m_givers[item], m_front.uri(), ServerFeature::CompletionResolve);
}

// What belongs to an item elsewhere (an import) may only be known when it is asked for.
void CompletionAssistant::addLate(const lsp::CompletionItem &item, FeatureServer &server)
{
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
