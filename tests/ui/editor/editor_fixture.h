// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/code_view.h"
#include "ui/editor/document_buffer.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QTest>

#include <string>
#include <string_view>

namespace gatewright {

// A document and a shown view on it, in the middle of a window, with the keyboard.
struct EditorFixture
{
    explicit EditorFixture(std::string_view text = {}, Language language = Language::PlainText,
                           const EditorSettings &settings = {})
        : theme(library, ColourScheme::Light)
        , document(library)
        , view(document, theme, settings)
    {
        document.setLanguage(language);
        document.setBytes(text);
        view.resize(800, 400);
        view.show();
        active = QTest::qWaitForWindowActive(&view);
        view.setFocus();
    }

    // What takes the keys, which are ASCII alone in Qt Test.
    [[nodiscard]] QWidget *keys() const { return view.focusProxy(); }
    [[nodiscard]] QWidget *viewport() const
    {
        return qobject_cast<QAbstractScrollArea *>(view.focusProxy())->viewport();
    }
    [[nodiscard]] std::string text() const { return std::string(document.text()); }
    void type(const char *text) const { QTest::keyClicks(keys(), QString::fromUtf8(text)); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(keys(), key, modifiers);
    }
    bool ghost(const char *text, const char *id = "g1")
    {
        GhostText ghost;
        ghost.id = QString::fromLatin1(id);
        ghost.text = text;
        return view.showGhost(ghost);
    }

    SyntaxLibrary library;
    Theme theme;
    DocumentBuffer document;
    CodeView view;
    bool active = false; // offscreen it always comes to be
};

} // namespace gatewright
