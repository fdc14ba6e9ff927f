// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/outline_source.h"

#include "core/syntax/syntax_tree.h"
#include "core/task/start_task.h"
#include "core/text/line_index.h"

namespace gatewright {

using servers::LanguageServer;
using servers::ServerFeature;

namespace {

constexpr std::chrono::milliseconds pause{400};

lsp::SymbolKind kindOf(OutlineItem::Kind kind)
{
    switch (kind) {
    case OutlineItem::Kind::Namespace:
        return lsp::SymbolKind::Namespace;
    case OutlineItem::Kind::Class:
        return lsp::SymbolKind::Class;
    case OutlineItem::Kind::Structure:
        return lsp::SymbolKind::Struct;
    case OutlineItem::Kind::Enumeration:
        return lsp::SymbolKind::Enum;
    case OutlineItem::Kind::Function:
        break;
    }
    return lsp::SymbolKind::Function;
}

std::vector<lsp::DocumentSymbol> symbolsOf(const std::vector<OutlineItem> &items, const LineIndex &lines,
                                           std::string_view text)
{
    std::vector<lsp::DocumentSymbol> symbols;
    for (const OutlineItem &item : items) {
        const Position name = lines.position(text, item.nameBegin);
        symbols.push_back({QString::fromStdString(item.name),
                           {},
                           kindOf(item.kind),
                           {lines.position(text, item.begin), lines.position(text, item.end)},
                           {name, name},
                           symbolsOf(item.children, lines, text)});
    }
    return symbols;
}

} // namespace

OutlineSource::OutlineSource(servers::LanguageServers &servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &OutlineSource::ask);
}

OutlineSource::~OutlineSource()
{
    setFront({});
}

void OutlineSource::setFront(const FrontView &front)
{
    if (m_front == front)
        return;
    m_question.cancel();
    m_parsing.request_stop();
    if (m_front.document)
        disconnect(&m_front.document->buffer(), nullptr, this, nullptr);
    const bool isOther = m_front.document != front.document;
    m_front = front;
    if (isOther)
        m_model.setSymbols({});
    if (!front.isThere())
        return;
    connect(&front.document->buffer(), &DocumentBuffer::edited, &m_pause, [this] { m_pause.start(); });
    connect(&front.document->buffer(), &DocumentBuffer::reset, this, &OutlineSource::refresh);
    connect(&front.document->buffer(), &DocumentBuffer::languageChanged, this, &OutlineSource::refresh);
    if (isOther)
        m_pause.start(0);
}

void OutlineSource::refresh()
{
    m_pause.start();
}

void OutlineSource::ask()
{
    if (!m_front.isThere())
        return;
    LanguageServer *server = m_servers.serverFor(m_front.uri(), ServerFeature::Symbols);
    if (!server) {
        parse();
        return;
    }
    m_question.ask(*server, QLatin1String("textDocument/documentSymbol"), m_front.uri(),
                   servers::documentParams(m_front.uri()), this, lsp::documentSymbolsFromJson,
                   [this, revision = m_front.document->buffer().revision()](
                       const Result<std::vector<lsp::DocumentSymbol>> &symbols) {
                       if (!m_front.isThere() || m_front.document->buffer().revision() != revision)
                           return; // the edit has started the pause again
                       if (symbols)
                           m_model.setSymbols(*symbols);
                       else
                           parse();
                   });
}

void OutlineSource::parse()
{
    const DocumentBuffer &buffer = m_front.document->buffer();
    if (buffer.language() == Language::PlainText || buffer.isLarge()) {
        m_model.setSymbols({});
        return;
    }
    m_parsing.request_stop();
    m_parsing = startTask<std::vector<lsp::DocumentSymbol>>(
        this,
        [language = buffer.language(), text = std::string(buffer.text())](
            const std::stop_token &stop) -> Result<std::vector<lsp::DocumentSymbol>> {
            GW_TRY(tree, SyntaxTree::parse(language, text, stop));
            return symbolsOf(tree.outline(), LineIndex(text), text);
        },
        [this, document = m_front.document,
         revision = buffer.revision()](const Result<std::vector<lsp::DocumentSymbol>> &symbols) {
            const bool isStill = symbols && document && document == m_front.document &&
                                 document->buffer().revision() == revision;
            if (isStill)
                m_model.setSymbols(*symbols);
        });
}

} // namespace gatewright
