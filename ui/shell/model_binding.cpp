// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/model_binding.h"

#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/notice_hub.h"
#include "ui/panels/model/model_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/dock_toggle.h"
#include "ui/shell/main_window.h"

#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QStorageInfo>

namespace gatewright {

namespace {

const QString modelNotice = QStringLiteral("model");
const QString dockName = QStringLiteral("modelDock");

// Where a model is most likely brought from: the first stick or disk that is plugged in, else home.
QString importFolder()
{
    const QList<QStorageInfo> volumes = QStorageInfo::mountedVolumes();
    for (const QStorageInfo &volume : volumes) {
        const QString place = volume.rootPath();
        if (volume.isReady() &&
            (place.startsWith(QLatin1String("/media/")) || place.startsWith(QLatin1String("/run/media/"))))
            return place;
    }
    return QDir::homePath();
}

} // namespace

ModelBinding::ModelBinding(const WindowContext &context, MainWindow &window, ModelLibrary &library,
                           completion::EngineClient &engine, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_library(library)
    , m_panel(new ModelPanel(library, context.appearance.icons(), context.appearance.theme()))
{
    addDock();
    addCommands();
    const CommandRegistry &commands = context.commands;
    m_panel->setImportActions(commands.action(QStringLiteral("model.import")),
                              commands.action(QStringLiteral("model.importFolder")));
    m_panel->setDevice(context.settings.value(keys::modelDevice()));
    connect(m_panel, &ModelPanel::useRequested, this, &ModelBinding::use);
    connect(m_panel, &ModelPanel::unloadRequested, &library, &ModelLibrary::unload);
    connect(m_panel, &ModelPanel::deviceChosen, this, [this](const QString &device) {
        static_cast<void>(m_context.settings.setValue(keys::modelDevice(), device));
    });
    connect(&context.settings, &Settings::changed, this, &ModelBinding::followSetting);
    connect(&context.appearance, &Appearance::changed, m_panel,
            [this] { m_panel->setTheme(m_context.appearance.theme()); });
    connect(&engine, &completion::EngineClient::reportChanged, &library,
            [&library, &engine] { library.setEngine(engine.report()); });
    connect(&library, &ModelLibrary::changed, &context.commands, &CommandRegistry::refresh);
    connect(&library, &ModelLibrary::imported, this, &ModelBinding::tellImported);
    connect(&library, &ModelLibrary::importFailed, this, [this](const Error &error, const QString &path) {
        Notice notice = noticeFor(error, tr("“%1” was not imported.").arg(QFileInfo(path).fileName()));
        notice.key = modelNotice;
        m_context.notices.present(notice, 0);
    });
    connect(&library, &ModelLibrary::loadFailed, this, &ModelBinding::tellTooLarge);
    library.setEngine(engine.report());
}

ModelBinding::~ModelBinding()
{
    delete m_dialog; // its answer would come to a binding that is gone
}

void ModelBinding::addDock()
{
    m_window.addPanel(dockName, tr("Model"), m_panel, QStringLiteral("problemsDock"));
}

void ModelBinding::addCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Tools);
    add("model.manage", tr("&Models…"), [this] { showDock(); })
        .symbol(Symbol::Model)
        .describe(tr("The models of this computer: which one works, what is in it, whether it fits"));
    const auto isFree = [this] { return !m_library.isImporting(); };
    add("model.import", tr("&Import Model File…"), [this] { chooseFile(); })
        .symbol(Symbol::DocumentOpen)
        .describe(tr("Checks a GGUF file and copies it into your model folder"))
        .enabledWhen(isFree);
    add("model.importFolder", tr("Import Model F&older…"), [this] { chooseFolder(); })
        .symbol(Symbol::Folder)
        .describe(tr("Checks a folder as Hugging Face publishes models and copies it into your model folder"))
        .enabledWhen(isFree);
    add("model.unload", tr("&Unload Model"), [this] { m_library.unload(); })
        .describe(tr("Frees its memory; there are no suggestions until a model is used again"))
        .enabledWhen([this] { return m_library.engine().state == completion::EngineState::Ready; });
    add("view.model", tr("Mode&l"), [this] {
        toggleDock(*m_window.findChild<QDockWidget *>(dockName));
    }).checkedWhen([this] { return !m_window.findChild<QDockWidget *>(dockName)->isHidden(); });
}

void ModelBinding::showDock()
{
    gatewright::showDock(*m_window.findChild<QDockWidget *>(dockName));
    m_library.refresh();
}

// --- importing
// -----------------------------------------------------------------------------------------------------------

void ModelBinding::chooseFile()
{
    auto *dialog = new QFileDialog(&m_window, tr("Import Model File"), importFolder());
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Models (*.gguf)"));
    ask(dialog);
}

void ModelBinding::chooseFolder()
{
    auto *dialog = new QFileDialog(&m_window, tr("Import Model Folder"), importFolder());
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    ask(dialog);
}

void ModelBinding::ask(QFileDialog *dialog)
{
    delete m_dialog;
    m_dialog = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { import(dialog->selectedFiles().value(0)); });
    dialog->open();
}

void ModelBinding::import(const QString &path)
{
    m_context.notices.withdraw(modelNotice, 0);
    showDock();
    m_library.import(path);
}

void ModelBinding::tellImported(const QString &path)
{
    m_panel->select(path);
    Notice notice;
    notice.key = modelNotice;
    notice.text = tr("“%1” was imported.").arg(QFileInfo(path).fileName());
    notice.actions = {{tr("Use It"), [this, path] {
                           static_cast<void>(m_context.settings.setValue(keys::modelPath(), path));
                       }}};
    m_context.notices.present(notice, 0);
}

// --- loading
// -------------------------------------------------------------------------------------------------------------

void ModelBinding::use(const ModelListed &model)
{
    const QString wanted = model.isDefault ? QString() : model.path;
    if (m_context.settings.value(keys::modelPath()) == wanted)
        load(ModelService::Fit::Needed);
    else if (const Result<void> kept = m_context.settings.setValue(keys::modelPath(), wanted); !kept)
        m_context.notices.present(noticeFor(kept.error(), tr("The choice holds for this run only.")), 0);
}

void ModelBinding::load(ModelService::Fit fit)
{
    m_context.notices.withdraw(modelNotice, 0);
    m_library.load(m_context.settings.value(keys::modelPath()), fit);
}

void ModelBinding::followSetting(const QString &name)
{
    if (name == keys::modelPath().descriptor.name)
        load(ModelService::Fit::Needed);
    else if (name == keys::modelDevice().descriptor.name)
        m_panel->setDevice(m_context.settings.value(keys::modelDevice()));
}

void ModelBinding::tellTooLarge(const Error &error)
{
    Notice notice = noticeFor(error, tr("The model was not loaded."));
    notice.key = modelNotice;
    if (error.code == ErrorCode::LimitExceeded)
        notice.actions = {{tr("Load Anyway"), [this] { load(ModelService::Fit::Ignored); }}};
    m_context.notices.present(notice, 0);
}

} // namespace gatewright
