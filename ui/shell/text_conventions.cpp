// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/text_conventions.h"

#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "core/task/start_task.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/shell/editor_area.h"

#include <QFileInfo>
#include <QPointer>

namespace gatewright {

TextConventions::TextConventions(const WindowContext &context, EditorArea &editors, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_editors(editors)
{
    editors.setSettingsFor([this](const Document &document, const EditorSettings &settings) {
        return settingsFor(document, settings);
    });
    connect(&context.documents, &DocumentManager::opened, this,
            [this](Document *document) { attach(*document); });
    connect(&context.documents, &DocumentManager::aboutToClose, this,
            [this](Document *document) { m_known.remove(document->id()); });
    // One of the files that say how.
    connect(&context.documents, &DocumentManager::saved, this, [this](const Document *document) {
        if (QFileInfo(document->path()).fileName() == QLatin1String(".editorconfig"))
            applyToAll();
    });
    connect(&context.settings, &Settings::changed, this, [this](const QString &name) {
        if (name == keys::editorConfig().descriptor.name || name == keys::detectIndentation().descriptor.name)
            applyToAll();
    });
}

void TextConventions::attach(Document &document)
{
    connect(&document.buffer(), &DocumentBuffer::pathChanged, this,
            [this, &document] { readConfig(document); });
    connect(&document.buffer(), &DocumentBuffer::reset, this, [this, &document] {
        guess(document);
        apply(document);
    });
    guess(document);
    apply(document);
    readConfig(document);
}

void TextConventions::guess(Document &document)
{
    m_known[document.id()].guess = m_context.settings.value(keys::detectIndentation())
                                       ? detectIndentation(document.buffer().text())
                                       : std::nullopt;
}

void TextConventions::readConfig(Document &document)
{
    const QString path = document.path();
    if (path.isEmpty() || !m_context.settings.value(keys::editorConfig())) {
        m_known[document.id()].config = {};
        apply(document);
        return;
    }
    startTask<EditorConfig>(
        &document, [path](std::stop_token) { return readEditorConfig(path); },
        [this, self = QPointer<TextConventions>(this), &document, path](const Result<EditorConfig> &config) {
            if (!self || document.path() != path)
                return;
            if (!config) {
                Notice notice = noticeFor(config.error(), tr("An .editorconfig file does not count."));
                notice.kind = Notice::Kind::Warning;
                notice.key = QStringLiteral("editorconfig");
                m_context.notices.present(notice, document.id());
                return;
            }
            m_known[document.id()].config = *config;
            apply(document);
        });
}

void TextConventions::apply(Document &document)
{
    const EditorConfig &config = m_known[document.id()].config;
    document.setSaveRules({config.trimTrailingSpace, config.finalNewline});
    DocumentBuffer &buffer = document.buffer();
    if (buffer.size() == 0 && !buffer.isReadOnly()) {
        if (config.lineEnding)
            buffer.convertLineEnds(*config.lineEnding);
        if (config.encoding && *config.encoding != buffer.encoding())
            buffer.setEncoding(*config.encoding);
    }
    m_editors.refreshSettings(document);
}

void TextConventions::applyToAll()
{
    const QList<Document *> documents = m_context.documents.documents();
    for (Document *document : documents) {
        guess(*document);
        readConfig(*document);
    }
}

EditorSettings TextConventions::settingsFor(const Document &document, EditorSettings settings) const
{
    const Known known = m_known.value(document.id());
    const EditorConfig &config = known.config;
    if (known.guess) {
        settings.indentWithTabs = known.guess->tabs;
        if (!known.guess->tabs)
            settings.indentWidth = known.guess->width;
    }
    if (config.indentWithTabs)
        settings.indentWithTabs = *config.indentWithTabs;
    if (config.tabWidth)
        settings.tabWidth = *config.tabWidth;
    if (config.indentWidth)
        settings.indentWidth = *config.indentWidth;
    if (settings.indentWithTabs)
        settings.tabWidth = config.tabWidth.value_or(config.indentWidth.value_or(settings.tabWidth));
    if (settings.indentWithTabs && !config.indentWidth)
        settings.indentWidth = settings.tabWidth;
    if (config.lineLength)
        settings.rulerColumn = *config.lineLength;
    return settings;
}

} // namespace gatewright
