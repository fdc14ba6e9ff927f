// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/editor_config.h"
#include "core/text/indentation_guess.h"
#include "ui/editor/editor_settings.h"
#include "ui/shell/window_context.h"

#include <QHash>
#include <QObject>

namespace gatewright {

class Document;
class EditorArea;

// How each file wants to be written: what .editorconfig says, else what its text shows, else what the user
// set. Indentation goes to its views, cleaning to its saving; line ends and encoding only to files that are
// still empty, because nobody asked to rewrite the others.
class TextConventions : public QObject
{
    Q_OBJECT

public:
    TextConventions(const WindowContext &context, EditorArea &editors, QObject *parent = nullptr);

    [[nodiscard]] EditorSettings settingsFor(const Document &document, EditorSettings settings) const;

private:
    struct Known
    {
        std::optional<Indentation> guess;
        EditorConfig config;
    };

    void attach(Document &document);
    void guess(Document &document);
    void readConfig(Document &document);
    void apply(Document &document);
    void applyToAll();

    WindowContext m_context;
    EditorArea &m_editors;
    QHash<int, Known> m_known; // by document
};

} // namespace gatewright
