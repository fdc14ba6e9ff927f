// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QScrollArea;
class QVBoxLayout;

namespace gatewright {

// Every setting, made from the keys of the core, with a search over titles and explanations. A change takes
// effect at once; there is nothing to apply.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(Settings &settings, QWidget *parent = nullptr);

    // Whose settings are shown and changed.
    enum class Scope { User, Project };
    void setScope(Scope scope);

private:
    struct Row
    {
        QString name;
        QString group;
        QString words; // what the search looks at
        QWidget *widget = nullptr;
    };

    void build();
    void addGroup(const QString &group, QVBoxLayout &column);
    void addRow(const SettingDescriptor &descriptor, QVBoxLayout &column);
    [[nodiscard]] QWidget *makeEditor(const SettingDescriptor &descriptor);
    void store(const SettingDescriptor &descriptor, const QJsonValue &value);
    void filter();

    [[nodiscard]] QJsonValue shownValue(const SettingDescriptor &descriptor) const;

    Settings &m_settings;
    Scope m_scope = Scope::User;
    QComboBox *m_scopes;
    QLineEdit *m_search;
    QScrollArea *m_scroll;
    QListWidget *m_groups;
    QLabel *m_problem;
    QLabel *m_nothing = nullptr; // on the page
    QList<Row> m_rows;
    QHash<QString, QWidget *> m_headings; // by group
};

} // namespace gatewright
