// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/template_dialog.h"

#include "core/task/start_task.h"
#include "ui/bridge/core_texts.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatewright {

TemplateDialog::TemplateDialog(TemplateCatalog catalog, const QString &folder, QWidget *parent)
    : QDialog(parent)
    , m_catalog(std::move(catalog))
    , m_list(new QListWidget(this))
    , m_description(new QLabel(this))
    , m_nameLabel(new QLabel(this))
    , m_name(new QLineEdit(this))
    , m_folder(new QLineEdit(QDir::toNativeSeparators(folder), this))
    , m_message(new QLabel(this))
{
    setObjectName(QStringLiteral("templateDialog"));
    setWindowTitle(tr("New from Template"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_list->setAccessibleName(tr("Templates"));
    m_list->setMaximumHeight(6 * (fontMetrics().height() + 8));
    for (const ProjectTemplate &entry : m_catalog.templates)
        m_list->addItem(entry.name);
    m_description->setWordWrap(true);
    m_description->setForegroundRole(QPalette::PlaceholderText);
    m_name->setObjectName(QStringLiteral("templateName"));
    m_nameLabel->setBuddy(m_name);
    m_folder->setObjectName(QStringLiteral("templateFolder"));
    m_folder->setAccessibleName(tr("Folder"));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    auto *folderLabel = new QLabel(tr("Folder"), this);
    folderLabel->setBuddy(m_folder);
    auto *browseButton = new QPushButton(tr("Browse…"), this);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_create = buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    m_create->setObjectName(QStringLiteral("templateCreate"));

    auto *form = new QGridLayout;
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(8);
    form->addWidget(m_nameLabel, 0, 0);
    form->addWidget(m_name, 0, 1, 1, 2);
    form->addWidget(folderLabel, 1, 0);
    form->addWidget(m_folder, 1, 1);
    form->addWidget(browseButton, 1, 2);
    form->setColumnStretch(1, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_list);
    column->addWidget(m_description);
    column->addLayout(form);
    column->addWidget(m_message);
    column->addStretch();
    column->addWidget(buttons);
    resize(560, 360);

    connect(m_list, &QListWidget::currentRowChanged, this, &TemplateDialog::choose);
    connect(m_name, &QLineEdit::textChanged, this, &TemplateDialog::check);
    connect(m_folder, &QLineEdit::textChanged, this, &TemplateDialog::check);
    connect(browseButton, &QPushButton::clicked, this, &TemplateDialog::browse);
    connect(buttons, &QDialogButtonBox::accepted, this, &TemplateDialog::create);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_list->setCurrentRow(0);
    choose();
    m_name->setFocus();
}

const ProjectTemplate *TemplateDialog::chosen() const
{
    const int row = m_list->currentRow();
    return row < 0 || row >= static_cast<int>(m_catalog.templates.size())
               ? nullptr
               : &m_catalog.templates[static_cast<std::size_t>(row)];
}

void TemplateDialog::choose()
{
    const ProjectTemplate *source = chosen();
    if (!source) {
        m_create->setEnabled(false);
        say(tr("No templates were found; install the program again."), true);
        return;
    }
    m_description->setText(source->description);
    m_nameLabel->setText(source->variableLabel);
    m_name->setAccessibleName(source->variableLabel);
    m_name->setText(source->defaultValue);
    m_name->selectAll();
    check();
}

void TemplateDialog::check()
{
    const ProjectTemplate *source = chosen();
    if (!source)
        return;
    const Result<void> fits = source->checkValue(m_name->text());
    m_create->setEnabled(fits && !m_folder->text().trimmed().isEmpty());
    if (!fits) {
        say(coreText(fits.error()), true);
        return;
    }
    QStringList files;
    for (const ProjectTemplate::File &file : source->files) {
        QString name = file.to;
        files.append(name.replace(QStringLiteral("{{%1}}").arg(source->variable), m_name->text()));
    }
    say(tr("Makes %1").arg(files.join(QStringLiteral(", "))), false);
}

void TemplateDialog::create()
{
    const ProjectTemplate *source = chosen();
    if (!source)
        return;
    m_create->setEnabled(false);
    const QString folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
    startTask<CreatedFiles>(
        this,
        [source = *source, name = m_name->text(), folder](std::stop_token) {
            return createFromTemplate(source, name, folder);
        },
        [this, folder](Result<CreatedFiles> made) {
            if (!made) {
                m_create->setEnabled(true);
                say(coreText(made.error()) + QLatin1Char(' ') + made.error().place, true);
                return;
            }
            Q_EMIT created(made->toOpen, folder);
            accept();
        });
}

void TemplateDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Folder"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void TemplateDialog::say(const QString &text, bool isTrouble)
{
    m_message->setText(text);
    m_message->setForegroundRole(isTrouble ? QPalette::WindowText : QPalette::PlaceholderText);
}

} // namespace gatewright
