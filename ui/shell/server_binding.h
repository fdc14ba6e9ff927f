// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/servers/completion_assistant.h"
#include "ui/bridge/servers/format_assistant.h"
#include "ui/bridge/servers/hint_assistant.h"
#include "ui/bridge/servers/hover_assistant.h"
#include "ui/bridge/servers/outline_source.h"
#include "ui/bridge/servers/place_finder.h"
#include "ui/bridge/servers/rename_assistant.h"
#include "ui/bridge/servers/server_actions.h"
#include "ui/bridge/servers/signature_assistant.h"
#include "ui/bridge/servers/word_colours.h"
#include "ui/bridge/servers/workspace_editor.h"
#include "ui/shell/window_context.h"

#include <QObject>

namespace gatewright {

class MainWindow;
class OutlinePanel;
class PlacesPanel;
class RenameBox;
struct Place;

// What language servers can do, joined with the window: which view is in front, the commands, where results
// are shown.
class ServerBinding : public QObject
{
    Q_OBJECT

public:
    // All of them outlive it. Adds two panels and its commands, before the menus are built.
    ServerBinding(const WindowContext &context, MainWindow &window, servers::LanguageServers &servers,
                  const SyntaxLibrary &library, QObject *parent = nullptr);

    // The last page went or another came.
    void setFront(const FrontView &front);

    [[nodiscard]] CompletionAssistant &completion() { return m_completion; }
    [[nodiscard]] HoverAssistant &hover() { return m_hover; }
    [[nodiscard]] SignatureAssistant &signature() { return m_signature; }
    [[nodiscard]] PlacesPanel &places() { return *m_places; }
    [[nodiscard]] OutlinePanel &outline() { return *m_outlinePanel; }

Q_SIGNALS:
    void frontChanged(const gatewright::FrontView &front);

private:
    void addPanels();
    void addCommands();
    void addPlaceCommands();
    void connectAssistants();
    void connectRenaming();
    void applySettings();
    void refreshAll();
    void showPlaces(PlaceFinder::What what, const QString &name, const std::vector<lsp::Location> &places);
    void go(const QString &path, const Range &range, bool keepFocus);
    void askName(const QString &current, std::size_t place);
    // Shows what would change, and changes it when the user says so.
    void preview(const lsp::WorkspaceEdit &edit);
    void applyWithPreview(const std::vector<FileChange> &changes);
    // At once when only the file in front changes.
    void applyAction(const lsp::WorkspaceEdit &edit, const std::function<void(bool)> &answer);
    void say(const QString &text);
    void sayFailed(const Error &why, const QString &what);
    void hush();

    WindowContext m_context;
    MainWindow &m_window;
    servers::LanguageServers &m_servers;
    FrontView m_front;
    CompletionAssistant m_completion;
    SignatureAssistant m_signature;
    HoverAssistant m_hover;
    PlaceFinder m_finder;
    RenameAssistant m_renamer;
    ServerActions m_actions;
    FormatAssistant m_formatter;
    HintAssistant m_hints;
    WordColours m_colours;
    OutlineSource m_outline;
    WorkspaceEditor m_editor;
    OutlinePanel *m_outlinePanel = nullptr; // the window's
    PlacesPanel *m_places = nullptr;        // the window's
    RenameBox *m_renameBox;                 // the window's
};

} // namespace gatewright
