// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/settings/setting_descriptor.h"

#include <vector>

// Every setting of the product. To add one: declare it here, define it in keys.cpp, add it to allSettings().
namespace gatewright::keys {

// What the window looks like.
const SettingKey<QString> &theme();      // "system", "light", "dark", "contrast"
const SettingKey<QString> &fontFamily(); // empty: the platform's fixed-width font
const SettingKey<int> &fontSize();       // points
const SettingKey<int> &zoomPercent();

// Which keys commands have.
const SettingKey<QString> &keyboardScheme();        // "gatewright", "kate", "qtcreator", "vscode"
const SettingKey<QStringList> &keyboardShortcuts(); // the user's own: "edit.find=Ctrl+F; Alt+F"

// How text is edited.
const SettingKey<int> &tabWidth();
const SettingKey<bool> &insertSpaces();
const SettingKey<bool> &detectIndentation(); // from the text of a file
const SettingKey<bool> &editorConfig();      // .editorconfig files count
const SettingKey<bool> &wrapLines();
const SettingKey<bool> &showWhitespace();
const SettingKey<bool> &showLineNumbers();
const SettingKey<bool> &trimTrailingSpace(); // on save
const SettingKey<bool> &finalNewline();      // on save

// Git.
const SettingKey<bool> &gitBlame(); // who wrote the caret's line, behind it

// What becomes of files.
const SettingKey<bool> &reloadUnmodified(); // when another program changed them
const SettingKey<int> &backupVersions();    // of each file that is overwritten; 0: none

// Ghost text.
const SettingKey<bool> &completionEnabled();
const SettingKey<QString> &completionTrigger(); // "adaptive", "fixed", "manual"
const SettingKey<int> &completionDelay();       // milliseconds after the last key, for "fixed"
const SettingKey<int> &completionMaxTokens();
const SettingKey<bool> &completionDrafting();            // several tokens a pass of the model
const SettingKey<bool> &learningEnabled();               // what drafts them is trained on accepted text
const SettingKey<QStringList> &completionLanguagesOff(); // as LSP names them: "cpp", "python", "plaintext"
const SettingKey<QStringList> &completionDisabledFor();  // glob patterns, added to the built-in secret files

// The model.
const SettingKey<QString> &modelPath();    // name or path; empty: the model that came with the program
const SettingKey<int> &modelThreads();     // 0: as many as there are cores, at most 8
const SettingKey<QString> &modelCache();   // "bytes", "halves"
const SettingKey<QString> &modelView();    // "off", or entries that longer contexts are seen through
const SettingKey<QString> &modelKernels(); // "auto" or the name of a table

// What the engine keeps of suggestions: core/store.
const SettingKey<bool> &storeEnabled();
const SettingKey<int> &storeRetentionDays();
const SettingKey<int> &storeMaximumMegabytes();

// What Qiskit programs run in.
const SettingKey<QString> &pythonInterpreter(); // empty: the managed one

// Language servers of others.
const SettingKey<QString> &serversPopup(); // when completions open: "members", "words", "manual"
const SettingKey<bool> &serversColours();  // semantic ones
const SettingKey<bool> &serversHints();    // inlay hints
const SettingKey<bool> &clangdEnabled();
const SettingKey<QString> &clangdProgram();       // empty: what is installed, as with the next two
const SettingKey<QStringList> &clangdArguments(); // added to the product's
const SettingKey<bool> &ruffEnabled();
const SettingKey<QString> &ruffProgram();
const SettingKey<bool> &pythonServerEnabled();
const SettingKey<QString> &pythonServerProgram();
const SettingKey<QStringList> &serversOff(); // ids of others that are switched off
// The user's own terminal.
const SettingKey<QString> &terminalProgram(); // empty: the one of the desktop

// What is remembered between two starts.
const SettingKey<bool> &restoreSession();
const SettingKey<bool> &keepUnsaved(); // at the end, without asking
const SettingKey<QStringList> &recentFiles();
const SettingKey<QStringList> &recentFolders();
const SettingKey<QStringList> &recentCommands();

// In the order of a settings page.
[[nodiscard]] const std::vector<const SettingDescriptor *> &allSettings();

} // namespace gatewright::keys
