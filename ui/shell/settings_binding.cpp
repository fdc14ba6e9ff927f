// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settings_binding.h"

#include "core/base/log.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/document_manager.h"
#include "ui/editor/code_view.h"
#include "ui/shell/appearance.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"

#include <algorithm>

namespace gatewright {

namespace {

ThemeChoice themeChoice(const QString &name)
{
    if (name == QLatin1String("light"))
        return ThemeChoice::Light;
    if (name == QLatin1String("contrast"))
        return ThemeChoice::HighContrast;
    return name == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

} // namespace

void zoomBy(Settings &settings, int steps)
{
    constexpr int step = 10;
    const SettingKey<int> &key = keys::zoomPercent();
    const int zoom = steps == 0 ? key.descriptor.defaultValue.toInt() : settings.value(key) + steps * step;
    const Result<void> written =
        settings.setValue(key, std::clamp(zoom, key.descriptor.minimum, key.descriptor.maximum));
    if (!written)
        qCWarning(logUi) << written.error().toString();
}

EditorSettings editorSettings(const Settings &settings)
{
    EditorSettings made;
    made.font = defaultEditorFont();
    const QString family = settings.value(keys::fontFamily());
    if (!family.isEmpty())
        made.font.setFamily(family);
    const double points = settings.value(keys::fontSize()) * settings.value(keys::zoomPercent()) / 100.0;
    made.font.setPointSizeF(std::max(4.0, points));
    made.tabWidth = settings.value(keys::tabWidth());
    made.indentWidth = made.tabWidth;
    made.indentWithTabs = !settings.value(keys::insertSpaces());
    made.wrapLines = settings.value(keys::wrapLines());
    made.showWhitespace = settings.value(keys::showWhitespace());
    made.showLineNumbers = settings.value(keys::showLineNumbers());
    return made;
}

SettingsBinding::SettingsBinding(const WindowContext &context, EditorArea &editors, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_editors(editors)
{
    connect(&context.settings, &Settings::changed, this, &SettingsBinding::apply);
    connect(&editors, &EditorArea::pageCreated, this, [this](EditorPage *page) {
        connect(&page->view(), &CodeView::zoomRequested, this,
                [this](int steps) { zoomBy(m_context.settings, steps); });
    });
    apply();
}

void SettingsBinding::apply()
{
    const Settings &settings = m_context.settings;
    m_context.appearance.setChoice(themeChoice(settings.value(keys::theme())));
    if (const EditorSettings made = editorSettings(settings); made != m_editors.settings())
        m_editors.setSettings(made);
    m_context.documents.setCleanup(
        {settings.value(keys::trimTrailingSpace()), settings.value(keys::finalNewline())});
    m_context.documents.saver().setBackups(settings.value(keys::backupVersions()));
    m_context.documents.diskWatch().setReloadUnmodified(settings.value(keys::reloadUnmodified()));
}

} // namespace gatewright
