// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gatewright {

class Appearance;
class CommandRegistry;
class CrashRecovery;
class DiagnosticsModel;
class DocumentManager;
class JournalKeeper;
class NoticeHub;
class ProjectFiles;
class RunSession;
class Settings;
class SyntaxLibrary;
class TaskProgressModel;
class WorkspaceModel;

// The services that the parts of the window share. Made by the composition root; all of them outlive the
// window.
struct WindowContext
{
    Settings &settings;
    const SyntaxLibrary &syntax;
    Appearance &appearance;
    CommandRegistry &commands;
    NoticeHub &notices;
    TaskProgressModel &tasks;
    DocumentManager &documents;
    JournalKeeper &journals;
    CrashRecovery &recovery;
    DiagnosticsModel &problems;
    WorkspaceModel &workspace;
    ProjectFiles &files;
    RunSession &run;
};

} // namespace gatewright
