// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QVBoxLayout;

namespace gatewright {

// Every setting, made from the keys of the core, with a search over titles and explanations. A change takes
// effect at once; there is nothing to apply.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(Settings &settings, QWidget *parent = nullptr);

private:
    struct Row
    {
        QString name;
        QString group;
        QString words; // what the search looks at
        QWidget *widget = nullptr;
    };

    void addGroup(const QString &group, QVBoxLayout &column);
    void addRow(const SettingDescriptor &descriptor, QVBoxLayout &column);
    [[nodiscard]] QWidget *makeEditor(const SettingDescriptor &descriptor);
    void store(const SettingDescriptor &descriptor, const QJsonValue &value);
    void filter();

    Settings &m_settings;
    QLineEdit *m_search;
    QListWidget *m_groups;
    QLabel *m_problem;
    QLabel *m_nothing;
    QList<Row> m_rows;
    QHash<QString, QWidget *> m_headings; // by group
};

} // namespace gatewright
