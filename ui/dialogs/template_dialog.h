// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project_template.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace gatewright {

// New from template: what to make, under which name, in which folder. It says at once what is wrong with the
// name and which files will come.
class TemplateDialog : public QDialog
{
    Q_OBJECT

public:
    TemplateDialog(TemplateCatalog catalog, const QString &folder, QWidget *parent = nullptr);

Q_SIGNALS:
    // The files were written.
    void created(const QStringList &toOpen, const QString &folder);

private:
    [[nodiscard]] const ProjectTemplate *chosen() const;
    void choose();
    void check();
    void create();
    void browse();
    void say(const QString &text, bool isTrouble);

    TemplateCatalog m_catalog;
    QListWidget *m_list;
    QLabel *m_description;
    QLabel *m_nameLabel;
    QLineEdit *m_name;
    QLineEdit *m_folder;
    QLabel *m_message;
    QPushButton *m_create;
};

} // namespace gatewright
